"""Refs in typed fields and in Markdown: resolved, or told with the nearest right answer; who names whom; safe links."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.corpus import LINKABLE
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.links import edges_of, is_followed, text_ref
from nutgraf.weave.links import backlinks
from nutgraf.weave.weave import weave
from tests.weave.samples import ARTICLE, PLACE, SITE, gathered, woven

GLOSSARY = """title: Words
terms:
  kh: {name: Kataib Hezbollah, kind: organisation, short: a}
  us: {name: US, kind: group, short: a}
  ali: {name: Ali, kind: person, short: a}
  sanction: {name: sanction, kind: concept, short: a, was: [embargo]}
"""
ADDRESSES = "write https://…, mailto:…, #part-of-this-page, or kind:id for an entry, such as term:port-office"
FILES = {
    "glossaries/words.yaml": GLOSSARY,
    "places.yaml": f"quay: {PLACE}\n",
    "sources.yaml": "gazette: {type: webpage, title: A}\n",
    "claims.yaml": "how-many: {question: a, statements: [{as_of: 2024, says: b, sources: [gazette]}]}\n",
    "timelines/line.yaml": "title: A\nevents: {strike: {date: 2024, title: A, text: a}}\n",
    "articles/a/article.md": f"{ARTICLE}Text.\n",
    "articles/a/annotations.yaml": "n: {quote: Text, kind: context, text: b, as_of: 2024}\n",
}


def told(files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Return rule, place, message and hint of what reading and weaving find wrong, unused entries apart."""
    content = gathered({**FILES, **files})
    return [
        (
            each.rule,
            f"{each.span.path.removeprefix('content/')}:{each.span.line}:{each.span.column}",
            each.message,
            each.hint,
        )
        for each in (*content.diagnostics, *weave(content.corpus, content.origins, content.broken)[1])
        if each.rule != "unused-entry"
    ]


def only(files: dict[str, str]) -> tuple[str, str, str, str]:
    (found,) = told(files)
    return found


def body(text: str) -> dict[str, str]:
    return {"articles/a/article.md": f"{ARTICLE}Text. {text}\n"}


# --- typed fields


def test_a_whole_site_has_no_faults() -> None:
    assert told({}) == []


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "glossaries/more.yaml",
            "terms: {t: {name: T, kind: concept, short: a, see: [none]}}",
            "there is no term 'none'",
        ),
        (
            "glossaries/more.yaml",
            "terms: {t: {name: T, kind: concept, short: a, relations: {hosts: [none]}}}",
            "there is no term 'none'",
        ),
        (
            "glossaries/more.yaml",
            "terms: {t: {name: T, kind: concept, short: a, sources: [none]}}",
            "there is no source 'none'",
        ),
        (
            "timelines/more.yaml",
            "events: {e: {date: 2024, title: A, text: a, places: [none]}}",
            "there is no place 'none'",
        ),
        (
            "timelines/more.yaml",
            "events: {e: {date: 2024, title: A, text: a, claims: [none]}}",
            "there is no claim 'none'",
        ),
        (
            "timelines/more.yaml",
            "events: {e: {date: 2024, title: A, text: a, also_in: [none]}}",
            "there is no timeline 'none'",
        ),
        (
            "timelines/more.yaml",
            "events: {e: {date: 2024, title: A, text: a, actors: {target: [none]}}}",
            "there is no actor 'none'",
        ),
    ],
)
def test_a_ref_in_a_typed_field_that_names_nothing_is_told_at_its_place(path: str, text: str, message: str) -> None:
    rule, where, found, _ = only({path: f"title: A\n{text}\n"})
    assert (rule, where, found) == ("unknown-ref", f"{path}:2:{text.index('none') + 1}", message)


