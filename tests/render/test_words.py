"""The catalogue of interface words."""

import re

import pytest
from markupsafe import Markup

from nutgraf.engine.project import default_theme
from nutgraf.render.theme import Theme
from nutgraf.render.words import Words, load_words
from tests.words import ENGLISH, THEME

TEMPLATES = {name: THEME.text(name) for name in THEME.files if name.endswith(".html")}


def test_every_word_that_a_template_names_is_in_the_catalogue() -> None:
    for name, text in TEMPLATES.items():
        for call, key in re.findall(r"\b([tn])\('([a-z0-9.-]+)'(?=[,)])", text):
            wanted = f"{key}.other" if call == "n" else key
            assert ENGLISH.has(wanted), (name, wanted)


def test_every_word_of_the_catalogue_is_used() -> None:
    folder = default_theme().parent / "nutgraf"
    code = "".join(path.read_text("utf-8") for path in folder.rglob("*.py")) + "".join(TEMPLATES.values())
    unused = [key for key in ENGLISH.messages if not _is_named(key, code)]
    assert unused == []


def _is_named(key: str, code: str) -> bool:
    """Whether a key stands in the code, whole or as the beginning of one that is put together."""
    parts = key.split(".")
    beginnings = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
    return any(f'"{each}"' in code or f"'{each}'" in code for each in beginnings[:2]) or any(
        f"'{each}.'" in code or f'"{each}.{{' in code or f"{each}.{{" in code for each in beginnings
    )


def test_templates_have_no_words_of_their_own() -> None:
    for name, text in TEMPLATES.items():
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.DOTALL)
        assert not re.search(r"[A-Za-z]{2,}", re.sub(r"&[a-z]+;", " ", bare)), (name, re.findall(r"[A-Za-z]{2,}", bare))


CATALOGUES = sorted(name for name in THEME.files if name.startswith("words/") and name != "words/en.yaml")


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_says_all_that_the_english_one_says(name: str) -> None:
    messages = catalogue(name)
    assert {_bare(key) for key in messages} == {_bare(key) for key in ENGLISH.messages}
    assert [key for key, text in messages.items() if not text.strip()] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_keeps_the_places_that_pages_fill(name: str) -> None:
    """A form for one or two things may leave out the number, as the word says it."""
    for key, text in catalogue(name).items():
        english = ENGLISH.messages[key if key in ENGLISH.messages else f"{_bare(key)}.other"]
        missing = _places(english) - _places(text) - ({"n"} if key.endswith((".zero", ".one", ".two")) else set())
        assert (missing, _places(text) - _places(english)) == (set(), set()), key


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_has_every_plural_of_its_language(name: str) -> None:
    words = Words(catalogue(name), name.removeprefix("words/").removesuffix(".yaml"))
    forms = {*words.locale.plural_form.tags, "other"}
    counted = {
        _bare(key) for key in ENGLISH.messages if key.endswith(".other") and f"{_bare(key)}.one" in ENGLISH.messages
    }
    assert [
        f"{key}.{form}" for key in sorted(counted) for form in sorted(forms) if not words.has(f"{key}.{form}")
    ] == []


def catalogue(name: str) -> dict[str, str]:
    return dict(load_words(Theme({"words/en.yaml": THEME.files[name]}), "en").messages)


def _bare(key: str) -> str:
    return re.sub(r"\.(zero|one|two|few|many|other)$", "", key)


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize(("number", "said"), [(0, "0 notes"), (1, "1 note"), (1234, "1,234 notes")])
def test_numbers_are_said_in_the_plural_of_the_language(number: int, said: str) -> None:
    words = Words({"notes.one": "{n} note", "notes.other": "{n} notes"}, "en")
    assert words.count("notes", number) == said


def test_values_are_escaped_and_words_too() -> None:
    words = Words({"k": "<b> {x}"}, "en")
    assert words.say("k", x="<script>{y}") == "&lt;b&gt; &lt;script&gt;{y}"


def test_a_word_that_a_language_lacks_is_said_in_english() -> None:
    theme = Theme(
        {"words/en.yaml": b"a: one\nb: two\n", "words/de.yaml": b"a: eins\n", "words/de-CH.yaml": b"a: eis\n"}
    )
    assert load_words(theme, "de-CH").messages == {"a": "eis", "b": "two"}
    assert load_words(theme, "de").messages == {"a": "eins", "b": "two"}


def test_only_words_in_braces_are_places() -> None:
    words = Words({"k": "{ {} {0.x} {n!r} {{n}} {n}"}, "en")
    assert words.say("k", n=3) == "{ {} {0.x} {n!r} {3} 3"


def test_a_place_that_nothing_fills_names_the_message() -> None:
    with pytest.raises(ValueError, match=r"the message 'own' has \{nmae\}, which nothing fills here"):
        Words({"own": "{nmae}"}, "en").say("own", name="x")


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("ar", "CNN", "\u2068CNN\u2069"),
        ("ar", "الميناء", "الميناء"),
        ("ar", "2021", "2021"),
        ("ar", "{n}", "{n}"),
        ("ar", Markup("<b>CNN</b>"), "<b>CNN</b>"),
        ("en", "CNN", "CNN"),
        ("en", "الميناء", "\u2068الميناء\u2069"),
        ("en", "Zürich", "Zürich"),
    ],
)
def test_a_value_that_runs_against_the_language_is_isolated(language: str, value: str, said: str) -> None:
    assert Words({"k": "({x})"}, language).say("k", x=value) == f"({said})"
