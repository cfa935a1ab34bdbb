"""Build corpora that are too much in one way each, and tell what became of it: time, memory, what was said.

    python -m bench.limits                     all
    python -m bench.limits long-article --scale 0.1 --seconds 120
    python -m bench.limits many-terms --profile    where the time goes, in one process
    python -m bench.limits long-article --allow    with limits in site.yaml that refuse nothing

Each should build, or be refused with a limit that an author can change. A build is stopped when its time or memory is
used up. Several scales show whether the time grows with the input or faster: ``--scale 0.01 0.1 1``.
"""

import argparse
import io
import pstats
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.corpus import Corpus, Shape
from bench.measure import Limits, Run, run
from bench.peers import nutgraf
from bench.peers.site import write_site
from bench.tables import seconds, table

_FEW = Shape(words=200, terms=20, share=0.25, events=5, places=5, sources=5, claims=1)
CORPORA = {
    "long-article": (replace(_FEW, words=3_000_000), "words"),
    "many-articles": (replace(_FEW, articles=100_000, words=14, notes=0), "articles"),
    "many-terms": (replace(_FEW, terms=100_000, share=0.0002), "terms"),
    "long-term": (replace(_FEW, name_words=500), "name_words"),
    "busy-day": (replace(_FEW, events=50_000, days=1), "events"),
    "crowded-map": (replace(_FEW, places=20_000), "places"),
}
"""Names of corpora, each with what there is too much of: a 20 MB article, 100,000 one-line articles, and so on."""

_ALLOWED = "limits: {file_mb: 1000, articles: 1000000, page_mb: 1000}\n"


def main() -> int:
    """Print a table."""
    options = _options()
    rows = []
    for name in options.corpora or CORPORA:
        for scale in options.scale:
            limits = Limits(options.seconds, options.megabytes)
            rows.append(measure(name, scale, limits, profile=options.profile, allow=options.allow))
            print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
    headings = (
        "corpus",
        "how many",
        "input MB",
        "seconds",
        "of processors",
        "peak MB",
        "largest page KB",
        "what became of it",
    )
    print(table(list(headings), rows))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build corpora that are too much in one way each.")
    parser.add_argument("corpora", nargs="*", metavar="CORPUS", help=f"of {', '.join(CORPORA)} (default: all)")
    parser.add_argument("--scale", nargs="+", type=float, default=[1.0], help="parts of the full number")
    parser.add_argument("--seconds", type=float, default=600, help="a build is stopped after these")
    parser.add_argument("--megabytes", type=float, default=8000, help="and above these")
    parser.add_argument("--allow", action="store_true", help="let site.yaml allow what nutgraf refuses as too much")
    parser.add_argument("--profile", action="store_true", help="tell where the time goes, too")
    return parser.parse_args()


def shape_of(name: str, scale: float) -> Shape:
    """Return the shape of a corpus, with a part of what there is too much of."""
    shape, axis = CORPORA[name]
    much = max(1, round(getattr(shape, axis) * scale))
    smaller = replace(shape, **{axis: much})
    return replace(smaller, share=min(1, 20 / much)) if axis == "terms" else smaller


def measure(name: str, scale: float, limits: Limits, *, profile: bool = False, allow: bool = False) -> list[str]:
    """Build one corpus; return a row of the table."""
    shape = shape_of(name, scale)
    with tempfile.TemporaryDirectory(prefix="nutgraf-limits-") as folder:
        root = Path(folder)
        write_site(nutgraf.TOOL, root, Corpus(shape))
        if allow:
            with (root / "content/site.yaml").open("a", encoding="utf-8") as site:
                site.write(_ALLOWED)
        size = sum(path.stat().st_size for path in (root / "content").rglob("*") if path.is_file())
        command = [sys.executable, "-m", "nutgraf", "build", "--strict"]
        if profile:
            command = [sys.executable, "-m", "bench.profiled", str(root / "profile"), "--jobs", "1"]
        done = run(command, root, nutgraf.TOOL.environment, limits, is_watched=True)
        largest = max((path.stat().st_size for path in (root / "site").rglob("*.html")), default=0)
        if profile:
            print(_hot_spots(root / "profile"), file=sys.stderr)
    many = f"{getattr(shape, CORPORA[name][1]):,} {CORPORA[name][1].replace('_', ' ')}"
    times = seconds(done.seconds), seconds(done.processor)
    return [name, many, f"{size / 1e6:.1f}", *times, f"{done.megabytes:.0f}", f"{largest / 1024:.0f}", _fate(done)]


def _fate(done: Run) -> str:
    said = [line for line in done.said.splitlines() if line.strip()]
    if done.is_late:
        return "stopped: time or memory was used up"
    if done.is_good:
        return "built"
    if "Traceback" in done.said or done.status < 0:
        return f"crashed: {said[-1] if said else done.status}"
    return (
        "refused: " + next((line for line in said if "error" in line), said[-1] if said else "nothing was said")[:200]
    )


def _hot_spots(path: Path) -> str:
    if not path.exists():
        return "no profile: the build did not end"
    text = io.StringIO()
    pstats.Stats(str(path), stream=text).strip_dirs().sort_stats("tottime").print_stats(15)
    return "\n".join(_table_of(text.getvalue()))


def _table_of(text: str) -> Iterator[str]:
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if "ncalls" in line), 0)
    return (line for line in lines[start:] if line.strip())


if __name__ == "__main__":
    sys.exit(main())
