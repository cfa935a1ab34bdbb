"""Files to entries: every kind of file, every fault of each, and nothing that vanishes without a word."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import fields

import pytest
from hypothesis import given, settings

from nutgraf.model.entries import Entry, Note, Place, Source, Term
from nutgraf.model.fields import is_id, nearest_id
from nutgraf.read.corpus import gather
from nutgraf.read.files import FILE_KINDS, Reading, read_again, read_file
from nutgraf.read.yaml import read_yaml
from nutgraf.weave.weave import weave
from tests.read.content_files import FILES, damaged_files

TERM = "{name: A, kind: concept, short: a}"
EVENT = "{date: 2024, title: A, text: a}"
PLACE = "{name: A, kind: town, latitude: 1, longitude: 2, precision_km: 3, why: a}"
SOURCE = "{type: webpage, title: A}"
CLAIM = "{question: a, statements: [{as_of: 2024, says: b, sources: [s]}]}"
NOTE = "{quote: a, kind: context, text: b, as_of: 2024}"
CORRECTION = "{date: 2024, said: a, says: b, why: c}"
ARTICLE = "---\ntitle: A\nsummary: b\npublished: 2024\nas_of: 2024\n---\n"

GOOD_FILES = [
    ("site.yaml", "title: A\neditors: {ada: {name: Ada}}\n", ["site:site"]),
    ("about.md", "---\ntitle: A\n---\nText.\n", ["about:about"]),
    ("glossaries/g.yaml", f"title: A\nterms: {{t: {TERM}, u: {TERM}}}\n", ["term:t", "term:u", "glossary:g"]),
    ("glossaries/g.yaml", "title: A\n", ["glossary:g"]),
    ("glossaries/g.yaml", "title: A\nterms: {}\n", ["glossary:g"]),
    ("timelines/l.yaml", f"title: A\nevents: {{v: {EVENT}}}\n", ["event:v", "timeline:l"]),
    ("places.yaml", f"p: {PLACE}\nq: {PLACE}\n", ["place:p", "place:q"]),
    ("places/north.yaml", f"p: {PLACE}\n", ["place:p"]),
    ("places.yaml", "# none yet\n", []),
    ("sources.yaml", f"s: {SOURCE}\n", ["source:s"]),
    ("sources/press.yaml", f"s: {SOURCE}\n", ["source:s"]),
    ("claims.yaml", f"c: {CLAIM}\n", ["claim:c"]),
    ("claims/numbers.yaml", f"c: {CLAIM}\n", ["claim:c"]),
    ("articles/a/article.md", ARTICLE + "Text.\n", ["article:a"]),
    ("articles/a-1/annotations.yaml", f"n: {NOTE}\n", ["note:a-1/n"]),
    ("articles/a-1/corrections.yaml", f"k: {CORRECTION}\n", ["correction:a-1/k"]),
]  # fmt: skip


def read(path: str, text: str) -> Reading:
    return read_file(path, text.encode())


SITE = read("site.yaml", "title: A\n")


def told(reading: Reading) -> list[tuple[str, int, int]]:
    return [(each.rule, each.span.line, each.span.column) for each in reading.diagnostics]


# --- every kind of file


@pytest.mark.parametrize(("path", "text", "refs"), GOOD_FILES)
def test_every_kind_of_file_gives_its_entries(path: str, text: str, refs: list[str]) -> None:
    reading = read(path, text)
    assert (reading.diagnostics, reading.broken, reading.is_whole) == ((), frozenset(), True)
    assert list(reading.entries) == refs
    assert list(reading.origins) == refs
    assert (reading.path, reading.text) == (f"content/{path}", text)


def test_the_list_above_holds_every_kind_of_file() -> None:
    used = {kind.path for kind in FILE_KINDS for path, _, _ in GOOD_FILES if kind.match(path)}
    assert used == {kind.path for kind in FILE_KINDS}


@pytest.mark.parametrize(("path", "text", "refs"), GOOD_FILES)
def test_entries_know_their_id_and_the_file_they_stand_in(path: str, text: str, refs: list[str]) -> None:
    for ref, entry in read(path, text).entries.items():
        assert isinstance(entry, Entry)
        assert getattr(entry, "id", "site") == ref.rpartition(":")[2].rpartition("/")[2]
        names = {each.name for each in fields(entry)}  # type: ignore[arg-type]
        for name, value in {"glossary": "g", "timeline": "l", "article": "a-1"}.items():
            assert name not in names or getattr(entry, name) == value


def test_an_entry_keeps_the_place_of_each_of_its_fields() -> None:
    reading = read(
        "glossaries/g.yaml",
        "title: A\nterms:\n  t:\n    name: A\n    forms: [b, {text: c}]\n    kind: concept\n    short: d\n",
    )
    origin = reading.origins["term:t"]
    assert (origin.path, origin.key) == ("content/glossaries/g.yaml", (3, 3))
    assert origin.values["name",] == (4, 11)
    assert origin.values["forms", 1, "text"] == (5, 23)
    assert ("title",) not in origin.values
    assert reading.origins["glossary:g"].values["title",] == (1, 8)
    assert reading.origins["glossary:g"].key == (1, 1)


def test_the_body_stands_below_the_front_matter() -> None:
    reading = read("articles/a/article.md", ARTICLE + "\nOne.\n\nTwo.\n")
    assert reading.entries["article:a"].body == "\nOne.\n\nTwo.\n"
    assert reading.origins["article:a"].values["body",] == (7, 1)
    assert [(each.text, each.line) for each in reading.blocks] == [("One.", 8), ("Two.", 10)]


def test_the_links_of_all_texts_are_gathered() -> None:
    reading = read(
        "articles/a/article.md", ARTICLE.replace("summary: b", "summary: '[b](term:t)'") + "[c](place:p) ![d](e.png)\n"
    )
    assert [(each.loc, each.url, each.is_image) for each in reading.links["article:a"]] == [
        (("summary",), "term:t", False),
        (("body",), "place:p", False),
        (("body",), "e.png", True),
    ]
    reading = read("claims.yaml", f"c: {CLAIM}\n".replace("says: b", "says: '[b](term:t)'"))
    assert [(each.loc, each.url) for each in reading.links["claim:c"]] == [(("statements", 0, "says"), "term:t")]


# --- front matter


@pytest.mark.parametrize("path", ["about.md", "articles/a/article.md"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("front-matter", 1, 1)),
        ("Text.\n", ("front-matter", 1, 1)),
        ("\n---\ntitle: A\n---\n", ("front-matter", 1, 1)),
        (" ---\ntitle: A\n---\n", ("front-matter", 1, 1)),
        ("----\ntitle: A\n----\n", ("front-matter", 1, 1)),
        ("---\n", ("front-matter", 1, 1)),
        ("---\ntitle: A\n", ("front-matter", 1, 1)),
        ("---\ntitle: A\n ---\n", ("front-matter", 1, 1)),
        ("---\ntitle: A\n...\nText.\n", ("front-matter", 1, 1)),
        ("---\n---\nText.\n", ("wrong-type", 1, 1)),
        ("---\n\n# nothing\n---\nText.\n", ("wrong-type", 1, 1)),
        ("---\n- a\n---\n", ("wrong-type", 2, 1)),
        ("---\nText.\n---\n", ("wrong-type", 2, 1)),
        ("---\ntitle: A\n\tsummary: b\n---\n", ("yaml-tab", 3, 1)),
        ("---\ntitle: 'A\n---\nb'\n", ("yaml-syntax", 2, 8)),
        ("---\ntitle: A: b\n---\n", ("yaml-syntax", 2, 9)),
    ],
)
def test_faulty_front_matter_is_told_and_the_article_is_left_out(
    path: str, text: str, expected: tuple[str, int, int]
) -> None:
    reading = read(path, text)
    assert told(reading) == [expected]
    assert reading.entries == {}
    assert reading.broken == {"about:about" if path == "about.md" else "article:a"}


def test_dashes_inside_a_text_do_not_close_the_front_matter() -> None:
    keys = "title: a --- b\nsummary: |\n  one\n  ---\n  two\npublished: 2024\nas_of: 2024\n"
    reading = read("articles/a/article.md", f"---   \n{keys}---  \nText.\n\n---\n\nMore.\n")
    assert reading.diagnostics == ()
    assert reading.entries["article:a"].summary == "one\n---\ntwo\n"
    assert reading.entries["article:a"].body == "Text.\n\n---\n\nMore.\n"


@pytest.mark.parametrize("ending", ["---", "---\n", "---\n\n", "---\r\n", "---\r"])
def test_front_matter_may_end_the_file(ending: str) -> None:
    reading = read("about.md", "---\ntitle: A\n" + ending)
    assert (reading.diagnostics, reading.entries["about:about"].body.strip()) == ((), "")


# --- faults of files


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("places.yml", "rename it to content/places.yaml"),
        ("Places.YAML", "rename it to content/places.yaml"),
        ("glossaries/KH.yaml", "rename it to content/glossaries/kh.yaml"),
        ("articles/My Story/article.md", "rename it to content/articles/my-story/article.md"),
        ("articles/a--b/annotations.yaml", "rename it to content/articles/a-b/annotations.yaml"),
        ("articles/-/article.md", "did you mean 'articles/NAME/article.md'?"),
        ("glossary/kh.yaml", "did you mean 'glossaries/NAME.yaml'?"),
        ("articles/a/notes.yaml", "did you mean 'articles/NAME/annotations.yaml'?"),
        ("articles/article.md", "did you mean 'articles/NAME/article.md'?"),
        ("glossaries/deep/er/kh.yaml", "did you mean 'glossaries/NAME.yaml'?"),
        ("photo.jpg", "only YAML and Markdown files belong in content/"),
        ("LICENSE", "only YAML and Markdown files belong in content/"),
        ("glossaries/kh.yaml\n", "only YAML and Markdown files belong in content/"),
        ("..", "only YAML and Markdown files belong in content/"),
    ],
)
def test_a_file_that_nobody_reads_is_named_with_the_nearest_that_somebody_does(path: str, hint: str) -> None:
    for content in (b"", b"\x00\xff", b"a: b\n"):
        reading = read_file(path, content)
        (found,) = reading.diagnostics
        assert (found.rule, found.message, found.hint) == ("unknown-file", "this file is not read", hint)
        assert (reading.entries, reading.broken) == ({}, frozenset())


@pytest.mark.parametrize(
    ("path", "lost"),
    [
        ("site.yaml", {"site:site", "editor:*"}),
        ("glossaries/g.yaml", {"glossary:g", "term:*"}),
        ("timelines/l.yaml", {"timeline:l", "event:*"}),
        ("places/north.yaml", {"place:*"}),
        ("sources.yaml", {"source:*"}),
        ("claims.yaml", {"claim:*"}),
        ("articles/a/annotations.yaml", {"note:*"}),
        ("articles/a/corrections.yaml", {"correction:*"}),
        ("articles/a/article.md", {"article:a"}),
        ("about.md", {"about:about"}),
    ],
)
def test_of_a_file_that_cannot_be_read_all_that_it_may_have_held_is_broken(path: str, lost: set[str]) -> None:
    for content in (b"\xff", b"a: [\n", b"\ta: b\n", b"---\n[" + b"[" * 100):
        reading = read_file(path, content)
        assert reading.diagnostics
        assert reading.broken >= lost
        assert reading.entries == {}


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", f"p: {PLACE}\n---\nq: {PLACE}\n"])
def test_the_rest_of_a_file_of_two_documents_may_be_missing(text: str) -> None:
    assert read("places.yaml", text).broken >= {"place:*"}


@pytest.mark.parametrize(
    "text",
    [f"title: A\nterm: {{t: {TERM}}}\n", "title: A\nterms: [a]\n", "title: A\nterms: a\n", "- a\n", "a\n"],
)
def test_a_glossary_whose_terms_were_not_found_may_have_held_any(text: str) -> None:
    reading = read("glossaries/g.yaml", text)
    assert "term:*" in reading.broken
    assert reading.diagnostics


def test_a_fault_of_the_glossary_itself_loses_no_term() -> None:
    reading = read("glossaries/g.yaml", f"titel: A\nterms: {{t: {TERM}}}\n")
    assert list(reading.entries) == ["term:t"]
    assert reading.broken == {"glossary:g"}


def test_faulty_settings_leave_all_editors_in_doubt() -> None:
    assert "editor:*" in read("site.yaml", "editors: {ada: {name: Ada}}\n").broken


@pytest.mark.parametrize(
    ("path", "text"),
    [("places.yaml", "{}"), ("glossaries/g.yaml", "title: A\nterms: {}"), ("articles/a/annotations.yaml", "{}")],
)
def test_one_faulty_entry_hides_no_other(path: str, text: str) -> None:
    entry = {"places.yaml": PLACE, "glossaries/g.yaml": TERM, "articles/a/annotations.yaml": NOTE}[path]
    faulty = ["", "a", "[a]", "{}", "{a: b}", "{<<: {a: b}}", "*x", "{id: b}", "{name: {}, kind: [], quote: [[]]}"]
    members = ", ".join([f"{name}: {entry}" for name in "abc"] + [f"f{at}: {each}" for at, each in enumerate(faulty)])
    members += f", F: {entry}, d: {entry}, '': {entry}"
    reading = read(path, text.replace("{}", "{" + members + "}"))
    kind, prefix = {"p": ("place", ""), "g": ("term", ""), "a": ("note", "a/")}[path[0]]
    good = [ref for ref in reading.entries if ref.startswith(kind)]
    assert good == [f"{kind}:{prefix}{name}" for name in "abcd"]
    assert reading.broken == {f"{kind}:{prefix}{name}" for name in ("f", "", *(f"f{at}" for at in range(len(faulty))))}
    assert len(reading.diagnostics) >= len(faulty) + 2


def test_an_entry_with_a_bad_id_has_its_other_faults_told_too() -> None:
    reading = read("places.yaml", "Al Qaim: {name: A, kind: towm}\n")
    assert {each.rule for each in reading.diagnostics} == {"bad-id", "bad-choice", "missing-key"}
    assert reading.broken == {"place:al-qaim"}


def test_keys_of_the_authors_own_are_passed_over_at_any_depth() -> None:
    place = PLACE.replace("{", "{x-a: {b: c}, x-d: [e], forms: [{text: f, x-g: h}], ")
    assert read("places.yaml", f"x-all: [any, thing]\np: {place}\n").diagnostics == ()
    assert read("site.yaml", "title: A\nx-a: b\neditors: {x-all: c, ada: {name: Ada, x-d: e}}\n").diagnostics == ()
    assert read("glossaries/g.yaml", f"title: A\nx-a: b\nterms: {{x-all: c, t: {TERM}}}\n").diagnostics == ()
    article = ARTICLE.replace(
        "title: A",
        "title: A\nx-a: b\noriginal: {x-c: d, publisher: e, title: f, url: 'https://g.example', published: 2024}",
    )
    assert read("articles/a/article.md", article).diagnostics == ()


@pytest.mark.parametrize("text", ["editors: [a]\n", "editors: a\n", "editors: {ada: [a]}\n", "editors: {ada: {}}\n"])
def test_editors_of_a_wrong_shape_are_told_once(text: str) -> None:
    assert len(read("site.yaml", "title: A\n" + text).diagnostics) == 1


@pytest.mark.parametrize(
    ("path", "key", "text"),
    [
        ("site.yaml", "id", "title: A\neditors: {ada: {name: Ada, id: b}}\n"),
        ("glossaries/g.yaml", "id", "title: A\nid: g\n"),
        ("glossaries/g.yaml", "id", f"title: A\nterms: {{t: {TERM[:-1]}, id: t}}}}\n"),
        ("glossaries/g.yaml", "glossary", f"title: A\nterms: {{t: {TERM[:-1]}, glossary: g}}}}\n"),
        ("timelines/l.yaml", "timeline", f"title: A\nevents: {{v: {EVENT[:-1]}, timeline: l}}}}\n"),
        ("articles/a/annotations.yaml", "article", f"n: {NOTE[:-1]}, article: a}}\n"),
        ("articles/a/article.md", "body", ARTICLE.replace("title", "body: text\ntitle")),
    ],
)
def test_what_the_reader_sets_cannot_be_written(path: str, key: str, text: str) -> None:
    (found,) = read(path, text).diagnostics
    assert (found.rule, found.message) == ("unknown-key", f"'{key}' is not written here")
    assert "delete it" in found.hint


def test_lists_and_quotations_too_deep_to_be_kept_are_told() -> None:
    deep = "> " * 200 + "text\n"
    assert told(read("articles/a/article.md", ARTICLE + deep)) == [("too-deep", 7, 1)]
    assert (
        told(read("places.yaml", f"p: {PLACE}".replace("why: a", f"why: '{deep.strip()}'"))) == []
    )  # of one line: a sentence
    lists = "".join("  " * level + f"- item {level}\n" for level in range(30))
    reading = read("articles/a/article.md", ARTICLE + lists)
    assert (reading.diagnostics, len(reading.blocks)) == ((), 30)


# --- several files


def test_the_same_id_twice_is_told_with_both_places_and_the_first_stands() -> None:
    one = read("places.yaml", f"a: {PLACE}\nb: {PLACE}\n")
    two = read("places/more.yaml", f"\n\nb: {PLACE.replace('A', 'B')}\n")
    gathered = gather([SITE, one, two])
    (found,) = gathered.diagnostics
    assert str(found.span) == "content/places/more.yaml:3:1"
    assert (found.rule, found.message) == ("duplicate-id", "the place 'b' stands here and in content/places.yaml:2:1")
    assert gathered.corpus.places["b"].name == "A"
    assert gathered.origins.span("place:b").path == "content/places.yaml"


def test_of_an_id_twice_the_links_are_those_of_the_entry_that_stands() -> None:
    one = read("places.yaml", f"b: {PLACE}\n".replace("why: a", "why: '[a](term:first)'"))
    two = read("places/more.yaml", f"b: {PLACE}\n".replace("why: a", "why: '[a](term:second)'"))
    links = gather([SITE, one, two]).corpus.links["place:b"]
    assert [each.url for each in links] == ["term:first"]


def test_a_faulty_entry_still_claims_its_id() -> None:
    gathered = gather([read("places.yaml", "a: {name: A}\n"), read("places/more.yaml", f"a: {PLACE}\n")])
    assert "duplicate-id" in [each.rule for each in gathered.diagnostics]
    assert not gathered.corpus.places
    assert gathered.broken == {"place:a"}


def test_ids_are_unique_within_their_kind_and_article_only() -> None:
    readings = [
        SITE,
        read("places.yaml", f"a: {PLACE}\n"),
        read("sources.yaml", f"a: {SOURCE}\n"),
        read("glossaries/a.yaml", f"title: A\nterms: {{a: {TERM}}}\n"),
        read("articles/a/annotations.yaml", f"a: {NOTE}\n"),
        read("articles/b/annotations.yaml", f"a: {NOTE}\n"),
    ]
    corpus = gather(readings).corpus
    assert gather(readings).diagnostics == ()
    assert isinstance(corpus.terms["a"], Term)
    assert isinstance(corpus.places["a"], Place)
    assert isinstance(corpus.sources["a"], Source)
    assert list(corpus.notes) == ["a/a", "b/a"]
    assert all(isinstance(each, Note) for each in corpus.notes.values())


def test_the_corpus_has_entries_in_the_order_of_their_files() -> None:
    readings = [read("places.yaml", f"z: {PLACE}\na: {PLACE}\n"), read("places/more.yaml", f"m: {PLACE}\n")]
    assert list(gather(readings).corpus.places) == ["z", "a", "m"]


def test_a_project_without_settings_is_told_so() -> None:
    (found,) = gather([read("places.yaml", f"a: {PLACE}\n")]).diagnostics
    assert (str(found.span), found.rule) == ("content/site.yaml:1:1", "missing-file")


@pytest.mark.parametrize("text", ["title: [\n", "", "titel: A\n"])
def test_settings_with_a_fault_are_not_missing(text: str) -> None:
    assert "missing-file" not in [each.rule for each in gather([read("site.yaml", text)]).diagnostics]


# --- damage


def members(path: str, text: str) -> Iterator[str]:
    """Yield the refs of the entries that stand in a file of entries, by the reader of YAML alone."""
    value = read_yaml(path, text).value
    folder, _, rest = path.partition("/")
    kind = {"glossaries": "term", "timelines": "event", "articles": "note"}.get(folder, path.partition(".")[0][:-1])
    if folder in ("glossaries", "timelines"):
        value = value.get(f"{kind}s") if isinstance(value, dict) else None
    if isinstance(value, dict):
        prefix = rest.partition("/")[0] + "/" if kind == "note" else ""
        yield from (f"{kind}:{prefix}{key}" for key in value if not key.startswith("x-"))


def vanished(path: str, reading: Reading) -> list[str]:
    """Return the entries that neither were read nor are known to be broken."""
    if not path.endswith(".yaml") or path == "site.yaml" or "corrections" in path or not reading.text:
        return []
    known = {*reading.entries, *reading.broken}
    found = []
    for ref in members(path, reading.text):
        kind, _, key = ref.partition(":")
        article, slash, name = key.rpartition("/")
        nearest = f"{kind}:{article}{slash}{name if is_id(name) else nearest_id(name) or name}"
        if nearest not in known and f"{kind}:*" not in known:
            found.append(ref)
    return found


@given(damaged_files())
@settings(max_examples=250)
def test_damage_is_told_inside_the_file_and_nothing_vanishes(damaged: tuple[str, bytes]) -> None:
    path, content = damaged
    start = time.process_time()
    reading = read_file(path, content)
    assert time.process_time() - start < 5
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for each in reading.diagnostics:
        assert each.span.path == f"content/{path}"
        assert 1 <= each.span.line <= len(lines)
        assert 1 <= each.span.column <= len(lines[each.span.line - 1]) + 1
    assert vanished(path, reading) == []
    assert reading.diagnostics or (not reading.broken and reading.is_whole)


READINGS = {path: read_file(path, content) for path, content in FILES.items()}


@given(damaged_files())
@settings(max_examples=50)
def test_a_damaged_file_among_whole_ones_can_still_be_woven(damaged: tuple[str, bytes]) -> None:
    path, content = damaged
    gathered = gather({**READINGS, path: read_file(path, content)}.values())
    _, found = weave(gathered.corpus, gathered.origins, gathered.broken)
    for each in (*gathered.diagnostics, *found):
        lines = gathered.origins.texts[each.span.path].split("\n")
        assert each.span.path == f"content/{path}" or each.span.line <= len(lines)
    if gathered.broken:
        assert "unused-entry" not in {each.rule for each in found}


def test_the_files_of_the_first_explainer_have_no_faults() -> None:
    assert [str(each) for reading in READINGS.values() for each in reading.diagnostics] == []
    assert sum(len(each.entries) for each in READINGS.values()) > 200


def test_two_thousand_terms_are_read_in_a_few_seconds() -> None:
    terms = "".join(
        f"  t-{at}:\n    name: Name {at}\n    kind: concept\n    forms: [a, b, c]\n    short: a\n" for at in range(2000)
    )
    start = time.process_time()
    reading = read("glossaries/g.yaml", "title: A\nterms:\n" + terms)
    assert len(reading.entries) == 2001
    assert time.process_time() - start < 15


# --- an article whose text was edited

FRONTS = (
    ARTICLE,
    ARTICLE.replace("---\n", "---\nkey_points: ['[a](term:one)', b]\n", 1),
    ARTICLE.replace("title", "titel"),
    ARTICLE.replace("---\n", "---\nsources: [", 1),
    "",
)
BODIES = (
    "",
    "Text.\n",
    "# Text\n\n[b](note:n) ![c](d.png) [e](javascript:f)\n",
    "---\n",
    "> " * 200 + "deep\n",
    "\x00",
)


@pytest.mark.parametrize("before", [front + body for front in FRONTS for body in BODIES])
def test_an_article_that_is_read_again_says_what_it_says_when_it_is_read(before: str) -> None:
    known, readings = read("articles/a/article.md", before), 0
    for after in (front + body for front in FRONTS for body in BODIES):
        again = read_again(known, after.encode())
        readings += again is not None
        assert again is None or again == read("articles/a/article.md", after)
    assert bool(readings) == (not known.diagnostics)


class _Asked(Reading):
    """A reading that counts how often its earlier ids are asked for."""

    count = 0

    @property
    def was(self) -> Mapping[str, tuple[str, ...]]:
        type(self).count += 1
        return {ref: entry.was for ref, entry in self.entries.items() if entry.was}


def test_a_file_is_asked_once_for_its_earlier_ids_however_many_entries_it_has() -> None:
    """It works them out from all its entries: asked for each entry, that is time in the square."""
    place = "{name: Place, kind: town, latitude: 1, longitude: 2, precision_km: 5, why: It is here., was: [old-%d]}"
    text = "".join(f"p{number}: {place % number}\n" for number in range(20))
    found = read_file("places.yaml", text.encode())
    counted = _Asked(**{each.name: getattr(found, each.name) for each in fields(found)})
    assert gather((counted,)).corpus.was == {f"place:p{number}": (f"old-{number}",) for number in range(20)}
    assert _Asked.count == 1
