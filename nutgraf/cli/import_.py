"""`nutgraf import`."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError, project_of
from nutgraf.engine.project import CONTENT, Project, find_inputs

if TYPE_CHECKING:
    from nutgraf.desk.importing.article import Draft
    from nutgraf.desk.importing.merge import Merged
    from nutgraf.desk.importing.values import Choices, Imported

EXAMPLES = """\
  nutgraf import article saved-page.html --rights retold
  nutgraf import article report.txt --rights licensed --publisher "The Gazette" --url https://gazette.example/report
  nutgraf import timelinejs timeline.json --in kh --zone Asia/Baghdad
  nutgraf import geojson points.geojson --precision-km 5 --dry-run
  nutgraf import csl zotero.json --in zotero
  nutgraf import bibtex books.bib
  nutgraf import csv events.csv --in kh --day-first"""

RIGHTS = {
    "retold": "the words are a draft that you will retell in your own; the article stays a draft until then",
    "licensed": "the words are the original’s, and you may publish them by a licence",
    "public-domain": "the words are the original’s, and anybody may publish them",
}
_ASKED = {
    "title": "the original’s title",
    "publisher": "who published it",
    "url": "its address, starting with https://",
    "published": "the date of its publication, such as 2024-01-23",
}


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command: a format, a file, and what belongs to the format."""
    from nutgraf.desk.importing.formats import FORMATS

    formats = command.add_subparsers(required=True, metavar="FORMAT", dest="format")
    article = formats.add_parser("article", help="an article from a saved page (HTML) or a plain text")
    _add_common(article)
    article.add_argument("--rights", choices=[*RIGHTS], help="what may be done with the words")
    article.add_argument("--id", default="", help="id of the article (default: after its title)")
    article.add_argument("--as-marked", action="store_true", help="take all that the page marks as its article")
    for name, words in _ASKED.items():
        article.add_argument(f"--{name}", default="", help=words)
    for name, each in FORMATS.items():
        entries = formats.add_parser(name, help=each.words)
        _add_common(entries)
        entries.add_argument(
            "--in", dest="name", default="", metavar="NAME", help="file of content/ without its ending"
        )
        entries.add_argument("--prefix", default="", metavar="TEXT", help="put this before every id, such as kh-")
        if name == "csv":
            entries.add_argument("--kind", default="", choices=("event", "place", "term", "source"))
        if name in ("geojson", "csv"):
            entries.add_argument("--precision-km", default="", metavar="KM", help="how far off the points may be")


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE")
    command.add_argument("--force", action="store_true", help="replace what exists already")
    command.add_argument("--dry-run", action="store_true", help="show the result and write nothing")
    command.add_argument("--encoding", default="", help="of the file, when it is not UTF-8")
    command.add_argument("--zone", default="", help="clock of times without an offset, such as Asia/Baghdad")
    order = command.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="order", action="store_const", const="day", help="01/02/2024 is 1 February")
    order.add_argument("--month-first", dest="order", action="store_const", const="month", help="… is 2 January")


def run(options: argparse.Namespace) -> int:
    """Import a file."""
    from nutgraf.desk.importing.values import ImportFault, WrongChoiceError

    project = project_of(options)
    content = _read(options.file)
    try:
        return (_article if options.format == "article" else _entries)(project, options, content)
    except WrongChoiceError as error:
        raise UsageError(f"{options.file}: {error}") from None
    except ImportFault as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return WRONG_CONTENT


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise UsageError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _choices(options: argparse.Namespace) -> "Choices":
    from nutgraf.desk.importing.values import Choices
    from nutgraf.model.fields import parse_zone

    if options.zone:
        _checked("--zone", options.zone, parse_zone)
    precision = getattr(options, "precision_km", "")
    if precision and not _is_distance(precision):
        raise UsageError(f"--precision-km {precision}: write kilometres, such as 5 or 0.5")
    return Choices(
        kind=getattr(options, "kind", ""), zone=options.zone, order=options.order or "", precision_km=precision
    )


