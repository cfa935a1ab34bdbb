"""What is wrong with the content, and how an edited state of it is written to disk."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from nutgraf.desk.contents import Contents, gathered
from nutgraf.model.diagnostics import Diagnostic, judged
from nutgraf.weave.weave import weave

_TEMPORARY = ".nutgraf-new"


def findings(contents: Contents) -> tuple[Diagnostic, ...]:
    """Read and weave the content, drafts too; return all diagnostics."""
    found = gathered(contents)
    _, more = weave(found.corpus, found.origins, found.broken)
    return judged((*found.diagnostics, *more), found.corpus.config.rules)


def new_findings(before: Contents, after: Contents) -> tuple[Diagnostic, ...]:
    """Return the diagnostics that an edit brings, wherever those that were there stand now."""
    known = Counter((each.rule, each.message) for each in findings(before))
    brought = []
    for each in findings(after):
        known[each.rule, each.message] -= 1
        if known[each.rule, each.message] < 0:
            brought.append(each)
    return tuple(brought)


def write_contents(folder: Path, before: Contents, after: Contents) -> tuple[str, ...]:
    """Write the files that differ, all to temporary names before the first is replaced; return their paths."""
    changed = {path: content for path, content in after.items() if before.get(path) != content}
    temporary: Mapping[str, Path] = {path: _stage(folder / path, content) for path, content in changed.items()}
    for path, file in temporary.items():
        file.replace(folder / path)
    return tuple(changed)


def _stage(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}{_TEMPORARY}")
    temporary.write_bytes(content)
    if path.exists():
        temporary.chmod(path.stat().st_mode & 0o777)
    return temporary
