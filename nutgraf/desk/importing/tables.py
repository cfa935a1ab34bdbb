"""CSV to entries: the columns of the header are fields of the format.

The delimiter is found from the header. A cell of a list holds its items between semicolons; a column `actors.target`
is a key of a map.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nutgraf.desk.importing.kinds import KINDS, hints, is_list, is_list_of_ids, is_map, required
from nutgraf.desk.importing.plain import clean, one_line
from nutgraf.desk.importing.values import Choices, Imported, ImportFault, Record, Remark, WrongChoiceError

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column, and cells that no column is named for."""

    place: str
    cells: Mapping[str, str]
    extra: Mapping[str, str]
    remarks: tuple[Remark, ...]


def read_rows(text: str) -> Iterator[Row]:
    """Yield the rows below the header; raise ImportFault when it is no table."""
    text = text.removeprefix("\ufeff").strip("\r\n")
    try:
        yield from _rows(text)
    except csv.Error as error:
        raise ImportFault(f"it is no table that can be read: {error}") from None


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = [_column(name) for name in next(reader, [])]
    twice = next((name for name in header if name and header.count(name) > 1), "")
    if not any(header):
        raise ImportFault("its first line names no columns")
    if twice:
        raise ImportFault(f"two columns are called {twice!r}: rename one")
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _row(header, cells, f"row {line}")
        line = reader.line_num + 1


def _row(header: list[str], cells: list[str], place: str) -> Row:
    named = {name: clean(cell) for name, cell in zip(header, cells, strict=False) if name}
    loose = {f"column {at}": clean(cell) for at, cell in enumerate(cells, 1) if at > len(header) or not header[at - 1]}
    extra = {name: cell for name, cell in loose.items() if cell}
    remarks = tuple(Remark(place, name, "no column of the header is named for it") for name in extra)
    return Row(place, named, extra, remarks)


def _delimiter(text: str) -> str:
    """Return the sign that stands most often in the first line, outside quotes."""
    first = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(_DELIMITERS, key=first.count)


def _column(name: str) -> str:
    """Return a column's name as fields are written: ``Precision km`` is precision_km."""
    return re.sub(r"[\s-]+", "_", clean(name).lower()) if "." not in name else one_line(name)


def read_table(text: str, choices: Choices) -> Imported:
    """Read a table of entries of one kind."""
    rows = list(read_rows(text))
    if not rows:
        raise ImportFault("it holds no row below its header")
    kind = choices.kind or _kind_of(rows[0].cells)
    return Imported(records=tuple(_record(kind, row) for row in rows))


def _kind_of(columns: Mapping[str, str]) -> str:
    """Return the one kind whose required fields are all or most among the columns."""
    counts = {name: sum(each in columns for each in _telling(name)) for name in KINDS}
    best = max(counts.values())
    kinds = [name for name, count in counts.items() if count == best]
    if not best or len(kinds) > 1:
        advice = " or ".join(f"--kind {name}" for name in (kinds if best else KINDS))
        raise WrongChoiceError(f"its columns do not tell what it is a table of: say it with {advice}")
    return kinds[0]


def _telling(name: str) -> set[str]:
    """Return fields that tell a kind from the others."""
    own = set(required(KINDS[name].of)) | {"url"} & set(hints(KINDS[name].of))
    return own - {"kind", "name", "title"}


def _record(kind: str, row: Row) -> Record:
    of = KINDS[kind].of
    fields: dict[str, Any] = {}
    for column, cell in row.cells.items():
        if not cell or column == "id":
            continue
        field, _, key = column.partition(".")
        if key and field in hints(of) and is_map(hints(of)[field]) and isinstance(fields.get(field, {}), dict):
            fields.setdefault(field, {})[key] = _items(cell, _IDS) if field in ("relations", "actors") else cell
        else:
            fields[column] = _value(hints(of).get(column), column, cell)
    name = row.cells.get("id") or row.cells.get("title") or row.cells.get("name") or ""
    return Record(
        kind=kind, place=f"{row.place} ({one_line(name)[:60]})" if name else row.place, id=name, fields=fields,
        rest=row.extra, remarks=row.remarks,
    )  # fmt: skip


def _value(hint: Any, column: str, cell: str) -> Any:
    if hint is None or not is_list(hint):
        return cell
    if column in ("author", "editor", "translator"):
        return [_person(each) for each in _items(cell)]
    return _items(cell, _IDS) if is_list_of_ids(hint) else _items(cell)


_IDS = r"[;|,\s]+"
"""What may stand between ids: they hold no spaces."""


def _items(cell: str, between: str = r"[;|]") -> list[str]:
    return [each.strip() for each in re.split(between, cell) if each.strip()]


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma and given.strip() else {"literal": name}
