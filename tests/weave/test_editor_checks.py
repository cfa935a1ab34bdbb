"""A desk editor's remarks, and how a project switches them: on small changes of tests/sites/ferry."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from nutgraf.model.diagnostics import RULES, Diagnostic, Severities, judged
from nutgraf.read.corpus import gather
from nutgraf.read.files import read_file
from nutgraf.weave.weave import weave

FERRY = Path(__file__).parents[1] / "sites" / "ferry" / "content"
FIRST_EXPLAINER = Path(__file__).parents[2] / "content"
ALL_ON: Severities = {rule: {"default": "warning"} for rule, severity in RULES.items() if severity == "off"}
ARTICLE = "---\ntitle: T\nsummary: S\npublished: 2024-01-01\nas_of: 2024-01-01\n{keys}---\n{body}\n"


@cache
def files(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def found(changes: Mapping[str, str], rules: Severities = ALL_ON, folder: Path = FERRY) -> list[Diagnostic]:
    """Return what is found in a site with changed files, with rules on that are off otherwise."""
    content = {**files(folder), **{name: text.encode() for name, text in changes.items()}}
    gathered = gather(read_file(name, each) for name, each in sorted(content.items()))
    config = replace(gathered.corpus.config, rules={**rules, **gathered.corpus.config.rules})
    corpus = replace(gathered.corpus, config=config)
    _, more = weave(corpus, gathered.origins, gathered.broken)
    known = {rule: each for rule, each in config.rules.items() if rule in RULES}
    return list(judged((*gathered.diagnostics, *more), known))


def in_article(body: str, rule: str, *, keys: str = "", config: str = "") -> list[str]:
    """Return line, column and message of what a rule finds in an article with this body; the body starts in line 7."""
    site = files(FERRY)["site.yaml"].decode() + config
    content = {"articles/new/article.md": ARTICLE.format(body=body, keys=keys), "site.yaml": site}
    path = "content/articles/new/article.md"
    all_found = found(content)
    assert not [str(each) for each in all_found if each.severity == "error"]
    return [
        f"{each.span.line}:{each.span.column} {each.message}"
        for each in all_found
        if each.rule == rule and each.span.path == path
    ]


# ---- acronyms


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("The BDA was late.", ["7:5 'BDA'"]),
        ("Late.\nThe BDA was, and\nthe BDA's author too.", ["8:5 'BDA', 2 times"]),
        ("Two **BDA**s.", ["7:7 'BDA'"]),
        ("The NCO and the PO.", ["7:5 'NCO'"]),
        ("The damage assessment (BDA) was late; the BDA.", []),
        ("The BDA (damage assessment) was late.", []),
        ("The “BDA” (damage assessment) was late.", []),
        ("The POs.", []),
        ("US and UN officials.", []),
        ("An AC-130 and an MQ-9 flew; COVID-19.", []),
        ("World War II and Louis XIV.", []),
        ("A plan B, I think, for 007 and 12A.", []),
        ("## The BDA", []),
        ("IJsselmeer and McDonald.", []),
        ("The ABCDEFGHIJ.", []),
    ],
)
def test_acronyms_that_nothing_explains_are_reported_once_an_article(body: str, places: list[str]) -> None:
    expected = [each.replace(" '", " no entry explains the acronym '", 1) for each in places]
    assert in_article(body, "unexplained-acronym") == expected


def test_an_acronym_of_the_desk_s_list_needs_no_explanation() -> None:
    assert in_article("The BDA.", "unexplained-acronym", config="desk: {acronyms: [BDA]}\n") == []


def test_a_short_definition_must_not_use_an_unexplained_acronym() -> None:
    short = "'A BDA of [the PO](term:port-office)'"
    text = f"title: W\nterms:\n  quay: {{name: quay, kind: concept, short: {short}, sources: [letter]}}\n"
    (each,) = (each for each in found({"glossaries/w.yaml": text}) if each.rule == "unexplained-acronym")
    assert str(each.span) == "content/glossaries/w.yaml:3:47"
    assert "'BDA'" in each.message
    assert each.ref == "term:quay"


# ---- figures


@pytest.mark.parametrize(
    ("body", "figure"),
    [
        ("At least 151 attacks.", "7:10 '151'"),
        ("Some say 1,107.5 tonnes.", "7:10 '1,107.5'"),
        ("Up to 5–10 people.", "7:7 '5–10'"),
        ("A 16-year-old.", "7:3 '16'"),
        ("About 40 percent.", "7:7 '40'"),
        ("On 5 January 400 people.", "7:14 '400'"),
        ("Cited.[](source:letter)\n\nNot cited: 7 people.", "9:12 '7'"),
        ("- 3 boats[](source:letter)\n- 4 boats", "8:3 '4'"),
        ("First line.\nThen 7 and 7.", "8:6 '7'"),
        ("At least 151 attacks.[](source:letter)", ""),
        ("[At least 151](claim:passengers) attacks.", ""),
        ("In 2023, the 1990s, and 2023–24.", ""),
        ("On 5 January, January 5, 17 and 18 October, 23–24 January, the 3rd of May, 7th June 2020, Jan. 5.", ""),
        ("At 11:54 a.m., 4 p.m. and 12 pm.", ""),
        ("From Tower 22 with an F-16 on 2024-01-23, under Resolution 2254.", ""),
        ("The 24/7 service, version 1.2.3.", ""),
        ("| What | When |\n|:--|--:|\n| 4 boats | [so](claim:passengers) |", ""),
        ("## 7 boats", ""),
        ("> The letter has 7 boats.", ""),
    ],
)
def test_a_figure_needs_a_citation_or_a_claim_in_its_passage(body: str, figure: str) -> None:
    place, _, number = figure.partition(" ")
    expected = [f"{place} nothing in this paragraph says where the figure {number} comes from"] if figure else []
    assert in_article(body, "unsourced-figure") == expected


def test_a_figure_in_a_key_point_needs_a_citation_too() -> None:
    keys = "key_points:\n  - There were 40 people.\n  - There were 40 people.[](source:letter)\n"
    (each,) = in_article("Nothing.", "unsourced-figure", keys=keys)
    assert each.startswith("7:16 ")


def test_months_are_known_in_the_site_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    site = "title: T\nlanguage: fr\nhome: ferry-stops\neditors: {ada: {name: A}}\n"
    body = "Le 5 février, et 12 personnes."
    text = ARTICLE.format(keys="", body=body)
    (each,) = (
        each
        for each in found({"site.yaml": site, "articles/new/article.md": text})
        if each.rule == "unsourced-figure" and "/new/" in each.span.path
    )
    assert "'12'" in each.message


# ---- attribution


@pytest.mark.parametrize(
    ("body", "is_reported"),
    [
        ("The boats stopped at dawn.", True),
        ("The boats stopped at dawn.[](source:letter)", False),
        ("The boats stopped [at dawn](claim:passengers).", False),
        ("The boats stopped at dawn, the office said.", False),
        ("According to the office, the boats stopped.", False),
        ("He wore a cited-free coat.", False),
        ("What happened next:", False),
        ("- The boats stopped.", True),
        ("> The boats stopped.", False),
        ("| The boats | stopped |\n|:--|--:|\n| a | b |", False),
        ("## The boats stopped", False),
    ],
)
def test_a_paragraph_says_who_says_so_or_cites(body: str, is_reported: bool) -> None:
    assert bool(in_article(body, "unattributed-paragraph")) is is_reported


# ---- entries


@pytest.mark.parametrize(
    ("path", "text", "ref"),
    [
        ("timelines/t.yaml", "title: T\nevents:\n  e: {date: 2024, title: T, text: X}\n", "event:e"),
        ("glossaries/g.yaml", "title: G\nterms:\n  t: {name: dawn, kind: concept, short: X}\n", "term:t"),
        (
            "articles/ferry-stops/annotations.yaml",
            "n: {quote: first boat, kind: context, text: X, as_of: 2024-01-01}\n",
            "note:ferry-stops/n",
        ),
        (
            "claims/c.yaml",
            "c: {question: Q, statements: [{by_name: A, as_of: 2024, says: X, sources: [letter]}], note: So.}\n",
            "claim:c",
        ),
    ],
)
def test_an_entry_without_a_source_is_reported_until_its_text_cites_one(path: str, text: str, ref: str) -> None:
    def reported(text: str) -> set[str]:
        return {each.ref for each in found({path: text}) if each.rule == "unsourced-entry"}

    assert ref in reported(text)
    assert ref not in reported(text.replace("text: X", "text: '[](source:letter)'").replace(
        "short: X", "short: '[](source:letter)'").replace("note: So.", "note: '[](source:letter)'"))  # fmt: skip


@pytest.mark.parametrize(("words", "is_reported"), [(30, False), (31, True)])
def test_a_short_definition_has_at_most_30_words(words: int, is_reported: bool) -> None:
    text = f"title: G\nterms:\n  t: {{name: dawn, kind: concept, short: {'a ' * words}, sources: [letter]}}\n"
    assert ("long-definition" in {each.rule for each in found({"glossaries/g.yaml": text})}) is is_reported


@pytest.mark.parametrize(
    ("as_of", "limit", "is_reported"),
    [("2023-05-01", 365, True), ("2023-05-02", 365, False), ("2023-05-02", 300, True), ("2025", 365, False)],
)
def test_a_fact_may_be_older_than_its_article_by_the_limit(as_of: str, limit: int, is_reported: bool) -> None:
    glossary = (
        f"title: G\nterms:\n  t: {{name: town, kind: concept, short: X, as_of: {as_of}, sources: [letter]}}\n"
        f"  unused: {{name: dawn, kind: concept, short: X, as_of: 1990, sources: [letter]}}\n"
    )
    site = files(FERRY)["site.yaml"].decode() + f"desk: {{max_age_days: {limit}}}\n"
    refs = {
        each.ref for each in found({"glossaries/g.yaml": glossary, "site.yaml": site}) if each.rule == "outdated-fact"
    }
    assert ("term:t" in refs) is is_reported
    assert "term:unused" not in refs


# ---- coordinates


def places(*points: tuple[float, float]) -> str:
    return "".join(
        f"p{n}: {{name: P{n}, kind: site, latitude: {lat}, longitude: {lon}, precision_km: 1, why: x}}\n"
        for n, (lat, lon) in enumerate(points)
    )


@pytest.mark.parametrize(
    ("points", "swapped"),
    [
        (((57, -2.2), (57.3, -1.9), (-2.1, 57.1)), {"place:p2"}),
        (((57, -2.2), (57.3, -1.9), (57.4, -1.8), (-2.1, 57.1), (-2.0, 57.2)), {"place:p3", "place:p4"}),
        (((57, -2.2), (57.3, -1.9), (48.9, 2.4)), set()),
        (((57, -2.2), (57.3, -1.9), (35.6, 139.7)), set()),
        (((-2.1, 57.1),), set()),
    ],
)
def test_coordinates_that_seem_swapped_are_reported(points: tuple[tuple[float, float], ...], swapped: set[str]) -> None:
    reported = [each for each in found({"places/p.yaml": places(*points)}, {}) if each.rule == "swapped-coordinates"]
    assert {each.ref for each in reported} == swapped
    assert all(each.hint.startswith("write latitude: 57.") for each in reported)


# ---- switching


def test_the_first_explainer_is_clean_with_what_is_on_by_default() -> None:
    assert found({}, {}, FIRST_EXPLAINER) == []


def test_the_first_explainer_passes_the_remarks_on_its_article() -> None:
    """They judge by the look of words: here they have a whole article to be wrong about."""
    rules = {each.rule for each in found({}, ALL_ON, FIRST_EXPLAINER)}
    assert not rules & {"unexplained-acronym", "unsourced-figure", "unattributed-paragraph", "long-definition"}


def test_remarks_are_off_by_default() -> None:
    article = ARTICLE.format(keys="", body="The BDA counts 7 boats.")
    assert found({"articles/new/article.md": article}, {}) == []


def switched(rules: str) -> list[str]:
    """Return what is said of two sources that nothing cites, with these rules in site.yaml."""
    site = f"title: T\neditors: {{ada: {{name: A}}}}\nhome: ferry-stops\nrules:\n  {rules}\n"
    sources = "one: {type: book, title: A}\ntwo: {type: book, title: B}\n"
    all_found = found({"site.yaml": site, "sources/more.yaml": sources}, {})
    return [f"{each.severity} {each.rule} {each.ref or each.span}" for each in all_found]


def test_a_severity_holds_for_all_entries_or_for_one() -> None:
    assert switched("unused-entry: error") == ["error unused-entry source:one", "error unused-entry source:two"]
    assert switched("unused-entry: off") == []
    assert switched('unused-entry: {default: error, "source:one": off}') == ["error unused-entry source:two"]
    assert switched('unused-entry: {"source:one": error}') == [
        "error unused-entry source:one",
        "warning unused-entry source:two",
    ]
    assert switched('unused-entry: {default: off, "source:two": warning}') == ["warning unused-entry source:two"]


def of_site(rules: str) -> list[str]:
    site = f"title: T\neditors: {{ada: {{name: A}}}}\nhome: ferry-stops\n{rules}\n"
    all_found = found({"site.yaml": site}, {})
    return [f"{each.span.line}:{each.span.column} {each.rule} {each.message} -> {each.hint}" for each in all_found]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (
            "rules: {unused-entry: warn}",
            "4:23 bad-choice unused-entry: 'warn' is none of the choices -> did you mean 'warning'?",
        ),
        (
            'rules: {unused-entry: {"source:letter": of}}',
            "4:41 bad-choice source:letter: 'of' is none of the choices -> did you mean 'off'?",
        ),
        (
            'rules: {unused-entry: {"source:lettre": off}}',
            "4:41 unknown-ref there is no entry 'source:lettre' -> did you mean 'source:letter'?",
        ),
        (
            'rules: {unknown-ref: {"source:letter": off}}',
            "4:22 bad-value the rule 'unknown-ref' is always an error: no page can be made of what it finds -> rules",
        ),
        ("desk: {max_age_days: 0}", "4:22 bad-value max_age_days: must be at least 1 -> "),
    ],
)
def test_a_slip_in_the_rules_is_told_at_its_place(rules: str, expected: str) -> None:
    (said,) = of_site(rules)
    assert said.startswith(expected)


# ---- the slips that authors make most


TERM = "title: W\nterms:\n  cat:\n    name: Cat\n    kind: concept\n    short: A cat.\n    sources: [letter]\n"
PLACE = "quay: {name: Q, kind: site, latitude: 1, longitude: 2, precision_km: 1, why: x}\n"
EVENT = "title: L\nevents:\n  a:\n    date: 2024\n    title: T\n    text: x\n"


@pytest.mark.parametrize(
    ("path", "text", "old", "new", "said"),
    [
        ("glossaries/w.yaml", TERM, "    name", "\tname", "4:1 yaml-tab a tab stands here -> two for each level"),
        ("glossaries/w.yaml", TERM, "name: Cat", "name:Cat", "4:10 yaml-syntax no space stands after -> key"),
        ("glossaries/w.yaml", TERM, "A cat.", "A: cat.", "6:13 yaml-syntax a colon followed by a space -> in quotes"),
        ("glossaries/w.yaml", TERM, "A cat.", '"A cat" is.', "6:20 yaml-syntax goes on after its closing quote -> "),
        ("glossaries/w.yaml", TERM, "A cat.", "“A: cat.”", "6:14 yaml-syntax a colon followed -> straight quotes"),
        ("glossaries/w.yaml", TERM, "  cat:\n    name", "  - name", "3:3 wrong-type must be a map of ids -> each id"),
        ("glossaries/w.yaml", TERM, "    kind", "     kind", "5:6 yaml-syntax indented deeper -> line it up"),
        ("glossaries/w.yaml", TERM, "    kind", "   kind", "5:4 yaml-syntax not lined up -> in the same column"),
        ("glossaries/w.yaml", TERM, "name", "“name”", "4:5 unknown-key '“name”' -> did you mean 'name'? (a key"),
        ("places/p.yaml", PLACE, "1, longitude: 2", "139.7, longitude: 35.6",
         "1:39 bad-value latitude: must be at most 90 -> write latitude: 35.6, longitude: 139.7"),
        ("places/p.yaml", "quay:\n  - name: Q\n", "Q", "Q", "1:1 wrong-type 'quay' has no keys -> without `- `"),
        ("timelines/t.yaml", EVENT, "2024", "01/02/2024", "4:11 bad-date write 2024-02-01 for 1 February -> "),
        ("timelines/t.yaml", EVENT, "2024", "2024-02-03/2024-01-01", "4:11 bad-date write 2024-01-01/2024-02-03 -> "),
    ],
)  # fmt: skip
def test_a_common_slip_is_told_with_cause_and_nearest_right_answer(
    path: str, text: str, old: str, new: str, said: str
) -> None:
    assert old in text
    place, rule, words = said.split(" ", 2)
    message, _, hint = words.partition(" -> ")
    reported = [each for each in found({path: text.replace(old, new, 1)}, {}) if each.span.path == f"content/{path}"]
    places = [f"{each.span.line}:{each.span.column}" for each in reported if each.rule == rule]
    assert place in places
    assert any(message in each.message and hint in each.hint for each in reported)
