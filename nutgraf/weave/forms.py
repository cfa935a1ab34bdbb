"""The forms by which terms and places are recognised, as a dictionary on their first word.

A form in capitals only (``PMF``) is matched by case; any other is not. Typographic variants of apostrophe, quotation
mark, hyphen and space count as the same, and letters with marks as one character or as several (Unicode's NFC and NFD).
Folding never changes the length of a text, so offsets stay those of the
original.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import category, normalize

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Place, Term
from nutgraf.model.origins import Loc, Origins

WORD = re.compile(r"\w+")
_SPACES = "\n\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("’‘‛′ʹʼʾʿ`´", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys(_SPACES, " "),
    }
)
_JOINERS = "_\u00ad\u200c\u200d\u2060"
"""What stands inside words besides letters, digits and combining marks: soft hyphens, joiners."""


@dataclass(frozen=True, slots=True)
class Needle:
    """One form, ready to be looked for. `folded` is compared with folded text, `exact` with the text's own case."""

    ref: str
    folded: str
    lead: int
    """Characters before its first word: 1 in ``'Asa'ib``."""
    exact: str = ""
    """Set when case counts."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Needles by their first word, the longest first."""

    by_word: Mapping[str, tuple[Needle, ...]]


def plain(text: str) -> str:
    """Return a text with one spelling of apostrophe, quotation mark, hyphen and space; the length stays."""
    return text.translate(_VARIANTS)


def folded(text: str) -> str:
    """Return a text in one case; the length stays (so `İ`, whose folding is longer, stands for itself)."""
    lower = plain(text).lower().replace("ς", "σ")
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := each.lower()) == 1 else each for each in plain(text)).replace("ς", "σ")


def splits_word(text: str, at: int) -> bool:
    """Whether the place before a character lies inside a word, or inside a number such as ``1,107`` or ``7.5``."""
    if not 0 < at < len(text):
        return False
    return (_is_in_word(text[at - 1]) and _is_in_word(text[at])) or _is_in_number(text, at)


def _is_in_number(text: str, at: int) -> bool:
    if text[at].isdigit():
        return at > 1 and text[at - 1] in ".," and text[at - 2].isdigit()
    return text[at] in ".," and text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character in _JOINERS or category(character)[0] == "M"


def written_forms(entry: Term | Place) -> Iterator[tuple[Loc, str]]:
    """Yield (loc, text) of all spellings of an entry: name, abbreviation, forms."""
    yield ("name",), entry.name
    if isinstance(entry, Term) and entry.abbreviation:
        yield ("abbreviation",), entry.abbreviation
    for index, form in enumerate(entry.forms):
        yield ("forms", index), form.text


def gather_forms(corpus: Corpus, origins: Origins) -> tuple[Forms, tuple[Diagnostic, ...]]:
    """Collect the forms of all terms and places that are marked; the same form for two entries is an error."""
    owners: dict[str, tuple[str, Loc]] = {}
    needles: list[Needle] = []
    found: list[Diagnostic] = []
    for ref, loc, text in _all_forms(corpus):
        spelt = [_needle(ref, each) for each in _spellings(text)]
        owner, owner_loc = owners.setdefault(spelt[0].exact or spelt[0].folded, (ref, loc))
        for each in spelt[1:]:
            owners.setdefault(each.exact or each.folded, (owner, owner_loc))
        if owner == ref:
            needles += spelt
        else:
            found.append(_ambiguous(text, origins, (ref, loc), (owner, owner_loc)))
    return Forms(_by_first_word(needles)), tuple(found)


def _all_forms(corpus: Corpus) -> Iterator[tuple[str, Loc, str]]:
    for kind, entries in (("term", corpus.terms), ("place", corpus.places)):
        for key, entry in entries.items():
            if entry.mark != "never":
                for loc, text in written_forms(entry):
                    if WORD.search(text):
                        yield f"{kind}:{key}", loc, text


def _spellings(text: str) -> Iterable[str]:
    return dict.fromkeys((text, normalize("NFC", text), normalize("NFD", text)))


def _needle(ref: str, text: str) -> Needle:
    text = " ".join(plain(text).split())
    first = WORD.search(text)
    return Needle(ref, folded(text), first.start() if first else 0, text if text.isupper() else "")


def _by_first_word(needles: list[Needle]) -> dict[str, tuple[Needle, ...]]:
    groups: dict[str, set[Needle]] = {}
    for needle in needles:
        first = WORD.search(needle.folded)
        if first is not None:
            groups.setdefault(first.group(), set()).add(needle)
    return {word: tuple(sorted(group, key=_longest_first)) for word, group in sorted(groups.items())}


def _longest_first(needle: Needle) -> tuple[int, bool, str, str, str]:
    """Sort by length; of two that differ in case only, the one whose case counts comes first."""
    return -len(needle.folded), not needle.exact, needle.folded, needle.exact, needle.ref


def _ambiguous(text: str, origins: Origins, second: tuple[str, Loc], first: tuple[str, Loc]) -> Diagnostic:
    message = f"the form {text!r} belongs to {second[0]} and to {first[0]} ({origins.span(*first)})"
    hint = "take it from one of them, or give one `mark: never`"
    return Diagnostic(origins.span(*second), "ambiguous-form", message, hint)
