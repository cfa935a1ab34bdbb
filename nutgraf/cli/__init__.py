"""The command line: `nutgraf COMMAND`.

Every command is a module of this package with three things in it: `EXAMPLES`, `add_options(parser)` and `run(options)`,
which returns the exit code. Only the module of the command that was typed is imported.

Exit codes: 0 good, 1 the content has errors, 2 wrong usage.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

from nutgraf import __version__
from nutgraf.cli.common import GOOD, WRONG_USAGE, UsageError

COMMANDS: tuple[tuple[str, str], ...] = (
    ("new", "start a site, an article or an entry"),
    ("serve", "preview the site and rebuild it as files are saved"),
    ("build", "build the site"),
    ("check", "say what is wrong with the content, and write nothing"),
    ("fmt", "set content files in order: dates, keys, ends of lines"),
    ("rename", "give an entry another id, everywhere"),
    ("anchors", "list notes that no longer stand, and mend them"),
    ("suggest", "list names and acronyms in an article that no entry covers"),
    ("import", "take over an article, a timeline, places, sources"),
    ("diff", "say what changed for readers between two revisions"),
    ("links", "check the links that lead out of the site"),
    ("schema", "print or write JSON Schemas of the content files, for editors"),
    ("completion", "print a script that completes commands and options in a shell"),
    ("why", "say why a file of the site is rendered, and what it depends on"),
)
"""Names and what they do, in the order in which authors meet them."""


_GARBAGE = 100_000
"""New objects after which unreachable ones are looked for. Most of what is loaded stays to the end: at Python's own
threshold the search took a third of a build that renders one page.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.set_threshold(_GARBAGE)
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser(arguments[:1]).parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as error:
        print(f"nutgraf: {error}", file=sys.stderr)
        return WRONG_USAGE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - whoever read our output has left; stay quiet at exit
        return GOOD


def parser(wanted: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser that knows all commands by name, and the options of those that are wanted."""
    whole = argparse.ArgumentParser(prog="nutgraf", description="Build annotated explainers from an article and YAML.")
    whole.add_argument("--version", action="version", version=f"nutgraf {__version__}")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for name, words in COMMANDS:
        command = commands.add_parser(name, help=words, formatter_class=argparse.RawDescriptionHelpFormatter)
        command.description = f"{words[0].upper()}{words[1:]}."
        if name in wanted:
            module = import_module(f"nutgraf.cli.{name}{'_' if iskeyword(name) else ''}")
            command.epilog = f"examples:\n{module.EXAMPLES}"
            module.add_options(command)
            command.set_defaults(run=module.run)
    return whole
