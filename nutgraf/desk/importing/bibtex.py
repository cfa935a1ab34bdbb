"""BibTeX and BibLaTeX to sources.

1. the file is taken apart into entries with raw values (`parse`); an entry that cannot be read hides no other;
2. values become words (`latex`), their fields those of a source (`FIELDS`, `TYPES`), year, month and day one date.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nutgraf.desk.importing.csl import proposal
from nutgraf.desk.importing.latex import name_parts, split_names, unknown_commands, words
from nutgraf.desk.importing.plain import inert
from nutgraf.desk.importing.values import Choices, Imported, ImportFault, Record, Remark

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

TYPES: Mapping[str, str] = {
    "article": "article-journal", "book": "book", "booklet": "book", "mvbook": "book", "collection": "book",
    "proceedings": "book", "inbook": "chapter", "incollection": "chapter", "inproceedings": "chapter",
    "conference": "chapter", "inreference": "entry-encyclopedia", "techreport": "report", "report": "report",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage", "dataset": "dataset",
    "jurisdiction": "legal_case", "legislation": "legislation", "legal": "legislation", "letter":
    "personal_communication", "video": "broadcast", "audio": "broadcast",
    "newspaper": "article-newspaper", "periodical": "article-magazine",
}  # fmt: skip
"""Types of entries and what they are here; any other is a document, or a webpage when it has an address."""

FIELDS: Mapping[str, str] = {
    "title": "title", "journal": "container_title", "journaltitle": "container_title", "booktitle": "container_title",
    "maintitle": "container_title", "publisher": "publisher", "school": "publisher", "institution": "publisher",
    "organization": "publisher", "address": "publisher_place", "location": "publisher_place", "url": "url",
    "urldate": "accessed", "volume": "volume", "number": "number", "issue": "issue", "pages": "page",
    "edition": "edition", "doi": "doi", "isbn": "isbn", "issn": "issn", "note": "note", "series": "collection_title",
    "language": "language", "langid": "language", "type": "genre", "origdate": "original_date",
    "origtitle": "original_title",
}  # fmt: skip
"""Fields of BibTeX and BibLaTeX and their names here; people and dates are read on their own."""
PEOPLE = ("author", "editor", "translator")
_DATED = ("date", "year", "month", "day")
_ADDRESSES = ("url", "doi")
_LANGUAGES = {
    "english": "en", "american": "en-US", "british": "en-GB", "ukenglish": "en-GB", "usenglish": "en-US",
    "german": "de", "ngerman": "de", "french": "fr", "spanish": "es", "italian": "it", "arabic": "ar", "persian": "fa",
    "farsi": "fa", "turkish": "tr", "russian": "ru", "dutch": "nl", "portuguese": "pt", "hebrew": "he", "kurdish": "ku",
    "chinese": "zh", "japanese": "ja", "polish": "pl", "ukrainian": "uk", "swedish": "sv", "danish": "da",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Raw:
    """An entry as it was written: its values still in BibTeX's own spelling."""

    type: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    """What is wrong with it, with its line; empty when it was read to its end."""


def read_bibtex(text: str, _choices: Choices) -> Imported:
    """Read a file of BibTeX."""
    found = list(parse(text))
    if not found:
        raise ImportFault("it holds no entry of BibTeX: they look like @book{key, title = {…}}")
    records = tuple(_source(raw) for raw in found if not raw.fault)
    return Imported(records=records, remarks=tuple(Remark(raw.key, "", raw.fault) for raw in found if raw.fault))


class _BrokenError(Exception):
    """What is wrong at a place in the text."""


_START = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^\s,{}=\"]*)\s*(?:,|(?=[})]))")
_FIELD = re.compile(r"\s*([A-Za-z][\w:.+/-]*)\s*=\s*")
_WORD = re.compile(r"[^\s,{}()#\"=]+")
_NEXT_ENTRY = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)


def parse(text: str) -> Iterator[Raw]:
    """Yield the entries of a file, faulty ones with what is wrong: `@string` words put in, comments left out."""
    strings = {name: name for name in MONTHS}
    at = 0
    while match := _START.search(text, at):
        name, at = match[1].lower(), match.end()
        if name in ("comment", "preamble"):
            at = _skip(text, match.start(2))
            continue
        key = ""
        try:
            key, at = ("", at) if name == "string" else _key(text, at)
            values, at = _values(text, at, strings)
        except _BrokenError as error:
            line = text.count("\n", 0, match.start()) + 1
            yield Raw(name, f"@{name}{{{key}" if key else f"@{name}", {}, f"line {line}: {error}: it is left out")
            at = _resume(text, match.end())
            continue
        if name == "string":
            strings |= values
        else:
            yield Raw(name, key, values)


def _skip(text: str, at: int) -> int:
    """Return the end of what stands in braces; of an open one, its start."""
    try:
        return _braced(text, at)[1] if text[at] == "{" else at + 1
    except _BrokenError:
        return at + 1


def _resume(text: str, at: int) -> int:
    after = _NEXT_ENTRY.search(text, at)
    return after.start() if after else len(text)


def _key(text: str, at: int) -> tuple[str, int]:
    match = _KEY.match(text, at)
    if match is None:
        raise _BrokenError("an entry starts here without a key and a comma")
    return match[1], match.end()


