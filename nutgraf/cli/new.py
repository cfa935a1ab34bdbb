"""`nutgraf new`."""

import argparse
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError, project_of, report
from nutgraf.desk.fields import WrongAnswerError, fields_of, is_list, value_of, words
from nutgraf.desk.new import KINDS, CannotMakeError, Made, check_new_id, homes, make
from nutgraf.desk.shapes import bare, class_of, is_map

if TYPE_CHECKING:
    from nutgraf.desk.contents import Contents

EXAMPLES = """\
  nutgraf new site my-explainer
  nutgraf new article harbour-closes
  nutgraf new term pmf --in kh --name "Popular Mobilization Forces" --kind organisation --short "…"
  nutgraf new event talks-2024-01-25 --date "25 Jan 2024" --title "Talks begin" --text "…" --places baghdad
  nutgraf new note whose-base --in harbour-closes
On a terminal, whatever is not given is asked for."""

NEXT: Mapping[str, str] = {
    "article": "write its text below the front matter; when it is ready, delete the line `status: draft`",
    "term": "look at it with `nutgraf serve`; link to it with [words](term:{id}) where no form is found",
    "event": "link to it with [words](event:{id}), and see that an article lists its timeline under `timelines`",
    "place": "name it in an event (`places: [{id}]`), or link to it with [words](place:{id})",
    "source": "cite it with [](source:{id}), or list it under `sources`",
    "claim": "link to it with [words](claim:{id}), or list it in an event (`claims: [{id}]`)",
    "note": "look at it beside its words with `nutgraf serve`",
    "glossary": "put terms into it with `nutgraf new term --in {id}`",
    "timeline": "put events into it with `nutgraf new event --in {id}`, and list it in an article: `timelines: [{id}]`",
}
"""What to do with a new entry."""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command: one sub-command for each kind, with an option for each of its fields."""
    kinds = command.add_subparsers(dest="what", required=True, metavar="KIND")
    site = kinds.add_parser("site", help="a small complete example in a folder of its own")
    site.add_argument("folder", metavar="DIR", help="a folder that is empty or not there yet")
    for kind in KINDS:
        _add_kind(kinds, kind)


def _add_kind(kinds: Any, kind: str) -> None:
    words_ = (class_of(kind).__doc__ or "").split(". ")[0].rstrip(".")
    parser = kinds.add_parser(kind, help=words_[0].lower() + words_[1:].replace("%", "%%"))
    parser.add_argument("id", nargs="?", metavar="ID", help="small letters, digits and hyphens; never changes")
    if kind not in ("article", "glossary", "timeline"):
        parser.add_argument("--in", dest="home", metavar="NAME", default="", help="the file or article it goes into")
    for field in fields_of(kind):
        is_many = is_list(field.hint) or is_map(bare(field.hint))
        said = f"{field.meaning} ({words(field.hint)})" if field.meaning else words(field.hint)
        said = f"{'needed; ' if field.is_required else ''}{said}{'; may be repeated' if is_many else ''}"
        parser.add_argument(
            f"--{field.name.replace('_', '-')}", dest=f"field_{field.name}", action="append", metavar="…",
            help=said.replace("%", "%%"),
        )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Make a site or an entry."""
    if options.what == "site":
        return _site(Path(options.folder))
    from nutgraf.desk.contents import contents_of
    from nutgraf.desk.document import CannotEditError

    project = project_of(options)
    contents = contents_of(project)
    try:
        new, home, fields = _wanted(options, contents)
        made = make(contents, options.what, new, fields, home)
    except (CannotMakeError, WrongAnswerError) as error:
        raise UsageError(str(error)) from None
    except CannotEditError as error:
        report(error.diagnostics)
        print("nothing was written: mend this first")
        return WRONG_CONTENT
    return _write(project.content, contents, made, options.what, new)


def _write(folder: Path, before: "Contents", made: Made, kind: str, new: str) -> int:
    from nutgraf.desk.findings import write_contents

    if not made.is_good:
        report(made.brought)
        print(f"nothing was written; content/{made.path} would have been:\n\n{_around(made)}")
        return WRONG_CONTENT
    write_contents(folder, before, made.contents)
    print(f"content/{made.path}:{made.line}: the {kind} {new!r} is written")
    report(made.brought)
    print(f"next: {NEXT[kind].format(id=new)}")
    return GOOD


