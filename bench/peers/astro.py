"""Astro, with a collection of articles and a plugin that links terms in their syntax trees."""

import json

from bench.corpus import Article, Corpus
from bench.peers.abbreviations import pages
from bench.peers.hugo import DIALECT
from bench.peers.markdown import body
from bench.peers.tool import Tool

_CONFIG = """import { readFileSync } from 'node:fs';
import { defineConfig } from 'astro/config';

const terms = JSON.parse(readFileSync(new URL('./terms.json', import.meta.url)));
const forms = Object.keys(terms).sort((a, b) => b.length - a.length);
const pattern = new RegExp('\\\\b(' + forms.join('|') + ')\\\\b');
const closed = new Set(['a', 'h1', 'h2', 'h3', 'pre', 'code', 'blockquote']);

function linkTerms() {
  return tree => {
    let seen = new Set();
    const walk = parent => {
      parent.children = parent.children.flatMap(child => {
        if (child.tagName === 'h2') seen = new Set();
        if (child.type === 'text') return linked(child.value, seen);
        if (child.children && !closed.has(child.tagName)) walk(child);
        return [child];
      });
    };
    walk(tree);
  };
}

function linked(text, seen) {
  return text.split(pattern).map((value, at) => {
    const part = { type: 'text', value };
    if (at % 2 === 0 || seen.has(terms[value])) return part;
    seen.add(terms[value]);
    const properties = { href: '/glossary/#term-' + terms[value], className: ['term'] };
    return { type: 'element', tagName: 'a', properties, children: [part] };
  });
}

export default defineConfig({ markdown: { rehypePlugins: [linkTerms], syntaxHighlight: false }, telemetry: false });
"""
_COLLECTION = """import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

export const collections = { pages: defineCollection({ loader: glob({ pattern: '**/*.md', base: './content' }) }) };
"""
_PAGE = """---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  const pages = await getCollection('pages');
  return pages.map(page => ({ params: { path: page.id }, props: { page } }));
}
const { page } = Astro.props;
const { Content } = await render(page);
---
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{page.data.title}</title>
<meta name="viewport" content="width=device-width"></head><body><header><a href="/">Measured</a></header>
<main><h1>{page.data.title}</h1><Content /></main></body></html>
"""
_INDEX = """---
import { getCollection } from 'astro:content';
const pages = await getCollection('pages');
---
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Measured</title></head><body><main><ul>
{pages.map(page => <li><a href={`/${page.id}/`}>{page.data.title}</a></li>)}</ul></main></body></html>
"""


def _article(_: Corpus, article: Article) -> dict[str, str]:
    return {f"content/articles/article-{article.at}.md": _page(article.title, body(article, DIALECT))}


def _page(title: str, text: str) -> str:
    return f"---\ntitle: {json.dumps(title)}\n---\n{text}"


def _shared(corpus: Corpus) -> dict[str, str]:
    return {
        "package.json": '{"private": true, "type": "module"}\n',
        "astro.config.mjs": _CONFIG,
        "terms.json": json.dumps({form: term.at for term in corpus.terms for form in term.forms}),
        "src/content.config.js": _COLLECTION,
        "src/pages/[...path].astro": _PAGE,
        "src/pages/index.astro": _INDEX,
    } | {f"content/{name}.md": _page(title, text) for name, (title, text) in pages(corpus, DIALECT).items()}


TOOL = Tool(
    name="astro",
    title="Astro, terms linked by a plugin",
    links="link to the glossary, first mention in each section",
    lacks="no pop-up; notes are footnotes; entries on plain pages; definitions are a page of their own",
    shared=_shared,
    article=_article,
    command=lambda home: ["node", str(home / "node_modules/astro/astro.js"), "build", "--silent"],
    page="articles/article-{}/index.html",
    glossary="glossary/index.html",
    output="dist",
    pins=("astro@5.18.2",),
    registry="npm",
    caches=(".astro",),
    environment={"ASTRO_TELEMETRY_DISABLED": "1"},
    largest=1000,
    linked_home="node_modules",
)
