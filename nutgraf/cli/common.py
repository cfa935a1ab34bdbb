"""What commands share: the project, its options, and how findings are said."""

import argparse
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.engine.project import CONTENT, Project

if TYPE_CHECKING:
    from nutgraf.engine.build import Built, Options
    from nutgraf.model.diagnostics import Diagnostic

GOOD, WRONG_CONTENT, WRONG_USAGE = 0, 1, 2


class UsageError(Exception):
    """Something about the command itself is wrong, in words for whoever typed it."""


def cores() -> int:
    """Return how many processes are worth starting here: at most one for each core that we may use, and no crowd."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)


def whole_number(text: str) -> int:
    """Return how many of something an option asks for, which is some and no more than a computer has."""
    if not re.fullmatch("[1-9][0-9]{0,3}", text):
        raise argparse.ArgumentTypeError(f"write a whole number from 1 to 9999, not {text!r}")
    return int(text)


def add_base_url(command: argparse.ArgumentParser) -> None:
    """Add the option of commands that know where the site is published."""
    command.add_argument("--base-url", metavar="URL", default="", help="address under which the site is published")


def add_output(command: argparse.ArgumentParser) -> None:
    """Add the option of commands that know where the site goes."""
    command.add_argument(
        "--output",
        metavar="DIR",
        default="site",
        help="folder for the site (default: site), or an address such as s3://bucket/site",
    )


def project_of(options: argparse.Namespace) -> Project:
    """Return the project in whose folder the command runs."""
    root = Path.cwd()
    if not (root / CONTENT).is_dir():
        raise UsageError(f"there is no folder {CONTENT}/ here: run nutgraf in the folder of your project")
    output = getattr(options, "output", "site")
    scheme, is_address, folder = output.partition("://")
    if not output or (is_address and not folder.strip("/")):
        example = f"{scheme}://bucket/site" if is_address else "site"
        raise UsageError(f"--output {output or repr(output)}: name a folder, such as {example}")
    return Project(root, Path(output), output if "://" in output else "")


def build_options(options: argparse.Namespace, **more: Any) -> "Options":
    """Return the options of a build."""
    from nutgraf.engine.build import Options

    base_url = getattr(options, "base_url", "")
    if base_url and not base_url.startswith(("https://", "http://")):
        raise UsageError(f"--base-url {base_url}: write the whole address, starting with https://")
    return Options(base_url=base_url, **more)


def add_format(command: argparse.ArgumentParser) -> None:
    """Add the option of commands that report findings."""
    words = "how findings are said (default: text); all but text go to standard output, alone"
    command.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help=words)


def report(diagnostics: "Iterable[Diagnostic]", form: str = "text", root: Path | None = None) -> None:
    """Say all findings of a project: as text to standard error, in any other form to standard output."""
    found = tuple(diagnostics)
    if form == "text" and not found:
        return
    from nutgraf.cli.reports import FORMATS
    from nutgraf.cli.reports.files import Files, line_reader, repository_prefix
    from nutgraf.cli.reports.text import width_of_terminal

    root = root or Path.cwd()
    out = sys.stderr if form == "text" else sys.stdout
    files = Files(line_reader(root), repository_prefix(root), width_of_terminal(), _may_colour(out))
    out.write(FORMATS[form](found, files))
    out.flush()


def _may_colour(out: Any) -> bool:
    """Whether a stream is a terminal that wants colours (https://no-color.org)."""
    return bool(out.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(words: str, form: str = "text") -> None:
    """Say what a command did: on standard output, but on standard error where a report for programs goes there."""
    print(words, file=sys.stdout if form == "text" else sys.stderr, flush=True)


def summary(built: "Built", output: str) -> str:
    """Return one line that says what a build did."""
    from nutgraf.cli.reports.summary import counted

    found = counted(built.diagnostics)
    if not built.is_good:
        return f"{found}: nothing was written, {output} is as it was"
    end = f", {found}" if found else ""
    if not built.rendered and not built.deleted:
        return f"{output} is up to date: {built.targets} files, nothing to render{end}"
    deleted = f", {len(built.deleted)} deleted" if built.deleted else ""
    rendered, written = len(built.rendered), len(built.written)
    return f"{output}: {built.targets} files, {rendered} rendered, {written} written{deleted}{end}"


class Progress:
    """A bar on a terminal, from the second second on; nothing elsewhere."""

    def __init__(self) -> None:
        self.bar: Any = None

    def __enter__(self) -> "Progress":
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if self.bar is None:
            if not sys.stderr.isatty():
                return
            from tqdm import tqdm

            self.bar = tqdm(total=total, desc="rendering", unit=" files", delay=1, leave=False)
        self.bar.update(done - self.bar.n)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()
