"""MyST (mystmd), a site of JSON pages that its server renders: it writes HTML only with a theme from the network."""

import json

from bench.corpus import Corpus
from bench.peers.myst_markdown import LACKS, LINKS, article_file, pages
from bench.peers.tool import Tool

_THEME = """jtex: v1
title: None
version: 1.0.0
build: {install: "true", start: "true"}
"""


def _shared(corpus: Corpus) -> dict[str, str]:
    config = {"version": 1, "project": {"title": "Measured"}, "site": {"title": "Measured", "template": "./theme"}}
    entries = "".join(f"{form}\n: {term.definition}\n\n" for term in corpus.terms for form in term.forms)
    return pages(corpus) | {
        "glossary.md": f"# Glossary\n\n:::{{glossary}}\n{entries}:::\n",
        "myst.yml": json.dumps(config),
        "theme/template.yml": _THEME,
        "index.md": "# Measured\n",
    }


TOOL = Tool(
    name="myst",
    title="MyST, its glossary",
    links=LINKS,
    lacks=LACKS,
    shared=_shared,
    article=article_file,
    command=lambda home: ["node", str(home / "node_modules/mystmd/dist/myst.cjs"), "build", "--site"],
    page="content/article-{}.json",
    glossary="content/glossary.json",
    mark=r'"value":\s*"{}"',
    output="_build/site",
    pins=("mystmd@1.8.3",),
    registry="npm",
    caches=("_build",),
    largest=1000,
)