def _values(text: str, at: int, strings: Mapping[str, str]) -> tuple[dict[str, str], int]:
    values: dict[str, str] = {}
    while True:
        at = _past(text, at, " \t\n,")
        if at < len(text) and text[at] in "})":
            return values, at + 1
        match = _FIELD.match(text, at)
        if match is None:
            raise _BrokenError("this entry is not closed" if at >= len(text) else f"{_glimpse(text, at)} is no field")
        name = match[1].lower()
        value, at = _value(text, match.end(), strings)
        number = 2
        while name in values:
            name, number = f"{match[1].lower()} {number}", number + 1
        values[name] = value


def _value(text: str, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    """Return a value, its parts joined where `#` stands between them."""
    value = ""
    while True:
        part, at = _part(text, at, strings)
        value, at = value + part, _past(text, at, " \t\n")
        if text[at : at + 1] != "#":
            return value, at
        at = _past(text, at + 1, " \t\n")


def _part(text: str, at: int, strings: Mapping[str, str]) -> tuple[str, int]:
    opening = text[at : at + 1]
    if opening == "{":
        return _braced(text, at)
    if opening == '"':
        return _quoted(text, at)
    match = _WORD.match(text, at)
    if match is None:
        raise _BrokenError(f"{_glimpse(text, at)} is no value")
    return strings.get(match[0].lower(), match[0]), match.end()


def _braced(text: str, at: int) -> tuple[str, int]:
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == "}":
            return text[at + 1 : match.start()], match.end()
    raise _BrokenError("a brace is opened here and not closed")


def _quoted(text: str, at: int) -> tuple[str, int]:
    depth = 0
    for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(text, at + 1):
        if match[0] == '"' and depth <= 0:
            return text[at + 1 : match.start()], match.end()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    raise _BrokenError("a quotation mark is opened here and not closed")


def _past(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def _glimpse(text: str, at: int) -> str:
    return repr(" ".join(text[at : at + 30].split()) or "the end of the file")


def _source(raw: Raw) -> Record:
    place = f"@{raw.type}{{{raw.key}}}"
    fields: dict[str, object] = {"type": TYPES.get(raw.type, "webpage" if "url" in raw.values else "document")}
    rest: dict[str, object] = {} if raw.type in TYPES else {"type": raw.type}
    remarks = [] if raw.type in TYPES else [Remark(place, "type", f"{raw.type} is taken for a {fields['type']}")]
    for name, value in raw.values.items():
        target = FIELDS.get(name, "")
        if name in PEOPLE:
            fields[name], found = _people(value)
            remarks += [Remark(place, name, why) for why in found]
        elif name == "howpublished" and "url" not in raw.values and (address := _address(value)):
            fields["url"] = address
        elif target and target not in fields:
            fields[target] = _read(target, value)
        elif name not in _DATED:
            rest[name] = words(value)
            remarks.append(Remark(place, name, "a source has no such field, or it is filled"))
    date, left = _date({name: words(raw.values[name]) for name in _DATED if name in raw.values})
    fields |= {"issued": date} if date else {}
    rest |= left
    remarks += [Remark(place, name, f"{value!r} is not joined to the date") for name, value in left.items()]
    remarks += _commands(place, fields)
    if fields["type"] == "article-journal" and "number" in fields:
        fields["issue"] = fields.pop("number")
    return Record(
        kind="source", place=place, id=raw.key or proposal(fields), fields=fields, rest=rest, remarks=tuple(remarks)
    )


def _read(target: str, value: str) -> str:
    text = words(value, is_address=target in _ADDRESSES)
    if target == "language":
        return _LANGUAGES.get(text.lower(), text)
    return inert(text) if target == "note" else text


def _people(value: str) -> tuple[list[dict[str, str]], list[str]]:
    names = split_names(value)
    people = [name_parts(name) for name in names if name.lower() != "others"]
    return people, ["there are others, who are not named"] if len(people) < len(names) else []


def _address(value: str) -> str:
    match = re.search(r"https?://[^\s{}]+", words(value, is_address=True))
    return match[0] if match else ""


def _commands(place: str, fields: Mapping[str, object]) -> Iterator[Remark]:
    for name, value in fields.items():
        if isinstance(value, str) and name != "url" and (left := unknown_commands(value)):
            yield Remark(place, name, f"{', '.join(left[:5])} stays as it was written")


def _date(parts: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return one date, and the parts that do not belong to it."""
    if "date" in parts:
        date = parts.pop("date")
        parts.pop("year", None) if date.startswith(parts.get("year", "?")) else None
        return date, parts
    year, month, day = (parts.get(name, "") for name in ("year", "month", "day"))
    number = _month(month)
    if not year or not number:
        return parts.pop("year", ""), parts
    days = re.search(r"[0-9]+", day or re.sub(r"^[0-9]+$", "", month))
    date = f"{year}-{number:02}" + (f"-{int(days[0]):02}" if days and len(days[0]) < 3 else "")
    return date, {}


def _month(text: str) -> int:
    """Return the number of a month: `1`, `Jan.` and `January 15` are the first; 0 when it is none."""
    if text.isascii() and text.isdigit() and len(text) < 3:
        return int(text) if 1 <= int(text) <= 12 else 0
    name = re.search(r"[a-z]{3}", text.lower())
    return MONTHS.index(name[0]) + 1 if name and name[0] in MONTHS else 0
