"""MkDocs with Material's pop-ups for abbreviations.

Its guide appends the definitions to every page by a snippet; given to the extension once they cost a quarter.
"""

import json

from bench.corpus import Article, Corpus
from bench.peers.abbreviations import LACKS, LINKS, definitions, dialect, pages
from bench.peers.markdown import body
from bench.peers.tool import Tool

IN_ARTICLE, IN_PAGE = dialect("article-{}.md", "../{}.md"), dialect("articles/article-{}.md", "{}.md")


def article_file(_: Corpus, article: Article) -> dict[str, str]:
    """Write an article."""
    front = f"title: {json.dumps(article.title)}\ndescription: {article.summary}\ndate: {article.published}\n"
    text = f"---\n{front}---\n# {article.title}\n\n{body(article, IN_ARTICLE)}"
    return {f"docs/articles/article-{article.at}.md": text}


def shared_files(corpus: Corpus) -> dict[str, str]:
    """Write the rest: the bar of contents has not 10,000 articles, which stand on the first page."""
    config = {
        "site_name": "Measured",
        "site_url": "https://example.org/",
        "theme": {"name": "material", "features": ["content.tooltips"], "font": False},
        "plugins": [],
        "markdown_extensions": [
            {"abbr": {"glossary": definitions(corpus)}},
            "footnotes",
        ],
        "nav": [{"Home": "index.md"}, {"Glossary": "glossary.md"}, {"Timeline": "timeline.md"}],
        "not_in_nav": "*",
        "validation": {"links": {"anchors": "ignore"}},
    }
    titles = "".join(f"- [{each.title}](articles/article-{each.at}.md) {each.summary}\n" for each in corpus.articles())
    return {
        "mkdocs.yml": json.dumps(config),
        "docs/index.md": f"# Measured\n\n{titles}",
    } | {f"docs/{name}.md": f"# {title}\n\n{text}" for name, (title, text) in pages(corpus, IN_PAGE).items()}


TOOL = Tool(
    name="mkdocs",
    title="MkDocs Material, its glossary",
    links=LINKS,
    lacks=LACKS + "; every build is a cold one, but for pages deemed older with --dirty, which misses definitions",
    shared=shared_files,
    article=article_file,
    command=lambda home: [str(home / "bin/mkdocs"), "build", "--quiet"],
    page="articles/article-{}/index.html",
    glossary="glossary/index.html",
    output="site",
    pins=("mkdocs-material==9.8.1", "mkdocs==1.6.1"),
    largest=1000,
)
