"""Catalogues of interface words: a project's own over the default ones, and their faults."""

import pytest

from nutgraf.render.catalogues import check_catalogues
from nutgraf.render.theme import Theme
from nutgraf.render.words import load_words

ENGLISH = b'hello: "Hello {name}"\nbye: Bye\ncount.one: "{n} day"\ncount.other: "{n} days"\n'


def faults(own: bytes, name: str = "words/ar.yaml", language: str = "ar") -> list[str]:
    """Return what is wrong with a catalogue, a line each."""
    found = check_catalogues(language, Theme({"words/en.yaml": ENGLISH, name: own}))
    return [f"{each.span} {each.rule}: {each.message}" + (f" ({each.hint})" if each.hint else "") for each in found]


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (b"bye: a\nhello: b\nbye: c\n", "templates/words/ar.yaml:3:1 duplicate-key: the key 'bye' stands here"),
        (b"bye: a\n hello: [\n", "templates/words/ar.yaml:2:2 yaml-syntax"),
        (b"bye: \xe9\n", "templates/words/ar.yaml:1:6 encoding: byte 0xe9 is not UTF-8"),
        (b"- bye\n", "templates/words/ar.yaml:1:1 wrong-type: a catalogue is a map of messages"),
        (b"bye:\n", "templates/words/ar.yaml:1:1 wrong-type: the message 'bye' is no text"),
        (b"bye: [a]\n", "templates/words/ar.yaml:1:1 wrong-type: the message 'bye' is no text"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_told_with_its_place(own: bytes, told: str) -> None:
    assert faults(own)[0].startswith(told)


def test_a_place_that_no_page_fills_is_told_with_those_that_there_are() -> None:
    (told,) = faults(b'bye: x\nhello: "{nmae}, hello"\n')
    assert told.startswith("templates/words/ar.yaml:2:1 unknown-placeholder: ")
    assert told.endswith("no page fills {nmae} in the message 'hello' (it may have {name})")
    assert faults(b'bye: "{name}"\n')[0].endswith("(it has nothing to be filled in)")


def test_a_form_of_a_plural_has_the_places_of_the_english_message() -> None:
    (told,) = faults(b'count.few: "{n} x"\ncount.many: "{m} y"\n')
    assert told.startswith("templates/words/ar.yaml:2:1 unknown-placeholder: ")
    assert told.endswith("no page fills {m} in the message 'count.many' (it may have {n})")


@pytest.mark.parametrize(
    "own", [b"", b"# nothing yet\n", b'hello: "{name}"\n', b'own.key: "{whatever}"\n', b'bye: ""\n']
)
def test_a_catalogue_may_leave_out_keys_and_places_and_have_keys_of_its_own(own: bytes) -> None:
    assert faults(own) == []


def test_catalogues_of_other_languages_are_left_alone() -> None:
    assert faults(b"bye: [", "words/cy.yaml") == []


def test_a_project_s_own_catalogue_lies_over_the_default_one_key_by_key() -> None:
    theme = Theme({"words/default/en.yaml": ENGLISH, "words/en.yaml": b"bye: Farewell\n"})
    assert load_words(theme, "en").messages == {
        "hello": "Hello {name}",
        "bye": "Farewell",
        "count.one": "{n} day",
        "count.other": "{n} days",
    }
    assert [each.rule for each in check_catalogues("en", Theme({**theme.files, "words/en.yaml": b'hello: "{x}"'}))] == [
        "unknown-placeholder"
    ]
