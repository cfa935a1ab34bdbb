"""Say why an output is rendered: what changed now, or what changed last time, and what it depends on."""

from nutgraf.engine.build import Options, prepare
from nutgraf.engine.project import Project
from nutgraf.engine.trace import load_trace


def explain(project: Project, options: Options, path: str) -> list[str] | None:
    """Return lines about one file of the site, or None when there is no such file in the plan."""
    trace = load_trace(project)
    prepared = prepare(project, options, trace)
    if prepared.targets and path not in prepared.keys:
        return None
    if not prepared.targets:
        return ["the content has errors: run `nutgraf build` to see them"]
    return [*_verdict(path, prepared.stale.get(path, ()), trace.reasons.get(path, ())), *_parts(prepared.keys[path])]


def _verdict(path: str, now: tuple[str, ...], last: tuple[str, ...]) -> list[str]:
    if now:
        return [f"{path} will be rendered by the next build, because", *(f"  {reason}" for reason in now)]
    return [f"{path} is up to date. It was last rendered because", *(f"  {reason}" for reason in last)]


def _parts(key: tuple[tuple[str, str], ...]) -> list[str]:
    return ["It depends on", *(f"  {name}" for name, _ in key)]
