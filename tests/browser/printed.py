"""A page on paper: the PDF that a browser makes of it, read back."""

import re
from dataclasses import dataclass
from io import BytesIO
from unicodedata import normalize

from playwright.sync_api import Page
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination


@dataclass(frozen=True)
class Heading:
    """Where a heading stands: its sheet from 1, and the points between its top and the sheet's lower edge."""

    title: str
    sheet: int
    top: float


class Printed:
    """The sheets of a page; `texts` has the words of each, in reading order, without needless white space."""

    def __init__(self, page: Page, paper: str = "A4") -> None:
        """Print the page that is open."""
        self.reader = PdfReader(BytesIO(page.pdf(format=paper, outline=True, tagged=True)))
        self.lines = [_lines(sheet.extract_text()) for sheet in self.reader.pages]
        self.texts = [" ".join(lines) for lines in self.lines]
        self.text = " ".join(self.texts)

    @property
    def sheets(self) -> int:
        """Return how many there are."""
        return len(self.texts)

    def sheet_of(self, words: str) -> int:
        """Return the first sheet that has these words, from 1."""
        return next(number for number, text in enumerate(self.texts, 1) if words in text)

    def squeezed(self) -> str:
        """Return all words without any space between them: what was broken into lines is whole again."""
        return re.sub(r"\s", "", self.text)

    def lowest(self, above: float) -> list[str]:
        """Return the last line of each sheet, by where it stands; what is not above the given height does not count."""
        return [_lowest(sheet, above) for sheet in self.reader.pages]

    def pieces(self, sheet: int) -> list[tuple[float, float, str]]:
        """Return the pieces of text on a sheet, from 1: points from its left and lower edge, and what they say."""
        found: list[tuple[float, float, str]] = []

        def see(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((x, y, normalize("NFKC", text).strip()))

        self.reader.pages[sheet - 1].extract_text(visitor_text=see)
        return found

    def places(self) -> dict[str, tuple[int, float]]:
        """Return where the elements stand to which links on paper lead, by id: sheet, and points below some height."""
        found = {}
        for name, each in self.reader.named_destinations.items():
            found[name.removeprefix("/")] = (self.reader.get_destination_page_number(each) or 0, -float(each.top or 0))
        return found

    def headings(self) -> list[Heading]:
        """Return all headings that show."""
        return list(self._headings(self.reader.outline))

    def _headings(self, outline: list[Destination | list]) -> list[Heading]:  # type: ignore[type-arg]
        found = []
        for each in outline:
            if isinstance(each, list):
                found += self._headings(each)
            else:
                number = self.reader.get_destination_page_number(each)
                found.append(Heading(str(each.title), (number or 0) + 1, float(each.top or 0)))
        return found


def _lowest(sheet: PageObject, above: float) -> str:
    heights: dict[int, str] = {}

    def see(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        height = round(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
        if text.strip() and height > above:
            heights[height] = heights.get(height, "") + text

    sheet.extract_text(visitor_text=see)
    return " ".join(heights[min(heights)].split())


def _lines(text: str) -> list[str]:
    """Return the lines that say something, with the letters of ligatures."""
    return [words for line in normalize("NFKC", text).splitlines() if (words := " ".join(line.split()))]
