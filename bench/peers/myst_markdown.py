"""What Sphinx (with myst-parser) and MyST share: terms are marked by hand, by a role, and checked by the tool."""

import json

from bench.corpus import Article, Corpus, Link, Mention
from bench.peers.markdown import Dialect, body, lists, web

LINKS = "link to the glossary, where the author wrote a role"
LACKS = "finds no terms: the author marks each; notes are footnotes; entries on plain pages"


def _address(link: Link) -> str:
    match link.kind:
        case "web":
            return web(link.at)
        case kind:
            return f"#{kind}-{link.at}"


def _mention(mention: Mention) -> str:
    return f"{{term}}`{mention.text}`"


DIALECT = Dialect(_address, _mention, anchor=lambda name: f"({name})=\n")


def article_file(_: Corpus, article: Article) -> dict[str, str]:
    """Write an article."""
    front = f"title: {json.dumps(article.title)}\ndate: {article.published}\n"
    text = f"(article-{article.at})=\n# {article.title}\n\n{article.summary}\n\n{body(article, DIALECT)}"
    return {f"articles/article-{article.at}.md": f"---\n{front}---\n{text}"}


def pages(corpus: Corpus) -> dict[str, str]:
    """Write the pages of entries and the glossary, by their path."""
    entries = "\n\n".join("\n".join(term.forms) + f"\n: {term.definition}" for term in corpus.terms)
    glossary = f"# Glossary\n\n:::{{glossary}}\n{entries}\n:::\n"
    files = {f"{name}.md": f"# {title}\n\n{text}" for name, (title, text) in lists(corpus, DIALECT).items()}
    return {**files, "glossary.md": glossary}
