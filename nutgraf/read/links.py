"""Links in texts that a reader could not or should not follow, and images, which no page shows yet."""

from collections.abc import Iterator, Mapping

from nutgraf.model.corpus import LINKABLE
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.links import SCHEME, is_followed, text_ref
from nutgraf.model.origins import Origins
from nutgraf.model.prose import TextLink

_FOLLOWED = ("http", "https", "mailto")


def check_links(links: Mapping[str, tuple[TextLink, ...]], origins: Origins) -> Iterator[Diagnostic]:
    """Report those of a file; `links` has them by the ref of their entry."""
    for ref, found in links.items():
        for link in found:
            if link.is_image:
                span = origins.span(ref, link.loc, link.url)
                hint = "delete it; an image needs rights, a text alternative and a place to stand"
                yield Diagnostic(span, "image", f"the image {link.url!r} cannot be shown", hint)
            elif not is_followed(link.url) and not text_ref(link.url, ref):
                span = origins.span(ref, link.loc, link.url)
                yield Diagnostic(
                    span, "unsafe-url", f"{link.url!r} is no address that readers can follow", _advice(link.url)
                )


def _advice(url: str) -> str:
    if url.startswith("www."):
        return f"write https://{url}"
    match = SCHEME.fullmatch(url)
    if match and match.group(1).lower() not in _FOLLOWED and not match.group(2).startswith("//"):
        from rapidfuzz import fuzz, process

        best = process.extractOne(match.group(1).lower(), LINKABLE, scorer=fuzz.ratio, score_cutoff=60)
        if best:
            return f"did you mean {best[0]}:{match.group(2)}?"
    return "write https://…, mailto:…, #part-of-this-page, or kind:id for an entry, such as term:port-office"
