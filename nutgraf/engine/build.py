"""A build, on one screen.

discover -> nothing changed? done
         -> read (cached) -> corpus -> weave -> errors? stop, the last site stays
         -> plan (what an edit touches is composed) -> stale targets -> render -> write, prune -> remember -> report

A process that builds again and again hands each build the same `Memory`; then what somebody looks at is composed,
rendered and shown before all else is planned.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.engine import digests
from nutgraf.engine.executor import Executor, Here
from nutgraf.engine.memory import Memory, ReadingKey
from nutgraf.engine.outlet import Outlet, outlet_of
from nutgraf.engine.project import CONTENT, Project, find_inputs
from nutgraf.engine.trace import Stamp, Trace, load_trace, now, stamp
from nutgraf.model.diagnostics import Diagnostic, Severities, Span, has_errors, judged
from nutgraf.model.targets import Staged, files_of, is_part

if TYPE_CHECKING:
    from nutgraf.engine.planning import Plan, Planner
    from nutgraf.model.corpus import Corpus
    from nutgraf.model.targets import Target
    from nutgraf.read.corpus import Gathered
    from nutgraf.read.files import Reading
    from nutgraf.render.theme import Theme
    from nutgraf.weave.woven import Woven

SITE = f"{CONTENT}/site.yaml"

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


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a project as they were found."""

    paths: Mapping[str, Path]
    stamps: Mapping[str, Stamp]
    looked: int
    """When, in nanoseconds."""


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
    outlet.check(project.root, inputs.paths.values())
    if _is_unchanged(outlet, options, trace, inputs.stamps):
        return _unchanged(trace, options)
    executor.connect()
    memory = memory or Memory()
    prepared = prepare(project, options, trace, inputs, memory)
    if prepared.plan is None or not _is_good(prepared.diagnostics, options):
        return Built(prepared.diagnostics, is_good=False)
    contents, found = _render(prepared, executor, outlet, progress)
    diagnostics = tuple(sorted({*prepared.diagnostics, *judged(found, {})}))
    if not _is_good(diagnostics, options):
        outlet.discard()
        return Built(diagnostics, is_good=False)
    paths = _paths(prepared, contents, trace)
    written, deleted = outlet.write(contents, paths, executor)
    recorded = Trace(
        generator=digests.generator(),
        options=_options_digest(options),
        looked=inputs.looked,
        inputs=dict(inputs.stamps),
        outputs=outlet.stamps(trace.outputs, contents),
        diagnostics=tuple(astuple(each) for each in diagnostics),
    )
    memory.save(project, recorded, prepared.plan)
    return Built(diagnostics, True, len(paths), tuple(contents), tuple(written), tuple(deleted), prepared.remarks)


def discover(project: Project, trace: Trace) -> Inputs:
    """Find all inputs; the content of one is looked at only when its time and size say that it may have changed."""
    looked, paths = now(), find_inputs(project)
    stamps = {name: stamp(path, trace.inputs.get(name), trace.looked) for name, path in paths.items()}
    return Inputs(paths, stamps, looked)


def _is_good(diagnostics: tuple[Diagnostic, ...], options: Options) -> bool:
    return not (diagnostics if options.is_strict else has_errors(diagnostics))


def _options_digest(options: Options) -> str:
    return digests.of_value((options.base_url, options.with_drafts))


def _is_unchanged(outlet: Outlet, options: Options, trace: Trace, stamps: Mapping[str, Stamp]) -> bool:
    """Whether the last build saw the same inputs and its outputs still stand as it left them."""
    return (
        bool(trace.outputs)
        and trace.generator == digests.generator()
        and trace.options == _options_digest(options)
        and _contents(trace.inputs) == _contents(stamps)
        and not outlet.damaged(trace.outputs)
    )


def _contents(stamps: Mapping[str, Stamp]) -> dict[str, str]:
    return {name: each[2] for name, each in stamps.items()}


def _unchanged(trace: Trace, options: Options) -> Built:
    found = tuple(Diagnostic(Span(*span), *rest) for span, *rest in trace.diagnostics)
    return Built(found, _is_good(found, options), len(trace.outputs))


