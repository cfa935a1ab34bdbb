"""Where a build's pure functions run: the one seam between a build and the machines that work for it.

`Here` is this machine, and `nutgraf.engine.cluster.Cluster` a Dask cluster. Results are the same, in the same order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from nutgraf.engine.rendering import Made, Rendering, Stage

if TYPE_CHECKING:
    from nutgraf.engine.outlet import Outlet
    from nutgraf.engine.planning import Draft, Planner
    from nutgraf.plan.plan import Sheet

Item = TypeVar("Item")
Result = TypeVar("Result")


class ExecutorError(Exception):
    """The machines that should work cannot, in words for whoever runs the build."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a build has to do once its inputs are examined."""

    planner: "Planner"
    drafts: "Sequence[Draft]"
    """To be rendered by the first process: what makes styles and scripts small has threads of its own. A copy of the
    process has none of them, so it would wait for ever where the first has used that library before.
    """
    known: Mapping[str, bytes]
    """What targets of these were rendered to already, by path."""
    sheets: "Sequence[Sheet]"
    """To be drafted and rendered anywhere."""

    def first(self, stage: Stage | None) -> Iterator[Made]:
        """Yield what the drafts come to."""
        return map(Rendering(self.planner.theme, stage, self.known).make, self.drafts)

    def make(self, sheet: "Sheet", stage: Stage | None) -> Made:
        """Return what a sheet comes to."""
        return Rendering(self.planner.theme, stage).make(self.planner.draft(sheet))


class Executor(Protocol):
    """Runs pure functions of picklable values."""

    def connect(self) -> None:
        """Make ready to work. Raises ExecutorError when that cannot be, within seconds."""

    def make_all(self, work: Work, outlet: "Outlet") -> Iterator[Made]:
        """Yield what each draft and each sheet comes to, in order. Files are staged where they are rendered, if the
        outlet allows that.
        """

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the function's result for each item, in order. It may run twice for one: a machine may be lost."""


@dataclass(frozen=True, slots=True)
class Here:
    """The machine that we are on."""

    jobs: int = 1
    """Processes to render with."""

    def connect(self) -> None:
        """Do nothing: we are here."""

    def make_all(self, work: Work, outlet: "Outlet") -> Iterator[Made]:
        """Yield what each draft and each sheet comes to, in order."""
        from nutgraf.engine.pool import make_all

        yield from make_all(work, outlet.near, self.jobs)

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the function's result for each item, in order."""
        return map(function, items)
