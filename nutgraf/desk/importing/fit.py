"""Records to entries that the content reader takes.

The reader itself is asked: an entry is written as YAML and read; a field that it faults is mended by a row of `MENDERS`
or moves to `x-imported` with the reader's own words as the reason. What cannot become an entry keeps all it has.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nutgraf.desk.importing import layout
from nutgraf.desk.importing.dates import read_date
from nutgraf.desk.importing.kinds import KINDS, Kind, hints, is_date, markdown_names, marks, required
from nutgraf.desk.importing.plain import inert, plain
from nutgraf.desk.importing.values import KEPT, Choices, Record, Remark
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.fields import MaxWords
from nutgraf.model.links import is_followed, text_ref
from nutgraf.read.markdown import is_cut, links
from nutgraf.read.schema import build
from nutgraf.read.yaml import Tree, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A record as it will be written."""

    record: Record
    fields: Mapping[str, Any]
    """In the order of the format, `x-imported` last."""
    remarks: tuple[Remark, ...]
    unfit: str = ""
    """Why it cannot be an entry; then all it has stays together below `x-not-imported`."""


class _Fitting:
    """One record on its way."""

    def __init__(self, record: Record, choices: Choices) -> None:
        self.record, self.choices, self.kind = record, choices, KINDS[record.kind]
        self.fields: dict[str, Any] = {}
        self.rest: dict[str, Any] = dict(plain(record.rest))
        self.remarks = list(record.remarks)

    def remark(self, field: str, why: str) -> None:
        self.remarks.append(Remark(self.record.place, field, why))

    def keep_apart(self, field: str, value: Any, why: str) -> None:
        """Move a value to `x-imported`."""
        name, number = field, 2
        while name in self.rest and self.rest[name] != value:
            name, number = f"{field} {number}", number + 1
        self.rest[name] = value
        self.remark(field, why)


def fit(record: Record, choices: Choices) -> Fitted:
    """Return a record whose fields the reader takes."""
    fitting = _Fitting(record, choices)
    for field, value in record.fields.items():
        _take(fitting, field, plain(value))
    for step in STEPS:
        step(fitting)
    missing = [name for name in required(fitting.kind.of) if name not in fitting.fields]
    unfit = record.unfit or (f"it has no {' and no '.join(missing)} that can be read" if missing else "")
    fields = {name: fitting.fields[name] for name in hints(fitting.kind.of) if name in fitting.fields}
    if fitting.rest:
        fields[KEPT] = fitting.rest
    return Fitted(record=record, fields=fields, remarks=tuple(fitting.remarks), unfit=unfit)


def _take(fitting: _Fitting, field: str, value: Any) -> None:
    if value in ("", [], {}, "null"):
        return
    if field not in hints(fitting.kind.of):
        fitting.keep_apart(field, value, f"{_article(fitting.kind.name)} has no such field")
    else:
        fitting.fields[field] = value


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _settle_dates(fitting: _Fitting) -> None:
    for field, hint in hints(fitting.kind.of).items():
        value = fitting.fields.get(field)
        if not is_date(hint) or not isinstance(value, str):
            continue
        zone = fitting.fields.get("zone") or fitting.choices.zone
        try:
            date = read_date(value, zone if isinstance(zone, str) else "", fitting.choices.order)
        except ValueError as error:
            del fitting.fields[field]
            fitting.keep_apart(field, value, str(error))
            continue
        if date != value:
            fitting.fields[field] = date
            fitting.remark(field, f"{value!r} was read as {date}")


def _settle_lines(fitting: _Fitting) -> None:
    """Join the lines of texts that stand in one line."""
    prose = markdown_names(fitting.kind.of)
    for field, value in fitting.fields.items():
        if isinstance(value, str) and field not in prose:
            fitting.fields[field] = " ".join(value.split())


def _settle_forms(fitting: _Fitting) -> None:
    """Write forms that are no more than a text as that text."""
    forms = fitting.fields.get("forms")
    if isinstance(forms, list):
        short = [each["text"] if isinstance(each, dict) and list(each) == ["text"] else each for each in forms]
        fitting.fields["forms"] = short


def _ask_the_reader(fitting: _Fitting) -> None:
    for _ in range(2 * len(hints(fitting.kind.of))):
        found = _faults(fitting.kind, fitting.fields)
        if not found:
            return
        for field, fault in found.items():
            mender = MENDERS.get((fitting.kind.name, field, fault.rule)) or MENDERS.get(("", field, fault.rule))
            (mender or _move)(fitting, field, fault)


def _faults(kind: Kind, fields: Mapping[str, Any]) -> dict[str, Diagnostic]:
    """Return the reader's first fault of each field; keys that are missing are no fault of a field."""
    tree = read_yaml("", "\n".join([*layout.entry("entry", fields), ""]) if fields else "entry: {}\n")
    found = [*tree.faults, *build(kind.of, tree, ("entry",), {"id": "x", **kind.given}, "")[1]]
    named: dict[str, Diagnostic] = {}
    for fault in found:
        field = _field_at(tree, fault.span.line)
        if field:
            named.setdefault(field, fault)
    return named


