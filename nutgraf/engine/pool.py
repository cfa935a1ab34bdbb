"""Render on several processors, where that pays. The results are the same, in the same order, as one by one."""

import gc
import multiprocessing
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nutgraf.engine.rendering import Rendered, Rendering, Stage

if TYPE_CHECKING:
    from nutgraf.model.targets import Target
    from nutgraf.render.theme import Theme

FEWEST = 24
"""Targets below which starting processes costs more than it saves."""

_CHUNK = 6
"""Targets handed to a process at a time."""

TOGETHER, _LARGE_CHUNK = ("live-map",), 128
"""Renderers whose targets are handed out so many at a time: what a process loads and works out for one serves more."""

ALONE = ("module", "script", "stylesheet")
"""Renderers of the first process: the library that makes files small has threads of its own. A copy of a process has
none of them, so it would wait for ever where the first process has used the library before."""

_work: "list[tuple[Sequence[Target], Rendering]]" = []
"""In a worker, what there is to render, and how: it came with the copy of the first process."""


def render_all(targets: "Sequence[Target]", theme: "Theme", stage: Stage | None, jobs: int) -> Iterator[Rendered]:
    """Yield what each target comes to, in order. `jobs` is the number of processes wanted."""
    if jobs > 1 and len(targets) >= FEWEST and _can_fork():
        yield from _together(targets, theme, stage, jobs)
    else:
        yield from map(Rendering(theme, stage), targets)


def _can_fork() -> bool:
    """Whether processes start as copies of this one, which is quick, and safe while it has one thread."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _together(targets: "Sequence[Target]", theme: "Theme", stage: Stage | None, jobs: int) -> Iterator[Rendered]:
    from concurrent.futures import ProcessPoolExecutor

    from nutgraf.render.renderers import warm_up

    warm_up(targets, theme)
    render = Rendering(theme, stage)
    start = multiprocessing.get_context("fork")
    parts = _parts(targets)
    owners = {at: number for number, part in enumerate(parts) for at in part}
    rendered: dict[int, Rendered] = {}
    gc.freeze()  # the processes share what is there, until somebody counts it
    pool = ProcessPoolExecutor(min(jobs, len(parts)), start, _work.append, ((targets, render),))
    try:
        waiting = {number: pool.submit(_in_worker, part) for number, part in enumerate(parts)}
        for at, target in enumerate(targets):
            if target.renderer in ALONE:
                yield render(target)
                continue
            if at not in rendered:
                number = owners[at]
                rendered |= zip(parts[number], waiting.pop(number).result(), strict=True)
            yield rendered.pop(at)
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def _parts(targets: "Sequence[Target]") -> list[list[int]]:
    """Return the positions of targets as they are handed out: the large parts first, lest one comes last."""
    maps = [at for at, target in enumerate(targets) if target.renderer in TOGETHER]
    others = [at for at, target in enumerate(targets) if target.renderer not in (*TOGETHER, *ALONE)]
    return [*_chunks(maps, _LARGE_CHUNK), *_chunks(others, _CHUNK)]


def _chunks(items: list[int], size: int) -> Iterator[list[int]]:
    return (items[first : first + size] for first in range(0, len(items), size))


def _in_worker(part: list[int]) -> list[Rendered]:
    targets, render = _work[-1]
    return [render(targets[at]) for at in part]