def _is_distance(text: str) -> bool:
    try:
        return 0 < float(text) <= 20_000
    except ValueError:
        return False


def _checked(option: str, text: str, parse: Callable[[str], Any]) -> None:
    try:
        parse(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None


def _entries(project: Project, options: argparse.Namespace, content: bytes) -> int:
    """Import entries into a file of content/."""
    from nutgraf.desk.importing.formats import FORMATS
    from nutgraf.desk.importing.merge import merge
    from nutgraf.desk.importing.texts import to_text
    from nutgraf.model.fields import parse_id

    if options.prefix:
        _checked("--prefix", f"{options.prefix}x", parse_id)
    imported = FORMATS[options.format].read(to_text(content, options.encoding), _choices(options))
    choices = _with_precision(imported, options)
    contents = _contents(project)
    merged = merge(imported, choices, contents, options.name, prefix=options.prefix, force=options.force)
    if options.dry_run:
        print("\n".join(merged.shown).rstrip())
    else:
        for path, text in merged.texts.items():
            _write(project.content / path, text)
    _say(merged, is_dry=options.dry_run)
    return WRONG_CONTENT if merged.left else GOOD


def _contents(project: Project) -> dict[str, str]:
    """Return the texts of the YAML files of content/ by path below it."""
    found = {}
    for name, path in find_inputs(project).items():
        if name.startswith(f"{CONTENT}/") and name.endswith(".yaml"):
            try:
                text = path.read_bytes().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise UsageError(f"{name} is not UTF-8: save it so first") from None
            found[name.removeprefix(f"{CONTENT}/")] = text.replace("\r\n", "\n").replace("\r", "\n")
    return found


def _with_precision(imported: "Imported", options: argparse.Namespace) -> "Choices":
    """Ask how far off places may be that do not say so."""
    choices = _choices(options)
    places = [each for each in imported.records if each.kind == "place" and not each.unfit]
    vague = [each for each in places if not each.fields.get("precision_km")]
    if not vague or choices.precision_km:
        return choices
    words = f"{len(vague)} of {len(places)} places do not say how far off their points may be"
    options.precision_km = _ask(words, "kilometres", "say it with --precision-km, such as --precision-km 5")
    return _choices(options)


def _is_asked() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty()


def _ask(what: str, prompt: str, otherwise: str) -> str:
    """Ask on a terminal; elsewhere say how to answer in the command."""
    if not _is_asked():
        raise UsageError(f"{what}: {otherwise}")
    print(what, file=sys.stderr)
    try:
        return input(f"{prompt}: ").strip()
    except EOFError:
        raise UsageError(f"{what}: {otherwise}") from None


def _say(merged: "Merged", *, is_dry: bool) -> None:
    from nutgraf.desk.importing.merge import said

    done = [(len(merged.added), "added"), (len(merged.replaced), "replaced"), (len(merged.left), "left out")]
    counts = ", ".join(f"{count} {words}" for count, words in done if count)
    _list("not carried over as it was:", said(merged.remarks))
    kept = " (those left out are kept under x-not-imported at its end)" if merged.left else ""
    end = "; nothing was written" if is_dry else ""
    print(f"{', '.join(f'{CONTENT}/{path}' for path in merged.texts)}: {counts}{kept}{end}", file=sys.stderr)


def _list(words: str, lines: list[str]) -> None:
    if lines:
        print(words, *(f"  {line}" for line in lines), sep="\n", file=sys.stderr)


def _write(path: Path, text: str) -> None:
    """Write a file under a temporary name, then put it in place; its line ends stay those that it had."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    has_returns = path.exists() and b"\r\n" in path.read_bytes()
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, "utf-8", newline="\r\n" if has_returns else "\n")
    temporary.replace(path)


def _article(project: Project, options: argparse.Namespace, content: bytes) -> int:
    """Import an article into a folder of its own."""
    from nutgraf.desk.importing.article import to_article
    from nutgraf.desk.importing.merge import said
    from nutgraf.desk.importing.names import propose

    draft = _draft(options, content)
    rights = _rights(options)
    about = _about(draft, options)
    key = options.id or propose(about["title"], "article", 1)
    path = _free_path(project, key, force=options.force)
    text = to_article(draft, about, rights, f"{datetime.now(UTC):%Y-%m-%d}")
    _check_article(key, text)
    print(text) if options.dry_run else _write(path, text)
    _list("not carried over:", said(draft.remarks))
    end = "; nothing was written" if options.dry_run else ""
    paragraphs = len(draft.body.split("\n\n"))
    print(
        f"{path.relative_to(project.root).as_posix()}: {paragraphs} blocks of text; {draft.found_by}{end}",
        file=sys.stderr,
    )
    if rights == "retold":
        print("It is a draft: retell the words in your own, then delete `status: draft`.", file=sys.stderr)
    return GOOD


def _draft(options: argparse.Namespace, content: bytes) -> "Draft":
    from nutgraf.desk.importing.article import is_html, read_page, read_plain
    from nutgraf.desk.importing.extract import extractor
    from nutgraf.desk.importing.texts import to_text

    text = to_text(content, options.encoding)
    if is_html(text, options.file):
        return read_page(text, _choices(options), None if options.as_marked else extractor())
    return read_plain(text, _choices(options))


def _rights(options: argparse.Namespace) -> str:
    if options.rights:
        return str(options.rights)
    listed = "; ".join(f"{name}: {words}" for name, words in RIGHTS.items())
    what = f"what may be done with the words must be said ({listed})"
    answer = _ask(what, "rights", f"say it with --rights {'|'.join(RIGHTS)}")
    if answer not in RIGHTS:
        raise UsageError(f"{answer!r} is none of {', '.join(RIGHTS)}")
    return answer


def _about(draft: "Draft", options: argparse.Namespace) -> dict[str, Any]:
    """Return what is known of the original, with what the options say; ask for what is missing."""
    from nutgraf.desk.importing.article import missing

    given = {name: getattr(options, name) for name in _ASKED if getattr(options, name)}
    about = {**draft.about, **given}
    lacking = missing(about)
    if lacking and not _is_asked():
        words = ", ".join(_ASKED[name] for name in lacking)
        raise UsageError(f"{options.file} does not say {words}: add {' '.join(f'--{name} …' for name in lacking)}")
    for name in lacking:
        about[name] = _ask(f"{options.file} does not say {_ASKED[name]}", name, f"add --{name}")
    return _settled(about, options)


def _settled(about: Mapping[str, Any], options: argparse.Namespace) -> dict[str, Any]:
    """Check what was given: an address and a date that the format takes."""
    from nutgraf.desk.importing.dates import read_date
    from nutgraf.desk.importing.plain import one_line
    from nutgraf.model.fields import parse_web_address

    lines = {name: one_line(value) if isinstance(value, str) else value for name, value in about.items()}
    empty = next((name for name in _ASKED if not lines.get(name)), "")
    if empty:
        raise UsageError(f"--{empty} is empty: write {_ASKED[empty]}")
    _checked("--url", lines["url"], parse_web_address)
    _checked("--published", lines["published"], lambda text: read_date(text, options.zone, options.order or ""))
    return lines | {"published": read_date(lines["published"], options.zone, options.order or "")}


def _free_path(project: Project, key: str, *, force: bool) -> Path:
    from nutgraf.model.fields import parse_id

    _checked("--id", key, parse_id)
    path = project.content / "articles" / key / "article.md"
    if path.exists() and not force:
        shown = path.relative_to(project.root).as_posix()
        raise UsageError(f"{shown} exists already: --force replaces it, --id gives the new one another id")
    return path


def _check_article(key: str, text: str) -> None:
    from nutgraf.desk.importing.values import ImportFault
    from nutgraf.read.files import read_file

    found = read_file(f"articles/{key}/article.md", text.encode()).diagnostics
    if found:
        raise ImportFault(f"no article can be made of it: {found[0].message}")
