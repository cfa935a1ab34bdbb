"""Where a build's pure functions run: the one seam between a build and the machines that work for it.

`Here` is this machine, and `nutgraf.engine.cluster.Cluster` a Dask cluster. Results are the same, in the same order.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from nutgraf.engine.rendering import Rendered

if TYPE_CHECKING:
    from nutgraf.engine.outlet import Outlet
    from nutgraf.model.targets import Target
    from nutgraf.render.theme import Theme

Item = TypeVar("Item")
Result = TypeVar("Result")


class ExecutorError(Exception):
    """The machines that should work cannot, in words for whoever runs the build."""


class Executor(Protocol):
    """Runs pure functions of picklable values."""

    def connect(self) -> None:
        """Make ready to work. Raises ExecutorError when that cannot be, within seconds."""

    def render_all(self, targets: "Sequence[Target]", theme: "Theme", outlet: "Outlet") -> Iterator[Rendered]:
        """Yield what each target comes to, in order. It is staged where it is rendered, if the outlet allows that."""

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the function's result for each item, in order. It may run twice for one: a machine may be lost."""


@dataclass(frozen=True, slots=True)
class Here:
    """The machine that we are on."""

    jobs: int = 1
    """Processes to render with."""

    def connect(self) -> None:
        """Do nothing: we are here."""

    def render_all(self, targets: "Sequence[Target]", theme: "Theme", outlet: "Outlet") -> Iterator[Rendered]:
        """Yield what each target comes to, in order."""
        from nutgraf.engine.pool import render_all

        yield from render_all(targets, theme, outlet.near, self.jobs)

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Yield the function's result for each item, in order."""
        return map(function, items)
