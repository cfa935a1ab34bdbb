"""The command line: `nutgraf build`, `nutgraf why`, `nutgraf serve`.

Exit codes: 0 good, 1 the content has errors, 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf import __version__
from nutgraf.engine.project import CONTENT, Project

if TYPE_CHECKING:
    from nutgraf.engine.build import Built, Options
    from nutgraf.model.diagnostics import Diagnostic

GOOD, WRONG_CONTENT, WRONG_USAGE = 0, 1, 2


class UsageError(Exception):
    """Something about the command itself is wrong, in words for whoever typed it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nutgraf", description="Build annotated explainers from an article and YAML.")
    parser.add_argument("--version", action="version", version=f"nutgraf {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, words, add_options, run in COMMANDS:
        command = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        _common(command)
        add_options(command)
        command.set_defaults(run=run)
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--output", metavar="DIR", default="site", help="folder for the site (default: site)")
    command.add_argument("--base-url", metavar="URL", default="", help="address under which the site is published")


def _build_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--strict", action="store_true", help="take warnings for errors")
    command.add_argument("--clean", action="store_true", help="forget earlier builds and render everything")


def _why_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("path", help="a file of the site, such as site/index.html")


def _serve_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000)")


def _project(options: argparse.Namespace) -> Project:
    root = Path.cwd()
    if not (root / CONTENT).is_dir():
        raise UsageError(f"there is no folder {CONTENT}/ here: run nutgraf in the folder of your project")
    return Project(root, Path(options.output))


def _options(options: argparse.Namespace, **more: Any) -> "Options":
    from nutgraf.engine.build import Options

    base_url = options.base_url
    if base_url and not base_url.startswith(("https://", "http://")):
        raise UsageError(f"--base-url {base_url}: write the whole address, starting with https://")
    return Options(base_url=base_url, **more)


def _build(options: argparse.Namespace) -> int:
    from nutgraf.engine.build import build
    from nutgraf.engine.output import OutputError

    project = _project(options)
    try:
        with _Progress() as progress:
            built = build(project, _options(options, is_strict=options.strict, is_clean=options.clean), progress)
    except OutputError as error:
        raise UsageError(str(error)) from None
    report(built.diagnostics)
    print(summary(built, f"{options.output.rstrip('/')}/"))
    return GOOD if built.is_good else WRONG_CONTENT


def report(diagnostics: "Iterable[Diagnostic]") -> None:
    """Print all findings, sorted, to standard error."""
    for each in diagnostics:
        print(each, file=sys.stderr)


def summary(built: "Built", output: str) -> str:
    """Return one line that says what a build did."""
    counts = [(sum(each.severity == kind for each in built.diagnostics), kind) for kind in ("error", "warning")]
    found = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for count, kind in counts if count)
    if not built.is_good:
        return f"{found}: nothing was written, {output} is as it was"
    end = f", {found}" if found else ""
    if not built.rendered and not built.deleted:
        return f"{output} is up to date: {built.targets} files, nothing to render{end}"
    deleted = f", {len(built.deleted)} deleted" if built.deleted else ""
    rendered, written = len(built.rendered), len(built.written)
    return f"{output}: {built.targets} files, {rendered} rendered, {written} written{deleted}{end}"


def _why(options: argparse.Namespace) -> int:
    from nutgraf.engine.why import explain

    project = _project(options)
    path = Path(options.path)
    inside = path.relative_to(project.output) if path.is_relative_to(project.output) else path
    lines = explain(project, _options(options), inside.as_posix())
    if lines is None:
        raise UsageError(f"{options.path} is no file of this site")
    print("\n".join(lines))
    return GOOD


def _serve(options: argparse.Namespace) -> int:
    from nutgraf.engine.serve import ADDRESS, serve

    def say(built: "Built") -> None:
        report(built.diagnostics)
        print(summary(built, "the preview"), flush=True)

    print(f"Preview at http://{ADDRESS}:{options.port}/ (Ctrl-C ends it)", flush=True)
    try:
        serve(_project(options), _options(options, with_drafts=True), options.port, say)
    except OSError as error:
        raise UsageError(f"port {options.port} cannot be used ({error.strerror}): name another with --port") from None
    return GOOD


class _Progress:
    """A bar on a terminal, from the second second on; nothing elsewhere."""

    def __init__(self) -> None:
        self.bar: Any = None

    def __enter__(self) -> "_Progress":
        return self

    def __call__(self, done: int, total: int) -> None:
        if self.bar is None:
            if not sys.stderr.isatty():
                return
            from tqdm import tqdm

            self.bar = tqdm(total=total, desc="rendering", unit=" files", delay=1, leave=False)
        self.bar.update(done - self.bar.n)

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.close()


COMMANDS: tuple[
    tuple[str, str, Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]], ...
] = (
    ("build", "build the site", _build_options, _build),
    ("why", "say why a file of the site was rendered, and what it depends on", _why_options, _why),
    ("serve", "preview the site and rebuild it as files are saved", _serve_options, _serve),
)
