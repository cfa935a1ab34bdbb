"""Drafts to files: each target rendered, its words proved, and put where the site goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.targets import Content, Staged, files_of

if TYPE_CHECKING:
    from nutgraf.engine.planning import Composed, Draft, Reasons
    from nutgraf.model.targets import Target
    from nutgraf.render.theme import Theme

Rendered = tuple[Mapping[str, bytes | Staged], list[Diagnostic]]
"""The files that a target came to, by their path below the output folder, and what is wrong with it."""


class Stage(Protocol):
    """Where files may wait."""

    def stage(self, path: str, content: bytes) -> Staged:
        """Put a file there."""


class Made(NamedTuple):
    """What a sheet came to."""

    composed: "Composed"
    stale: "Mapping[str, Reasons]"
    """Why a target was rendered, by path."""
    files: Mapping[str, bytes | Staged]
    faults: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Rendering:
    """Renders targets through a theme and stages their files; without a stage their contents are kept."""

    theme: "Theme"
    stage: Stage | None
    known: Mapping[str, bytes] = field(default_factory=dict)
    """What targets were rendered to already, by path."""

    def __call__(self, target: "Target") -> Rendered:
        """Return what a target comes to."""
        content, faults = self._render(target)
        return staged(files_of(target.path, content), self.stage), faults

    def all(self, targets: "Iterable[Target]") -> list[Rendered]:
        """Return what several targets come to."""
        return list(map(self, targets))

    def make(self, draft: "Draft") -> Made:
        """Return what a sheet comes to."""
        return made(draft, self.all(draft.targets))

    def _render(self, target: "Target") -> tuple[Content, list[Diagnostic]]:
        """Return a target's content, and what is wrong with it; of a template's slip only that."""
        from nutgraf.render.renderers import RENDERERS, faults_of
        from nutgraf.render.template_faults import value_fault

        try:
            content = self.known.get(target.path) or RENDERERS[target.renderer].render(target.context, self.theme)
        except Exception as error:
            fault = value_fault(error)
            if fault is None:
                raise
            return b"", [fault]
        return content, faults_of(target, content)


def made(draft: "Draft", rendered: Iterable[Rendered]) -> Made:
    """Return what a sheet came to whose targets were rendered."""
    files: dict[str, bytes | Staged] = {}
    faults: list[Diagnostic] = []
    for each, found in rendered:
        files |= each
        faults += found
    return Made(draft.composed, draft.stale, files, tuple(faults))


def staged(files: Mapping[str, bytes | Staged], stage: Stage | None) -> Mapping[str, bytes | Staged]:
    """Return files as they are once those are staged that are not yet."""
    if stage is None:
        return files
    return {path: stage.stage(path, each) if isinstance(each, bytes) else each for path, each in files.items()}