def test_settings_notes_corrections_and_claims_name_entries_too() -> None:
    files = {
        "site.yaml": SITE + "home: nowhere\n",
        "claims.yaml": "how-many: {question: a, about: no-event, sources: [no-source], statements: "
        "[{by: no-actor, as_of: 2024, says: b, sources: [no-paper]}]}\n",
        "articles/a/article.md": ARTICLE.replace("title", "authors: [bo]\ntimelines: [none]\ntitle") + "Text.\n",
        "articles/a/annotations.yaml": "n: {quote: Text, kind: context, text: b, as_of: 2024, "
        "by: bob, sources: [no-page]}\n",
        "articles/a/corrections.yaml": "c: {date: 2024, said: a, says: b, why: c, sources: [no-book]}\n",
    }
    assert sorted(message for _, _, message, _ in told(files)) == [
        "there is no actor 'no-actor'",
        "there is no article 'nowhere'",
        "there is no editor 'bo'",
        "there is no editor 'bob'",
        "there is no event 'no-event'",
        "there is no source 'no-book'",
        "there is no source 'no-page'",
        "there is no source 'no-paper'",
        "there is no source 'no-source'",
        "there is no timeline 'none'",
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("gazete", "did you mean 'gazette'? (content/sources.yaml:1:1)"),
        ("the-gazette", "did you mean 'gazette'? (content/sources.yaml:1:1)"),
        ("zebra", "write it with `nutgraf new source zebra`"),
        ("kh", "there is only the term 'kh': link to it as term:kh"),
    ],
)
def test_an_unknown_ref_names_the_nearest_and_where_that_stands(key: str, hint: str) -> None:
    assert only(body(f"[a](source:{key})"))[3] == hint


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("places: [kh]", "there is only the term 'kh'"),
        ("actors: {spoke: [quay]}", "there is only the place 'quay'"),
        ("actors: {spoke: [zebra]}", "write it with `nutgraf new term zebra`"),
        (
            "claims: [ZEBRA]",
            "claims: 'ZEBRA' is not an id: use small letters, digits and single hyphens, such as zebra",
        ),
    ],
)
def test_an_id_of_another_kind_is_told(fields: str, hint: str) -> None:
    events = f"title: B\nevents: {{end: {{date: 2024, title: B, text: b, {fields}}}}}\n"
    assert hint in only({"timelines/other.yaml": events})[2:]


def test_an_editor_who_is_not_known_can_be_added() -> None:
    files = {"articles/a/annotations.yaml": "n: {quote: Text, kind: context, text: b, as_of: 2024, by: zebra}\n"}
    assert only(files)[3] == "add it to `editors` in content/site.yaml"


def test_an_entry_that_was_renamed_is_found_under_its_new_id() -> None:
    assert only(body("[a](term:embargo)"))[2:] == ("there is no term 'embargo'", "it is called 'sanction' now")
    files = {"glossaries/more.yaml": "title: A\nterms: {t: {name: T, kind: concept, short: a, see: [embargo]}}\n"}
    assert only(files)[3] == "it is called 'sanction' now"


def test_editors_are_suggested_without_a_place() -> None:
    files = {"articles/a/annotations.yaml": "n: {quote: Text, kind: context, text: b, as_of: 2024, by: adah}\n"}
    assert only(files)[3] == "did you mean 'ada'?"


def test_only_persons_organisations_and_groups_can_act() -> None:
    event = "title: A\nevents: {{e: {{date: 2024, title: A, text: a, actors: {{target: [{}]}}}}}}\n"
    for key in ("kh", "us", "ali"):
        assert told({"timelines/more.yaml": event.format(key)}) == []
    rule, where, message, hint = only({"timelines/more.yaml": event.format("sanction")})
    assert (rule, where) == ("not-an-actor", "timelines/more.yaml:2:63")
    assert message == "the term 'sanction' is a concept, which cannot act"
    assert hint == "actors are terms of kind person, organisation, group"


# --- text


def test_links_in_text_may_name_every_kind_of_entry() -> None:
    targets = [
        "article:a",
        "term:kh",
        "place:quay",
        "event:strike",
        "source:gazette",
        "claim:how-many",
        "timeline:line",
        "glossary:words",
        "note:n",
    ]
    assert {each.partition(":")[0] for each in targets} == set(LINKABLE)
    assert told(body(" ".join(f"[a]({each}) [](<{each}>)" for each in targets))) == []
    for target in targets:
        kind = target.partition(":")[0]
        rule, where, message, _ = only(body(f"[a]({kind}:none)"))
        assert (rule, where) == ("unknown-ref", "articles/a/article.md:7:11")
        assert message == f"there is no {kind} '{'a/' if kind == 'note' else ''}none'"


