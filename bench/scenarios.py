"""Put one corpus through several tools, interleaved: each scenario is run by all tools in turn before the next begins.

    cold           output and caches are removed first
    nothing        nothing changed
    article        a paragraph was added to one article
    term           a definition changed, of a term that some 5 % of the articles mention

What a tool built is checked after every run. Memory is measured in a last cold build of its own, which is not timed.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import Corpus, Shape
from bench.measure import Limits, Run, run
from bench.peers.site import write_files, write_site
from bench.peers.tool import Tool, faults

SCENARIOS = {
    "cold": "cold build",
    "nothing": "no change",
    "article": "one article edited",
    "term": "one term edited",
}


@dataclass
class Cell:
    """All runs of one tool in one scenario at one size."""

    tool: str
    articles: int
    scenario: str
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: float = 0
    """Of a cold build."""
    faults: list[str] = field(default_factory=list)
    """What was wrong with what it built, or that it did not end."""


def compare(tools: Sequence[Tool], size: int, rounds: int, limit: float, folder: Path) -> Iterator[Cell]:
    """Yield the cells of one size, when they are complete."""
    racers = [Racer(tool, size, folder / f"{tool.name}-{size}", limit) for tool in tools if size <= tool.largest]
    for at in range(rounds):
        for scenario in SCENARIOS:
            turn = at % max(len(racers), 1)
            for racer in (*racers[turn:], *racers[:turn]):
                racer.take_part(scenario, at)
    for racer in racers:
        racer.weigh()
        shutil.rmtree(racer.root)
        yield from racer.cells.values()


class Racer:
    """One tool with its project."""

    def __init__(self, tool: Tool, size: int, root: Path, limit: float) -> None:
        self.tool, self.root, self._limit = tool, root, limit
        self.corpus = Corpus(Shape(size))
        self.cells = {name: Cell(tool.name, size, name) for name in SCENARIOS}
        self._is_out = False
        write_site(tool, root, self.corpus)

    def take_part(self, scenario: str, at: int) -> None:
        """Prepare and run one scenario, unless the tool failed before: what follows would mean nothing."""
        if self._is_out:
            return
        self._prepare(scenario, at)
        done = self._build(self.tool.after_term if scenario == "term" else ())
        cell = self.cells[scenario]
        found = [_ending(done)] if not done.is_good else list(faults(self.tool, self.root, self.corpus))
        cell.faults += (text for text in found if text not in cell.faults)
        self._is_out = not done.is_good
        if done.is_good:
            cell.seconds.append(done.seconds)
            cell.processor.append(done.processor)
        times = f"{done.seconds:.2f} s by the clock, {done.processor:.2f} s of processors"
        _tell(f"{self.tool.name}, n = {self.corpus.shape.articles}, {scenario}: {times} {'; '.join(found)}")

    def weigh(self) -> None:
        """Measure the memory of a cold build."""
        if not self._is_out:
            self._prepare("cold", 0)
            self.cells["cold"].megabytes = self._build((), is_watched=True).megabytes

    def _prepare(self, scenario: str, at: int) -> None:
        shape, articles, terms = self.corpus.shape, self.corpus.article_edits, self.corpus.term_edits
        match scenario:
            case "cold":
                for name in (self.tool.output, *self.tool.caches):
                    shutil.rmtree(self.root / name, ignore_errors=True)
            case "article":
                self.corpus = Corpus(shape, (*articles, at), terms)
                write_files(self.root, self.tool.article(self.corpus, self.corpus.article(0)))
            case "term":
                self.corpus = Corpus(shape, articles, (*terms, at))
                write_files(self.root, self.tool.shared(self.corpus))

    def _build(self, more: tuple[str, ...], *, is_watched: bool = False) -> Run:
        command = [*self.tool.command(self.tool.folder), *more]
        return run(command, self.root, self.tool.environment, Limits(self._limit), is_watched=is_watched)


def _ending(done: Run) -> str:
    lines = done.said.strip().splitlines()
    return f"not done after {done.seconds:.0f} s" if done.is_late else f"failed: {lines[-1] if lines else done.status}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