def _field_at(tree: Tree, line: int) -> str:
    """Return the field whose lines hold this one; empty for the line of the entry itself."""
    above = [(place, loc[1]) for loc, place in tree.keys.items() if len(loc) == 2 and place[0] <= line]
    return str(max(above)[1]) if above else ""


def _move(fitting: _Fitting, field: str, fault: Diagnostic) -> None:
    hint = f" ({fault.hint})" if fault.hint else ""
    fitting.keep_apart(field, fitting.fields.pop(field), f"{_said(field, fault)}{hint}")


def _said(field: str, fault: Diagnostic) -> str:
    return fault.message.removeprefix(f"{field}: ")


def _shorten(fitting: _Fitting, field: str, fault: Diagnostic) -> None:
    limit = next(mark.limit for mark in marks(hints(fitting.kind.of)[field]) if isinstance(mark, MaxWords))
    whole = fitting.fields[field]
    fitting.fields[field] = " ".join(whole.split()[:limit]) + "…"
    fitting.keep_apart(field, whole, f"{_said(field, fault)}: cut short")


def _as_document(fitting: _Fitting, field: str, _fault: Diagnostic) -> None:
    kept = fitting.fields.pop(field)
    stands_for = _TYPES.get(kept, "document") if isinstance(kept, str) else "document"
    fitting.fields[field] = stands_for
    fitting.keep_apart(field, kept, f"{kept!r} is no type of source here: {stands_for} stands for it")


def _point_for_comma(fitting: _Fitting, field: str, fault: Diagnostic) -> None:
    value = fitting.fields[field]
    if not isinstance(value, str) or value.count(",") != 1 or "." in value:
        _move(fitting, field, fault)
        return
    fitting.fields[field] = value.replace(",", ".").replace(" ", "")
    fitting.remark(field, f"{value!r} was read as {fitting.fields[field]}")


_TYPES = {
    "paper-conference": "article", "review": "article", "review-book": "article", "article-newspaper": "article",
    "thesis": "report", "entry": "entry-encyclopedia", "entry-dictionary": "entry-encyclopedia",
    "motion_picture": "broadcast", "standard": "regulation", "pamphlet": "book", "classic": "book",
}  # fmt: skip
"""Types of CSL without a counterpart here, and what comes nearest."""

MENDERS: Mapping[tuple[str, str, str], Callable[[_Fitting, str, Diagnostic], None]] = {
    ("event", "title", "too-long"): _shorten,
    ("term", "short", "too-long"): _shorten,
    ("source", "type", "bad-choice"): _as_document,
    ("place", "latitude", "wrong-type"): _point_for_comma,
    ("place", "longitude", "wrong-type"): _point_for_comma,
    ("place", "precision_km", "wrong-type"): _point_for_comma,
}
"""By kind, field and rule: what is done about a fault. All others move the value to `x-imported`."""


def _disarm_links(fitting: _Fitting) -> None:
    """Show texts as words whose links no reader could follow: the build would refuse them."""
    for field in markdown_names(fitting.kind.of):
        text = fitting.fields.get(field)
        if isinstance(text, str) and (why := _refused_link(text)):
            fitting.fields[field] = inert(text)
            fitting.remark(field, why)


def _refused_link(text: str) -> str:
    if is_cut(text):
        return "lists or quotations stand too deep inside each other: kept as plain words"
    for link in links(text, ()):
        if link.is_image or not (is_followed(link.url) or text_ref(link.url, "")):
            return f"{link.url[:100]!r} is no address that readers can follow: links and markup are kept as plain words"
    return ""


def _stand_in(fitting: _Fitting) -> None:
    if fitting.record.unfit:
        return
    for field, value in fitting.kind.stand_ins.items():
        if field not in fitting.fields:
            fitting.fields[field] = value
            fitting.remark(field, f"the file does not say: {value!r} stands for it")
    if fitting.kind.name == "place" and "precision_km" not in fitting.fields and fitting.choices.precision_km:
        fitting.fields["precision_km"] = fitting.choices.precision_km


def _note_formulas(fitting: _Fitting) -> None:
    for field, value in fitting.fields.items():
        if isinstance(value, str) and (value.startswith(("=", "@")) or value in _SHEET_ERRORS):
            fitting.remark(field, f"{value[:40]!r} looks like a spreadsheet’s formula or error: kept as words")


_SHEET_ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!")

STEPS: tuple[Callable[[_Fitting], None], ...] = (
    _settle_dates,
    _settle_lines,
    _settle_forms,
    _note_formulas,
    _ask_the_reader,
    _disarm_links,
    _stand_in,
)
"""In order: a later one relies on the earlier ones."""
