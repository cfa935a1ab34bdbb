r"""The words of a BibTeX value: ``{\"u}`` is ü, ``--`` a dash, ``\emph{x}`` is x. Unknown commands stay as written."""

import re
import unicodedata
from collections.abc import Mapping

_ACCENTS: Mapping[str, str] = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS: Mapping[str, str] = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textellipsis": "…", "S": "§", "P": "¶",
    "copyright": "©", "textregistered": "®", "texttrademark": "™", "pounds": "£", "euro": "€", "texteuro": "€",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblright": "”", "textquotedblleft": "“",
    "textasciitilde": "~", "textbackslash": "\\", "guillemotleft": "«", "guillemotright": "»", "textdegree": "°",
    "LaTeX": "LaTeX", "TeX": "TeX", "quotesinglbase": "‚", "quotedblbase": "„", "textasciicircum": "^",
}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?:(?P<sign>[`'^~=.\"])|(?P<word>[uvHcdbkr])(?=[\s{]))\s*(?:\{\s*(?P<in>\\[ij]|\w)\s*\}|(?P<bare>\\[ij]\b|\w))"
)
_LETTER = re.compile(r"\\(" + "|".join(sorted(map(re.escape, _LETTERS), key=len, reverse=True)) + r")(?![A-Za-z])\s*")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_STYLE = re.compile(r"\\(?:emph|textit|textbf|textsc|texttt|textrm|textsf|text|mbox|url|path|enquote)\s*\{([^{}]*)\}")
_SWITCH = re.compile(r"\\(?:em|it|bf|sc|tt|rm|sf|itshape|bfseries|scshape)(?![A-Za-z])\s*")
_UNKNOWN = re.compile(r"(\\[A-Za-z]+)\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([&%$#_{}\s])")
_HELD = {"{": "\ue000", "}": "\ue001", "~": "\ue002"}
_RELEASED = {held: sign for sign, held in _HELD.items()}
_SIGNS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", "\u00a0"))


def words(value: str, *, is_address: bool = False) -> str:
    """Return the words of a value. In an address only escapes and braces are undone: ``~`` and ``--`` are its own."""
    text = _ESCAPED.sub(lambda match: _HELD.get(match[1], match[1]), value)
    if not is_address:
        text = _accented(text)
        for sign, character in _SIGNS:
            text = text.replace(sign, character)
    text = _UNKNOWN.sub(lambda match: f"{match[1]}{_HELD['{']}{match[2]}{_HELD['}']}", _unwrapped(text))
    text = re.sub(r"[{}]", "", text)
    return "".join(_RELEASED.get(each, each) for each in " ".join(text.split(" ")).replace("\n", " ")).strip()


def _accented(text: str) -> str:
    text = _ACCENT.sub(_accent, text)
    text = _LETTER.sub(lambda match: _LETTERS[match[1]], text)
    return _SWITCH.sub("", text)


def _accent(match: re.Match[str]) -> str:
    letter = (match["in"] or match["bare"]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _ACCENTS[match["sign"] or match["word"]])


def _unwrapped(text: str) -> str:
    """Take the commands away that only say how words look, from the inside out."""
    for _ in range(8):
        inner = _STYLE.sub(r"\1", _LINK.sub(r"\2 (\1)", text))
        if inner == text:
            break
        text = inner
    return text


def unknown_commands(text: str) -> list[str]:
    """Return the commands that are left in words."""
    return sorted(set(re.findall(r"\\[A-Za-z]+", text)))


def split_names(value: str) -> list[str]:
    """Return the names between ``and``, as written; an ``and`` in braces belongs to a name."""
    names, depth, start = [], 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", value, re.IGNORECASE):
        if match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth <= 0:
            names.append(value[start : match.start()])
            start = match.end()
    return [name.strip() for name in (*names, value[start:]) if name.strip()]


def name_parts(name: str) -> dict[str, str]:
    """Return a name as CSL has it: in braces whole it is `literal`; else ``Last, First``, ``Last, Jr, First`` or
    ``First von Last``.
    """
    if name.startswith("{") and _closing(name) == len(name) - 1:
        return {"literal": words(name)}
    parts = [words(part) for part in _outside_braces(name, ",")]
    if len(parts) > 1:
        return {"family": " ".join((parts[0], *parts[1:-1])), "given": parts[-1]}
    pieces = [words(piece) for piece in _outside_braces(name, " \n\u00a0~")]
    at = next((at for at, piece in enumerate(pieces[:-1]) if piece[:1].islower()), len(pieces) - 1)
    family, given = " ".join(pieces[at:]), " ".join(pieces[:at])
    return {"family": family, "given": given} if given else {"literal": family}


def _closing(text: str) -> int:
    depth = 0
    for at, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return at
    return -1


def _outside_braces(text: str, signs: str) -> list[str]:
    """Return the parts of a text between signs that stand in no braces."""
    parts, depth = [""], 0
    for each in text:
        depth += {"{": 1, "}": -1}.get(each, 0)
        if each in signs and depth <= 0:
            parts.append("")
        else:
            parts[-1] += each
    return [part.strip() for part in parts if part.strip()]
