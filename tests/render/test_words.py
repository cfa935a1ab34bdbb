"""The catalogue of interface words."""

import re

import pytest

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
