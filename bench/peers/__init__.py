"""The tools that are compared, one a module, each set up as somebody would who knows it well."""

from bench.peers import astro, eleventy, hugo, mkdocs, myst, nikola, nutgraf, pelican, sphinx, zensical
from bench.peers.tool import Tool

TOOLS: tuple[Tool, ...] = (
    nutgraf.TOOL,
    hugo.TOOL,
    hugo.LINKING,
    eleventy.TOOL,
    pelican.TOOL,
    zensical.TOOL,
    mkdocs.TOOL,
    sphinx.TOOL,
    myst.TOOL,
    nikola.TOOL,
    astro.TOOL,
)
SHORT = ("nutgraf", "hugo", "hugo-linking", "eleventy", "pelican")
"""The tools of the short form."""
