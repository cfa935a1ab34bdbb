"""`nutgraf rename`."""

import argparse
from typing import TYPE_CHECKING

from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError, project_of, report

if TYPE_CHECKING:
    from nutgraf.desk.rename import Renamed

EXAMPLES = """\
  nutgraf rename term:kh kataib-hezbollah
  nutgraf rename article:strikes us-strikes-iraq-2024-01-23 --dry-run
  nutgraf rename note:us-strikes-iraq-2024-01-23/whose-facilities facilities"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("entry", metavar="KIND:OLD", help="the entry, such as term:kh")
    command.add_argument("new", metavar="NEW", help="its new id")
    command.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")


def run(options: argparse.Namespace) -> int:
    """Rename an entry everywhere."""
    from nutgraf.desk.contents import contents_of
    from nutgraf.desk.document import CannotEditError
    from nutgraf.desk.rename import CannotRenameError, rename, write

    project = project_of(options)
    kind, colon, old = options.entry.partition(":")
    if not colon:
        raise UsageError(f"{options.entry!r} has no kind: write it as KIND:OLD, such as term:{options.entry}")
    before = contents_of(project)
    try:
        renamed = rename(before, kind, old, options.new.removeprefix(f"{kind}:"))
    except CannotRenameError as error:
        raise UsageError(str(error)) from None
    except CannotEditError as error:
        report(error.diagnostics)
        print("nothing was written: mend this first, then rename")
        return WRONG_CONTENT
    if not options.dry_run:
        write(project.content, before, renamed)
    print(_summary(renamed, is_dry=options.dry_run))
    return GOOD


def _summary(renamed: "Renamed", *, is_dry: bool) -> str:
    """Return what changed, file by file."""
    lines = [
        line
        for path, edits in sorted(renamed.edits.items())
        for line in (f"content/{path}", *(f"  line {edit.line}: {edit.what}" for edit in edits))
    ]
    lines += [f"content/{old} -> content/{new}" for old, new in sorted(renamed.moved.items())]
    count = sum(map(len, renamed.edits.values()))
    end = "would change: nothing was written" if is_dry else "changed"
    return "\n".join([*lines, f"{_counted(count, 'place')} in {_counted(len(renamed.edits), 'file')} {end}"])


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
