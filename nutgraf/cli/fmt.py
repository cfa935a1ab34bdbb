"""`nutgraf fmt`."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError, project_of, report
from nutgraf.engine.project import Project

EXAMPLES = """\
  nutgraf fmt
  nutgraf fmt content/timelines content/places.yaml
  nutgraf fmt --check"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("paths", nargs="*", metavar="PATH", help="files or folders in content/ (default: all of it)")
    command.add_argument("--check", action="store_true", help="write nothing; exit 1 and name the files out of order")


def run(options: argparse.Namespace) -> int:
    """Bring content files into order."""
    from nutgraf.desk.contents import contents_of
    from nutgraf.desk.findings import write_contents
    from nutgraf.desk.fmt import format_file

    project = project_of(options)
    before = contents_of(project)
    chosen = list(_chosen(project, before, options.paths))
    formatted = {path: format_file(path, before[path]) for path in chosen}
    changed = [path for path in chosen if formatted[path].content != before[path]]
    if not options.check:
        write_contents(project.content, before, {path: formatted[path].content for path in changed})
    for path in changed:
        print(f"content/{path}{' is out of order' if options.check else ''}")
    left = sorted(each for one in formatted.values() for each in one.left)
    report(left)
    print(_summary(len(chosen), len(changed), is_check=options.check))
    return WRONG_CONTENT if left or (options.check and changed) else GOOD


def _summary(count: int, changed: int, *, is_check: bool) -> str:
    files = f"{count} file{'s' if count != 1 else ''}"
    if not changed:
        return f"{files}: nothing to change"
    return f"{changed} of {files} {'would change: run nutgraf fmt' if is_check else 'changed'}"


def _chosen(project: Project, known: Mapping[str, bytes], paths: list[str]) -> Iterator[str]:
    """Yield the content files that are asked for; raise UsageError for a path that names none."""
    folder = project.content.resolve()
    asked = [Path(path).resolve() for path in paths] or [folder]
    for written, path in zip(paths or ["content"], asked, strict=True):
        if not any((folder / each).is_relative_to(path) for each in known):
            raise UsageError(f"{written} is no file of content/, nor a folder with one")
    yield from (each for each in known if any((folder / each).is_relative_to(path) for path in asked))
