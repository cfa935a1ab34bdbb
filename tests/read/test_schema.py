"""Plain values to entries: what each field accepts, and what is said about the rest."""

from dataclasses import MISSING, dataclass, fields
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.corpus import About, Config
from nutgraf.model.diagnostics import RULES, Diagnostic
from nutgraf.model.entries import (
    Article,
    Claim,
    Correction,
    Entry,
    Event,
    Form,
    Glossary,
    Mark,
    Note,
    Place,
    Quote,
    Source,
    Term,
    Timeline,
)
from nutgraf.model.fields import Line, is_id, is_web_address, nearest_id, parse_id
from nutgraf.read.schema import SET_BY_READER, build, nearest, without_own
from nutgraf.read.yaml import read_yaml

KINDS: list[type[Entry]] = [
    About,
    Article,
    Claim,
    Config,
    Correction,
    Event,
    Glossary,
    Note,
    Place,
    Source,
    Term,
    Timeline,
]
TERM = {"name": "A", "kind": "concept", "short": "a"}
PLACE = {"name": "A", "kind": "town", "latitude": "1", "longitude": "2", "precision_km": "3", "why": "a"}
EVENT = {"date": "2024", "title": "A", "text": "a"}
KINDS_OF_TERMS = "organisation, person, concept, weapon, operation, law, group"
GIVEN = {"id": "a", "glossary": "g", "timeline": "l", "article": "a", "body": "text"}


def written(kind: type, text: str) -> tuple[Any, list[Diagnostic]]:
    names = {each.name for each in fields(kind)}
    given_fields = {name: value for name, value in GIVEN.items() if name in names}
    return build(kind, read_yaml("f.yaml", text), (), given_fields, "f.yaml")


def built(of: type, values: dict[str, str], /, **changed: str) -> tuple[Any, list[Diagnostic]]:
    return written(of, "".join(f"{key}: {value}\n" for key, value in {**values, **changed}.items()))


def messages(of: type, values: dict[str, str], /, **changed: str) -> list[str]:
    entry, found = built(of, values, **changed)
    assert (entry is None) == bool(found)
    return [f"[{each.rule}] {each.message}" + (f" -> {each.hint}" if each.hint else "") for each in found]


def message(of: type, values: dict[str, str], /, **changed: str) -> str:
    (found,) = messages(of, values, **changed)
    return found


# --- shapes


