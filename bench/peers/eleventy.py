"""Eleventy, with a transform that links terms: Eleventy's way to change finished pages."""

import json

from bench.corpus import Article, Corpus
from bench.peers.abbreviations import pages
from bench.peers.hugo import DIALECT
from bench.peers.markdown import body
from bench.peers.tool import Tool

_LAYOUT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="viewport" content="width=device-width"><meta name="description" content="{{ description }}">
</head><body><header><a href="/">Measured</a></header><main><h1>{{ title }}</h1>
{{ content | safe }}
</main></body></html>
"""
_INDEX = """---
title: Measured
layout: page.njk
---
<ul>{% for page in collections.article %}
<li><a href="{{ page.url }}">{{ page.data.title }}</a> {{ page.data.description }}</li>
{% endfor %}</ul>
"""
_CONFIG = """import { readFileSync } from 'node:fs';
import footnote from 'markdown-it-footnote';

const terms = JSON.parse(readFileSync(new URL('./terms.json', import.meta.url)));
const forms = Object.keys(terms).sort((a, b) => b.length - a.length);
const pattern = new RegExp('\\\\b(' + forms.join('|') + ')\\\\b', 'g');
const closed = /^(a|h1|h2|h3|pre|code|blockquote|head|script|style)$/;

function linked(html) {
  let depth = 0;
  let seen = new Set();
  return html.split(/(<[^>]+>)/).map(part => {
    if (part.startsWith('<')) {
      const [, end, name] = /^<(\\/?)(\\w*)/.exec(part);
      if (closed.test(name)) depth += end ? -1 : 1;
      if (name === 'h2' && !end) seen = new Set();
      return part;
    }
    if (depth) return part;
    return part.replace(pattern, form => {
      if (seen.has(terms[form])) return form;
      seen.add(terms[form]);
      return `<a class="term" href="/glossary/#term-${terms[form]}">${form}</a>`;
    });
  }).join('');
}

export default function (config) {
  config.amendLibrary('md', library => library.set({ html: true }).use(footnote));
  config.addTransform('terms', function (html) {
    return this.page.url && this.page.url.startsWith('/articles/') ? linked(html) : html;
  });
  return { dir: { input: 'content', layouts: '../layouts', output: 'public' }, markdownTemplateEngine: false };
}
"""


def _article(_: Corpus, article: Article) -> dict[str, str]:
    front = f"title: {json.dumps(article.title)}\ndescription: {article.summary}\ndate: {article.published}\n"
    text = f"---\nlayout: page.njk\ntags: article\n{front}---\n{body(article, DIALECT)}"
    return {f"content/articles/article-{article.at}.md": text}


def _shared(corpus: Corpus) -> dict[str, str]:
    own_pages = pages(corpus, DIALECT)
    return {
        "package.json": '{"private": true, "type": "module"}\n',
        "eleventy.config.js": _CONFIG,
        "terms.json": json.dumps({form: term.at for term in corpus.terms for form in term.forms}),
        "layouts/page.njk": _LAYOUT,
        "content/index.njk": _INDEX,
    } | {
        f"content/{name}.md": f"---\nlayout: page.njk\ntitle: {title}\n---\n{text}"
        for name, (title, text) in own_pages.items()
    }


TOOL = Tool(
    name="eleventy",
    title="Eleventy, terms linked by a transform",
    links="link to the glossary, first mention in each section",
    lacks="no pop-up; notes are footnotes; entries on plain pages",
    shared=_shared,
    article=_article,
    command=lambda home: ["node", str(home / "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"],
    page="articles/article-{}/index.html",
    glossary="glossary/index.html",
    output="public",
    pins=("@11ty/eleventy@3.1.8", "markdown-it-footnote@4.0.0"),
    registry="npm",
    caches=(".cache",),
    linked_home="node_modules",
)
