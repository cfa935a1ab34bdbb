"""What the tools that use Python-Markdown have in common: terms are its abbreviations, with pop-ups."""

from bench.corpus import Corpus, Link
from bench.peers.markdown import Dialect, lists, page_of, web

LINKS = "abbreviation with the definition as a pop-up, every mention"
LACKS = "no link to the glossary; a form is one pattern among all; notes are footnotes; entries on plain pages"


def dialect(article: str, page: str) -> Dialect:
    """Return the Markdown of a tool, by its addresses: {} in that of an article is its number, in the other a name."""

    def address(link: Link) -> str:
        match link.kind:
            case "web":
                return web(link.at)
            case "article":
                return article.format(link.at)
            case kind:
                return f"{page.format(page_of(kind))}#{kind}-{link.at}"

    return Dialect(address)


def pages(corpus: Corpus, own: Dialect) -> dict[str, tuple[str, str]]:
    """Return title and body of the pages of entries and of the glossary, by their name."""
    glossary = "".join(
        f'<a id="term-{term.at}"></a>\n\n**{", ".join(term.spellings)}**: {term.definition}\n\n'
        for term in corpus.terms
    )
    return {**lists(corpus, own), "glossary": ("Glossary", glossary)}


def definitions(corpus: Corpus) -> dict[str, str]:
    """Return the definition of each form."""
    return {form: term.definition for term in corpus.terms for form in term.forms}
