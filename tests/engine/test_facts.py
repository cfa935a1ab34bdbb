"""What an edit touches: a page is composed again when one of the facts that it has seen has changed, and else kept.

The random edits here go through reading, weaving and planning without files, so that there can be many of them;
`test_incremental` does the same with whole builds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.engine.digests import of_bytes
from nutgraf.engine.facts import changed_facts, is_touched, said_as, said_by_file, seen_as
from nutgraf.engine.memory import Memory
from nutgraf.engine.planning import Outline, Plan, Planner, Staleness
from nutgraf.model.corpus import About
from nutgraf.model.diagnostics import has_errors, judged
from nutgraf.plan.frames import Framer
from nutgraf.plan.lookup import look_up
from nutgraf.plan.paging import laid_out
from nutgraf.plan.plan import sheets
from nutgraf.plan.watched import Watched, watch
from nutgraf.read.corpus import gather
from nutgraf.read.files import read_file
from nutgraf.render.theme import Theme
from nutgraf.weave.weave import weave
from tests.engine.three_articles import EDITS, FILES, Files

THEME = Theme({})


class Desk:
    """Plans a site again and again, as builds with one memory do."""

    def __init__(self) -> None:
        self.memory, self.plan = Memory(), Plan()
        self.composed: set[str] = set()

    def look(self, files: Files) -> Mapping[str, Outline] | None:
        """Return the outlines of all targets, None when the content has errors; then the last plan stays."""
        keys = {(f"content/{name}", of_bytes(text.encode())): (name, text) for name, text in sorted(files.items())}
        readings = {
            key: self.memory.readings.get(key) or self.memory.keep_reading(key, read_file(name, text.encode()))
            for key, (name, text) in keys.items()
        }
        gathered = gather(readings.values(), with_drafts=False)
        corpus, loom = laid_out(gathered.corpus), self.memory.loom(readings, with_drafts=False)
        woven, found = weave(corpus, gathered.origins, gathered.broken, loom)
        if has_errors(judged((*gathered.diagnostics, *found), {})):
            return None
        framer = Framer(corpus, "https://stories.example", has_search=True)
        texts = {key: text for key, (_, text) in loom.texts().items()}
        said = self.memory.say(readings, texts, gathered.drafts)
        said["the lists"] = self.memory.say_lists(corpus.listed)
        staleness = Staleness(THEME, self.plan)
        planner = Planner(look_up(corpus, woven, texts), framer, said, self.memory.facts_of, staleness)
        listed = tuple(sheets(corpus, framer))
        kept = {sheet.path: draft for sheet in listed if (draft := planner.kept(sheet))}
        drafts = [kept.get(sheet.path) or planner.draft(sheet) for sheet in listed]
        self.plan = planner.plan((draft.composed for draft in drafts), {})
        self.composed = {
            outline.path for draft in drafts if draft not in kept.values() for outline in draft.composed.outlines
        }
        return {outline.path: outline for outline in self.plan.outlines()}


def stale_after(numbers: Iterable[int]) -> Iterator[str]:
    """Yield the edits, made one after another, after which what was kept is not what a new plan says."""
    files, desk = dict(FILES), Desk()
    desk.look(files)
    for number in numbers:
        name, edit = EDITS[number]
        edit(files)
        if desk.look(files) != _new(tuple(sorted(files.items()))):
            yield name


@cache
def _new(files: tuple[tuple[str, str], ...]) -> Mapping[str, Outline] | None:
    return Desk().look(dict(files))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(range(len(EDITS))), min_size=1, max_size=12))
def test_after_any_edits_what_was_kept_is_what_a_new_plan_says(numbers: list[int]) -> None:
    assert list(stale_after(numbers)) == []


EACH_AND_BACK = [number for number in range(len(EDITS)) for _ in range(2)]


def test_every_edit_and_its_undoing_leave_nothing_stale() -> None:
    assert list(stale_after(EACH_AND_BACK)) == []


COVERED = {
    "corpus.names": "no page looks at them: they are what `backlinks` is made of",
    "corpus.links": "they stand in texts, which a page sees as well",
    "corpus.was": "no page looks at it: it decides which pages there are",
    "events_by_actor": "an event that names an actor is among what names it",
    "events_by_place": "an event at a place is among what names it",
    "woven.mentioned": "no page looks at them: they are what checks are made of",
    "passages_by_article": "a page that lists them shows the article's text",
    "relations_to": "a term that relates to another is among what names it",
    "terms_by_glossary": "the page that groups terms sees all of them",
}
"""Mappings to which a page that looks at them sees all changes in other mappings too, and why."""


def _mappings() -> list[str]:
    """Return the names of all mappings that are watched."""
    gathered = gather(())
    woven, _ = weave(gathered.corpus, gathered.origins, frozenset())
    seen: set[str] = set()
    watched = watch(look_up(gathered.corpus, woven), seen)
    for part in (watched, watched.corpus, watched.woven):
        inner = (getattr(part, each.name) for each in fields(part))
        assert not any(len(each) for each in inner if isinstance(each, Watched))
    return sorted(name.removesuffix(":*") for name in seen)


@pytest.mark.parametrize("mapping", sorted({*_mappings()} - {*COVERED}))
def test_a_look_that_nobody_noted_would_leave_a_page_stale(mapping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above are worth something only if they fail when a page is stale: one mapping after the other is made
    to forget what was looked up.
    """
    noting = Watched.__getitem__

    def look_up_unseen(self: Watched[object], key: str) -> object:
        return self.inner[key] if self.name == mapping else noting(self, key)

    monkeypatch.setattr(Watched, "__getitem__", look_up_unseen)
    assert next(stale_after(EACH_AND_BACK), None)


