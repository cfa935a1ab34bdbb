"""Nikola, with the glossary that Python-Markdown's abbreviations can be given."""

import json

from bench.corpus import Article, Corpus
from bench.peers.abbreviations import LACKS, LINKS, definitions, dialect, pages
from bench.peers.markdown import body
from bench.peers.tool import Tool

DIALECT = dialect("/articles/article-{}/", "/{}/")
_SETTINGS = """import json
from pathlib import Path

BLOG_AUTHOR, BLOG_TITLE, SITE_URL, BLOG_EMAIL = "Nobody", "Measured", "https://example.org/", "nobody@example.org"
BLOG_DESCRIPTION, DEFAULT_LANG, TIMEZONE, THEME = "Made for measurements.", "en", "UTC", "base"
POSTS = (("articles/*.md", "articles", "post.tmpl"),)
PAGES = (("pages/*.md", "", "page.tmpl"),)
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = ["abbr", "footnotes"]
MARKDOWN_EXTENSION_CONFIGS = {
    DEFAULT_LANG: {"abbr": {"glossary": json.loads(Path("terms.json").read_text("utf-8"))}}
}
INDEX_PATH, GENERATE_RSS, GENERATE_ATOM, SHOW_SOURCELINK, COPY_SOURCES = "", False, False, False, False
DISABLED_PLUGINS = ["render_tags", "render_categories", "render_authors", "render_archive", "render_galleries"]
FILES_FOLDERS, LISTINGS_FOLDERS, IMAGE_FOLDERS, GALLERY_FOLDERS = {}, {}, {}, {}
"""


def _head(title: str, slug: str, date: str) -> str:
    return f".. title: {title}\n.. slug: {slug}\n.. date: {date} 12:00:00 UTC\n\n"


def _article(_: Corpus, article: Article) -> dict[str, str]:
    head = _head(article.title, f"article-{article.at}", article.published)
    return {f"articles/article-{article.at}.md": head + body(article, DIALECT)}


def _shared(corpus: Corpus) -> dict[str, str]:
    return {"conf.py": _SETTINGS, "terms.json": json.dumps(definitions(corpus))} | {
        f"pages/{name}.md": _head(title, name, "2024-01-24") + text
        for name, (title, text) in pages(corpus, DIALECT).items()
    }


TOOL = Tool(
    name="nikola",
    title="Nikola, a glossary of abbreviations",
    links=LINKS,
    lacks=LACKS,
    shared=_shared,
    article=_article,
    command=lambda home: [str(home / "bin/nikola"), "build", "-v", "0"],
    page="articles/article-{}/index.html",
    glossary="glossary/index.html",
    output="output",
    pins=("nikola==8.3.3", "jinja2==3.1.6"),
    caches=("cache", ".doit.db"),
    largest=1000,
)
