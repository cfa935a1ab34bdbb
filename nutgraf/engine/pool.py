"""Render on several processors, where that pays. The results are the same, in the same order, as one by one."""

import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.targets import Content

if TYPE_CHECKING:
    from nutgraf.model.targets import Target
    from nutgraf.render.theme import Theme

FEWEST = 24
"""Targets below which starting processes costs more than it saves."""

_CHUNK = 6
"""Targets handed to a process at a time."""

ALONE = ("module", "script", "stylesheet")
"""Renderers of the first process: the library that makes files small has threads of its own. A copy of a process has
none of them, so it would wait for ever where the first process has used the library before."""

Rendered = tuple[Content, list[Diagnostic]]

_theme: "list[Theme]" = []
"""In a worker, the one theme that it renders with: given once, when the worker starts."""


def render_all(targets: "Sequence[Target]", theme: "Theme", jobs: int) -> Iterator[Rendered]:
    """Yield each target's content and what is wrong with it, in order. `jobs` is the number of processes wanted."""
    if jobs > 1 and len(targets) >= FEWEST and _can_fork():
        yield from _together(targets, theme, jobs)
    else:
        yield from (render_one(target, theme) for target in targets)


def render_one(target: "Target", theme: "Theme") -> Rendered:
    """Return a target's content, and whether it keeps the article's words; of a template's slip only that."""
    from nutgraf.render.renderers import RENDERERS, check_words
    from nutgraf.render.template_faults import value_fault

    try:
        content = RENDERERS[target.renderer].render(target.context, theme)
    except Exception as error:
        fault = value_fault(error)
        if fault is None:
            raise
        return b"", [fault]
    return content, check_words(target, content)


def _can_fork() -> bool:
    """Whether processes start as copies of this one, which is quick, and safe while it has one thread."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _together(targets: "Sequence[Target]", theme: "Theme", jobs: int) -> Iterator[Rendered]:
    from concurrent.futures import ProcessPoolExecutor

    from nutgraf.render.renderers import warm_up

    warm_up(targets, theme)
    start = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=start, initializer=_theme.append, initargs=(theme,)) as pool:
        shared = pool.map(_in_worker, [each for each in targets if each.renderer not in ALONE], chunksize=_CHUNK)
        for target in targets:
            yield render_one(target, theme) if target.renderer in ALONE else next(shared)


def _in_worker(target: "Target") -> Rendered:
    return render_one(target, _theme[-1])