def _around(made: Made) -> str:
    """Return the new entry as it would stand in its file, so that nothing typed is lost."""
    lines = made.contents[made.path].decode().splitlines()[made.line - 1 :]
    depth = len(lines[0]) - len(lines[0].lstrip())
    deeper = " " * (depth + 1)
    end = next((at for at, line in enumerate(lines) if at and line.strip() and not line.startswith(deeper)), None)
    return "\n".join(lines if made.line == 1 else lines[:end]).rstrip()


def _wanted(options: argparse.Namespace, contents: "Contents") -> tuple[str, str, dict[str, Any]]:
    """Return id, home and fields, from the options and, on a terminal, from questions."""
    kind = options.what
    home: str = getattr(options, "home", "")
    given = _given(options)
    missing = [field for field in fields_of(kind) if field.is_required and field.name not in given]
    if not sys.stdin.isatty():
        if missing or not options.id:
            raise UsageError(_missing(kind, options.id, [field.name for field in missing]))
    elif missing or not options.id:
        return _asked(options, contents, given)
    return options.id, home, _complete(kind, given)


def _missing(kind: str, new: str | None, names: list[str]) -> str:
    wanted = [*([] if new else ["ID"]), *(f"--{name.replace('_', '-')}" for name in names)]
    return f"a new {kind} needs {', '.join(wanted)} (see nutgraf new {kind} --help)"


def _given(options: argparse.Namespace) -> dict[str, Any]:
    found = {}
    for field in fields_of(options.what):
        typed = getattr(options, f"field_{field.name}")
        if typed:
            try:
                found[field.name] = value_of(field.hint, typed)
            except WrongAnswerError as error:
                raise UsageError(f"--{field.name.replace('_', '-')}: {error}") from None
    return found


def _complete(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields in the order of the class. An article starts as a draft."""
    from nutgraf.desk.schema_source import author_fields

    fields = {"status": "draft", **given} if kind == "article" else dict(given)
    return {each.name: fields[each.name] for each in author_fields(class_of(kind)) if each.name in fields}


def _asked(
    options: argparse.Namespace, contents: "Contents", given: Mapping[str, Any]
) -> tuple[str, str, dict[str, Any]]:
    from nutgraf.desk.ids import ids_of
    from nutgraf.desk.questions import Asker
    from nutgraf.model.fields import nearest_id

    kind = options.what

    taken = {each: {key for key, _ in ids_of(contents, each)} for each in (*KINDS, "editor")}
    asker = Asker(input, print, {**taken, "actor": taken["term"]}, datetime.now().astimezone().date().isoformat())
    try:
        print(f"A new {kind}. Ctrl-C ends it with nothing written.")
        home = _asked_home(asker, contents, kind, getattr(options, "home", ""))
        left_out = {*given, "was", *(["status"] if kind == "article" else [])}
        asked = [each for each in fields_of(kind) if each.name not in left_out]
        names = [each for each in asked if each.name in ("name", "title", "question")]
        answers = asker.fields(class_of(kind), names)
        titles = [str(value) for value in {**given, **answers}.values() if isinstance(value, str)]
        near = nearest_id(" ".join(titles[0].split()[:6])) if titles else ""
        new = options.id or _asked_id(asker, contents, kind, home, near)
        answers |= asker.fields(class_of(kind), [each for each in asked if each not in names])
    except EOFError:
        raise UsageError("the answers ended: nothing was written") from None
    return new, home, _complete(kind, {**given, **answers})


def _asked_home(asker: Any, contents: "Contents", kind: str, home: str) -> str:
    known = homes(contents, kind)
    while not home and len(known) > 1:
        line = asker.line(f"\nin which file? {', '.join(known)}")
        if line in known:
            return str(line)
        asker.say(f"  there is no {line!r}")
    return home


def _asked_id(asker: Any, contents: "Contents", kind: str, home: str, near: str) -> str:
    home = home or next(iter(homes(contents, kind)), "")
    while True:
        words_ = "small letters, digits and hyphens; it never changes"
        line = asker.line(f"\nid (needed)\n  {words_}{f'; Enter for {near}' if near else ''}") or near
        try:
            check_new_id(contents, kind, line, home)
            return str(line)
        except CannotMakeError as error:
            asker.say(f"  {error}")


def _site(folder: Path) -> int:
    from nutgraf.desk.example_site import FolderNotEmptyError, write_site

    try:
        count = write_site(folder)
    except FolderNotEmptyError as error:
        raise UsageError(str(error)) from None
    print(f"{folder}: {count} files of a small complete example are written")
    print(f"next: cd {folder}, then `nutgraf serve`; change the example until it is yours")
    return GOOD
