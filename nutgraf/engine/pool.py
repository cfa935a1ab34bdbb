"""Make sheets on several processors, where that pays. The results are the same, in the same order, as one by one."""

import gc
import multiprocessing
import threading
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING

from nutgraf.engine.rendering import Made, Stage

if TYPE_CHECKING:
    from nutgraf.engine.executor import Work

FEWEST = 24
"""Sheets below which starting processes costs more than it saves."""

_CHUNK = 6
"""Sheets handed to a process at a time."""

_work: "list[tuple[Work, Stage | None]]" = []
"""In a worker, what there is to do: it came with the copy of the first process."""


def make_all(work: "Work", stage: Stage | None, jobs: int) -> Iterator[Made]:
    """Yield what each draft and each sheet comes to, in order. `jobs` is the number of processes wanted."""
    if jobs > 1 and len(work.sheets) >= FEWEST and _can_fork():
        yield from _together(work, stage, jobs)
    else:
        yield from work.first(stage)
        yield from (work.make(sheet, stage) for sheet in work.sheets)


def _can_fork() -> bool:
    """Whether processes start as copies of this one, which is quick, and safe while it has one thread."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _together(work: "Work", stage: Stage | None, jobs: int) -> Iterator[Made]:
    from concurrent.futures import ProcessPoolExecutor

    from nutgraf.render.renderers import warm_up

    parts = [range(first, min(first + _CHUNK, len(work.sheets))) for first in range(0, len(work.sheets), _CHUNK)]
    warm_up({sheet.template for sheet in work.sheets} - {""}, work.planner.framer.config, work.planner.theme)
    gc.freeze()  # the processes share what is there, until somebody counts it
    start = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(min(jobs, len(parts)), start, _work.append, ((work, stage),))
    try:
        waiting = deque(pool.submit(_in_worker, part) for part in parts)
        yield from work.first(stage)
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def _in_worker(part: range) -> list[Made]:
    work, stage = _work[-1]
    return [work.make(work.sheets[at], stage) for at in part]
