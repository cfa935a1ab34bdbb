"""How wide words are in a drawing: estimates, as a build has no fonts, and rather too wide than too narrow."""

import unicodedata
from functools import lru_cache

_NARROW, _MEDIUM, _WIDE = "ijl.,'’|:;!()[]ftr ", "acegksvxyz-", "mwMW@—%"


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, spacing: float = 0.0) -> float:
    """About how wide a text is in a sans-serif face, in pixels."""
    return sum(_em(letter) * size + spacing for letter in text if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.32
    if letter in _WIDE:
        return 0.9
    if letter.isupper():
        return 0.69
    return 0.54 if letter in _MEDIUM else 0.59
