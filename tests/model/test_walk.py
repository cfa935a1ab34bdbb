"""Refs and texts are found in entries from the types of their fields, so that a new field needs no line elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from annotated_types import MinLen

from nutgraf.model.corpus import COLLECTIONS, LINKABLE, Config, Corpus, Editor
from nutgraf.model.dates import parse_date
from nutgraf.model.entries import Claim, Entry, Event, Form, Note, Quote, Statement, Term
from nutgraf.model.fields import MARKDOWN, EventRef, Id, Line, Prose, RefTo, TermRef
from nutgraf.model.walk import refs, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner(Entry):
    who: TermRef | None = None
    note: Prose = "inner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer(Entry):
    id: Id = "outer"
    name: Line = "no Markdown"
    single: TermRef = "one"
    optional: TermRef | None = None
    several: tuple[EventRef, ...] = ()
    needed: Annotated[tuple[EventRef, ...], MinLen(1)] = ("must",)
    by_role: Mapping[str, tuple[TermRef, ...]] = field(default_factory=dict)
    by_name: dict[str, TermRef] = field(default_factory=dict)
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    named: Mapping[str, Inner] = field(default_factory=dict)
    text: Prose = "outer"
    lines: tuple[Prose, ...] = ()
    wrapped: Annotated[Annotated[str, RefTo("place")], MinLen(1)] = "quay"
    marked: Annotated[str, MinLen(1), MARKDOWN] = "marked"


def test_a_new_field_is_found_whatever_its_shape() -> None:
    entry = Outer(
        optional="two",
        several=("a", "b"),
        by_role={"target": ("c",), "party": ("d", "e")},
        by_name={"f": "g"},
        inner=Inner(who="h"),
        inners=(Inner(), Inner(who="i", note="second")),
        named={"j": Inner(who="k", note="third")},
        lines=("l", "m"),
    )
    assert list(refs(entry)) == [
        (("single",), "term", "one"),
        (("optional",), "term", "two"),
        (("several", 0), "event", "a"),
        (("several", 1), "event", "b"),
        (("needed", 0), "event", "must"),
        (("by_role", "target", 0), "term", "c"),
        (("by_role", "party", 0), "term", "d"),
        (("by_role", "party", 1), "term", "e"),
        (("by_name", "f"), "term", "g"),
        (("inner", "who"), "term", "h"),
        (("inners", 1, "who"), "term", "i"),
        (("named", "j", "who"), "term", "k"),
        (("wrapped",), "place", "quay"),
    ]
    assert list(texts(entry)) == [
        (("inner", "note"), "inner"),
        (("inners", 0, "note"), "inner"),
        (("inners", 1, "note"), "second"),
        (("named", "j", "note"), "third"),
        (("text",), "outer"),
        (("lines", 0), "l"),
        (("lines", 1), "m"),
        (("marked",), "marked"),
    ]


def test_an_empty_entry_names_what_it_must() -> None:
    assert [text for _, _, text in refs(Outer())] == ["one", "must", "quay"]
    assert [text for _, text in texts(Outer())] == ["outer", "marked"]


def test_the_refs_of_real_entries_are_found() -> None:
    date = parse_date("2024")
    event = Event(
        id="e", timeline="t", date=date, title="A", text="b", places=("p",), actors={"target": ("x", "y")},
        claims=("c",), sources=("s",), also_in=("u",), was=("old",),
    )  # fmt: skip
    assert {(kind, key) for _, kind, key in refs(event)} == {
        ("place", "p"), ("actor", "x"), ("actor", "y"), ("claim", "c"), ("source", "s"), ("timeline", "u"),
    }  # fmt: skip
    claim = Claim(id="c", question="a", statements=(Statement(by="x", as_of=date, says="b", sources=("s",)),), note="n")
    assert list(refs(claim)) == [
        (("statements", 0, "by"), "actor", "x"),
        (("statements", 0, "sources", 0), "source", "s"),
    ]
    assert list(texts(claim)) == [(("statements", 0, "says"), "b"), (("note",), "n")]
    config = Config(title="A", home="a", editors={"ada": Editor(id="ada", name="Ada")}, rights="r")
    assert list(refs(config)) == [(("home",), "article", "a")]
    assert list(texts(config)) == [(("rights",), "r")]


def test_quotations_and_forms_are_no_markdown() -> None:
    note = Note(id="n", article="a", quote=Quote(exact="*a*"), kind="context", text="b", as_of=parse_date("2024"))
    assert list(texts(note)) == [(("text",), "b")]
    term = Term(id="t", glossary="g", name="*a*", kind="concept", forms=(Form("*b*"),), short="c")
    assert list(texts(term)) == [(("short",), "c")]


def _ref_kinds(hint: Any) -> set[str]:
    found = set()
    if get_origin(hint) is Annotated:
        found |= {mark.kind for mark in get_args(hint)[1:] if isinstance(mark, RefTo)}
    for inner in get_args(hint):
        found |= _ref_kinds(inner) if not isinstance(inner, RefTo) else set()
    return found


@pytest.mark.parametrize("kind", sorted(COLLECTIONS))
def test_every_ref_of_the_format_names_a_kind_that_can_be_looked_up(kind: str) -> None:
    corpus = Corpus(Config(title="A"))
    entry_class = get_args(get_type_hints(Corpus)[COLLECTIONS[kind]])[1]
    for hint in get_type_hints(entry_class, include_extras=True).values():
        for named in _ref_kinds(hint):
            assert corpus.of_kind(named) == {}


def test_every_kind_that_text_may_name_can_be_looked_up() -> None:
    corpus = Corpus(Config(title="A"))
    assert all(corpus.of_kind(kind) == {} for kind in LINKABLE)
    assert set(LINKABLE) <= set(COLLECTIONS)
