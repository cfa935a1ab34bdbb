"""One target: rendered, its words proved, and put where the site goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.targets import Content, Staged, files_of

if TYPE_CHECKING:
    from nutgraf.model.targets import Target
    from nutgraf.render.theme import Theme

Rendered = tuple[Mapping[str, bytes | Staged], list[Diagnostic]]
"""The files that a target came to, by their path below the output folder, and what is wrong with it."""


class Stage(Protocol):
    """Where files may wait."""

    def stage(self, path: str, content: bytes) -> Staged:
        """Put a file there."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """Renders targets through a theme and stages their files; without a stage their contents are kept."""

    theme: "Theme"
    stage: Stage | None

    def __call__(self, target: "Target") -> Rendered:
        """Return what a target comes to."""
        content, faults = _render(target, self.theme)
        return staged(files_of(target.path, content), self.stage), faults


def staged(files: Mapping[str, bytes | Staged], stage: Stage | None) -> Mapping[str, bytes | Staged]:
    """Return files as they are once those are staged that are not yet."""
    if stage is None:
        return files
    return {path: stage.stage(path, each) if isinstance(each, bytes) else each for path, each in files.items()}


def _render(target: "Target", theme: "Theme") -> tuple[Content, list[Diagnostic]]:
    """Return a target's content, and what is wrong with it; of a template's slip only that."""
    from nutgraf.render.renderers import RENDERERS, faults_of
    from nutgraf.render.template_faults import value_fault

    try:
        content = RENDERERS[target.renderer].render(target.context, theme)
    except Exception as error:
        fault = value_fault(error)
        if fault is None:
            raise
        return b"", [fault]
    return content, faults_of(target, content)