@pytest.mark.parametrize("text", ["", "a\n", "- a\n", "[]\n"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_map_is_no_entry(kind: type, text: str) -> None:
    entry, (found,) = written(kind, text)
    assert (entry, found.rule, found.message) == (None, "wrong-type", "the file holds no map of keys and values")


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_without_a_default_must_be_written(kind: type) -> None:
    entry, found = written(kind, "x-nothing: here\n")
    needed = [
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING and each.name not in SET_BY_READER
    ]
    assert entry is None
    assert [each.message for each in found] == [f"the key {name!r} is missing" for name in needed]
    assert {(each.rule, each.hint) for each in found} == {("missing-key", "add it")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_may_be_misspelt_and_the_nearest_is_named(kind: type) -> None:
    for name in (each.name for each in fields(kind) if each.name not in SET_BY_READER and len(each.name) > 2):
        misspelt = name[0] + name[2] + name[1] + name[3:] if name[1] != name[2] else name + "s"
        _, found = written(kind, f"{misspelt}: a\n")
        unknown = [each for each in found if each.rule == "unknown-key"]
        assert [each.message for each in unknown] == [f"the key {misspelt!r} is not known here"]
        if len(name) > 4:
            assert unknown[0].hint == f"did you mean {name!r}?"


@pytest.mark.parametrize("key", ["[key]", "a.b", "0", "__proto__", "Term", "–", "a b", "x", "X-own", "\\"])
def test_strange_keys_are_unknown_keys(key: str) -> None:
    _, found = written(Term, f"name: A\nkind: concept\nshort: a\n'{key}': b\n")
    assert [(each.rule, each.span.line, each.span.column) for each in found] == [("unknown-key", 4, 1)]
    _, found = written(Term, f"name: A\nkind: concept\nshort: a\nrelations: {{'{key}': b}}\n")
    assert {each.span.line for each in found} == {4}
    assert "bad-choice" in {each.rule for each in found}


@pytest.mark.parametrize("value", ["", "~", "null"])
def test_an_empty_value_is_told_at_its_key(value: str) -> None:
    assert messages(Term, TERM, name=value, forms=value, mark=value) == [
        f"[missing-key] {name}: is empty -> write its value, or delete the key" for name in ("name", "forms", "mark")
    ]
    _, found = built(Place, PLACE, latitude=value)
    assert [(each.span.line, each.span.column) for each in found] == [(3, 1 if not value else 11)]


def test_an_empty_value_where_none_is_needed_is_none() -> None:
    entry, found = built(Term, TERM, long="", wikidata="~", as_of="null")
    assert (found, entry.long, entry.wikidata, entry.as_of) == ([], None, None, None)


@pytest.mark.parametrize("value", ['""', "' '", '"\\n"', '"\\u00a0"'])
def test_a_text_of_spaces_is_empty(value: str) -> None:
    assert message(Term, TERM, name=value) == "[missing-key] name: is empty"
    assert message(Term, TERM, short=value) == "[missing-key] short: is empty"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"name": "[a]"}, "[wrong-type] name: must be a text"),
        ({"name": "{a: b}"}, "[wrong-type] name: must be a text"),
        ({"forms": "a b"}, "[wrong-type] forms: must be a list -> write [a b]"),
        ({"forms": "'a, b'"}, "[wrong-type] forms: must be a list"),
        ({"forms": "{a: b}"}, "[wrong-type] forms: must be a list"),
        ({"forms": "[[a]]"}, "[wrong-type] forms: must be a map of keys and values -> its keys: text, lang"),
        ({"forms": "[{text: [a]}]"}, "[wrong-type] text: must be a text"),
        ({"forms": "[{lang: ar}]"}, "[missing-key] the key 'text' is missing -> add it"),
        ({"forms": "[~]"}, "[missing-key] forms: is empty -> write its value, or delete the key"),
        ({"kind": "[concept]"}, "[wrong-type] kind: must be one word -> known: " + KINDS_OF_TERMS),
        ({"kind": "Concept"}, "[bad-choice] kind: 'Concept' is none of the choices -> did you mean 'concept'?"),
        ({"kind": "zebra"}, "[bad-choice] kind: 'zebra' is none of the choices -> known: " + KINDS_OF_TERMS),
        ({"relations": "[a]"}, "[wrong-type] relations: must be a map of keys and values"),
        ({"relations": "{hosts: a}"}, "[wrong-type] hosts: must be a list -> write [a]"),
        ({"relations": "{hosts: [[a]]}"}, "[wrong-type] hosts: must be a text"),
        ({"see": "[A]"}, "[bad-id] see: 'A' is not an id: use small letters, digits and single hyphens, such as a"),
        ({"wikidata": "Q0"}, "[bad-value] wikidata: 'Q0' is not a Wikidata item: write one such as Q796"),
        ({"short": " ".join(["a"] * 51)}, "[too-long] short: has 51 words; at most 50 fit here"),
    ],
)
def test_what_a_term_cannot_be_is_said_in_plain_words(changed: dict[str, str], expected: str) -> None:
    assert message(Term, TERM, **changed) == expected


@pytest.mark.parametrize("kind", [Glossary, Timeline])
def test_keys_that_another_reads_are_known_but_not_read(kind: type) -> None:
    tree = read_yaml("f.yaml", "title: A\nmembers: {a: b}\nmember: c\n")
    _, (found,) = build(kind, tree, (), {"id": "a"}, "f.yaml", ("members",))
    assert (found.message, found.hint) == ("the key 'member' is not known here", "did you mean 'members'?")


# --- numbers


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("0", 0),
        ("-90", -90),
        ("90.0", 90),
        ("1e1", 10),
        (".5", 0.5),
        ("-0", 0),
        ("'34.5'", 34.5),
        ("1e-400", 0),
        ("007", 7),
    ],
)
def test_numbers_are_read_as_decimal(value: str, number: float) -> None:
    entry, found = built(Place, PLACE, latitude=value)
    assert (found, entry.latitude) == ([], number)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("90.1", "[bad-value] latitude: must be at most 90"),
        ("-90.1", "[bad-value] latitude: must be at least -90"),
        ("1e999", "[bad-value] latitude: must be at most 90"),
        ("-1e999", "[bad-value] latitude: must be at least -90"),
        ("inf", "[bad-value] latitude: must be at most 90"),
        ("9" * 5000, "[bad-value] latitude: must be at most 90"),
        *(
            (value, "[wrong-type] latitude: must be a number -> write digits, with a point: 34.5")
            for value in (
                "34,5",
                "N34",
                "34°",
                "0x10",
                "0b1",
                "yes",
                "one",
                "1 000",
                "١٢",
                "１２",
                ".inf",
                "12:30",
                "--1",
                "e1",
            )
        ),
        ("[1]", "[wrong-type] latitude: must be a number"),
    ],
)
def test_what_is_no_latitude_is_said(value: str, expected: str) -> None:
    assert message(Place, PLACE, latitude=value) == expected


