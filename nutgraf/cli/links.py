"""`nutgraf links`."""

import argparse
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError, project_of

if TYPE_CHECKING:
    from nutgraf.desk.asking import Manners
    from nutgraf.desk.links import Answer, Finding
    from nutgraf.engine.project import Project

EXAMPLES = """\
  nutgraf links
  nutgraf links --recheck --timeout 30
  nutgraf links --jobs 2"""

_VERSION = 1


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    words = "seconds to wait for an answer (default: 15)"
    command.add_argument("--timeout", metavar="S", type=float, default=15.0, help=words)
    command.add_argument("--jobs", metavar="N", type=int, default=8, help="hosts asked at once, at most (default: 8)")
    command.add_argument("--recheck", action="store_true", help="ask again for what an earlier check found out")
    words = "also ask this computer and private networks"
    command.add_argument("--allow-private", action="store_true", help=words)


def run(options: argparse.Namespace) -> int:
    """Check the external links."""
    from nutgraf.desk.contents import contents_of, gathered
    from nutgraf.desk.links import copies_of, findings, links_of

    project, manners = project_of(options), _manners(options)
    content = gathered(contents_of(project))
    links = links_of(content)
    known = {} if options.recheck else _remembered(project, links)
    answers = {**known, **_ask(project, [url for url in links if url not in known], manners)}
    found = findings(links, answers, copies_of(content.corpus))
    _say(found)
    print(_summary(found, len(links), len(known)))
    return WRONG_CONTENT if any(each.group == "broken" for each in found) else GOOD


def _manners(options: argparse.Namespace) -> "Manners":
    from nutgraf.desk.asking import Manners

    if not 0 < options.timeout <= 600:
        raise UsageError("--timeout: write a number of seconds up to 600")
    if not 1 <= options.jobs <= 64:
        raise UsageError("--jobs: write a number from 1 to 64")
    return Manners(timeout=options.timeout, jobs=options.jobs, allow_private=options.allow_private)


def _ask(project: "Project", urls: Sequence[str], manners: "Manners") -> "Mapping[str, Answer]":
    """Ask for addresses, showing how far it is; answers that came in are remembered, also when it is interrupted."""
    from tqdm import tqdm

    from nutgraf.desk.asking import ask
    from nutgraf.desk.links import without_guesses

    answers: dict[str, Answer] = {}
    try:
        for url, answer in tqdm(ask(urls, manners), total=len(urls), desc="links", unit="", disable=None, leave=False):
            answers[url] = answer  # noqa: PERF403 - what came in before an interruption is kept
    finally:
        _remember(project, without_guesses(answers))
    return without_guesses(answers)


def _memory(project: "Project") -> "dict[str, tuple[float, Answer]]":
    from nutgraf.engine.trace import load

    saved = load(project.cache / "links")
    return dict(saved[1]) if isinstance(saved, tuple) and saved[:1] == (_VERSION,) else {}


def _remembered(project: "Project", links: Mapping[str, object]) -> "Mapping[str, Answer]":
    from nutgraf.desk.links import is_fresh

    now = time.time()
    known = _memory(project).items()
    return {url: answer for url, (when, answer) in known if url in links and is_fresh(answer, now - when)}


def _remember(project: "Project", answers: "Mapping[str, Answer]") -> None:
    from nutgraf.desk.links import is_fresh
    from nutgraf.engine.trace import save

    now = time.time()
    known = {url: (when, answer) for url, (when, answer) in _memory(project).items() if is_fresh(answer, now - when)}
    save(project.cache / "links", (_VERSION, known | {url: (now, answer) for url, answer in answers.items()}))


def _say(found: "Sequence[Finding]") -> None:
    from nutgraf.desk.links import GROUPS

    for group, words in GROUPS.items():
        those = [each for each in found if each.group == group]
        if those:
            print(f"{words}:")
            print("".join(f"  {each.span}: {each.url}\n    {each.words}\n" for each in those))


def _summary(found: "Sequence[Finding]", total: int, known: int) -> str:
    from nutgraf.desk.links import GROUPS

    names = dict(zip(GROUPS, ("broken", "archived", "moved", "not checked"), strict=True))
    counts = {group: len({each.url for each in found if each.group == group}) for group in GROUPS}
    parts = [f"{count} {names[group]}" for group, count in counts.items() if count]
    earlier = f"; {known} known from an earlier check (--recheck asks again)" if known else ""
    addresses = "1 address" if total == 1 else f"{total} addresses"
    return f"{addresses}: {', '.join((f'{total - sum(counts.values())} good', *parts))}{earlier}"
