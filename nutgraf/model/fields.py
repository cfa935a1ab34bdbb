"""The building blocks of entry types: how a field is read, and what it may name.

Entries are plain frozen dataclasses, so that reading them back from a cache needs no validation library.
What the reader must know of a field beyond its type stands beside the type, as metadata of ``Annotated``:

- ``Parsed(function, rule)``: the field is written as text and the function turns it into a value or raises ValueError,
  which is reported under the rule's name;
- ``FILLED``: the text may not be empty;
- ``Shorthand(field)``: a bare text stands for a map with that one key;
- ``RefTo(kind)``: the text is the id of an entry of that kind;
- ``MARKDOWN``: the text is Markdown and may hold links such as ``[the militia](term:kataib-hezbollah)``.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import Ge, Gt, Le

from nutgraf.model.dates import PartialDate, parse_date
from nutgraf.model.ranges import Range, parse_range
from nutgraf.model.zones import known_zone, zone_ids

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(ID_PATTERN)
_FILE_ENDING = re.compile(r"\.(?:ya?ml|md)$")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\\@]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WIKIDATA = re.compile(r"Q[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Parsed:
    """Marks a field that is written as text and read by a function which raises ValueError with a plain message."""

    parse: Callable[[str], Any]
    rule: str
    json_schema: tuple[tuple[str, str], ...] = (("type", "string"),)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.read, core_schema.str_schema())

    def __get_pydantic_json_schema__(self, _schema: Any, _handler: Any) -> dict[str, Any]:
        return dict(self.json_schema)

    def read(self, text: str) -> Any:
        """Return the value; a ValueError of the function becomes pydantic's, under the field's rule."""
        try:
            return self.parse(text)
        except ValueError as error:
            raise _fault(self.rule, str(error)) from None


@dataclass(frozen=True, slots=True)
class Shorthand:
    """Marks a field of a class that may be written as a bare text, which then is the named field."""

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.expand, handler(source))

    def expand(self, written: Any) -> Any:
        """Return ``{field: text}`` for a bare text, anything else unchanged."""
        return {self.field: written} if isinstance(written, str) else written


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks an id that must be that of an entry of this kind (``actor`` is a term that can act)."""

    kind: str


@dataclass(frozen=True, slots=True)
class MaxWords:
    """Marks a text that readers meet in a small space: at most so many words."""

    limit: int

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def check(self, text: str) -> str:
        """Return the text unchanged when it has no more words than the limit."""
        count = len(text.split())
        if count > self.limit:
            raise _fault("too-long", f"has {count} words; at most {self.limit} fit here")
        return text


class Filled:
    """Marks a text that holds more than spaces."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def check(self, text: str) -> str:
        """Return the text unchanged when it holds a word or a sign."""
        if not text.strip():
            raise _fault("missing-key", "is empty")
        return text


def _fault(rule: str, message: str) -> Exception:
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(rule, "{message}", {"message": message})


class Markdown:
    """Marks a text in Markdown."""


FILLED = Filled()
MARKDOWN = Markdown()


def is_id(text: str) -> bool:
    """Whether a text is ASCII kebab-case, as every id must be."""
    return _ID.fullmatch(text) is not None


def nearest_id(text: str) -> str:
    """Return the id most like a text: ``Al-Qa'im`` gives ``al-qa-im``; empty when nothing of it can stand in an id."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def parse_id(text: str) -> str:
    """Return an id unchanged; raise ValueError with the nearest right spelling."""
    if is_id(text):
        return text
    nearest = nearest_id(_FILE_ENDING.sub("", text))
    advice = f", such as {nearest}" if nearest else ""
    raise ValueError(f"{text!r} is not an id: use small letters, digits and single hyphens{advice}")


def is_web_address(text: str) -> bool:
    """Whether a text is an http or https address, whole and without a user's name in it."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def parse_web_address(text: str) -> str:
    """Return an http or https address unchanged; anything a reader should not follow is a ValueError."""
    if is_web_address(text):
        return text
    has_spaces = " " in text and is_web_address(text.replace(" ", "%20"))
    advice = "write %20 for each space in it" if has_spaces else "write it whole, starting with https://"
    raise ValueError(f"{text!r} is not a web address: {advice}")


def parse_language(text: str) -> str:
    """Return a BCP 47 language tag unchanged (shape only)."""
    if _LANGUAGE.fullmatch(text):
        return text
    raise ValueError(f"{text!r} is not a language tag: write one such as en, en-GB or ar")


def parse_zone(text: str) -> str:
    """Return the name of an IANA time zone unchanged."""
    if known_zone(text):
        return text
    name = text.strip().replace(" ", "_").lower()
    zones = {zone.lower(): zone for zone in sorted(zone_ids())}
    near = [zone for zone in zones if zone.endswith(f"/{name}")] or get_close_matches(name, zones, n=1, cutoff=0.8)
    raise ValueError(f"{text!r} is no time zone: write one such as {zones[near[0]] if near else 'Asia/Baghdad'}")


def parse_wikidata(text: str) -> str:
    """Return a Wikidata item id unchanged."""
    if _WIKIDATA.fullmatch(text):
        return text
    raise ValueError(f"{text!r} is not a Wikidata item: write one such as Q796")


_TEXT = ("type", "string")
_DATE = (_TEXT, ("description", "2024, 2024-01, 2024-01-23, 2024-01-24T00:15+03:00, 2007~, 2014/.., [2003..2007]"))
_ID_SCHEMA = (_TEXT, ("pattern", f"^{ID_PATTERN}$"))

Id = Annotated[str, Parsed(parse_id, "bad-id", _ID_SCHEMA)]
Date = Annotated[PartialDate, Parsed(parse_date, "bad-date", _DATE)]
Value = Annotated[Range, Parsed(parse_range, "bad-value")]
WebAddress = Annotated[str, Parsed(parse_web_address, "unsafe-url", (_TEXT, ("format", "uri")))]
Language = Annotated[str, Parsed(parse_language, "bad-value")]
Wikidata = Annotated[str, Parsed(parse_wikidata, "bad-value")]
Zone = Annotated[str, Parsed(parse_zone, "unknown-zone")]
Level = Annotated[int, Ge(1), Le(3)]
Line = Annotated[str, FILLED]
Prose = Annotated[str, FILLED, MARKDOWN]
Latitude = Annotated[float, Ge(-90), Le(90)]
Longitude = Annotated[float, Ge(-180), Le(180)]
Kilometres = Annotated[float, Gt(0), Le(20000)]

TermRef = Annotated[Id, RefTo("term")]
ActorRef = Annotated[Id, RefTo("actor")]
PlaceRef = Annotated[Id, RefTo("place")]
EventRef = Annotated[Id, RefTo("event")]
SourceRef = Annotated[Id, RefTo("source")]
ClaimRef = Annotated[Id, RefTo("claim")]
TimelineRef = Annotated[Id, RefTo("timeline")]
GlossaryRef = Annotated[Id, RefTo("glossary")]
ArticleRef = Annotated[Id, RefTo("article")]
EditorRef = Annotated[Id, RefTo("editor")]