@pytest.mark.parametrize("value", ["nan", "NaN", "-nan"])
@pytest.mark.parametrize("key", ["latitude", "longitude", "precision_km"])
def test_not_a_number_is_no_number(key: str, value: str) -> None:
    assert message(Place, PLACE, **{key: value}).startswith("[bad-value]")


@pytest.mark.parametrize(
    ("value", "is_good"), [("0", False), ("-1", False), ("1e-9", True), ("20000", True), ("20001", False)]
)
def test_a_precision_is_a_distance_on_earth(value: str, is_good: bool) -> None:
    assert bool(messages(Place, PLACE, precision_km=value)) is not is_good


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "[bad-value] importance: must be at least 1"),
        ("4", "[bad-value] importance: must be at most 3"),
        ("2.5", "[wrong-type] importance: must be a whole number -> write digits alone: 2"),
        ("nan", "[wrong-type] importance: must be a whole number -> write digits alone: 2"),
        ("high", "[wrong-type] importance: must be a whole number -> write digits alone: 2"),
        ("yes", "[wrong-type] importance: must be a whole number -> write digits alone: 2"),
        ("9" * 5000, "[wrong-type] importance: must be a smaller whole number"),
    ],
)
def test_what_is_no_importance_is_said(value: str, expected: str) -> None:
    assert message(Event, EVENT, importance=value) == expected


# --- shorthand


def test_a_bare_text_is_a_form() -> None:
    entry, _ = built(Term, TERM, forms="[a, {text: b}, {text: c, lang: ar}, NO, 12:30]")
    assert entry.forms == (Form("a"), Form("b"), Form("c", "ar"), Form("NO"), Form("12:30"))


def test_a_bare_text_is_a_quote() -> None:
    values = {"kind": "context", "text": "a", "as_of": "2024"}
    assert built(Note, values, quote="three facilities")[0].quote == Quote(exact="three facilities")
    whole, _ = built(Note, values, quote="{exact: a, prefix: b, suffix: c}")
    assert whole.quote == Quote(exact="a", prefix="b", suffix="c")
    assert message(Note, values, quote="{exact: ' '}") == "[missing-key] exact: is empty"
    assert messages(Note, values, quote="[a]") == [
        "[wrong-type] quote: must be a map of keys and values -> its keys: exact, prefix, suffix"
    ]


# --- lists with faulty items


def test_faults_of_items_do_not_make_a_list_empty() -> None:
    statements = "[{as_of: 2024, says: a, sources: []}, {says: b, sources: [A]}]"
    assert messages(Claim, {"question": "a", "statements": statements}) == [
        "[missing-key] sources: is empty",
        "[missing-key] the key 'as_of' is missing -> add it",
        "[bad-id] sources: 'A' is not an id: use small letters, digits and single hyphens, such as a",
    ]


def test_a_refused_value_is_told_once() -> None:
    for value in ("*x", "[*x]"):
        tree = read_yaml("f.yaml", f"name: A\nkind: concept\nshort: a\nforms: {value}\n")
        _, found = build(Term, tree, (), {"id": "a", "glossary": "g"}, "f.yaml")
        assert [*map(str, found)] == []
        assert [each.rule for each in tree.faults] == ["yaml-alias"]


# --- ids, addresses, names of keys


@pytest.mark.parametrize("text", ["a", "0", "a-b", "strikes-2024-01-23", "9m133"])
def test_ids_are_kebab_case(text: str) -> None:
    assert is_id(text)
    assert parse_id(text) == text


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("A", "a"),
        ("a_b", "a-b"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a-", "a"),
        ("a b", "a-b"),
        ("Al-Qa'im", "al-qa-im"),
        ("é", "e"),
        ("ß", ""),
        ("", ""),
        ("…", ""),
        ("كتائب", ""),
        ("a\n", "a"),
        ("a/b", "a-b"),
        ("ﬁx", "fix"),
        ("x²", "x2"),
        ("../a", "a"),
        ("٣", ""),
    ],
)
def test_what_is_no_id_has_a_nearest_one(text: str, near: str) -> None:
    assert not is_id(text)
    assert nearest_id(text) == near
    with pytest.raises(ValueError, match=f"such as {near}$" if near else "single hyphens$"):
        parse_id(text)


