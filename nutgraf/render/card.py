"""The picture that is shown with a shared link: 1200 by 630 pixels, in the look of the explainer's head.

Its letters are those of fonts that come as packages, so a card looks the same wherever it is built. A text in a script
that no installed font has is left out, not drawn as boxes; whoever shows the card says title and summary beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from unicodedata import name as name_of

from markupsafe import escape

from nutgraf.plan.plan import CardContext
from nutgraf.render.dates.dates import DateWords
from nutgraf.render.lettering import text_width
from nutgraf.render.theme import Theme
from nutgraf.render.words import Words, load_words

WIDTH, HEIGHT = 1200, 630
"""What the services that show cards ask for."""

_EDGE = 80
_SIZES = (84, 72, 62, 54, 46)
"""Of the title, the largest that fits into four lines."""
_MOST_LINES = 4
_SERIF = 0.94
"""How wide the title's letters are beside those that `text_width` knows."""


@dataclass(frozen=True, slots=True)
class Font:
    """A family from a package: its files, and the scripts that it has as Unicode's names of letters begin."""

    family: str
    package: str
    names: tuple[str, ...]
    scripts: tuple[str, ...]

    def paths(self) -> list[str]:
        """Return the files; none when the package is not installed."""
        return [str(files(self.package).joinpath(each)) for each in self.names] if find_spec(self.package) else []


FONTS = (
    Font(
        "Source Serif Pro",
        "font_source_serif_pro",
        ("files/SourceSerifPro-Semibold.ttf", "files/SourceSerifPro-Regular.ttf"),
        ("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "FEMININE", "MASCULINE", "MICRO"),
    ),
    Font(
        "Noto Sans Arabic",
        "justmytype_intl_rtl",
        ("fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf",),
        ("ARABIC",),
    ),
    Font(
        "Noto Sans Hebrew",
        "justmytype_intl_rtl",
        ("fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf",),
        ("HEBREW",),
    ),
)


def render_card(context: CardContext, theme: Theme) -> bytes:
    """Return the card as PNG."""
    import resvg_py

    paths = [path for font in FONTS for path in font.paths()]
    drawn = resvg_py.svg_to_bytes(svg_string=card(context, theme), font_files=paths, skip_system_fonts=True)
    return bytes(drawn)


def card(context: CardContext, theme: Theme) -> str:
    """Return the card as SVG."""
    words = load_words(theme, context.language)
    dates = DateWords(context.language, words.messages, context.zone, dict(context.zone_names))
    place = f'x="{WIDTH - _EDGE}" text-anchor="end"' if words.direction == "rtl" else f'x="{_EDGE}"'
    family = ", ".join(f"'{font.family}'" for font in FONTS)
    texts = [*_title(context.title), *_small(context, words, dates)]
    shown = "".join(
        f'<text {place} y="{y}" font-size="{size}" fill="{fill}" font-weight="{weight}">{escape(text)}</text>'
        for text, y, size, fill, weight in texts
        if is_drawable(text)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{family}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fffefb"/><rect width="{WIDTH}" height="16" fill="#1c1b19"/>'
        f'<path d="M{_EDGE} 530H{WIDTH - _EDGE}" stroke="#ddd7ca" stroke-width="2"/>{shown}</svg>'
    )


_Text = tuple[str, float, int, str, int]
"""What is said, its base line, size, colour and weight."""


def _title(title: str) -> Iterator[_Text]:
    size, lines = next(
        ((size, lines) for size in _SIZES if len(lines := wrapped(title, size)) <= _MOST_LINES),
        (_SIZES[-1], wrapped(title, _SIZES[-1])),
    )
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]
    for number, line in enumerate(lines):
        yield line, 192 + number * size * 1.16 + (_SIZES[0] - size) * -0.3, size, "#1c1b19", 600


def _small(context: CardContext, words: Words, dates: DateWords) -> Iterator[_Text]:
    kicker = words.say("article.kicker").unescape() if context.site_title else ""
    yield kicker, 92, 30, "#8f2d24", 600
    yield context.site_title, 584, 30, "#57534b", 600
    if context.publisher and context.published is not None:
        date, comma = dates.words(context.published), words.say("list.separator").unescape()
        yield f"{context.publisher}{comma}{date}", 492, 30, "#57534b", 400


def wrapped(text: str, size: int) -> list[str]:
    """Return the lines of a title."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) * _SERIF <= WIDTH - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def is_drawable(text: str) -> bool:
    """Whether there are installed fonts for all letters of a text."""
    scripts = _scripts()
    return bool(text) and all(name_of(letter, "").startswith(scripts) for letter in text if letter.isalpha())


@cache
def _scripts() -> tuple[str, ...]:
    return tuple(script for font in FONTS if font.paths() for script in font.scripts)
