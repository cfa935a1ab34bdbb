"""Write a note's new quotation into annotations.yaml: its words are replaced where they stand, nothing else."""

from nutgraf.desk.document import Document
from nutgraf.desk.edit import add_key, set_scalars, set_value
from nutgraf.model.entries import Quote

_PARTS = ("exact", "prefix", "suffix")


def with_quote(doc: Document, note: str, quote: Quote) -> Document:
    """Return an annotations file in which one note has another quotation, written as the old one was.

    Raises CannotEditError when the note is not there or is written in a way that is left to its author.
    """
    entry = doc.value.get(note) if isinstance(doc.value, dict) else None
    if not isinstance(entry, dict) or not isinstance(entry.get("quote"), str | dict):
        raise doc.refusal(0, f"replacing the quotation of the note {note!r}")
    wanted = {part: words for part in _PARTS if (words := getattr(quote, part))}
    old, loc = entry["quote"], (note, "quote")
    if isinstance(old, dict):
        doc = set_scalars(doc, {(*loc, part): wanted.get(part, "") for part in old if part in _PARTS})
        for part in (each for each in wanted if each not in old):
            doc = add_key(doc, loc, part, wanted[part])
        return doc
    if wanted.keys() == {"exact"}:
        return set_scalars(doc, {loc: quote.exact})
    return set_value(doc, loc, wanted)
