"""The files of content/, and the damage that a slip of the hand, an editor or a disk may do to them."""

from pathlib import Path

from hypothesis import strategies as st

CONTENT = Path(__file__).parents[2] / "content"
FILES = {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in sorted(CONTENT.rglob("*.[ym]*"))}

_places = st.integers(0, 10**6)
_values = [
    "",
    " ",
    "[a, b]",
    "{a: b}",
    "- a",
    "'",
    '"',
    "|",
    ">",
    "&x y",
    "*x",
    "!t y",
    "NO",
    "12:30",
    "1e999",
    "nan",
    "-",
    "# a",
]
_junk = [
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\t",
    b"\r",
    b"\xe2\x80\xa8",
    b"---\n",
    b"'",
    b'"',
    b"[",
    b"}",
    b": ",
    b"\\",
    b"\x1b",
    b"%",
]


def _drop(lines: list[bytes], at: int, other: int) -> list[bytes]:
    return lines[:at] + lines[at + 1 + other % 5 :]


def _double(lines: list[bytes], at: int, other: int) -> list[bytes]:
    return lines[: at + 1] + lines[max(0, at - other % 9) :]


def _swap(lines: list[bytes], at: int, other: int) -> list[bytes]:
    swapped = list(lines)
    other %= len(lines)
    swapped[at], swapped[other] = lines[other], lines[at]
    return swapped


def _indent(lines: list[bytes], at: int, other: int) -> list[bytes]:
    shifted = (b" " * (other % 4) + lines[at]) if other % 2 else lines[at][other % 5 :]
    return [*lines[:at], shifted, *lines[at + 1 :]]


def _unquote(lines: list[bytes], at: int, other: int) -> list[bytes]:
    quote = [b"'", b'"', b"]", b"}", b":", b","][other % 6]
    return [*lines[:at], lines[at].replace(quote, b"", 1), *lines[at + 1 :]]


def _retype(lines: list[bytes], at: int, other: int) -> list[bytes]:
    key = lines[at].partition(b":")[0]
    return [*lines[:at], key + b": " + _values[other % len(_values)].encode(), *lines[at + 1 :]]


def _rename(lines: list[bytes], at: int, other: int) -> list[bytes]:
    key, colon, value = lines[at].partition(b":")
    cut = len(key) - other % 3
    return [*lines[:at], key[:cut] + b"X"[: other % 2] + colon + value, *lines[at + 1 :]]


def _insert(lines: list[bytes], at: int, other: int) -> list[bytes]:
    cut = other % (len(lines[at]) + 1)
    return [*lines[:at], lines[at][:cut] + _junk[other % len(_junk)] + lines[at][cut:], *lines[at + 1 :]]


def _truncate(lines: list[bytes], at: int, other: int) -> list[bytes]:
    return [*lines[:at], lines[at][: other % (len(lines[at]) + 1)]]


_DAMAGES = [_drop, _double, _swap, _indent, _unquote, _retype, _rename, _insert, _truncate]


@st.composite
def damaged_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return the path of a content file and what is left of it."""
    path = draw(st.sampled_from(sorted(FILES)))
    lines = FILES[path].split(b"\n")
    for damage, at, other in draw(
        st.lists(st.tuples(st.sampled_from(_DAMAGES), _places, _places), min_size=1, max_size=4)
    ):
        if lines:
            lines = damage(lines, at % len(lines), other)
    return path, b"\n".join(lines)
