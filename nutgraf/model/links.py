"""What an entry names: refs in typed fields by the kind of the field, in Markdown by the scheme of the link."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from nutgraf.model.corpus import LINKABLE
from nutgraf.model.fields import is_web_address
from nutgraf.model.origins import Loc
from nutgraf.model.prose import TextLink
from nutgraf.model.walk import refs

SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", re.DOTALL)


def edges_of(ref: str, entry: Any, links: Iterable[TextLink]) -> Iterator[tuple[Loc, str, str]]:
    """Yield (loc, ref that is named, text as written) for an entry's typed fields and Markdown links."""
    for loc, kind, key in refs(entry):
        yield loc, f"{kind}:{key}", key
    for link in links:
        target = text_ref(link.url, ref)
        if target and not link.is_image:
            yield link.loc, target, link.url


def text_ref(url: str, inside: str) -> str:
    """Return the ref that a link in an entry's text names, or an empty string. Notes may be named by their bare id
    inside their own article.
    """
    match = SCHEME.fullmatch(url)
    if match is None or match.group(1) not in LINKABLE:
        return ""
    kind, key = match.groups()
    if kind == "note" and "/" not in key:
        key = f"{inside.partition(':')[2].partition('/')[0]}/{key}"
    return f"{kind}:{key}"


def is_followed(url: str) -> bool:
    """Whether a link leads to the web, to a mail address, or to a place on the same page."""
    scheme, _, rest = url.partition(":")
    if scheme.lower() == "mailto":
        return "@" in rest
    return is_web_address(url) or (url.startswith("#") and len(url) > 1)
