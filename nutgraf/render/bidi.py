"""Text that runs the other way than what is round it: set apart, so that neither moves the other's signs and numbers.

The Unicode bidirectional algorithm (UAX 9) calls that an isolate. The characters work in attributes too, where no
element can stand.
"""

from unicodedata import bidirectional

_OTHER = {"ltr": ("R", "AL"), "rtl": ("L",)}
"""Classes of the letters that run against a direction."""

_FIRST_STRONG, _END = "\u2068", "\u2069"


def isolated(text: str, direction: str) -> str:
    """Return a text as it is, or between an isolate's characters if letters in it run against a direction."""
    is_other = not text.isascii() or direction == "rtl"
    if is_other and any(bidirectional(letter) in _OTHER[direction] for letter in text):
        return f"{_FIRST_STRONG}{text}{_END}"
    return text
