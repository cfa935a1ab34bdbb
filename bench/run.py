"""Compare nutgraf with its peers on one corpus: a Markdown table on the output, and JSON beside it.

    python -m bench.run                        the short form: the tools of `SHORT`, n = 1, 100, 1,000
    python -m bench.run --full                 all tools, n = 10,000 too
    python -m bench.run --tools nutgraf hugo --sizes 100 --rounds 9

Both are kept in bench/.results/. Nothing here passes or fails: numbers depend on the machine.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import tables
from bench.install import install
from bench.peers import SHORT, TOOLS
from bench.peers.tool import Tool
from bench.scenarios import Cell, compare

RESULTS = Path(__file__).parent / ".results"


def main() -> int:
    """Run the benchmarks."""
    options = _options()
    tools = [tool for tool in TOOLS if tool.name in options.tools and not install(tool)]
    machine = describe_machine()
    cells: list[Cell] = []
    with tempfile.TemporaryDirectory(prefix="nutgraf-bench-") as folder:
        for size in options.sizes:
            cells += compare(tools, size, _rounds(options, size), options.limit, Path(folder))
            machine["load after"] = _load()
            _keep(options.name, tools, cells, machine)
    print((RESULTS / f"{options.name}.md").read_text("utf-8"))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare nutgraf with its peers on one corpus.")
    parser.add_argument("--full", action="store_true", help="all tools, and 10,000 articles")
    parser.add_argument("--tools", nargs="+", choices=[tool.name for tool in TOOLS], help="these tools")
    parser.add_argument("--sizes", nargs="+", type=int, help="numbers of articles")
    parser.add_argument("--rounds", type=int, help="runs of each scenario (default: 5, 3 from 1,000 articles on)")
    parser.add_argument("--name", help="of the results (default: short or full)")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a run is stopped")
    options = parser.parse_args()
    options.name = options.name or ("full" if options.full else "short")
    options.tools = options.tools or ([tool.name for tool in TOOLS] if options.full else SHORT)
    options.sizes = options.sizes or ([1, 100, 1000, 10_000] if options.full else [1, 100, 1000])
    return options


def _rounds(options: argparse.Namespace, size: int) -> int:
    return options.rounds or (5 if size < 1000 else 3)


def describe_machine() -> dict[str, str]:
    """Return what the numbers depend on."""
    return {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "Python": platform.python_version(),
        "load before": _load(),
    }


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


def _keep(name: str, tools: Sequence[Tool], cells: Sequence[Cell], machine: dict[str, str]) -> None:
    """Write what is known so far: a long run that is stopped has not been for nothing."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text("\n".join(document(tools, cells, machine)), "utf-8")
    (RESULTS / f"{name}.json").write_text(json.dumps(record(tools, cells, machine), indent=1) + "\n", "utf-8")


def document(tools: Sequence[Tool], cells: Sequence[Cell], machine: dict[str, str]) -> Iterator[str]:
    """Yield the tables, and what they were measured on."""
    results, sizes = tables.by_place(cells), sorted({cell.articles for cell in cells})
    for size in sizes:
        yield tables.times(tools, results, size)
    yield "Wall seconds: the median, the fastest and slowest run in brackets. ✗: the result was wrong, see below.\n"
    yield tables.ratios(tools, results, sizes)
    yield "How many times as long nutgraf takes, by the clock (by processor time): below 1 it is ahead.\n"
    yield tables.abilities(tools)
    yield from filter(None, [tables.faults(cells) + "\n" if any(cell.faults for cell in cells) else ""])
    yield "".join(f"- {key}: {value}\n" for key, value in machine.items())


def record(tools: Sequence[Tool], cells: Sequence[Cell], machine: dict[str, str]) -> dict[str, Any]:
    """Return everything that was measured, for programs."""
    versions = {tool.name: list(tool.pins) for tool in tools}
    return {"machine": machine, "versions": versions, "cells": [asdict(cell) for cell in cells]}


if __name__ == "__main__":
    sys.exit(main())
