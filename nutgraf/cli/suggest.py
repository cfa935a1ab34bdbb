"""`nutgraf suggest`."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError, project_of, report

if TYPE_CHECKING:
    from nutgraf.desk.suggest import Suggestion

EXAMPLES = """\
  nutgraf suggest ferry-stops
  nutgraf suggest ferry-stops --yaml > new-entries.yaml"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("article", metavar="ARTICLE", help="its id or file")
    command.add_argument("--yaml", action="store_true", help="write stubs of entries, ready to paste")


def run(options: argparse.Namespace) -> int:
    """List the names in an article that no entry covers."""
    from nutgraf.desk.contents import article_named, contents_of, faults_of_article, gathered
    from nutgraf.desk.stubs import stubs
    from nutgraf.desk.suggest import suggest

    content = gathered(contents_of(project_of(options)))
    try:
        article = article_named(content, options.article)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if article not in content.corpus.articles:
        report(faults_of_article(content, article))
        return WRONG_CONTENT
    found = suggest(content, article)
    if options.yaml:
        print(stubs(found, content.corpus) or "# Every name in the article has an entry.")
    else:
        _say(found, content.origins.span(f"article:{article}").path)
    return GOOD


def _say(found: "Sequence[Suggestion]", path: str) -> None:
    widest = max((len(each.name) for each in found), default=0)
    for each in found:
        also = ", ".join(filter(None, (each.abbreviation, *each.forms)))
        print(f"{each.count:4}  {each.name:{widest}}  {each.guess:12}  {path}:{each.line}: {each.excerpt}")
        if also:
            print(f"      {'':{widest}}  {'':12}  also as {also}")
    count = f"{len(found)} name{'s' if len(found) > 1 else ''} without an entry"
    print(f"{count}; `--yaml` writes them as entries to fill in" if found else "every name in the article has an entry")