def test_an_edit_of_one_text_composes_what_shows_it_and_no_more() -> None:
    files, desk = dict(FILES), Desk()
    desk.look(files)
    files["articles/market/article.md"] += "\nA last word.\n"
    desk.look(files)
    assert desk.composed == {
        "articles/market/index.html",
        "assets/cards/market.png",
        "assets/maps/market.js",
        "assets/search/",
    }


def test_a_forwarding_page_gives_way_to_a_page_of_that_address() -> None:
    files, desk = dict(FILES), Desk()
    path = "glossary/harbour-board/index.html"
    desk.look(files)
    files["glossaries/harbour.yaml"] = files["glossaries/harbour.yaml"].replace("was: [harbour-board]", "was: []")
    files["glossaries/zz.yaml"] = "title: Z\nterms: {harbour-board: {name: Board, kind: group, short: A board.}}\n"
    outlines = desk.look(files)
    assert outlines
    assert outlines[path].look == ("page", ("term.html", "en-GB"))


def test_what_is_no_mapping_cannot_be_looked_at_unseen() -> None:
    gathered = gather(())
    woven, _ = weave(gathered.corpus, gathered.origins, frozenset())
    lookup = look_up(gathered.corpus, woven)
    with pytest.raises(TypeError, match=r"corpus\.about cannot be watched"):
        watch(replace(lookup, corpus=replace(lookup.corpus, about=About(title="About"))), set())


def test_a_list_of_keys_is_a_fact_of_its_own() -> None:
    seen: set[str] = set()
    watched = Watched({"a": 1, "b": 2}, "letters", seen)
    assert watched.get("c") is None
    assert seen == {"letters:c"}
    assert list(watched) == ["a", "b"]
    assert seen == {"letters:c", "letters:*"}


def test_only_facts_that_differ_touch_who_has_seen_them() -> None:
    text = "north: {name: North, kind: site, latitude: 1, longitude: 2, precision_km: 1, why: W.}\n"
    one, other = (said_by_file(read_file("places.yaml", each.encode())) for each in (text, text.replace("W.", "Why.")))
    known = {said_as(each): each for each in (one, other)}
    before, after = {"places.yaml": said_as(one)}, {"places.yaml": said_as(other)}
    changed = changed_facts(before, after, known.get)
    assert changed is not None
    assert is_touched(seen_as({"corpus.places:north"}), changed)
    assert not is_touched(seen_as({"corpus.places:*", "corpus.places:south"}), changed)
    assert changed_facts(before, before, known.get) == set()
    without = changed_facts(before, {}, known.get)
    assert without is not None
    assert is_touched(seen_as({"corpus.places:*"}), without)


def test_when_nobody_knows_what_a_file_said_nothing_is_known_to_be_the_same() -> None:
    assert changed_facts({"places.yaml": b"one"}, {"places.yaml": b"other"}, {b"other": b""}.get) is None
