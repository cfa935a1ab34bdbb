"""What a quotation may not lose unseen when a note moves to other words: its numbers, negations and names.

Two texts are compared by what each holds of them, in order. A name is the form of an entry (another form of the same
entry is the same name), or a capitalised word; a word that is only capitalised because a sentence starts with it
is none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import decimal

from nutgraf.desk.word_lists import NEGATIONS, NUMBERS
from nutgraf.model.prose import Block, Run
from nutgraf.weave.forms import Forms, folded, plain
from nutgraf.weave.mentions import find_mentions

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Usage:
    """How words are used around the quotations: the language, the forms of entries, what the article writes small."""

    language: str
    forms: Forms
    common: frozenset[str] = frozenset()


def changes_of_meaning(old: str, new: str, usage: Usage) -> tuple[str, ...]:
    """Return what must be looked at by a person before `new` takes the place of `old`, in plain words."""
    return tuple(
        words
        for words in (
            _difference("number", _numbers(old, usage.language), _numbers(new, usage.language)),
            _difference("negation", sorted(_negations(old, usage)), sorted(_negations(new, usage))),
            _difference("name", *_names_of_both(old, new, usage)),
        )
        if words
    )


def _difference(what: str, old: Sequence[str], new: Sequence[str]) -> str:
    if old == new:
        return ""
    gone, come = list((Counter(old) - Counter(new)).elements()), list((Counter(new) - Counter(old)).elements())
    if gone and come:
        return f"a {what} changed: {_listed(gone)} became {_listed(come)}"
    if gone or come:
        return f"a {what} is gone: {_listed(gone)}" if gone else f"a {what} was added: {_listed(come)}"
    return f"the {what}s stand in another order"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"‘{word}’" for word in words)


def _numbers(text: str, language: str) -> list[str]:
    """Return figures and words for numbers, in order."""
    words = NUMBERS.get(_base(language), "").split()
    pattern = re.compile(f"{_FIGURE.pattern}|{_WORD.pattern}")
    found = (match.group() for match in pattern.finditer(folded(text)))
    return [_in_plain_digits(each) for each in found if each[0].isdigit() or each in words]


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _in_plain_digits(text: str) -> str:
    return "".join(str(decimal(each)) if each.isdecimal() else each for each in text)


def _negations(text: str, usage: Usage) -> Iterator[str]:
    """Yield the first word of the group of each negation."""
    groups = [group.split() for group in NEGATIONS.get(_base(usage.language), ())]
    known = {word: group[0] for group in groups for word in group}
    for match in _WORD.finditer(folded(text)):
        word = "not" if match.group().endswith("n't") else match.group()
        for part in (word,) if word in known else word.split("'"):
            if part in known:
                yield known[part]


def _names_of_both(old: str, new: str, usage: Usage) -> tuple[list[str], list[str]]:
    return list(_names(old, new, usage)), list(_names(new, old, usage))


def _names(text: str, other: str, usage: Usage) -> Iterator[str]:
    """Yield the names in a text, in order; not words that the other text or, at a start, the article writes small."""
    small = {match.group() for match in _WORD.finditer(plain(other)) if match.group().islower()}
    block = Block(0, 0, 1, 0, text, (Run(0, len(text), True),), ())
    mentions = find_mentions((block,), usage.forms)
    found = [(each.start, each.ref.partition(":")[2]) for each in mentions]
    for match in _WORD.finditer(plain(text)):
        word = match.group().removesuffix("'s")
        is_inside = any(each.start <= match.start() < each.end for each in mentions)
        if word == word.lower() or is_inside or word.lower() in small:
            continue
        if word.istitle() and word.lower() in usage.common and _starts_sentence(text, match.start()):
            continue
        found.append((match.start(), word))
    yield from (name for _, name in sorted(found))


def _starts_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"'“”‘’(")
    return not before or before[-1] in ".!?…:"
