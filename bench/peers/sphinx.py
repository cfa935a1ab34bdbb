"""Sphinx with myst-parser and its glossary directive, over all cores, with its own cache."""

from bench.corpus import Corpus
from bench.peers.myst_markdown import LACKS, LINKS, article_file, pages
from bench.peers.tool import Tool

_SETTINGS = """project = "Measured"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.xref_ambiguous"]
html_theme = "alabaster"
html_copy_source = html_use_index = False
html_show_sourcelink = False
exclude_patterns = ["_build"]
"""


def _shared(corpus: Corpus) -> dict[str, str]:
    titles = "\n".join(f"articles/article-{at}" for at in range(corpus.shape.articles))
    tree = f"```{{toctree}}\n:hidden:\n\nglossary\ntimeline\nplaces\nsources\nclaims\n{titles}\n```\n"
    glossary = pages(corpus)["glossary.md"].replace("\n: ", "\n  ").replace(":::", "```")
    return {**pages(corpus), "glossary.md": glossary, "conf.py": _SETTINGS, "index.md": f"# Measured\n\n{tree}"}


TOOL = Tool(
    name="sphinx",
    title="Sphinx with myst-parser, its glossary",
    links=LINKS,
    lacks=LACKS,
    shared=_shared,
    article=article_file,
    command=lambda home: [str(home / "bin/sphinx-build"), "-q", "-j", "auto", "-b", "html", ".", "_build"],
    page="articles/article-{}.html",
    glossary="glossary.html",
    output="_build",
    pins=("sphinx==9.0.4", "myst-parser==5.2.0"),
    largest=1000,
)
