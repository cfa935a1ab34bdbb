"""The sites that are audited, built from content of this repository, and one page of each kind in them.

The small site has every part of a page and few elements, so it goes through the whole matrix; the first explainer is
what readers get.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.audit.looks import LAID_OUT, LOOKS, WIDTHS, Look
from tests.project import SITES as SMALL_SITES
from tests.project import TestProject

FIRST = Path(__file__).parents[2] / "content"
FERRY = SMALL_SITES / "ferry" / "content"
ABBARA = SMALL_SITES / "abbara" / "content"


@dataclass(frozen=True)
class Site:
    """Content and what is changed in it before it is built."""

    content: Path
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Words in a file, by its path below content/, and what takes their place."""

    is_small: bool = True
    """Whether there is time for everything that can be tried."""

    only: tuple[str, ...] = ()
    """The pages that are tried; one of each kind where there are none."""

    full: tuple[int, ...] = WIDTHS
    """At which widths its pages are tried by every rule; at the others only their layout is."""

    def looks(self, width: int) -> tuple[Look, ...]:
        """Return in which looks its pages are tried at a width: a small site's in every one."""
        return LAID_OUT if width not in self.full else LOOKS if self.is_small else LOOKS[:1]

    def build(self, root: Path) -> Path:
        """Build it below a folder; return the folder of the site."""
        project = TestProject(root)
        for path in self.content.rglob("*"):
            if path.is_file():
                project.write({f"content/{path.relative_to(self.content).as_posix()}": path.read_bytes()})
        for name, (old, new) in self.changes.items():
            project.replace(f"content/{name}", old, new)
        built = project.build().result
        assert built.is_good, [str(each) for each in built.diagnostics]
        return root / "site"


LISTS = ("index.html", "glossary/page/2/index.html", "timelines/index.html")

ARABIC = ("language: en-GB", "language: ar")

SITES = {
    "first": Site(FIRST, is_small=False, full=WIDTHS[-1:]),
    "first-rtl": Site(FIRST, {"site.yaml": ARABIC}, is_small=False, full=()),
    "ferry": Site(FERRY, {"site.yaml": ("search: false", "search: true")}),
    "abbara": Site(ABBARA),
    "ferry-listed": Site(FERRY, {"site.yaml": ("home: ferry-stops\n", "page_size: 1\n")}, only=LISTS),
}
"""The small sites are one in English and one in Arabic. Without a home, articles are listed; with
little room on a page, lists go on on others.

axe takes many seconds for the first explainer, so all its rules are asked at one width, where the contents and the
filters are unfolded; right to left only what stands elsewhere is looked at. The small sites have the same parts."""


LEADS_ON = b'<meta http-equiv="refresh"'


def one_of_each_kind(site: Path) -> list[str]:
    """Return the paths of pages: of those that stand in the same part and as deep, the fullest and the sparest.

    A page that leads on at once to where something has moved is gone before it can be looked at.
    """
    pages = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    sizes = {path: len(content) for path, content in pages.items() if LEADS_ON not in content}
    return sorted(
        {
            path
            for alike in kinds(sizes)
            for path in (max(alike, key=sizes.__getitem__), min(alike, key=sizes.__getitem__))
        }
    )


def kinds(paths: Iterable[str]) -> list[list[str]]:
    """Group paths of pages: ``map/a/index.html`` is of a kind with ``map/b/index.html``, not ``map/index.html``."""
    groups = defaultdict(list)
    for path in sorted(paths):
        folder, _, name = path.rpartition("/")
        parent, _, _ = folder.rpartition("/")
        groups[parent or folder, folder.count("/"), name].append(path)
    return list(groups.values())
