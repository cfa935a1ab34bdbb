"""Measure the stages of one cold build: processor seconds and memory, as the number of articles grows.

    python -m bench.scale --sizes 100 300 1000
    python -m bench.scale --sizes 1000 --places 0    without maps
    python -m bench.scale --sizes 300 --edit         then a paragraph more in one article, in a new process

Each build is a process of its own and renders in that process, so its seconds are those of one core, whatever else the
machine does. Memory is what the process holds when the stage ends, and the most that it held until then.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil

from bench.corpus import Corpus, Shape
from bench.peers import nutgraf
from bench.peers.site import write_site
from bench.tables import table

STAGES = (
    ("find", "nutgraf.engine.build", "discover"),
    ("read", "nutgraf.engine.examine", "_read"),
    ("weave", "nutgraf.engine.examine", "weave"),
    ("facts", "nutgraf.engine.memory", "Memory.say"),
    ("compose and key", "nutgraf.engine.planning", "Planner.plan"),
    ("what is stale", "nutgraf.engine.planning", "stale_targets"),
    ("compose the stale", "nutgraf.engine.planning", "Planner.targets_of"),
    ("render", "nutgraf.engine.build", "_render"),
    ("write", "nutgraf.engine.outlet", "Folder.write"),
    ("remember", "nutgraf.engine.memory", "Memory.save"),
)
"""Names, and the functions that are timed; they do not call each other."""


def main() -> int:
    """Print a table."""
    options = _options()
    if options.measure:
        print(json.dumps(_measured(Path(options.measure))))
        return 0
    columns = [_column(size, options) for size in options.sizes]
    names = list(dict.fromkeys(name for column in columns for name in column))
    headings = ["", *(f"n = {size:,}" for size in options.sizes)]
    print(table(headings, [[name, *(column.get(name, "–") for column in columns)] for name in names]))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", default=[100, 300, 1000])
    parser.add_argument("--words", type=int, default=700, help="words in an article")
    parser.add_argument("--terms", type=int, default=500)
    parser.add_argument("--places", type=int, default=20, help="0: no maps")
    parser.add_argument("--edit", action="store_true", help="measure the build after an edit, not the cold one")
    parser.add_argument("--measure", metavar="DIR", help=argparse.SUPPRESS)
    return parser.parse_args()


def _column(size: int, options: argparse.Namespace) -> dict[str, str]:
    shape = Shape(articles=size, words=options.words, terms=options.terms, places=options.places)
    with tempfile.TemporaryDirectory(prefix="nutgraf-scale-") as folder:
        root = Path(folder)
        write_site(nutgraf.TOOL, root, Corpus(shape))
        found = _run(root)
        if options.edit:
            article = root / "content/articles/article-0/article.md"
            article.write_text(article.read_text("utf-8") + "\nOne paragraph more.\n", "utf-8")
            found = _run(root)
        sizes = {
            "input MB": _megabytes(root / "content"),
            "site MB": _megabytes(root / "site"),
            "cache MB": _megabytes(root / ".nutgraf-cache"),
        }
    return found | {name: f"{each:.1f}" for name, each in sizes.items()}


def _run(root: Path) -> dict[str, str]:
    command = [sys.executable, "-m", "bench.scale", "--measure", str(root)]
    done = subprocess.run(command, env={**os.environ, **nutgraf.TOOL.environment}, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _measured(root: Path) -> dict[str, str]:
    from nutgraf.engine.build import Options, build
    from nutgraf.engine.project import Project

    found: dict[str, str] = {}
    for name, module, path in STAGES:
        *outer, last = path.split(".")
        owner = import_module(module)
        for each in outer:
            owner = getattr(owner, each)
        setattr(owner, last, _timed(name, getattr(owner, last), found))
    start = time.process_time()
    built = build(Project(root, root / "site"), Options())
    found["all: s"] = f"{time.process_time() - start:.2f}"
    found["most MB"] = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"
    found["files"], found["rendered"] = f"{built.targets:,}", f"{len(built.rendered):,}"
    assert built.is_good, built.diagnostics[:3]
    return found


def _timed(name: str, function: Callable[..., Any], found: dict[str, str]) -> Callable[..., Any]:
    seconds = 0.0

    def timed(*given: Any, **named: Any) -> Any:
        nonlocal seconds
        start = time.process_time()
        result = function(*given, **named)
        seconds += time.process_time() - start
        found[f"{name}: s"] = f"{seconds:.2f}"
        found[f"{name}: MB"] = f"{psutil.Process().memory_info().rss / 2**20:.0f}"
        return result

    return timed


if __name__ == "__main__":
    sys.exit(main())
