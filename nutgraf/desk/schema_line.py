"""The first line of a content file, which tells a YAML language server where the schema of its kind is."""

import re
from collections.abc import Mapping

from nutgraf.desk.schema_source import FILES

_LINE = "# yaml-language-server: $schema={way}{name}.json\n"
_OF_SITE = re.compile(rb"# yaml-language-server: \$schema=([^\r\n]*)site\.json\r?$", re.MULTILINE)


def schema_line(contents: Mapping[str, bytes], path: str) -> bytes:
    """Return the line for a new file, with its line end; nothing where `site.yaml` has no such line either.

    `path` is that below content/, as are those of `contents`.
    """
    found = _OF_SITE.match(contents.get("site.yaml", b""))
    name = next((each.name for each in FILES if any(_fits(path, pattern) for pattern in each.paths)), "")
    if found is None or not name or not path.endswith(".yaml"):
        return b""
    return _LINE.format(way="../" * path.count("/") + found[1].decode(), name=name).encode()


def _fits(path: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace("NAME", "[^/]+"), path) is not None