@given(st.text())
def test_the_nearest_id_is_an_id_and_of_an_id_itself(text: str) -> None:
    near = nearest_id(text)
    assert near == "" or is_id(near)
    assert nearest_id(near) == near
    assert not is_id(text) or near == text


@pytest.mark.parametrize(
    "url",
    [
        "https://a",
        "http://a.example/b?c=d#e",
        "HTTPS://A.example",
        "https://a.example:8080/",
        "https://a.example/@b",
        "https://[::1]/",
        "https://例え.jp/ü",
    ],
)
def test_web_addresses_are_whole(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.example",
        "www.a.example",
        "//a.example",
        "http:/a",
        "http:a",
        "https://",
        "https:///a",
        "ftp://a.example",
        "javascript:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "data:text/html,a",
        " https://a.example",
        "https://a.example ",
        "https://a b",
        "https://a\n",
        "https://me@a.example",
        "https://me:secret@a.example/",
        "https://a\\@b",
        "https://a/\\b",
        "https://?a",
        "https://#a",
        "https://a/\u00a0",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    assert not is_web_address(url)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("nmae", "did you mean 'name'?"),
        ("NAME", "did you mean 'name'?"),
        ("forms:", "did you mean 'forms'?"),
        ("", "known: name, forms"),
        ("n", "known: name, forms"),
        ("zzz", "known: name, forms"),
        ("“forms”", "did you mean 'forms'?"),
    ],
)
def test_only_a_near_word_is_suggested(word: str, hint: str) -> None:
    assert nearest(word, ["name", "forms"]) == hint


def test_keys_of_the_authors_own_are_left_out_and_others_are_not() -> None:
    value = {"x-a": "b", "X-a": "c", "x": ["x-d", {"x-e": "f", "g": {}}], "h": {"x-": "i"}}
    assert without_own(value) == {"X-a": "c", "x": ["x-d", {"g": {}}], "h": {}}


# --- a field added to the format


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Entry):
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Entry):
    parts: tuple[Part, ...] = ()
    named: dict[str, Part] | None = None
    word: Line | None = None


def test_choices_are_found_wherever_a_field_stands() -> None:
    for text in ("parts: [{mark: frist}]\n", "named: {a: {mark: frist}}\n"):
        _, (found,) = build(Whole, read_yaml("f.yaml", text), (), {}, "f.yaml")
        assert (found.rule, found.hint) == ("bad-choice", "did you mean 'first'?")
    _, (found,) = build(Whole, read_yaml("f.yaml", "named: {a: {marks: first}}\n"), (), {}, "f.yaml")
    assert (found.rule, found.hint) == ("unknown-key", "did you mean 'mark'?")


# --- anything at all

_values = st.recursive(
    st.none()
    | st.text(max_size=8)
    | st.sampled_from(["1", "nan", "2024", "a", "concept", "first", "https://a.example", "Asia/Baghdad"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_no_values_do_worse_than_diagnostics_in_plain_words(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    inner = [
        "text",
        "lang",
        "exact",
        "hosts",
        "target",
        "publisher",
        "by",
        "says",
        "value",
        "family",
        "url",
        "date",
        "[key]",
    ]
    value = data.draw(
        st.dictionaries(st.sampled_from(names), _values | st.dictionaries(st.sampled_from(inner), _values, max_size=4))
    )
    tree = read_yaml("f.yaml", "")
    tree.value = value
    given_fields = {name: text for name, text in GIVEN.items() if name in names}
    entry, found = build(kind, tree, (), given_fields, "f.yaml")
    assert (entry is None) == bool(found)
    for each in found:
        assert each.rule in RULES
        assert each.message
        assert not any(
            word in each.message for word in ("Input should", "Value error", "validation", "pydantic", "unable to")
        )


def test_the_choices_of_a_mark_are_those_that_authors_are_told() -> None:
    assert message(Term, TERM, mark="zebra").endswith(f"known: {', '.join(get_args(Mark))}")
