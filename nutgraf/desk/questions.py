"""Questions on a terminal, one a field: what it means, what may be written, and at once what is wrong with it."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, get_args

from rapidfuzz import fuzz, process

from nutgraf.desk.fields import WrongAnswerError, faults, inner, is_list, is_named, is_record, value_of, words
from nutgraf.desk.schema_source import Field, author_fields
from nutgraf.desk.shapes import bare, is_map, mark_of
from nutgraf.model.dates import PartialDate
from nutgraf.model.fields import RefTo

Known = Mapping[str, Collection[str]]
"""The ids that there are, by kind."""


class Asker:
    """Asks for fields until the answers can be read. `read` shows a prompt and returns a line, as `input` does."""

    def __init__(self, read: Callable[[str], str], say: Callable[[str], None], known: Known, today: str) -> None:
        self.read, self.say, self.known, self.today = read, say, known, today

    def fields(self, kind: type, asked: Collection[Field]) -> dict[str, Any]:
        """Return the answers, by field; a field that was skipped is not among them."""
        answers = {field.name: self.field(kind, field) for field in asked}
        return {name: value for name, value in answers.items() if not _is_empty(value)}

    def field(self, kind: type, field: Field) -> Any:
        """Ask for one field, again until it can be read; None when it is skipped."""
        self.say(f"\n{field.name} ({'needed' if field.is_required else 'Enter skips it'})")
        if field.meaning:
            self.say(f"  {field.meaning}")
        while True:
            try:
                value = self.value(field)
            except WrongAnswerError as error:
                self.say(f"  {error}")
                continue
            wrong = self.wrong(kind, field, value)
            if not wrong:
                return value
            self.say("\n".join(f"  {each}" for each in wrong))

    def wrong(self, kind: type, field: Field, value: Any) -> tuple[str, ...]:
        """Return what is wrong with an answer: in the reader's words, or a ref to nothing."""
        if _is_empty(value):
            return ("it is needed",) if field.is_required else ()
        return faults(kind, field.name, value) or tuple(self.unknown(field.hint, value))

    def unknown(self, hint: Any, value: Any) -> list[str]:
        """Return what to say of each id in a value that names nothing."""
        if is_list(hint) and isinstance(value, list):
            return [said for each in value for said in self.unknown(inner(hint), each)]
        if is_map(bare(hint)) and isinstance(value, Mapping):
            return [said for each in value.values() for said in self.unknown(get_args(bare(hint))[1], each)]
        mark = mark_of(hint, RefTo)
        if mark is None or value in (known := self.known[mark.kind]):
            return []
        best = process.extractOne(str(value), list(known), scorer=fuzz.WRatio, score_cutoff=60)
        return [f"there is no {mark.kind} {value!r}" + (f": did you mean {best[0]!r}?" if best else "")]

    def value(self, field: Field) -> Any:
        """Return what is typed for a field, read by its type; empty when nothing is."""
        hint = field.hint
        if is_record(hint):
            return self.record(bare(hint))
        if not is_list(hint):
            return self.pairs(hint) if is_map(bare(hint)) else self.scalar(field)
        if is_record(inner(hint)):
            return self.records(bare(inner(hint)))
        if is_named(inner(hint)):
            return value_of(hint, [self.line(f"  {words(inner(hint))}; several with commas")])
        return value_of(hint, self.lines(f"  {words(inner(hint))}; one a line, Enter ends"))

    def pairs(self, hint: Any) -> Any:
        """Ask for the keys and values of a map."""
        lines = self.lines(f"  {words(hint)}; one a line, Enter ends")
        return value_of(hint, lines) if lines else {}

    def scalar(self, field: Field) -> Any:
        """Ask for one text. Where the date of the work is needed, and not of what it tells of, it is today's."""
        is_today = field.is_required and bare(field.hint) is PartialDate and field.name != "date"
        line = self.line(f"  {words(field.hint)}" + (f"; Enter for {self.today}" if is_today else ""))
        return value_of(field.hint, [line]) if line else self.today if is_today else None

    def record(self, kind: Any) -> dict[str, Any]:
        """Ask for the fields of a record, those needed first; nothing for the first one leaves the record out."""
        first, *rest = sorted(author_fields(kind), key=lambda each: not each.is_required)
        if _is_date(first):
            rest, first = [first, *rest[1:]], rest[0]
        self.say(f"  {first.name}")
        value = self.value(first)
        if _is_empty(value):
            return {}
        answers = {first.name: value, **self.fields(kind, rest)}
        return {each.name: answers[each.name] for each in author_fields(kind) if each.name in answers}

    def records(self, kind: Any) -> list[dict[str, Any]]:
        """Ask for records until one is left out."""
        found: list[dict[str, Any]] = []
        while True:
            self.say(f"  number {len(found) + 1}; Enter when there are no more")
            record = self.record(kind)
            if not record:
                return found
            found.append(record)

    def line(self, prompt: str) -> str:
        """Return one line without the spaces around it."""
        return self.read(f"{prompt}\n  > ").strip()

    def lines(self, prompt: str) -> list[str]:
        """Return lines up to an empty one."""
        found = []
        line = self.line(prompt)
        while line:
            found.append(line)
            line = self.read("  > ").strip()
        return found


def _is_empty(value: Any) -> bool:
    return value in (None, "", [], {})


def _is_date(field: Field) -> bool:
    """Dates have an answer without typing, so that Enter for them cannot mean that a record is left out."""
    return bare(field.hint) is PartialDate