@dataclass(frozen=True, slots=True)
class Examined:
    """What the content says, and everything that is wrong with it."""

    corpus: "Corpus"
    woven: "Woven"
    theme: "Theme"
    diagnostics: tuple[Diagnostic, ...]


def examine(
    project: Project,
    options: Options,
    rules: Severities | None = None,
    inputs: Inputs | None = None,
    memory: Memory | None = None,
) -> Examined:
    """Read and weave. Writes nothing but the cache of readings. `rules` are severities where the project gives none."""
    from nutgraf.render.catalogues import check_catalogues
    from nutgraf.render.search import check_search
    from nutgraf.render.theme import check_language
    from nutgraf.weave.weave import weave

    inputs, memory = inputs or discover(project, load_trace(project)), memory or Memory()
    theme = memory.same_theme(_theme(inputs))
    gathered = _gather(project, inputs, memory)
    corpus = gathered.corpus if options.with_drafts else published(gathered.corpus)
    if rules:
        corpus = replace(corpus, config=replace(corpus.config, rules={**rules, **corpus.config.rules}))
    woven, found = weave(corpus, gathered.origins, gathered.broken, memory.loom)
    config = corpus.config
    found = (*gathered.diagnostics, *found, *check_language(config.language, theme), *check_search(config))
    found = (*found, *check_catalogues(config.language, theme))
    return Examined(corpus, woven, theme, judged(found, _known(config.rules)))


def prepare(
    project: Project, options: Options, trace: Trace, inputs: Inputs | None = None, memory: Memory | None = None
) -> Prepared:
    """Examine and plan, and find out what is stale."""
    from nutgraf.engine.planning import stale_targets
    from nutgraf.plan.plan import sheets
    from nutgraf.render.renderers import plan_assets
    from nutgraf.render.search import why_none
    from nutgraf.render.template_faults import syntax_faults

    inputs, memory = inputs or discover(project, trace), memory or Memory()
    before = memory.plan_of(project, trace)
    look = plan_assets(memory.same_theme(_theme(inputs)))
    rendered = _render_first(look, memory, before)
    examined = examine(project, options, inputs=inputs, memory=memory)
    diagnostics = tuple(sorted({*examined.diagnostics, *syntax_faults(examined.theme)}))
    if has_errors(diagnostics):
        return Prepared(diagnostics, examined.theme)
    planner = _planner(examined, options, memory, before)
    listed = tuple(sheets(planner.lookup.corpus, planner.framer))
    wanted = memory.seen()
    rendered |= _render_first(planner.compose_all(each for each in listed if each.path in wanted), memory, before)
    planner.add(look)
    plan = planner.plan(listed)
    damaged = outlet_of(project).damaged(trace.outputs) if trace.outputs else set()
    stale = stale_targets(plan, before, damaged)
    paths = tuple(sorted(outline.path for outline in plan.outlines()))
    kept = {path: before.reasons[path] for path in paths if path in before.reasons}
    plan = replace(plan, reasons={**kept, **stale})
    remarks = () if options.with_drafts else why_none(examined.corpus.config)
    targets = planner.targets_of(listed, stale)
    return Prepared(diagnostics, examined.theme, plan, paths, stale, targets, rendered, remarks)


def _render_first(targets: "Collection[Target]", memory: Memory, before: "Plan") -> dict[str, bytes]:
    """Render and show what somebody looks at, where it is stale."""
    from nutgraf.engine.planning import plan_of, stale_targets
    from nutgraf.render.renderers import RENDERERS

    theme, wanted = memory.theme, memory.seen()
    if theme is None or not wanted:
        return {}
    stale = stale_targets(plan_of([each for each in targets if each.path in wanted], theme), before, ())
    rendered = {
        path: content
        for each in targets
        if each.path in stale
        for path, content in files_of(each.path, RENDERERS[each.renderer].render(each.context, theme)).items()
    }
    if rendered:
        memory.show(rendered)
    return rendered


