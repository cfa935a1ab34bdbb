"""A build, on one screen.

discover -> nothing changed? done
         -> read (cached) -> corpus -> weave -> errors? stop, the last site stays
         -> plan (what an edit touches is composed) -> stale targets -> render -> write, prune -> remember -> report

A process that builds again and again hands each build the same `Memory`; then what somebody looks at is composed,
rendered and shown before all else is planned.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import TYPE_CHECKING

from nutgraf.engine import digests
from nutgraf.engine.executor import Executor, Here
from nutgraf.engine.inputs import Inputs, contents_of, discover
from nutgraf.engine.memory import Memory, undamaged
from nutgraf.engine.outlet import Outlet, outlet_of
from nutgraf.engine.project import Project
from nutgraf.engine.trace import Trace, load_trace
from nutgraf.model.diagnostics import Diagnostic, Span, has_errors, judged
from nutgraf.model.targets import Staged, files_of, is_part

if TYPE_CHECKING:
    from nutgraf.engine.examine import Examined
    from nutgraf.engine.planning import Plan, Planner
    from nutgraf.model.targets import Target
    from nutgraf.render.theme import Theme

Progress = Callable[[int, int], None]
"""Told how many of how many targets are rendered."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about a build."""

    base_url: str = ""
    is_strict: bool = False
    is_clean: bool = False
    with_drafts: bool = False
    jobs: int = 1
    """Processes to render with."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    diagnostics: tuple[Diagnostic, ...]
    is_good: bool
    targets: int = 0
    rendered: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    """What whoever runs the build should know and nobody need mend."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site that is ready to be rendered: all its targets, and why some are stale."""

    diagnostics: tuple[Diagnostic, ...]
    theme: "Theme"
    plan: "Plan | None" = None
    """What is to be remembered when all is written; None when the content has errors."""
    paths: tuple[str, ...] = ()
    """Of all targets, sorted."""
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Why a target is rendered, by path."""
    targets: "tuple[Target, ...]" = ()
    """The stale ones, composed."""
    rendered: Mapping[str, bytes] = field(default_factory=dict)
    """What was rendered first because somebody looks at it."""
    remarks: tuple[str, ...] = ()


def build(
    project: Project,
    options: Options,
    progress: Progress | None = None,
    memory: Memory | None = None,
    executor: Executor | None = None,
) -> Built:
    """Build the site. With errors (or, strictly, warnings) nothing is written and the last good site stays, whole.

    Raises OutputError when the output folder is not ours to write to, and what the executor raises.
    """
    outlet, executor = outlet_of(project), executor or Here(options.jobs)
    trace = Trace() if options.is_clean else load_trace(project)
    inputs = discover(project, trace)
    outlet.check(project, inputs.files.values())
    damaged = outlet.damaged(trace.outputs)
    if not damaged and _is_unchanged(options, trace, inputs):
        return _unchanged(trace, options)
    executor.connect()
    memory = memory or Memory()
    prepared = undamaged(memory, lambda: prepare(project, options, trace, inputs, memory, damaged))
    if prepared.plan is None or not _is_good(prepared.diagnostics, options):
        return Built(prepared.diagnostics, is_good=False)
    try:
        contents, found = _render(prepared, executor, outlet, progress)
        diagnostics = tuple(sorted({*prepared.diagnostics, *judged(found, {})}))
        if not _is_good(diagnostics, options):
            return Built(diagnostics, is_good=False)
        paths = _paths(prepared, contents, trace)
        written, deleted, owned = outlet.write(contents, paths, executor)
    finally:
        outlet.discard()
    recorded = Trace(
        generator=digests.generator(),
        options=_options_digest(options),
        looked=inputs.looked,
        inputs=dict(inputs.stamps),
        outputs=outlet.stamps(trace.outputs, contents, owned),
        diagnostics=tuple(astuple(each) for each in diagnostics),
    )
    memory.save(project, recorded, prepared.plan)
    return Built(diagnostics, True, len(paths), tuple(contents), tuple(written), tuple(deleted), prepared.remarks)


def _is_good(diagnostics: tuple[Diagnostic, ...], options: Options) -> bool:
    return not (diagnostics if options.is_strict else has_errors(diagnostics))


def _options_digest(options: Options) -> str:
    return digests.of_value((options.base_url, options.with_drafts))


def _is_unchanged(options: Options, trace: Trace, inputs: Inputs) -> bool:
    """Whether the last build was asked for the same, and saw the same inputs."""
    return (
        bool(trace.outputs)
        and trace.options == _options_digest(options)
        and contents_of(trace.inputs) == contents_of(inputs.stamps)
        and trace.generator == digests.generator()
    )


def _unchanged(trace: Trace, options: Options) -> Built:
    found = tuple(Diagnostic(Span(*span), *rest) for span, *rest in trace.diagnostics)
    return Built(found, _is_good(found, options), len(trace.outputs))


def prepare(
    project: Project, options: Options, trace: Trace, inputs: Inputs, memory: Memory, damaged: Collection[str]
) -> Prepared:
    """Examine and plan, and find out what is stale. `damaged` are outputs that are not as the last build left them."""
    from nutgraf.engine.examine import examine, theme_files
    from nutgraf.engine.planning import plan_of, stale_targets
    from nutgraf.plan.plan import sheets
    from nutgraf.render.renderers import plan_assets
    from nutgraf.render.search import why_none
    from nutgraf.render.template_faults import syntax_faults

    before = memory.plan_of(project, trace)
    theme = memory.same_theme(project, theme_files(inputs))
    look = plan_assets(theme)
    wanted = memory.seen()
    rendered = _render_first(look, plan_of(look, theme), wanted, memory, before) if wanted else {}
    examined = examine(project, inputs, theme, memory, with_drafts=options.with_drafts)
    has_proved = (before.generator, before.theme) == (digests.generator(), theme.digests)
    diagnostics = tuple(sorted({*examined.diagnostics, *(() if has_proved else syntax_faults(theme))}))
    if has_errors(diagnostics):
        return Prepared(diagnostics, examined.theme)
    planner = _planner(examined, options, memory, before)
    listed = tuple(sheets(planner.lookup.corpus, planner.framer))
    first = [each for each in listed if each.path in wanted]
    rendered |= _render_first(planner.compose_all(first), planner.plan(first), wanted, memory, before)
    planner.add(look)
    plan = planner.plan(listed)
    stale = stale_targets(plan, before, damaged)
    paths = tuple(sorted(outline.path for outline in plan.outlines()))
    kept = {path: before.reasons[path] for path in paths if path in before.reasons}
    plan = replace(plan, reasons={**kept, **stale})
    remarks = () if options.with_drafts else why_none(examined.corpus.config)
    targets = planner.targets_of(listed, stale)
    return Prepared(diagnostics, examined.theme, plan, paths, stale, targets, rendered, remarks)


def _render_first(
    targets: "Collection[Target]", plan: "Plan", wanted: Collection[str], memory: Memory, before: "Plan"
) -> dict[str, bytes]:
    """Render and show what of some targets, of which there is a plan, somebody looks at and is stale."""
    from nutgraf.engine.planning import stale_targets
    from nutgraf.render.renderers import RENDERERS

    theme = memory.theme
    stale = stale_targets(plan, before, ())
    rendered = {
        path: content
        for each in targets
        if theme and each.path in wanted and each.path in stale
        for path, content in files_of(each.path, RENDERERS[each.renderer].render(each.context, theme)).items()
    }
    if rendered:
        memory.show(rendered)
    return rendered


def _planner(examined: "Examined", options: Options, memory: Memory, before: "Plan") -> "Planner":
    from nutgraf.engine.planning import Planner
    from nutgraf.plan.frames import Framer
    from nutgraf.plan.lookup import look_up
    from nutgraf.plan.paging import laid_out
    from nutgraf.render.search import has_search

    corpus, woven = laid_out(examined.corpus), examined.woven
    is_preview = options.with_drafts  # it has no search: it would index at every save
    base_url = options.base_url or corpus.config.base_url or ""
    framer = Framer(corpus, base_url, has_search=has_search(corpus.config) and not is_preview)
    lookup = look_up(corpus, woven, examined.texts)
    said = examined.say(memory) | {"the lists": memory.say_lists(corpus.listed)}
    return Planner(lookup, framer, examined.theme, said, before, memory.facts_of)


def _render(
    prepared: Prepared, executor: Executor, outlet: Outlet, progress: Progress | None
) -> tuple[dict[str, bytes | Staged], list[Diagnostic]]:
    from nutgraf.render.renderers import faults_of

    missing = [target for target in prepared.targets if target.path not in prepared.rendered]
    contents: dict[str, bytes | Staged] = {}
    found: list[Diagnostic] = []
    for done, (files, faults) in enumerate(executor.render_all(missing, prepared.theme, outlet), 1):
        contents |= files
        found += faults
        if progress is not None:
            progress(done, len(missing))
    for target in prepared.targets:
        if target.path in prepared.rendered:
            contents[target.path] = prepared.rendered[target.path]
            found += faults_of(target, prepared.rendered[target.path])
    return contents, found


def _paths(prepared: Prepared, contents: Collection[str], trace: Trace) -> list[str]:
    """Return all files of the site: those of a folder are known where it was rendered, now or by the last build."""
    paths = []
    for path in prepared.paths:
        known = contents if path in prepared.stale else trace.outputs
        paths += [file for file in known if is_part(file, path)] if path.endswith("/") else [path]
    return paths
