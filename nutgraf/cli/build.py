"""`nutgraf build`."""

import argparse
import re
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from nutgraf.cli.common import (
    GOOD,
    WRONG_CONTENT,
    Progress,
    UsageError,
    add_base_url,
    add_format,
    add_output,
    build_options,
    cores,
    project_of,
    report,
    say,
    summary,
    whole_number,
)

if TYPE_CHECKING:
    from nutgraf.engine.executor import Executor

EXAMPLES = """\
  nutgraf build
  nutgraf build --strict --base-url https://example.org/strikes
  nutgraf build --output public --clean
  nutgraf build --strict --format github
  nutgraf build --scheduler tcp://10.0.0.5:8786 --output s3://bucket/site"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_output(command)
    add_base_url(command)
    add_format(command)
    command.add_argument("--strict", action="store_true", help="take warnings for errors")
    command.add_argument(
        "--jobs", metavar="N", type=whole_number, default=0, help="processes to render with (default: one a core)"
    )
    command.add_argument(
        "--scheduler", metavar="ADDRESS", default="", help="render on a Dask cluster, such as tcp://10.0.0.5:8786"
    )
    command.add_argument("--clean", action="store_true", help="forget earlier builds and render everything")


def run(options: argparse.Namespace) -> int:
    """Build the site."""
    from nutgraf.engine.build import build
    from nutgraf.engine.executor import ExecutorError
    from nutgraf.engine.output import OutputError

    project = project_of(options)
    chosen = build_options(options, is_strict=options.strict, is_clean=options.clean, jobs=options.jobs or cores())
    try:
        with Progress() as progress, cluster_at(options.scheduler) as cluster:
            built = build(project, chosen, progress, executor=cluster)
    except (ExecutorError, OutputError) as error:
        raise UsageError(str(error)) from None
    report(built.diagnostics, options.format, project.root)
    for remark in built.remarks:
        say(remark, options.format)
    say(summary(built, f"{options.output.rstrip('/')}/"), options.format)
    return GOOD if built.is_good else WRONG_CONTENT


def cluster_at(scheduler: str) -> "AbstractContextManager[Executor | None]":
    """Return the cluster that does the work, if one is named."""
    if not scheduler:
        return nullcontext()
    if not re.fullmatch(r"(?:tcp|tls)://\S+:[0-9]+", scheduler):
        raise UsageError(f"--scheduler {scheduler}: write its address with its port, such as tcp://10.0.0.5:8786")
    from nutgraf.engine.cluster import Cluster

    return Cluster(scheduler)
