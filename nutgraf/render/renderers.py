"""Who renders what: one row for each kind of output."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from math import ceil
from typing import Any, cast

from nutgraf.model.corpus import Config
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.targets import Content, Target
from nutgraf.plan.plan import AssetContext, CardContext, MapContext, PageContext
from nutgraf.plan.search import SearchContext
from nutgraf.read.text import MEGABYTE
from nutgraf.render.assets import (
    IconContext,
    copy_file,
    join_script,
    join_stylesheet,
    plan_assets,
    shrink_module,
    vendored,
)
from nutgraf.render.exports import export_entries, export_places, export_sources
from nutgraf.render.manifest import render_manifest
from nutgraf.render.maps.pictures import render_live_map
from nutgraf.render.robots import render_robots, render_sitemap, render_sitemap_index
from nutgraf.render.theme import Theme, word_files

__all__ = ["RENDERERS", "Renderer", "context_parts", "faults_of", "plan_assets", "warm_up"]


@dataclass(frozen=True, slots=True)
class Renderer:
    """A pure function of context and theme, and the files of the theme that it reads."""

    render: Callable[[Any, Theme], Content]
    look: Callable[[Any], tuple[str, ...]]
    """The words of a context that decide which files those are: a template, a language, names of files."""
    uses: Callable[[tuple[str, ...], Theme], tuple[str, ...]]
    """The names of the files, by those words."""


def _render_page(context: PageContext, theme: Theme) -> bytes:
    from nutgraf.render.pages import render_page

    return render_page(context, theme)


def _render_search(context: SearchContext, theme: Theme) -> Content:
    from nutgraf.render.search import render_search

    return render_search(context, theme)


def _no_look(_context: Any) -> tuple[str, ...]:
    return ()


def _names(context: AssetContext) -> tuple[str, ...]:
    return context.names


def _themselves(names: tuple[str, ...], _theme: Theme) -> tuple[str, ...]:
    return names


def _page_look(context: PageContext) -> tuple[str, ...]:
    return context.template, context.page.frame.language


def _page_files(look: tuple[str, ...], theme: Theme) -> tuple[str, ...]:
    template, language = look
    return (*closure(template, theme), *word_files(language))


def _render_card(context: CardContext, theme: Theme) -> bytes:
    from nutgraf.render.card import render_card

    return render_card(context, theme)


def _render_icon(context: IconContext, theme: Theme) -> bytes:
    from nutgraf.render.icons import render_icon

    return render_icon(context, theme)


def _icon_name(context: IconContext) -> tuple[str, ...]:
    return (context.name,)


def _language(context: CardContext | MapContext | SearchContext) -> tuple[str, ...]:
    return (context.language,)


def _word_files(look: tuple[str, ...], _theme: Theme) -> tuple[str, ...]:
    return word_files(look[0])


@lru_cache(maxsize=256)
def closure(template: str, theme: Theme) -> tuple[str, ...]:
    """Return a template and all that it extends, includes or imports, sorted."""
    found: set[str] = set()
    waiting = [template]
    while waiting:
        name = waiting.pop()
        if name not in found and name in theme.files:
            found.add(name)
            waiting += references(name, theme)
    return tuple(sorted(found))


def references(template: str, theme: Theme) -> tuple[str, ...]:
    """Return what a template itself extends, includes or imports; raise TemplateSyntaxError when it cannot be read."""
    return _named_in(theme.text(template))


@lru_cache(maxsize=256)
def _named_in(source: str) -> tuple[str, ...]:
    from jinja2 import Environment
    from jinja2.meta import find_referenced_templates

    return tuple(name for name in find_referenced_templates(Environment(autoescape=True).parse(source)) if name)


RENDERERS: dict[str, Renderer] = {
    "page": Renderer(_render_page, _page_look, _page_files),
    "live-map": Renderer(render_live_map, _language, _word_files),
    "export-events": Renderer(export_entries, _no_look, _themselves),
    "export-terms": Renderer(export_entries, _no_look, _themselves),
    "export-claims": Renderer(export_entries, _no_look, _themselves),
    "export-places": Renderer(export_places, _no_look, _themselves),
    "export-sources": Renderer(export_sources, _no_look, _themselves),
    "card": Renderer(_render_card, _language, _word_files),
    "icon": Renderer(_render_icon, _icon_name, _themselves),
    "manifest": Renderer(render_manifest, _no_look, _themselves),
    "robots": Renderer(render_robots, _no_look, _themselves),
    "sitemap": Renderer(render_sitemap, _no_look, _themselves),
    "sitemap-index": Renderer(render_sitemap_index, _no_look, _themselves),
    "search": Renderer(_render_search, _language, _word_files),
    "stylesheet": Renderer(join_stylesheet, _names, _themselves),
    "script": Renderer(join_script, _names, _themselves),
    "module": Renderer(shrink_module, _names, _themselves),
    "theme-file": Renderer(copy_file, _names, _themselves),
    "vendored": Renderer(vendored, _no_look, _themselves),
}


def warm_up(templates: Iterable[str], config: Config, theme: Theme) -> None:
    """Load once what many pages need, so that processes copied from this one need not."""
    from nutgraf.render.maps.data import world_land, world_water
    from nutgraf.render.pages import warm_up as warm_up_pages

    warm_up_pages({part for each in templates for part in closure(each, theme)}, config, theme)
    world_land()
    world_water()


def context_parts(context: Any) -> Iterator[tuple[str, Any]]:
    """Yield the named parts of a context, those of a page one by one, so that a build can say which of them changed."""
    inner = context.page if isinstance(context, PageContext) else context
    if inner is not context:
        yield "clock", (context.template, context.zone, context.zone_names)
        yield "limit", context.most_mb
    for each in fields(inner):
        yield each.name, getattr(inner, each.name)


def faults_of(target: Target, content: Content) -> list[Diagnostic]:
    """Return what is wrong with what was rendered: it is too large, or has not the words of its article."""
    return [*_too_large(target, content), *_changed_words(target, content)]


def _too_large(target: Target, content: Content) -> Iterator[Diagnostic]:
    """Find pages and maps that few readers' browsers would open, or wait for."""
    context = target.context
    if not isinstance(context, PageContext | MapContext) or len(content) <= context.most_mb * MEGABYTE:
        return
    size = len(content) / MEGABYTE
    message = f"{target.path} would have {size:.1f} MB; at most {context.most_mb} MB are allowed"
    divided = "divide the article, or a list by a smaller `page_size` in content/site.yaml"
    hint = f"{divided}; or allow it there: `limits: {{page_mb: {ceil(size)}}}`"
    yield Diagnostic(Span("content/site.yaml"), "page-too-large", message, hint)


def _changed_words(target: Target, content: Content) -> Iterator[Diagnostic]:
    """Prove that an article's page says the words of the article, whatever was woven into them."""
    from nutgraf.plan.contexts import ExplainerPage
    from nutgraf.render.words_kept import first_difference

    if not isinstance(target.context, PageContext) or not isinstance(target.context.page, ExplainerPage):
        return
    difference = first_difference(target.context.page.body.text.source, cast("bytes", content).decode())
    if difference is None:
        return
    expected, shown = difference
    message = f"the page {target.path} shows {shown!r} where the article says {expected!r}"
    hint = "a template changes the article's words: show `page.body | passages` as it is"
    yield Diagnostic(Span("templates/" + target.context.template), "words-changed", message, hint)
