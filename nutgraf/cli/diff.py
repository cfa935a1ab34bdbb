"""`nutgraf diff`."""

import argparse

from nutgraf.cli.common import GOOD, UsageError, project_of

EXAMPLES = """\
  nutgraf diff HEAD
  nutgraf diff v1..v2
  nutgraf diff origin/main.. --format markdown"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    words = "a git revision, compared with the folder as it is now, or two: OLD..NEW"
    command.add_argument("revisions", metavar="REV[..REV]", help=words)
    command.add_argument("--format", choices=("text", "markdown"), default="text", help="(default: text)")


def run(options: argparse.Namespace) -> int:
    """Say what changed for readers."""
    from nutgraf.desk.change_words import FORMATS
    from nutgraf.desk.changes import compare
    from nutgraf.desk.contents import contents_of, gathered
    from nutgraf.desk.revisions import RevisionError, contents_at, split_range

    project = project_of(options)
    try:
        old, new = split_range(options.revisions)
        before = contents_at(project.root, old)
        after = contents_at(project.root, new) if new else contents_of(project)
    except RevisionError as error:
        raise UsageError(str(error)) from None
    print(FORMATS[options.format](compare(gathered(before), gathered(after))))
    return GOOD
