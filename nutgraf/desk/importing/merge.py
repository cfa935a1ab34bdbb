"""Records into the files of a project: which ids, which files, what new text. Writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nutgraf.desk.importing import files
from nutgraf.desk.importing.fit import Fitted, fit
from nutgraf.desk.importing.kinds import KINDS, path_of
from nutgraf.desk.importing.names import name_all
from nutgraf.desk.importing.plain import one_line
from nutgraf.desk.importing.values import KEPT, Choices, Imported, ImportFault, Remark, WrongChoiceError
from nutgraf.model.origins import Origin
from nutgraf.read.files import read_file

_SHOWN = 20


class TakenError(WrongChoiceError):
    """Ids or files exist already; `--force` is how to replace them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What an import would write."""

    texts: Mapping[str, str]
    """New texts of files by their path below content/."""
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Ids of records that could not become entries."""
    remarks: tuple[Remark, ...] = ()
    path: str = ""
    """The file that `--in` names."""
    shown: tuple[str, ...] = field(default=())
    """The lines of the new entries, for a look before anything is written."""


def merge(
    imported: Imported,
    choices: Choices,
    contents: Mapping[str, str],
    name: str,
    *,
    prefix: str = "",
    force: bool = False,
) -> Merged:
    """Return what importing records changes. `contents` are the texts of content/ by path.

    Raises TakenError where something would be overwritten, ImportFault where nothing can be imported.
    """
    if not imported.records:
        raise ImportFault(_nothing(imported))
    kind = KINDS[imported.records[0].kind]
    path = path_of(kind.name, name)
    named, renamed = name_all((fit(record, choices) for record in imported.records), prefix)
    entries = {key: each.fields for key, each in named.items() if not each.unfit}
    left = {key: _leftover(each) for key, each in named.items() if each.unfit}
    old = _known(kind.name, contents)
    taken = {key: old[key] for key in entries if key in old}
    if taken and not force:
        raise TakenError(_taken(kind.name, taken))
    texts = _replaced(kind.name, contents, entries, taken)
    new = {key: fields for key, fields in entries.items() if key not in taken}
    homes = {key: taken[key].path.removeprefix("content/") if key in taken else path for key in entries}
    if new or left:
        texts[path] = _added(kind.name, path, texts.get(path, contents.get(path)), new, left, _head(imported, name))
    for changed, text in texts.items():
        here = [key for key, home in homes.items() if home == changed]
        files.check_kept(changed, contents.get(changed, ""), text, kind, here)
    return Merged(
        texts=texts, added=tuple(new), replaced=tuple(taken), left=tuple(left), path=path,
        remarks=(*imported.remarks, *renamed, *_remarks(named)), shown=tuple(_shown(kind.name, entries, left)),
    )  # fmt: skip


def _nothing(imported: Imported) -> str:
    first = next((f": {each.why}" for each in imported.remarks), "")
    return f"it holds nothing that can be imported{first}"


def _leftover(fitted: Fitted) -> dict[str, Any]:
    apart = {key: value for key, value in fitted.fields.items() if key != KEPT}
    return {"why-not": fitted.unfit, **apart, **({KEPT: fitted.fields[KEPT]} if KEPT in fitted.fields else {})}


def _known(kind: str, contents: Mapping[str, str]) -> dict[str, Origin]:
    """Return where the entries of a kind stand, by id."""
    found: dict[str, Origin] = {}
    for path, text in contents.items():
        if path.startswith(KINDS[kind].folder):
            for ref, origin in read_file(path, text.encode()).origins.items():
                if ref.startswith(f"{kind}:"):
                    found.setdefault(ref.partition(":")[2], origin)
    return found


def _taken(kind: str, taken: Mapping[str, Origin]) -> str:
    places = [f"{key} ({origin.path}:{origin.key[0]})" for key, origin in taken.items()]
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    listed = f"{', '.join(places[:_SHOWN])}{more}"
    some = f"{kind}s exist" if len(places) > 1 else f"{kind} exists"
    return f"{len(places)} {some} already: {listed}. --force replaces; --prefix TEXT- gives the new ones other ids"


def _replaced(
    kind: str, contents: Mapping[str, str], entries: files.Entries, taken: Mapping[str, Origin]
) -> dict[str, str]:
    texts: dict[str, str] = {}
    for key, origin in taken.items():
        path = origin.path.removeprefix("content/")
        text = texts.get(path, contents[path])
        texts[path] = files.replaced_text(path, text, KINDS[kind], {key: entries[key]})
    return texts


def _added(
    kind: str, path: str, text: str | None, new: files.Entries, left: files.Entries, head: Mapping[str, str]
) -> str:
    if text is None:
        return files.new_text(KINDS[kind], head, new, left)
    return files.added_text(path, text, KINDS[kind], new, left)


def _head(imported: Imported, name: str) -> dict[str, str]:
    words = name.replace("-", " ")
    head = {"title": one_line(imported.title) or words[:1].upper() + words[1:]}
    return head | ({"summary": imported.summary} if imported.summary else {})


def _remarks(named: Mapping[str, Fitted]) -> Iterable[Remark]:
    for each in named.values():
        if each.unfit:
            yield Remark(each.record.place, "", f"not imported: {each.unfit}")
        yield from each.remarks


def _shown(kind: str, entries: files.Entries, left: files.Entries) -> Iterable[str]:
    yield from files.new_text(KINDS[kind], {}, entries, left).split("\n")


def said(remarks: Iterable[Remark]) -> list[str]:
    """Return remarks as lines: those that say the same of the same field are one, with the places they are about."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for each in remarks:
        grouped.setdefault((each.field, each.why), []).append(each.place)
    return [_line(field, why, list(dict.fromkeys(places))) for (field, why), places in grouped.items()]


def _line(name: str, why: str, places: list[str]) -> str:
    more = f" and {len(places) - 3} more" if len(places) > 4 else ""
    where = ", ".join(places[:3] if more else places) + more
    return one_line(f"{where}: {f'{name}: ' if name else ''}{why}")