def _planner(examined: Examined, options: Options, memory: Memory, before: "Plan") -> "Planner":
    from nutgraf.engine.planning import Planner
    from nutgraf.plan.frames import Framer
    from nutgraf.plan.lookup import look_up
    from nutgraf.plan.paging import laid_out
    from nutgraf.render.search import has_search

    corpus, woven = laid_out(examined.corpus), examined.woven
    is_preview = options.with_drafts  # it has no search: it would index at every save
    base_url = options.base_url or corpus.config.base_url or ""
    framer = Framer(corpus, base_url, has_search=has_search(corpus.config) and not is_preview)
    said, spoken = memory.say(corpus, woven)
    return Planner(look_up(corpus, woven, spoken), framer, examined.theme, said, before)


def _known(rules: Mapping[str, Any]) -> dict[str, Any]:
    from nutgraf.model.diagnostics import RULES

    return {rule: severity for rule, severity in rules.items() if rule in RULES}


def _theme(inputs: Inputs) -> "Theme":
    from nutgraf.render.theme import Theme

    files = {name.removeprefix("theme/"): path for name, path in inputs.paths.items() if name[:6] == "theme/"}
    return Theme({name: path.read_bytes() for name, path in files.items()})


def _gather(project: Project, inputs: Inputs, memory: Memory) -> "Gathered":
    """Read all content files; a file whose bytes were read before is taken from memory or the cache."""
    from nutgraf.read.corpus import gather
    from nutgraf.read.files import largest_file, read_file
    from nutgraf.read.text import LARGEST_FILE

    memory.load(project)
    readings: dict[ReadingKey, Reading] = {}
    largest = LARGEST_FILE
    for name in sorted(inputs.paths, key=lambda name: name != SITE):  # it says how large the others may be
        if name.startswith(f"{CONTENT}/"):
            limit = "" if largest == LARGEST_FILE else f"-{largest}"
            key = (name, inputs.stamps[name][2] + limit)
            if key in memory.readings:
                readings[key] = memory.readings[key]
            else:
                content = inputs.paths[name].read_bytes()
                key = (name, digests.of_bytes(content) + limit)  # it may have been saved again since it was found
                readings[key] = read_file(name.removeprefix(f"{CONTENT}/"), content, largest)
            if name == SITE:
                largest = largest_file(readings[key])
    memory.readings = dict(sorted(readings.items()))
    return gather(memory.readings.values())


def published(corpus: "Corpus") -> "Corpus":
    """Return a corpus without drafts."""
    drafts = {key for key, article in corpus.articles.items() if article.status == "draft"}
    return replace(
        corpus,
        articles={key: article for key, article in corpus.articles.items() if key not in drafts},
        blocks={key: blocks for key, blocks in corpus.blocks.items() if key not in drafts},
        notes={
            key: note for key, note in corpus.notes.items() if note.status != "draft" and note.article not in drafts
        },
        corrections={key: each for key, each in corpus.corrections.items() if each.article not in drafts},
    )


def _render(
    prepared: Prepared, executor: Executor, outlet: Outlet, progress: Progress | None
) -> tuple[dict[str, bytes | Staged], list[Diagnostic]]:
    from nutgraf.render.renderers import check_words

    missing = [target for target in prepared.targets if target.path not in prepared.rendered]
    contents: dict[str, bytes | Staged] = {}
    found: list[Diagnostic] = []
    rendered = zip(missing, executor.render_all(missing, prepared.theme, outlet.address), strict=True)
    for done, (target, (content, faults)) in enumerate(rendered, 1):
        contents |= files_of(target.path, content)
        found += faults
        if progress is not None:
            progress(done, len(missing))
    for target in prepared.targets:
        if target.path in prepared.rendered:
            contents[target.path] = prepared.rendered[target.path]
            found += check_words(target, prepared.rendered[target.path])
    return contents, found


def _paths(prepared: Prepared, contents: Collection[str], trace: Trace) -> list[str]:
    """Return all files of the site: those of a folder are known where it was rendered, now or by the last build."""
    paths = []
    for path in prepared.paths:
        known = contents if path in prepared.stale else trace.outputs
        paths += [file for file in known if is_part(file, path)] if path.endswith("/") else [path]
    return paths
