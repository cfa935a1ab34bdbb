"""`nutgraf schema`."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from nutgraf.cli.common import GOOD, UsageError

EXAMPLES = """\
  nutgraf schema
  nutgraf schema places
  nutgraf schema --write schemas
  nutgraf schema --reference docs/reference.md"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("kind", nargs="?", help="print the schema of this kind of file; without it, list the kinds")
    command.add_argument("--write", metavar="DIR", help="write all schemas into a folder, for editors")
    command.add_argument("--reference", metavar="FILE", help="write the format reference, in Markdown")


def run(options: argparse.Namespace) -> int:
    """Print or write JSON Schemas and the reference."""
    files = _asked_for(options)
    for path in files:
        _refuse_foreign(path)
    for path, text in files.items():
        _write(path, text)
        print(path)
    if not files:
        print(_shown(options.kind), end="")
    return GOOD


def _asked_for(options: argparse.Namespace) -> Mapping[Path, str]:
    """Return the texts of the files that the options name."""
    from nutgraf.desk.reference import reference
    from nutgraf.desk.schemas import schemas

    written = {Path(options.write, name): text for name, text in schemas().items()} if options.write else {}
    return written | ({Path(options.reference): reference()} if options.reference else {})


def _shown(kind: str | None) -> str:
    from nutgraf.desk.schema_source import FILES
    from nutgraf.desk.schemas import schemas

    if kind is None:
        return "".join(f"{each.name:12} content/{', content/'.join(each.paths)}\n" for each in FILES)
    known = [each.name for each in FILES]
    if kind not in known:
        raise UsageError(f"there is no kind of file {kind!r}: known are {', '.join(known)}")
    return schemas()[f"{kind}.json"]


def _refuse_foreign(path: Path) -> None:
    """Refuse to write over a file that this command did not make."""
    if path.is_file() and "Made by `nutgraf schema" not in path.read_text("utf-8", errors="replace")[:400]:
        raise UsageError(f"{path} was not made by `nutgraf schema`: move it away, or name another place")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.write_text(text, "utf-8", newline="\n")
    os.replace(unfinished, path)  # noqa: PTH105 - as everywhere: a file is whole or as it was
