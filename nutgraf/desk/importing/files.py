"""Entries into the text of a content file: appended, or in the place of those with the same id.

Only whole lines are added or exchanged. Whatever the layout of the file, the new text is read and compared with the
old: every other entry must be the same as before, and every new one must be there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from nutgraf.desk.importing import layout
from nutgraf.desk.importing.kinds import Kind
from nutgraf.desk.importing.values import LEFT, ImportFault
from nutgraf.read.files import read_file
from nutgraf.read.yaml import Tree, read_yaml

Entries = Mapping[str, Mapping[str, Any]]


def new_text(kind: Kind, head: Mapping[str, str], entries: Entries, left: Entries) -> str:
    """Return the text of a file that does not exist yet."""
    lines = layout.members(head) if kind.members else []
    lines += [f"{kind.members}:"] if kind.members and entries else []
    body = _entries(entries, 2 if kind.members else 0)
    return _text([*lines, *body[1:], *_left(left, {})]).lstrip("\n")


def added_text(path: str, text: str, kind: Kind, entries: Entries, left: Entries) -> str:
    """Return a file's text with entries added at the end of its own, and what could not become one below them."""
    tree, lines = _tree(path, text), text.rstrip("\n").split("\n")
    known, below = tree.value or {}, _left(left, tree.value or {})
    if not entries or not kind.members:
        return _text([*lines, *_entries(entries, 0), *below])
    if kind.members not in known:
        return _text([*lines, "", f"{kind.members}:", *_entries(entries, 2)[1:], *below])
    at = _end_of(tree, (kind.members,), lines)
    return _text([*lines[:at], *_entries(entries, _indent(tree, kind)), *lines[at:], *below])


def replaced_text(path: str, text: str, kind: Kind, entries: Entries) -> str:
    """Return a file's text with entries in the place of those that have their ids. Comment lines in them are kept."""
    for key, fields in entries.items():
        tree, lines = _tree(path, text), text.rstrip("\n").split("\n")
        loc = (kind.members, key) if kind.members else (key,)
        line, column = tree.keys[loc]
        end = _end_of(tree, loc, lines)
        first, *more = layout.entry(key, fields, column - 1)
        comments = _comments(path, lines, line - 1, end, tree.value)
        text = _text([*lines[: line - 1], first, *comments, *more, *lines[end:]])
    return text


def check_kept(path: str, before: str, after: str, kind: Kind, changed: Sequence[str]) -> None:
    """Raise ImportFault unless the file reads as before but for the changed entries, and these read without fault."""
    old, new = read_file(path, before.encode()), read_file(path, after.encode())
    refs = {f"{kind.name}:{key}" for key in changed}
    is_same = all(new.entries.get(ref) == entry for ref, entry in old.entries.items() if ref not in refs)
    faults = len(old.diagnostics) if before else 0
    if not is_same or not refs <= new.entries.keys() or len(new.diagnostics) > faults:
        advice = "name another file with --in, or give each of its ids a line of its own"
        raise ImportFault(f"content/{path} is laid out so that nothing can be put into it: {advice}")


def _tree(path: str, text: str) -> Tree:
    tree = read_yaml(f"content/{path}", text)
    if tree.faults:
        raise ImportFault(f"content/{path} has faults: mend them first (`nutgraf check` lists them)")
    if tree.value is not None and not isinstance(tree.value, dict):
        raise ImportFault(f"content/{path} holds no map of ids: mend it first (`nutgraf check` says how)")
    return tree


def _indent(tree: Tree, kind: Kind) -> int:
    columns = [place[1] for loc, place in tree.keys.items() if len(loc) == 2 and loc[0] == kind.members]
    return columns[0] - 1 if columns else 2


def _end_of(tree: Tree, loc: tuple[Any, ...], lines: Sequence[str]) -> int:
    """Return the number of lines up to the end of what stands at a key, without blanks and comments before the next."""
    line, column = tree.keys[loc]
    after = [place[0] for at, place in tree.keys.items() if len(at) <= len(loc) and place > (line, column)]
    end = min(after, default=len(lines) + 1) - 1
    while end > line and _is_between(lines[end - 1], column - 1):
        end -= 1
    return end


def _is_between(line: str, indent: int) -> bool:
    """Whether a line is blank or a comment that belongs to what follows."""
    bare = line.lstrip(" ")
    return not bare or (bare.startswith("#") and len(line) - len(bare) <= indent)


def _comments(path: str, lines: list[str], start: int, end: int, value: Any) -> list[str]:
    """Return the lines that say nothing to the reader: taking one away changes no value."""
    hashes = [at for at in range(start + 1, end) if lines[at].lstrip().startswith("#")]
    return [lines[at] for at in hashes if read_yaml(path, "\n".join(lines[:at] + lines[at + 1 :])).value == value]


def _entries(entries: Entries, indent: int) -> list[str]:
    return [line for key, fields in entries.items() for line in ("", *layout.entry(key, fields, indent))]


def _left(left: Entries, known: Mapping[str, Any]) -> list[str]:
    """Return the lines of what could not become entries, under a key that is free."""
    if not left:
        return []
    name, number = LEFT, 2
    while name in known:
        name, number = f"{LEFT}-{number}", number + 1
    return ["", f"{name}:", *_entries(left, 2)[1:]]


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"
