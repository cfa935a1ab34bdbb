"""Run a build's pure functions on the machines of a Dask cluster.

What is to be done travels by value: once the function with what all its calls share (the theme), then items in chunks.
Until a worker unpickles them they are bytes, so workers need nutgraf, of this very version, but not the project; the
scheduler needs neither. Dask runs the tasks of a lost worker again: functions are pure, so nothing else is lost.
"""

import operator
import pickle
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from nutgraf.engine import digests
from nutgraf.engine.executor import ExecutorError, Item, Result, Work
from nutgraf.engine.pool import FEWEST
from nutgraf.engine.rendering import Made, Rendering, made, staged

if TYPE_CHECKING:
    from distributed import Client, Future

    from nutgraf.engine.outlet import Outlet
    from nutgraf.engine.planning import Draft
    from nutgraf.model.targets import Target

_PATIENCE = 5
"""Seconds in which a scheduler must answer."""

_WAIT = 60
"""Seconds in which the first worker must come: some clusters start workers when there is work."""

_CHUNK = 8
"""Items in a task. Each task costs the scheduler about a millisecond."""

_AHEAD = 3
"""Tasks for each thread of the workers that are handed out at a time, so that none waits and memory stays small."""

_turn = threading.Lock()
"""In a worker with several threads, one renders: the others would only wait for Python's own lock."""


class _OtherVersionError(Exception):
    """Raised on a worker whose nutgraf is not that of the build."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A function as workers hold it; it takes a pickled list of items."""

    function: Callable[[Any], Any]
    generator: str

    def __call__(self, items: bytes) -> list[Any]:
        if digests.generator() != self.generator:
            raise _OtherVersionError
        with _turn:
            return [self.function(each) for each in pickle.loads(items)]  # noqa: S301 - whoever reaches a worker can run code there anyway: docs/how-to/cluster.md


class Cluster:
    """The workers of a scheduler, such as ``tcp://127.0.0.1:8786``. Used in a `with`; `connect` asks it first."""

    def __init__(self, scheduler: str) -> None:
        self.scheduler = scheduler
        self._client: Client | None = None

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        if self._client is not None:
            self._client.close()

    def connect(self) -> None:
        """Find the scheduler, and see that all its workers have this nutgraf; raise ExecutorError otherwise."""
        self._open()

    def make_all(self, work: Work, outlet: "Outlet") -> Iterator[Made]:
        """Yield what each draft and each sheet comes to, in order. Sheets are drafted here; few are rendered here."""
        yield from work.first(outlet.near)
        if len(work.sheets) < FEWEST:
            yield from (work.make(sheet, outlet.near) for sheet in work.sheets)
            return
        drafts: deque[Draft] = deque()
        rendering = Rendering(work.planner.theme, outlet.far)
        for rendered in self.map(rendering.all, _targets(map(work.planner.draft, work.sheets), drafts)):
            yield made(drafts.popleft(), [(staged(files, outlet.near), faults) for files, faults in rendered])

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the function's result for each item, in order."""
        chunks = _chunks(items)
        first = next(chunks, None)
        if first is None:
            return
        client = self._open()
        work = client.submit(pickle.loads, pickle.dumps(_Work(function, digests.generator())), pure=False)
        self._wait_for_workers(client)
        waiting: deque[Future[list[Result]]] = deque()
        for chunk in chain([first], chunks):
            waiting.append(client.submit(operator.call, work, pickle.dumps(chunk), pure=False))
            if len(waiting) > _AHEAD * max(1, sum(client.nthreads().values())):
                yield from self._result(waiting.popleft())
        while waiting:
            yield from self._result(waiting.popleft())

    def _open(self) -> "Client":
        if self._client is None:
            self._client = _client_of(self.scheduler)
            found = self._client.run(digests.generator, on_error="return")
            strangers = sorted(worker for worker, answer in found.items() if _is_strange(answer))
            if strangers:
                raise ExecutorError(_other_version(f"the worker {strangers[0]}"))
        return self._client

    def _wait_for_workers(self, client: "Client") -> None:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError:
            raise ExecutorError(f"no worker came to {self.scheduler} within {_WAIT} seconds") from None

    def _result(self, task: "Future[list[Result]]") -> list[Result]:
        from distributed import KilledWorker

        try:
            return task.result()
        except _OtherVersionError:
            raise ExecutorError(_other_version(f"a worker of {self.scheduler}")) from None
        except KilledWorker as error:
            raise ExecutorError(f"worker after worker of {self.scheduler} was lost on the same task: {error}") from None
        except CancelledError:
            raise ExecutorError(f"the scheduler at {self.scheduler} was lost") from None


def _targets(given: "Iterable[Draft]", drafts: "deque[Draft]") -> "Iterator[tuple[Target, ...]]":
    """Yield the targets of drafts, which are put by without them: they wait for what becomes of them."""
    for draft in given:
        drafts.append(draft._replace(targets=()))
        yield draft.targets


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(items)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def _client_of(scheduler: str) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        raise ExecutorError("a cluster needs Dask: install it with pip install 'nutgraf[dask]'") from None
    try:
        return Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorError(f"no Dask scheduler answers at {scheduler}: {error}") from None


def _is_strange(answer: object) -> bool:
    """Whether a worker's answer shows another nutgraf, or none; one that could not be reached gave no answer."""
    return answer != digests.generator() and not isinstance(answer, OSError)


def _other_version(worker: str) -> str:
    return (
        f"{worker} has another nutgraf than this machine, other versions of its libraries, or none: make them the same"
    )
