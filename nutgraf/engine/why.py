"""Say why an output is rendered: what changed now, or what changed last time, and what it depends on."""

from collections.abc import Mapping
from itertools import chain

from nutgraf.engine.build import Options, prepare
from nutgraf.engine.inputs import discover
from nutgraf.engine.memory import Memory, undamaged
from nutgraf.engine.outlet import outlet_of
from nutgraf.engine.project import Project
from nutgraf.engine.trace import load_trace


def explain(project: Project, options: Options, path: str) -> list[str] | None:
    """Return lines about one file of the site, or None when there is no such file in the plan."""
    trace, memory = load_trace(project), Memory()
    inputs, damaged = discover(project, trace), outlet_of(project).damaged(trace.outputs)
    prepared = undamaged(memory, lambda: prepare(project, options, trace, inputs, memory, damaged))
    if prepared.work is None:
        return ["the content has errors: run `nutgraf build` to see them"]
    planner = prepared.work.planner
    for draft in chain(prepared.work.drafts, map(planner.draft, prepared.work.sheets)):
        for outline in draft.composed.outlines:
            if outline.path == path:
                last = planner.staleness.before.reasons.get(path, ())
                return [*_verdict(path, draft.stale.get(path, ()), last), *_parts(planner.staleness.key(outline))]
    return None


def _verdict(path: str, now: tuple[str, ...], last: tuple[str, ...]) -> list[str]:
    if now:
        return [f"{path} will be rendered by the next build, because", *(f"  {reason}" for reason in now)]
    return [f"{path} is up to date. It was last rendered because", *(f"  {reason}" for reason in last)]


def _parts(key: Mapping[str, str]) -> list[str]:
    return ["It depends on", *(f"  {name}" for name in sorted(key))]
