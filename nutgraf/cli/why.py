"""`nutgraf why`."""

import argparse
from pathlib import Path

from nutgraf.cli.common import GOOD, UsageError, add_base_url, add_output, build_options, project_of

EXAMPLES = "  nutgraf why site/index.html"


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("path", help="a file of the site, such as site/index.html")
    add_output(command)
    add_base_url(command)


def run(options: argparse.Namespace) -> int:
    """Say why a file is rendered."""
    from nutgraf.engine.why import explain

    project = project_of(options)
    path = Path(options.path)
    inside = path.relative_to(project.output) if path.is_relative_to(project.output) else path
    lines = explain(project, build_options(options), inside.as_posix())
    if lines is None:
        raise UsageError(f"{options.path} is no file of this site")
    print("\n".join(lines))
    return GOOD
