"""What is kept of readings and texts: shared by processes, and no more than a help."""

import sqlite3
from pathlib import Path

import pytest

from nutgraf.engine.store import DamagedError, Store
from tests.project import TestProject


def keep(store: Store, *keys: str, wanted: tuple[str, ...] = ()) -> None:
    """Add what is easy to tell from other things."""
    new = {key: (f"head of {key}", f"body of {key}") for key in keys}
    store.add(new, {key.encode(): b"facts" for key in keys}, wanted or keys, [key.encode() for key in wanted or keys])


def test_what_one_process_kept_another_finds(tmp_path: Path) -> None:
    one, other = Store(tmp_path / "cache" / "readings"), Store(tmp_path / "cache" / "readings")
    keep(one, "a")
    assert other.heads() == {"a": "head of a"}
    keep(other, "b", wanted=("a", "b"))
    assert one.heads() == {"a": "head of a", "b": "head of b"}
    assert (one.body("b"), one.said(b"b"), one.said(b"c")) == ("body of b", b"facts", None)


def test_what_another_generator_kept_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(Store(tmp_path / "readings"), "a")
    monkeypatch.setattr("nutgraf.engine.store.generator", lambda: "another")
    store = Store(tmp_path / "readings")
    assert store.heads() == {}
    keep(store, "b")
    assert Store(tmp_path / "readings").heads() == {"b": "head of b"}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00 cut off"])
def test_a_file_that_is_no_store_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "readings").write_bytes(content)
    store = Store(tmp_path / "readings")
    assert store.heads() == {}
    keep(store, "a")
    assert Store(tmp_path / "readings").heads() == {"a": "head of a"}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(tmp_path / "file" / "readings")
    assert store.heads() == {}
    keep(store, "a")
    assert store.heads() == {}


def test_what_is_not_wanted_goes_when_there_is_much_of_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "readings")
    keep(store, *map(str, range(300)))
    keep(store, "new", wanted=("1", "new"))
    assert set(store.heads()) == {"1", "new"}
    assert (store.said(b"1"), store.said(b"2")) == (b"facts", None)
    with pytest.raises(DamagedError):
        store.body("2")


def _damage(project: TestProject, table: str, column: str) -> None:
    with sqlite3.connect(project.root / ".nutgraf-cache" / "readings") as database:
        changed = database.execute(f"update {table} set {column} = x'00000000' || substr({column}, 5)")
    assert changed.rowcount > 5
    database.close()


@pytest.mark.parametrize(("table", "column"), [("heads", "head"), ("bodies", "body"), ("said", "facts")])
def test_a_build_that_meets_damage_starts_again_without_what_was_kept(
    ferry: TestProject, tmp_path: Path, table: str, column: str
) -> None:
    article = "content/articles/ferry-stops/article.md"
    ferry.build()
    _damage(ferry, table, column)
    assert ferry.replace(article, "a newspaper wrote", "the Gazette wrote").build().result.is_good
    text = (ferry.root / article).read_bytes()
    clean = TestProject.of("ferry", tmp_path / "clean").write({article: text}).build()
    assert ferry.outputs() == clean.outputs()
    again = ferry.replace(article, "the Gazette wrote", "they wrote").build()
    assert again.rendered() < set(again.outputs())
