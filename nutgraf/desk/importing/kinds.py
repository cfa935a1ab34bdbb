"""The kinds of entries that can be imported: their class, their file, and what stands in for what a file lacks."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from nutgraf.desk.importing.values import TO_DO, WrongChoiceError
from nutgraf.model.entries import Entry, Event, Place, Source, Term
from nutgraf.model.fields import Id, Markdown, is_id, nearest_id
from nutgraf.read.schema import SET_BY_READER


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of entry and where it goes."""

    name: str
    of: type
    folder: str
    """Below content/."""
    members: str = ""
    """The key of a file under which its entries stand; empty: they are the file."""
    given: Mapping[str, str]
    """What the reader sets, to check an entry on its own."""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    """Values for keys that an entry must have, when the imported file does not say."""


KINDS: Mapping[str, Kind] = {
    "event": Kind(name="event", of=Event, folder="timelines", members="events", given={"timeline": "x"},
                  stand_ins={"text": TO_DO}),
    "place": Kind(name="place", of=Place, folder="places", given={}, stand_ins={"kind": "site", "why": TO_DO}),
    "source": Kind(name="source", of=Source, folder="sources", given={}, stand_ins={"type": "document"}),
    "term": Kind(name="term", of=Term, folder="glossaries", members="terms", given={"glossary": "x"},
                 stand_ins={"kind": "concept", "short": TO_DO}),
}  # fmt: skip


def path_of(kind: str, name: str) -> str:
    """Return the path below content/ that `--in` names; places and sources may also stand in a file of their own."""
    where = KINDS[kind]
    if not where.members and name in ("", where.folder):
        return f"{where.folder}.yaml"
    if not name:
        raise WrongChoiceError(f"--in is missing: name the file, as in --in kh for content/{where.folder}/kh.yaml")
    if not is_id(name):
        raise WrongChoiceError(f"--in {name}: write a name of small letters, digits and hyphens{_such_as(name)}")
    return f"{where.folder}/{name}.yaml"


def _such_as(name: str) -> str:
    return f", such as {nearest_id(name)}" if nearest_id(name) else ""


@cache
def hints(of: type) -> Mapping[str, Any]:
    """Return the types of an entry's fields that authors write."""
    entry: Any = of
    names = [each.name for each in fields(entry) if each.name not in SET_BY_READER]
    return {name: get_type_hints(of, include_extras=True)[name] for name in names}


@cache
def required(of: type) -> tuple[str, ...]:
    """Return the fields without which an entry cannot be."""
    entry: Any = of
    bare = [each.name for each in fields(entry) if each.default is MISSING and each.default_factory is MISSING]
    return tuple(name for name in bare if name in hints(of))


def bare(hint: Any) -> Any:
    """Return a type without its metadata and without None."""
    while get_origin(hint) is Annotated or type(None) in get_args(hint):
        hint = next(each for each in get_args(hint) if each is not type(None))
    return hint


def marks(hint: Any) -> tuple[Any, ...]:
    """Return the metadata of a type or of that which may be None."""
    if get_origin(hint) is Annotated:
        return tuple(get_args(hint)[1:])
    return next((marks(each) for each in get_args(hint) if get_origin(each) is Annotated), ())


def names_with(of: type, mark: type) -> tuple[str, ...]:
    """Return the fields that have a mark, such as `Markdown`."""
    return tuple(name for name, hint in hints(of).items() if any(isinstance(each, mark) for each in marks(hint)))


def markdown_names(of: type) -> tuple[str, ...]:
    """Return the fields whose texts are Markdown."""
    return names_with(of, Markdown)


def is_date(hint: Any) -> bool:
    """Whether a field is a date."""
    return any(getattr(mark, "rule", "") == "bad-date" for mark in marks(hint))


def is_list(hint: Any) -> bool:
    """Whether a field is a list."""
    return get_origin(bare(hint)) is tuple


def is_list_of_ids(hint: Any) -> bool:
    """Whether a field is a list of ids."""
    item = get_args(bare(hint))[0] if is_list(hint) else None
    return item is not None and marks(Id)[0] in marks(item)


def is_map(hint: Any) -> bool:
    """Whether a field has keys of its own."""
    inner = bare(hint)
    return get_origin(inner) is Mapping or (isinstance(inner, type) and issubclass(inner, Entry))
