"""What the benchmarks measured becomes tables; what a tool built is looked at first."""

import json
import sys
from pathlib import Path

from bench import tables
from bench.corpus import Corpus, Shape
from bench.measure import Limits, run
from bench.peers import TOOLS, nutgraf
from bench.peers.tool import faults
from bench.run import document, record
from bench.scenarios import Cell

HUGO, OURS = next(tool for tool in TOOLS if tool.name == "hugo"), nutgraf.TOOL
CELLS = [
    Cell("nutgraf", 100, "cold", [2.0, 1.0, 4.0], [3.0, 3.0, 3.0], 61.4),
    Cell("nutgraf", 100, "term", [0.5], [0.5]),
    Cell("hugo", 100, "cold", [4.0], [6.0], 97.0),
    Cell("hugo", 100, "term", [], [], 0, ["failed: out of | memory"]),
    *(Cell(name, 100, scenario) for name in ("nutgraf", "hugo") for scenario in ("nothing", "article")),
]


def test_a_table_has_median_spread_memory_and_why_a_cell_is_empty() -> None:
    lines = tables.times([OURS, HUGO], tables.by_place(CELLS), 100).splitlines()
    assert lines[0].startswith("| n = 100 | cold build | no change |")
    assert lines[2] == "| nutgraf | 2.00 (1.00–4.00) | – | – | 0.50 (0.50–0.50) | 3.00 | 61 |"
    assert "– (failed: out of / memory)" in lines[3]


def test_wrong_results_are_marked() -> None:
    cell = Cell("hugo", 1, "cold", [1.0], [1.0], 0, ["article 0 has not its title"])
    others = [Cell("hugo", 1, scenario) for scenario in ("nothing", "article", "term")]
    assert "1.00 (1.00–1.00) ✗" in tables.times([HUGO], tables.by_place([cell, *others]), 1)
    assert tables.faults([cell]) == "- hugo, n = 1, cold build: article 0 has not its title"


def test_ratios_are_of_medians_by_the_clock_and_by_the_processors() -> None:
    assert f"| {HUGO.title}: cold build | 0.50 (0.50) |" in tables.ratios([OURS, HUGO], tables.by_place(CELLS), [100])
    assert "one term edited" not in tables.ratios([OURS, HUGO], tables.by_place(CELLS), [100])


def test_the_document_and_the_record_have_versions_and_machine() -> None:
    machine = {"processor": "a slow one"}
    text = "\n".join(document([OURS, HUGO], CELLS, machine))
    assert "hugo==" in text
    assert "a slow one" in text
    kept = json.loads(json.dumps(record([OURS, HUGO], CELLS, machine)))
    assert kept["machine"] == machine
    assert len(kept["cells"]) == len(CELLS)


def test_pages_that_are_missing_or_lack_a_term_are_faults(tmp_path: Path) -> None:
    corpus = Corpus(Shape(articles=1, words=60, terms=4, share=0.5, notes=0))
    assert list(faults(OURS, tmp_path, corpus)) == ["1 of 1 articles were not built"]
    article = corpus.article(0)
    (tmp_path / "site").mkdir()
    last = str(article.blocks[-1].content[-1]).strip()
    (tmp_path / "site/index.html").write_text(f"<h1>{article.title}</h1> {last}", "utf-8")
    assert list(faults(OURS, tmp_path, corpus)) == ["article 0 marks 0 of 2 terms"]


def test_a_command_is_measured_with_its_children(tmp_path: Path) -> None:
    program = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b = bytearray(80_000_000); sum(range(10**7))'])"
    )
    done = run([sys.executable, "-c", program], tmp_path, {}, Limits(60), is_watched=True)
    assert done.is_good
    assert done.megabytes > 60
    assert done.processor > 0.05


def test_a_command_is_stopped_when_its_time_is_up(tmp_path: Path) -> None:
    done = run(
        [sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"], tmp_path, {}, Limits(1)
    )
    assert done.is_late
    assert not done.is_good
    assert done.seconds < 30
