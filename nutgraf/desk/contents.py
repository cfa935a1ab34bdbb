"""The content folder as values: the bytes of its files, and what they say when read together."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from nutgraf.engine.project import CONTENT, Project, find_inputs
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.read.corpus import Gathered, gather
from nutgraf.read.files import Reading, read_file

Contents = Mapping[str, bytes]
"""Files by their path below content/, with slashes, sorted."""


def contents_of(project: Project) -> Contents:
    """Return the files that authors edit."""
    prefix = f"{CONTENT}/"
    found = find_inputs(project).items()
    return {name.removeprefix(prefix): path.read_bytes() for name, path in found if name.startswith(prefix)}


def gathered(contents: Contents) -> Gathered:
    """Read all files to one corpus. A file that two states of the folder have in common is read once."""
    return gather(_reading(path, content) for path, content in contents.items())


@lru_cache(maxsize=4096)
def _reading(path: str, content: bytes) -> Reading:
    return read_file(path, content)


def article_named(content: Gathered, name: str) -> str:
    """Return the id of the article that an author means by its id, its folder or its file.

    Raises ValueError with the nearest right answer.
    """
    from rapidfuzz import fuzz, process

    path = PurePosixPath(name.replace("\\", "/"))
    key = path.parent.name if path.suffix == ".md" else path.name
    articles = [ref.partition(":")[2] for ref in content.origins.by_ref if ref.startswith("article:")]
    if key in articles:
        return key
    best = process.extractOne(key, articles, scorer=fuzz.ratio, score_cutoff=60)
    hint = f"did you mean {best[0]}?" if best else f"there are: {', '.join(articles)}" if articles else "there is none"
    raise ValueError(f"there is no article {name!r}: {hint}")


def faults_of_article(content: Gathered, article: str) -> tuple[Diagnostic, ...]:
    """Return the errors in the files of one article, or of all (empty): what they hold cannot be judged."""
    folder = f"{CONTENT}/articles/{article}/" if article else f"{CONTENT}/articles/"
    found = (each for each in content.diagnostics if each.span.path.startswith(folder) and each.severity == "error")
    return tuple(sorted(found))
