"""What the audit itself is made of: its table, its server, its grouping of pages, its excuses."""

import gzip
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.audit.budgets import MAP_BEHAVIOUR, kilobytes, own_scripts
from tests.audit.served import served
from tests.audit.sites import kinds, one_of_each_kind
from tests.audit.table import Budget, is_kept, table
from tests.audit.vnu import Excuse, excused

SIZE = Budget("size", "KB", 100)
TIME = Budget("time", "ms", 2500, is_time=True)


@pytest.mark.parametrize(
    ("budget", "measured", "verdict"),
    [
        (SIZE, [100], "ok"),
        (SIZE, [100.1], "over"),
        (TIME, [2500, 1, 9000], "ok"),
        (TIME, [2501], "slow"),
        (TIME, [10_000, 30_000, 30_000], "slow"),
        (TIME, [10_001, 30_000, 30_000], "over"),
    ],
)
def test_sizes_fail_at_once_and_times_when_no_machine_can_excuse_them(
    budget: Budget, measured: list[float], verdict: str
) -> None:
    assert budget.verdict(measured) == verdict
    assert is_kept([(SIZE, [1]), (budget, measured)]) == (verdict != "over")


def test_the_table_shows_median_spread_budget_and_verdict_in_columns() -> None:
    assert table([(SIZE, [93.64]), (TIME, [3001.4, 2000, 2600]), (Budget("shift", "", 0.1), [0.0123])]) == (
        "what   measured      spread   budget\n"
        "size    93.6 KB               100 KB  ok\n"
        "time    2600 ms  2000..3001  2500 ms  slow\n"
        "shift     0.012                0.100  ok"
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "map").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (tmp_path / "site" / "404.html").write_text("not here", "utf-8")
    (tmp_path / "site" / "map" / "index.html").write_text("map " * 100, "utf-8")
    return tmp_path / "site"


def test_text_is_served_as_gzip_to_those_who_take_it(site: Path) -> None:
    with served(site) as address:
        asked = Request(address + "map/?view=published", headers={"Accept-Encoding": "gzip"})
        with urlopen(asked, timeout=10) as squeezed, urlopen(address + "map/", timeout=10) as plain:
            assert squeezed.headers["Content-Encoding"] == "gzip"
            assert plain.headers["Content-Type"] == "text/html; charset=utf-8"
            assert gzip.decompress(squeezed.read()) == plain.read() == b"map " * 100


@pytest.mark.parametrize("path", ["nowhere.html", "../secret.html", "%2e%2e/secret.html"])
def test_what_is_not_in_the_site_is_answered_by_its_own_page(site: Path, path: str) -> None:
    with served(site) as address, pytest.raises(HTTPError) as refused:
        urlopen(address + path, timeout=10)
    assert refused.value.code == 404
    assert refused.value.read() == b"not here"
    refused.value.close()


def test_pages_are_of_a_kind_that_stand_in_the_same_part_and_as_deep() -> None:
    paths = ["404.html", "index.html", "map/index.html", "map/a/index.html", "map/b/index.html", "term/b/index.html"]
    assert kinds(paths) == [
        ["404.html"],
        ["index.html"],
        ["map/a/index.html", "map/b/index.html"],
        ["map/index.html"],
        ["term/b/index.html"],
    ]


def test_of_each_kind_the_fullest_and_the_sparest_page_are_looked_at(site: Path) -> None:
    for name, length in (("a", 1), ("b", 3), ("c", 2)):
        (site / "map" / name).mkdir()
        (site / "map" / name / "index.html").write_text("." * length, "utf-8")
    assert one_of_each_kind(site) == ["404.html", "map/a/index.html", "map/b/index.html", "map/index.html"]


def test_a_page_that_leads_on_at_once_is_not_looked_at(site: Path) -> None:
    (site / "old").mkdir()
    (site / "old" / "index.html").write_text('<meta http-equiv="refresh" content="0; url=../">', "utf-8")
    assert "old/index.html" not in one_of_each_kind(site)


def test_own_scripts_are_all_but_libraries_and_data(site: Path) -> None:
    for name in (
        "assets/site.js",
        "assets/leaflet/leaflet.js",
        "assets/maps/a.js",
        "assets/search/pagefind.js",
        "sw.js",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name, "utf-8")
    assert own_scripts(site) == [b"assets/site.js", b"sw.js", MAP_BEHAVIOUR.read_bytes()]


def test_a_size_is_the_sum_of_files_that_are_sent_one_by_one() -> None:
    assert kilobytes([b"a" * 1000, b"a" * 1000]) == 2 * kilobytes([b"a" * 1000])


def test_an_excuse_covers_its_messages_only_and_is_told_when_needless() -> None:
    needed, needless = Excuse("unknown element", "too new"), Excuse("never said", "gone")
    messages = ["a.html:1: unknown element", "a.html:2: duplicate id"]
    assert excused(messages, [needed, needless]) == (["a.html:2: duplicate id"], [needless])