def test_an_unknown_ref_is_told_where_it_stands_and_not_where_it_looks_alike() -> None:
    text = "[a](term:sanction) pre-term:sanctio term:sanctio-x\n\n[c](term:sanctio) [d](term:sanction)"
    assert only(body(text))[1] == "articles/a/article.md:9:5"
    text = (
        "title: A\nsummary: 'no [a](term:sanction) here'\nterms:\n"
        "  t: {name: T, kind: concept, short: '[b](term:sanctio)'}\n"
        "  u: {name: U, kind: concept, short: 'term:sanctio'}\n"
    )
    assert only({"glossaries/more.yaml": text})[1] == "glossaries/more.yaml:4:43"


def test_a_ref_in_a_folded_text_is_told_at_its_line() -> None:
    text = "title: A\nsummary: >-\n  one\n  two [a](term:zebra)\n  three\nwas: [zebra]\n"
    assert only({"glossaries/more.yaml": text})[1] == "glossaries/more.yaml:4:11"


def test_a_ref_whose_words_the_file_does_not_hold_is_told_at_its_field() -> None:
    text = 'title: A\nsummary: "[a](term:\\x7aebra)"\nwas: [zebra]\n'
    assert only({"glossaries/more.yaml": text})[1] == "glossaries/more.yaml:2:10"


@pytest.mark.parametrize(
    ("url", "inside", "ref"),
    [
        ("term:kh", "article:a", "term:kh"),
        ("note:n", "article:a", "note:a/n"),
        ("note:n", "note:a/m", "note:a/n"),
        ("note:n", "correction:a/c", "note:a/n"),
        ("note:b/n", "article:a", "note:b/n"),
        ("note:n", "event:strike", "note:strike/n"),
        ("term:", "article:a", "term:"),
        ("term:a:b", "article:a", "term:a:b"),
        ("Term:kh", "article:a", ""),
        ("actor:kh", "article:a", ""),
        ("editor:ada", "article:a", ""),
        ("correction:c", "article:a", ""),
        ("https://a.example", "article:a", ""),
        ("mailto:a@b.example", "article:a", ""),
        ("#a", "article:a", ""),
        ("term", "article:a", ""),
        ("", "article:a", ""),
        ("term:a\nb", "article:a", "term:a\nb"),
    ],
)
def test_the_scheme_of_a_link_says_what_it_names(url: str, inside: str, ref: str) -> None:
    assert text_ref(url, inside) == ref


def test_notes_are_named_by_their_id_in_their_own_article_and_by_both_elsewhere() -> None:
    other = {"articles/b/article.md": f"{ARTICLE}[a](note:a/n)\n"}
    assert told(other) == []
    assert only({"articles/b/article.md": f"{ARTICLE}[a](note:n)\n"})[2] == "there is no note 'b/n'"
    notes = "n: {quote: Text, kind: context, text: '[b](note:m)', as_of: 2024}\n"
    assert only({"articles/a/annotations.yaml": notes})[2] == "there is no note 'a/m'"


# --- links that lead out


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "http://a.example/b?c=d&e#f",
        "HTTPS://A.example/%20",
        "mailto:a@b.example",
        "MAILTO:a@b.example",
        "#part",
        "https://[::1]/",
    ],
)
def test_links_to_the_web_to_mail_and_to_the_page_may_be_followed(url: str) -> None:
    assert is_followed(url)
    assert told(body(f"[a](<{url}>)")) == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "data:text/html,a",
        "vbscript:a",
        "file:///etc/passwd",
        "blob:https://a.example",
        "ftp://a.example",
        "//a.example",
        "/a",
        "a",
        "a.html",
        "../a",
        "?a",
        "#",
        "",
        "http:a.example",
        "http:/a.example",
        "https://",
        "https:///a",
        "https://me@a.example",
        "https://me:secret@a.example",
        "mailto:",
        "mailto:a",
        "www.a.example",
        "tel:1",
        "x-term:kh",
        "terms:kh",
        "java\tscript:alert(1)",
        " https://a.example",
        "https ://a.example",
    ],
)
def test_other_links_are_refused(url: str) -> None:
    assert not is_followed(url)
    if url and "\t" not in url and not url.startswith(" "):
        rule, where, message, _ = only(body(f"[a](<{url}>)"))
        assert (rule, message) == ("unsafe-url", f"{url!r} is no address that readers can follow")
        assert where == "articles/a/article.md:7:12" or len(url) == 1


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("trem:kh", "did you mean term:kh?"),
        ("TERM:kh", "did you mean term:kh?"),
        ("sources:gazette", "did you mean source:gazette?"),
        ("www.a.example/b", "write https://www.a.example/b"),
        ("htp://a.example", ADDRESSES),
        ("javascript:a", ADDRESSES),
        ("organisation:kh", ADDRESSES),
        ("a.html", ADDRESSES),
    ],
)
def test_what_was_meant_is_told(url: str, hint: str) -> None:
    assert only(body(f"[a]({url})"))[3] == hint


