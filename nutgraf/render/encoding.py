"""Text and addresses in maps: what an author wrote is shown as written and runs nowhere.

Folium puts text through Jinja, JavaScript and HTML, one after the other. Twelve characters mean
something to one of them; as numeric entities they mean nothing to any, and a reader sees them as
they were written. The still map and the live map use the same functions.
"""

import re

SPECIAL = "&<>\"'`{}$\\%#"
"""What Jinja, a script or HTML could take for its own."""

_ENTITIES = str.maketrans({character: f"&#{ord(character)};" for character in SPECIAL})
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_SCHEME = re.compile(r"[^/?#]*:")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def encoded(text: str) -> str:
    """Text for HTML, SVG or an attribute, wherever it goes through on the way."""
    return _UNPRINTABLE.sub("\ufffd", text).translate(_ENTITIES)


def script_literal(text: str) -> str:
    """A JavaScript string in quotes, of letters, digits, spaces and escapes only."""
    return f'"{text.translate(_SCRIPT_ESCAPES)}"'


class _ScriptEscapes(dict[int, str]):
    """What stands for a character in a script, worked out once each."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_plain = character in " .,-_/" or (character.isascii() and character.isalnum())
        units = character.encode("utf-16-be", "surrogatepass")
        escapes = (f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
        self[code] = character if is_plain else "".join(escapes)
        return self[code]


_SCRIPT_ESCAPES = _ScriptEscapes()


def link_target(url: str) -> str | None:
    """The address, encoded, where it is relative, http or https; None for all that could run."""
    shown = _INVISIBLE.sub("", url)
    scheme = _SCHEME.match(shown)
    if scheme and scheme[0].lower() not in {"http:", "https:"}:
        return None
    return encoded(url)


def linked(url: str, content: str, attributes: str = "", *, otherwise: str = "span") -> str:
    """Content (markup) as a link; in an element ``otherwise`` where the address is not fit for one."""
    target = link_target(url)
    if target is None:
        return f"<{otherwise}{attributes}>{content}</{otherwise}>"
    return f'<a href="{target}"{attributes}>{content}</a>'
