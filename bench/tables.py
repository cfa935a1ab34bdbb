"""Results as Markdown tables and JSON."""

import statistics
from collections.abc import Sequence

from bench.peers.tool import Tool
from bench.scenarios import SCENARIOS, Cell

SUBJECT = "nutgraf"
Results = dict[tuple[str, int, str], Cell]


def by_place(cells: Sequence[Cell]) -> Results:
    """Return the cells by tool, size and scenario."""
    return {(cell.tool, cell.articles, cell.scenario): cell for cell in cells}


def times(tools: Sequence[Tool], results: Results, size: int) -> str:
    """Return the table of one size: medians of wall seconds, the fastest and slowest run in brackets."""
    head = [f"n = {size:,}", *SCENARIOS.values(), "processor seconds, cold", "peak MB"]
    rows = [_row(tool, results, size) for tool in tools if (tool.name, size, "cold") in results]
    return table(head, rows)


def _row(tool: Tool, results: Results, size: int) -> list[str]:
    cells = [results[tool.name, size, scenario] for scenario in SCENARIOS]
    cold = cells[0]
    spent = f"{statistics.median(cold.processor):.2f}" if cold.processor else "–"
    return [tool.title, *map(_time, cells), spent, f"{cold.megabytes:.0f}" if cold.megabytes else "–"]


def _time(cell: Cell) -> str:
    if not cell.seconds:
        return f"– ({cell.faults[0]})" if cell.faults else "–"
    wrong = " ✗" if cell.faults else ""
    middle, least, most = (seconds(of(cell.seconds)) for of in (statistics.median, min, max))
    return f"{middle} ({least}–{most}){wrong}"


def seconds(value: float) -> str:
    """Return seconds with the digits that mean something."""
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def ratios(tools: Sequence[Tool], results: Results, sizes: Sequence[int]) -> str:
    """Return how many times as long the subject takes as each other tool, by the clock and by the processors."""
    rows = []
    for tool in tools:
        for name, title in SCENARIOS.items():
            values = [_ratio(results, tool.name, size, name) for size in sizes]
            if tool.name != SUBJECT and any(value != "–" for value in values):
                rows.append([f"{tool.title}: {title}", *values])
    return table([f"{SUBJECT} against …", *(f"n = {size:,}" for size in sizes)], rows)


def _ratio(results: Results, tool: str, size: int, scenario: str) -> str:
    ours, theirs = (results.get((name, size, scenario)) for name in (SUBJECT, tool))
    if not (ours and theirs and ours.seconds and theirs.seconds):
        return "–"
    wall = statistics.median(ours.seconds) / statistics.median(theirs.seconds)
    processor = statistics.median(ours.processor) / max(statistics.median(theirs.processor), 0.01)
    return f"{wall:.2f} ({processor:.2f})"


def abilities(tools: Sequence[Tool]) -> str:
    """Return what each tool does with the corpus, and what it cannot."""
    rows = [[tool.title, " ".join(tool.pins) or "working tree", tool.links or "–", tool.lacks or "–"] for tool in tools]
    return table(["tool", "version", "terms", "cannot"], rows)


def faults(cells: Sequence[Cell]) -> str:
    """Return what was wrong, a line each."""
    return "\n".join(
        f"- {cell.tool}, n = {cell.articles:,}, {SCENARIOS[cell.scenario]}: {fault}"
        for cell in cells
        for fault in cell.faults
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)
