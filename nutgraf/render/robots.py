"""Files for robots: robots.txt, sitemap.xml and its parts (sitemaps.org protocol 0.9)."""

from urllib.parse import quote

from markupsafe import escape

from nutgraf.plan.plan import RobotsContext
from nutgraf.render.theme import Theme


def render_robots(context: RobotsContext, _theme: Theme) -> bytes:
    """Return robots.txt; it names the sitemap where there is one."""
    sitemap = f"\nSitemap: {context.base_url}/sitemap.xml\n" if context.base_url else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


def render_sitemap(context: RobotsContext, _theme: Theme) -> bytes:
    """Return the public addresses of pages."""
    return _listed("urlset", "url", context)


def render_sitemap_index(context: RobotsContext, _theme: Theme) -> bytes:
    """Return the public addresses of the sitemaps that together hold all pages."""
    return _listed("sitemapindex", "sitemap", context)


def _listed(root: str, entry: str, context: RobotsContext) -> bytes:
    entries = "".join(
        f"<{entry}><loc>{escape(context.base_url)}/{escape(quote(page))}</loc></{entry}>\n" for page in context.pages
    )
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{namespace}">\n{entries}</{root}>\n'.encode()