def test_images_are_refused_wherever_they_stand() -> None:
    rule, where, message, _ = only(body("![a](b.png)"))
    assert (rule, where, message) == ("image", "articles/a/article.md:7:12", "the image 'b.png' cannot be shown")
    assert [rule for rule, *_ in told(body("![a](term:kh) ![a](javascript:b) ![a](https://c.example/d.png)"))] == [
        "image"
    ] * 3
    assert [rule for rule, *_ in told(body("[![a](b.png)](term:none)"))] == ["image", "unknown-ref"]


@given(
    st.text(max_size=30)
    | st.sampled_from(["java", "script:", "https://", "mailto:", "term:", "@", "#", "\t", "%0a"]).flatmap(
        lambda one: st.text(max_size=8).map(lambda two: one + two)
    )
)
def test_what_is_followed_is_the_web_mail_or_the_page_and_never_a_ref(url: str) -> None:
    if is_followed(url):
        assert url.lower().startswith(("http://", "https://", "mailto:", "#"))
        assert text_ref(url, "article:a") == ""


# --- who names whom


def test_edges_name_the_field_and_the_words_as_written() -> None:
    files = {
        "articles/a/article.md": ARTICLE.replace("title", "authors: [ada]\ntitle")
        + "Text. [a](note:n) [b](https://c.example)\n",
        "timelines/line.yaml": "title: A\nevents: {strike: {date: 2024, title: A, text: '[a](term:us)', "
        "actors: {target: [kh]}}}\n",
    }
    corpus, _, _ = woven({**FILES, **files})
    found = {
        (ref, *edge) for ref, entry in corpus.entries() for edge in edges_of(ref, entry, corpus.links.get(ref, ()))
    }
    assert ("article:a", ("authors", 0), "editor:ada", "ada") in found
    assert ("article:a", ("body",), "note:a/n", "note:n") in found
    assert ("event:strike", ("actors", "target", 0), "actor:kh", "kh") in found
    assert ("event:strike", ("text",), "term:us", "term:us") in found
    assert not any(target.startswith("https") for _, _, target, _ in found)


def test_backlinks_are_the_entries_that_name_an_entry_each_once_in_order() -> None:
    files = {
        "articles/a/article.md": f"{ARTICLE}Text. [a](term:kh) [b](term:kh) [c](term:none)\n",
        "timelines/line.yaml": "title: A\nevents: {strike: {date: 2024, title: A, text: '[a](term:kh)', "
        "actors: {target: [kh], party: [kh]}}}\n",
        "claims.yaml": "how-many: {question: a, about: strike, "
        "statements: [{by: kh, as_of: 2024, says: b, sources: [gazette]}]}\n",
        "about.md": "---\ntitle: A\n---\n[a](source:gazette)\n",
    }
    corpus, _, _ = woven({**FILES, **files})
    found = backlinks(corpus)
    assert found["term:kh"] == ("article:a", "event:strike", "claim:how-many")
    assert found["event:strike"] == ("claim:how-many",)
    assert found["source:gazette"] == ("claim:how-many", "about:about")
    assert "actor:kh" not in found


def test_an_entry_that_names_itself_is_no_backlink() -> None:
    text = "title: A\nterms: {t: {name: T, kind: concept, short: '[a](term:t)', see: [t]}}\n"
    corpus, _, _ = woven({**FILES, "glossaries/more.yaml": text})
    assert "term:t" not in backlinks(corpus)


