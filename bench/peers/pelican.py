"""Pelican, with the glossary that Python-Markdown's abbreviations can be given, and its cache of read articles."""

import json

from bench.corpus import Article, Corpus
from bench.peers.abbreviations import LACKS, LINKS, definitions, dialect, pages
from bench.peers.markdown import body
from bench.peers.tool import Tool

DIALECT = dialect("{{filename}}/articles/article-{}.md", "{{filename}}/pages/{}.md")
_SETTINGS = """import json
from pathlib import Path

SITENAME, SITEURL, AUTHOR, TIMEZONE = "Measured", "", "Nobody", "UTC"
PATH, ARTICLE_PATHS, PAGE_PATHS = "content", ["articles"], ["pages"]
OUTPUT_PATH = "output"
ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 50
LOAD_CONTENT_CACHE = CACHE_CONTENT = True
CHECK_MODIFIED_METHOD = "mtime"
MARKDOWN = {
    "extensions": ["abbr", "footnotes"],
    "extension_configs": {"abbr": {"glossary": json.loads(Path("terms.json").read_text("utf-8"))}},
    "output_format": "html5",
}
"""


def _article(_: Corpus, article: Article) -> dict[str, str]:
    front = f"Title: {article.title}\nCategory: articles\nDate: {article.published}\nSummary: {article.summary}\n"
    slug = f"article-{article.at}"
    return {f"content/articles/{slug}.md": f"{front}Slug: {slug}\n\n{body(article, DIALECT)}"}


def _shared(corpus: Corpus) -> dict[str, str]:
    return {"pelicanconf.py": _SETTINGS, "terms.json": json.dumps(definitions(corpus))} | {
        f"content/pages/{name}.md": f"Title: {title}\nSlug: {name}\n\n{text}"
        for name, (title, text) in pages(corpus, DIALECT).items()
    }


TOOL = Tool(
    name="pelican",
    title="Pelican, a glossary of abbreviations",
    links=LINKS,
    lacks=LACKS + "; its cache is deaf to a changed definition, so it is told to ignore it then",
    shared=_shared,
    article=_article,
    command=lambda home: [str(home / "bin/pelican"), "-q", "-s", "pelicanconf.py"],
    page="articles/article-{}/index.html",
    glossary="glossary/index.html",
    output="output",
    pins=("pelican==4.12.0", "markdown==3.11.3"),
    caches=("cache",),
    after_term=("--ignore-cache",),
)
