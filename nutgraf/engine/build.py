"""A build, on one screen.

discover -> nothing changed? done
         -> read (cached) -> corpus -> weave -> errors? stop, the last site stays
         -> list sheets -> each that an edit touches: compose -> stale targets -> render (pool) -> stage
         -> write, prune -> remember -> report

A process that builds again and again hands each build the same `Memory`; then what somebody looks at is composed,
rendered and shown before all else is planned.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from nutgraf.engine import digests
from nutgraf.engine.executor import Executor, Here, Work
from nutgraf.engine.inputs import Inputs, contents_of, discover
from nutgraf.engine.memory import Memory, undamaged
from nutgraf.engine.outlet import Outlet, outlet_of
from nutgraf.engine.project import Project
from nutgraf.engine.rendering import Made
from nutgraf.engine.trace import Trace, load_trace
from nutgraf.model.diagnostics import Diagnostic, Span, has_errors, judged
from nutgraf.model.targets import files_of, is_part

if TYPE_CHECKING:
    from nutgraf.engine.examine import Examined
    from nutgraf.engine.planning import Draft, Plan, Planner, Staleness
    from nutgraf.render.theme import Theme

Progress = Callable[[int, int], None]
"""Told how many of how many sheets are made."""


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
    """What the content is like, and what is to be done for its site."""

    diagnostics: tuple[Diagnostic, ...]
    work: Work | None = None
    """None when the content has errors."""
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

    def work() -> Built:
        prepared = prepare(project, options, trace, inputs, memory, damaged)
        if prepared.work is None or not _is_good(prepared.diagnostics, options):
            return Built(prepared.diagnostics, is_good=False)
        made = _made(prepared.work, executor, outlet, progress)
        faults = (fault for each in made for fault in each.faults)
        diagnostics = tuple(sorted({*prepared.diagnostics, *judged(faults, {})}))
        if not _is_good(diagnostics, options):
            return Built(diagnostics, is_good=False)
        stale = {path: why for each in made for path, why in each.stale.items()}
        plan = prepared.work.planner.plan((each.composed for each in made), stale)
        files = dict(sorted((path, content) for each in made for path, content in each.files.items()))
        paths = _paths(plan, stale, files, trace)
        written, deleted, owned = outlet.write(files, paths, executor)
        recorded = Trace(
            generator=digests.generator(),
            options=_options_digest(options),
            looked=inputs.looked,
            inputs=dict(inputs.stamps),
            outputs=outlet.stamps(trace.outputs, files, owned),
            diagnostics=tuple(astuple(each) for each in diagnostics),
        )
        memory.save(project, recorded, plan)
        return Built(diagnostics, True, len(paths), tuple(files), tuple(written), tuple(deleted), prepared.remarks)

    try:
        return undamaged(memory, work)
    finally:
        outlet.discard()


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
    """Examine and plan. `damaged` are outputs that are not as the last build left them."""
    from nutgraf.engine.examine import examine, theme_files
    from nutgraf.engine.planning import Staleness
    from nutgraf.plan.plan import sheets
    from nutgraf.render.renderers import plan_assets
    from nutgraf.render.search import why_none
    from nutgraf.render.template_faults import syntax_faults

    before = memory.plan_of(project, trace)
    theme = memory.same_theme(project, theme_files(inputs))
    staleness = Staleness(theme, before, damaged)
    drafts = [staleness.draft(each) for each in plan_assets(theme)]
    wanted = memory.seen()
    known = _show(drafts, wanted, theme, memory, {})
    examined = examine(project, inputs, theme, memory, with_drafts=options.with_drafts)
    diagnostics = tuple(sorted({*examined.diagnostics, *(() if staleness.is_same else syntax_faults(theme))}))
    if has_errors(diagnostics):
        return Prepared(diagnostics)
    planner = _planner(examined, options, memory, staleness)
    listed = tuple(sheets(planner.lookup.corpus, planner.framer))
    drafts += [planner.kept(each) or planner.draft(each) for each in listed if each.path in wanted]
    known |= _show(drafts, wanted, theme, memory, known)
    others = [(each, planner.kept(each)) for each in listed if each.path not in wanted]
    drafts += [kept for _, kept in others if kept]
    remarks = () if options.with_drafts else why_none(examined.corpus.config)
    return Prepared(diagnostics, Work(planner, drafts, known, [sheet for sheet, kept in others if not kept]), remarks)


def _show(
    drafts: "Iterable[Draft]", wanted: Collection[str], theme: "Theme", memory: Memory, known: Collection[str]
) -> dict[str, bytes]:
    """Render and show what of these somebody looks at, without those that are known already."""
    from nutgraf.render.renderers import RENDERERS

    rendered = {
        path: content
        for draft in drafts
        for each in draft.targets
        if each.path in wanted and each.path not in known
        for path, content in files_of(each.path, RENDERERS[each.renderer].render(each.context, theme)).items()
    }
    if rendered:
        memory.show(rendered)
    return rendered


def _planner(examined: "Examined", options: Options, memory: Memory, staleness: "Staleness") -> "Planner":
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
    return Planner(lookup, framer, said, memory.facts_of, staleness)


def _made(work: Work, executor: Executor, outlet: Outlet, progress: Progress | None) -> list[Made]:
    made: list[Made] = []
    for each in executor.make_all(work, outlet):
        made.append(each)
        if progress is not None:
            progress(len(made), len(work.drafts) + len(work.sheets))
    return made


def _paths(plan: "Plan", stale: Collection[str], files: Collection[str], trace: Trace) -> list[str]:
    """Return all files of the site: those of a folder are known where it was rendered, now or by the last build."""
    paths = []
    for path in sorted(outline.path for outline in plan.outlines()):
        known = files if path in stale else trace.outputs
        paths += [file for file in known if is_part(file, path)] if path.endswith("/") else [path]
    return paths