def test_links_in_images_and_code_name_nothing() -> None:
    corpus = gathered({**FILES, **body("![a](term:kh) `[b](term:us)`")}).corpus
    assert not {"term:kh", "term:us"} & set(backlinks(corpus))


# --- entries with faults of their own


def found_in(files: dict[str, str]) -> list[Diagnostic]:
    given_files = gathered({**FILES, **files})
    assert given_files.diagnostics
    return list(weave(given_files.corpus, given_files.origins, given_files.broken)[1])


@pytest.mark.parametrize(
    ("path", "text", "url"),
    [
        ("sources.yaml", "gazette: {type: wepage, title: A}\n", "source:gazette"),
        ("sources.yaml", "gazette: [\n", "source:gazette"),
        ("sources.yaml", "\tgazette: a\n", "source:gazette"),
        ("glossaries/words.yaml", GLOSSARY.replace("terms", "term"), "term:kh"),
        ("glossaries/words.yaml", GLOSSARY.replace("kh:", "KH:"), "term:kh"),
        ("places.yaml", f"Quay: {PLACE}\n", "place:quay"),
        ("timelines/line.yaml", "events: [a]\n", "event:strike"),
        ("timelines/line.yaml", "titel: A\nevents: {strike: {date: 2024, title: A, text: a}}\n", "timeline:line"),
        ("site.yaml", "title: [\n", "term:kh"),
        ("site.yaml", "editors: {ada: {name: Ada}}\n", "term:kh"),
        ("claims.yaml", "how-many: {question: a}\n", "claim:how-many"),
        ("articles/a/annotations.yaml", "n: {quote: Text, kind: contest, text: b, as_of: 2024}\n", "note:n"),
    ],
)
def test_refs_to_an_entry_with_faults_are_not_told_as_well(path: str, text: str, url: str) -> None:
    article = ARTICLE.replace("title", "authors: [ada]\ntitle") + f"Text. [a]({url})\n"
    files = {"articles/a/article.md": article, "claims.yaml": FILES["claims.yaml"], path: text}
    assert [str(each) for each in found_in(files)] == []


def test_other_unknown_refs_are_told_beside_the_faults() -> None:
    files = {"sources.yaml": "gazette: {type: wepage}\nletter: {type: report, title: A}\n", **body("[a](source:leter)")}
    assert [each.message for each in found_in(files)] == ["there is no source 'leter'"]


@pytest.mark.parametrize("name", ["annotations", "corrections"])
def test_notes_without_an_article_are_told_once_a_file(name: str) -> None:
    entry = {
        "annotations": "{quote: Text, kind: context, text: b, as_of: 2024}",
        "corrections": "{date: 2024, said: a, says: b, why: c}",
    }[name]
    rule, where, message, hint = only({f"articles/b/{name}.yaml": f"one: {entry}\ntwo: {entry}\n"})
    assert (rule, where) == ("unknown-ref", f"articles/b/{name}.yaml:1:1")
    assert message == f"there is no article 'b' for this {name.removesuffix('s').replace('annotation', 'note')}"
    assert "article.md" in hint


def test_notes_of_an_article_with_faults_are_not_told() -> None:
    notes = "n: {quote: Nowhere, kind: context, text: b, as_of: 2024}\n"
    for article in ("", "---\ntitle: [\n---\n", "---\ntitle: A\n---\nText.\n"):
        files = {"articles/b/article.md": article, "articles/b/annotations.yaml": notes}
        assert [str(each) for each in found_in(files)] == []


def test_ten_thousand_refs_are_resolved_at_once() -> None:
    terms = "".join(
        f"  t{at}: {{name: Name {at}, kind: person, short: a, see: [t{(at + 1) % 2000}, t{(at * 7) % 2000}]}}\n"
        for at in range(2000)
    )
    events = "".join(
        f"  e{at}: {{date: 2024, title: A, text: a, actors: {{target: [t{at}, t{at + 1}, t{at + 2}]}}}}\n"
        for at in range(1500)
    )
    files = gathered(
        {"glossaries/g.yaml": f"title: A\nterms:\n{terms}", "timelines/l.yaml": f"title: A\nevents:\n{events}"}
    )
    start = time.process_time()
    _, found = weave(files.corpus, files.origins, files.broken)
    assert not any(each.rule == "unknown-ref" for each in found)
    assert time.process_time() - start < 15
