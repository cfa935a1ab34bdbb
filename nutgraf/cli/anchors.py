"""`nutgraf anchors`."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError, project_of, report

if TYPE_CHECKING:
    from nutgraf.desk.anchors import Fallen, Proposal
    from nutgraf.read.corpus import Gathered

EXAMPLES = """\
  nutgraf anchors
  nutgraf anchors ferry-stops --accept who-says legs
  nutgraf anchors --accept all
  nutgraf anchors --accept legs:2 --force"""

_BYTE_ORDER_MARK = "\ufeff"


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("article", metavar="ARTICLE", nargs="?", default="", help="its id or file (default: all)")
    words = "write the proposed quotation of these notes (NOTE:2 takes the second proposal), or of `all`"
    command.add_argument("--accept", metavar="NOTE", nargs="+", default=[], help=words)
    command.add_argument("--force", action="store_true", help="also where a number, a negation or a name changed")


def run(options: argparse.Namespace) -> int:
    """List the notes that do not stand; write accepted proposals."""
    from nutgraf.desk.anchors import fallen_notes
    from nutgraf.desk.contents import article_named, contents_of, faults_of_article, gathered

    project = project_of(options)
    content = gathered(contents_of(project))
    try:
        article = article_named(content, options.article) if options.article else ""
    except ValueError as error:
        raise UsageError(str(error)) from None
    fallen = fallen_notes(content, article)
    if options.accept:
        chosen = tuple(_chosen(content, article, fallen, options.accept))
        _accept(project.root, chosen, is_forced=options.force)
        content = gathered(contents_of(project))
        fallen = fallen_notes(content, article)
    faults = faults_of_article(content, article)
    report(faults)
    _say(content, article, fallen)
    return WRONG_CONTENT if fallen or faults else GOOD


def _chosen(
    content: "Gathered", article: str, fallen: "Sequence[Fallen]", names: Sequence[str]
) -> "Iterator[tuple[Fallen, Proposal]]":
    """Yield the proposals that the author accepts, each note once."""
    if names == ["all"]:
        yield from ((each, each.proposals[0]) for each in fallen if len(each.proposals) == 1)
        return
    for name in dict.fromkeys(names):
        note, _, number = name.partition(":")
        one = _fallen_named(content, article, fallen, note)
        if one is not None:
            yield one, _proposal(one, name, number)


def _fallen_named(content: "Gathered", article: str, fallen: "Sequence[Fallen]", note: str) -> "Fallen | None":
    found = [each for each in fallen if note in (each.note, each.key)]
    if len(found) > 1:
        raise UsageError(f"{note!r} is a note of several articles: write {' or '.join(each.key for each in found)}")
    if found:
        return found[0]
    for key, each in content.corpus.notes.items():
        if note in (each.id, key) and article in ("", each.article):
            print(f"{note} stands: there is nothing to write")
            return None
    raise UsageError(_unknown(note, content, article))


def _unknown(note: str, content: "Gathered", article: str) -> str:
    from rapidfuzz import fuzz, process

    known = [each.id for each in content.corpus.notes.values() if article in ("", each.article)]
    best = process.extractOne(note, known, scorer=fuzz.ratio, score_cutoff=60)
    return f"there is no note {note!r}" + (f": did you mean {best[0]}?" if best else "")


def _proposal(fallen: "Fallen", name: str, number: str) -> "Proposal":
    count = len(fallen.proposals)
    if not count:
        raise UsageError(f"nothing in the article is like the words of {fallen.note}: quote other words by hand")
    if not number and count > 1:
        raise UsageError(f"{fallen.note} has {count} proposals: choose one, such as {fallen.note}:1")
    if number and not (number.isascii() and number.isdigit() and 1 <= int(number) <= count):
        raise UsageError(f"{name}: write a number from 1 to {count} after the colon")
    return fallen.proposals[int(number or 1) - 1]


def _accept(root: Path, chosen: "Sequence[tuple[Fallen, Proposal]]", *, is_forced: bool) -> None:
    """Write all that has no objections, and say what was and what was not written."""
    from nutgraf.desk.anchors import accept

    paths = {fallen.span.path for fallen, _ in chosen}
    texts = {path: (root / path).read_bytes().decode("utf-8").removeprefix(_BYTE_ORDER_MARK) for path in paths}
    accepted = accept(chosen, texts, is_forced=is_forced)
    for path, text in accepted.texts.items():
        _write(root / path, text)
    for fallen, proposal in accepted.done:
        print(f"{fallen.span.path}: {fallen.note} now quotes: {proposal.quote.exact}")
    for fallen, objections in accepted.refused:
        print(f"{fallen.span.path}: {fallen.note} was left as it is: {'; '.join(objections)}", file=sys.stderr)
    if accepted.refused and not is_forced:
        print("    read these notes again: when they still fit, add --force", file=sys.stderr)


def _write(path: Path, text: str) -> None:
    """Replace a file in one step; it keeps its byte order mark and its rights."""
    mark = _BYTE_ORDER_MARK if path.read_bytes().startswith(_BYTE_ORDER_MARK.encode()) else ""
    final = path.resolve()
    temporary = final.with_name(f".{final.name}.nutgraf-new")
    temporary.write_bytes((mark + text).encode("utf-8"))
    temporary.chmod(final.stat().st_mode)
    temporary.replace(final)


def _say(content: "Gathered", article: str, fallen: "Sequence[Fallen]") -> None:
    is_alone = len(content.corpus.articles) == 1 or bool(article)
    for each in fallen:
        print("\n    ".join(_lines(each, f"{article} " if article else "", each.note if is_alone else each.key)))
    count = sum(article in ("", each.article) for each in content.corpus.notes.values())
    if fallen:
        print(f"{len(fallen)} of {count} notes {'does' if len(fallen) == 1 else 'do'} not stand")
    else:
        print(f"all {count} notes stand" if count else "there are no notes")


def _lines(fallen: "Fallen", article: str, name: str) -> Iterator[str]:
    yield f"{fallen.span}: the note {fallen.note!r} does not stand"
    yield fallen.why
    if not fallen.proposals:
        yield "no passage is like them: quote two to six words as they stand, or delete the note"
    is_one = len(fallen.proposals) == 1
    for number, proposal in enumerate(fallen.proposals, 1):
        yield from _lines_of(proposal, fallen.article_path, f"{article}--accept {name}{'' if is_one else f':{number}'}")


def _lines_of(proposal: "Proposal", path: str, command: str) -> Iterator[str]:
    from nutgraf.weave.anchors import written

    yield f"{path}:{proposal.line}: {proposal.shown}"
    yield f"  {written(proposal.quote)}"
    if proposal.objections:
        yield f"  look at it: {'; '.join(proposal.objections)}"
    yield f"  to write it: nutgraf anchors {command}{' --force' if proposal.objections else ''}"
