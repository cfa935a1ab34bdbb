"""`nutgraf serve`."""

import argparse
from typing import TYPE_CHECKING

from nutgraf.cli.common import GOOD, UsageError, build_options, project_of, report, summary

if TYPE_CHECKING:
    from nutgraf.engine.build import Built

EXAMPLES = """\
  nutgraf serve
  nutgraf serve --port 8080"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument(
        "--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000; 0 takes any that is free)"
    )


def run(options: argparse.Namespace) -> int:
    """Serve the preview until interrupted."""
    from nutgraf.engine.serve import PortError, serve

    project, chosen = project_of(options), build_options(options, with_drafts=True)
    try:
        serve(project, chosen, options.port, _say, _welcome)
    except PortError as error:
        raise UsageError(str(error)) from None
    return GOOD


def _welcome(address: str) -> None:
    print(f"Preview at {address} (Ctrl-C ends it)", flush=True)


def _say(built: "Built") -> None:
    report(built.diagnostics)
    print(summary(built, "the preview"), flush=True)
