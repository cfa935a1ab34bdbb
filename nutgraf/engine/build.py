"""A build, on one screen.

discover -> nothing changed? done
         -> read (cached) -> corpus -> weave -> errors? stop, the last site stays
         -> plan -> keys -> stale targets -> render -> write, prune -> remember -> report

A process that builds again and again hands each build the same `Memory`; then what somebody looks at is rendered and
shown before the keys of all other targets are worked out.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.engine import digests
from nutgraf.engine.memory import Memory, ReadingKey
from nutgraf.engine.output import check_output, owned, write_site
from nutgraf.engine.project import CONTENT, Project, find_inputs
from nutgraf.engine.trace import Key, Stamp, Trace, load, load_trace, now, save, save_trace, stamp
from nutgraf.model.diagnostics import Diagnostic, Severities, Span, has_errors, judged
from nutgraf.model.targets import files_of, is_part

if TYPE_CHECKING:
    from nutgraf.model.corpus import Corpus
    from nutgraf.model.targets import Target
    from nutgraf.read.files import Reading
    from nutgraf.render.theme import Theme
    from nutgraf.weave.woven import Woven

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
    """A site that is ready to be rendered: every target with its key, and why it is stale (empty when it is not)."""

    diagnostics: tuple[Diagnostic, ...]
    theme: "Theme"
    targets: "tuple[Target, ...]" = ()
    keys: Mapping[str, Key] = field(default_factory=dict)
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
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


def build(project: Project, options: Options, progress: Progress | None = None, memory: Memory | None = None) -> Built:
    """Build the site. With errors (or, strictly, warnings) nothing is written and the last good site stays, whole.

    Raises OutputError when the output folder is not ours to write to.
    """
    trace = Trace() if options.is_clean else load_trace(project)
    inputs = discover(project, trace)
    check_output(project.output, project.root, inputs.paths.values())
    if _is_unchanged(project, options, trace, inputs.stamps):
        return _unchanged(trace, options)
    prepared = prepare(project, options, trace, inputs, memory)
    if not _is_good(prepared.diagnostics, options):
        return Built(prepared.diagnostics, is_good=False)
    contents, found = _render(prepared, options.jobs, progress)
    diagnostics = tuple(sorted({*prepared.diagnostics, *judged(found, {})}))
    if not _is_good(diagnostics, options):
        return Built(diagnostics, is_good=False)
    paths = _paths(prepared, contents, trace)
    written, deleted = write_site(project.output, contents, paths)
    recorded = _record(project, options, prepared, trace, diagnostics)
    save_trace(project, replace(recorded, looked=inputs.looked, inputs=dict(inputs.stamps)))
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


def _is_unchanged(project: Project, options: Options, trace: Trace, stamps: Mapping[str, Stamp]) -> bool:
    """Whether the last build saw the same inputs and its outputs still stand as it left them."""
    return (
        bool(trace.outputs)
        and trace.generator == digests.generator()
        and trace.options == _options_digest(options)
        and _contents(trace.inputs) == _contents(stamps)
        and not _damaged(project, trace)
    )


def _contents(stamps: Mapping[str, Stamp]) -> dict[str, str]:
    return {name: each[2] for name, each in stamps.items()}


def _damaged(project: Project, trace: Trace) -> set[str]:
    """Return the outputs that are missing or are not as the last build left them."""
    damaged = set()
    for path, (changed, size, _) in trace.outputs.items():
        try:
            stat = (project.output / path).stat()
        except OSError:
            damaged.add(path)
            continue
        if (stat.st_mtime_ns, stat.st_size) != (changed, size):
            damaged.add(path)
    return damaged


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
    corpus = gathered.corpus if options.with_drafts else _published(gathered.corpus)
    if rules:
        corpus = replace(corpus, config=replace(corpus.config, rules={**rules, **corpus.config.rules}))
    woven, found = weave(corpus, gathered.origins, gathered.broken)
    config = corpus.config
    found = (*gathered.diagnostics, *found, *check_language(config.language, theme), *check_search(config))
    found = (*found, *check_catalogues(config.language, theme))
    return Examined(corpus, woven, theme, judged(found, _known(config.rules)))


def prepare(
    project: Project, options: Options, trace: Trace, inputs: Inputs | None = None, memory: Memory | None = None
) -> Prepared:
    """Examine and plan, and find out what is stale."""
    from nutgraf.plan.plan import plan
    from nutgraf.render.renderers import plan_assets
    from nutgraf.render.search import has_search, why_none
    from nutgraf.render.template_faults import syntax_faults

    inputs, memory = inputs or discover(project, trace), memory or Memory()
    look = plan_assets(memory.same_theme(_theme(inputs)))
    rendered = _render_first(look, memory, trace)
    examined = examine(project, options, inputs=inputs, memory=memory)
    corpus, woven, theme = examined.corpus, examined.woven, examined.theme
    diagnostics = tuple(sorted({*examined.diagnostics, *syntax_faults(theme)}))
    if has_errors(diagnostics):
        return Prepared(diagnostics, theme)
    base_url = options.base_url or corpus.config.base_url or ""
    is_preview = options.with_drafts  # it has no search: it would index at every save
    planned = plan(corpus, woven, base_url, has_search=has_search(corpus.config) and not is_preview)
    targets = tuple(sorted((*planned, *look), key=lambda each: each.path))
    rendered |= _render_first(targets, memory, trace, but=rendered)
    damaged = _damaged(project, trace) if trace.outputs else set()
    keys = {target.path: _key(target, theme) for target in targets}
    stale = {path: reasons for path, key in keys.items() if (reasons := _reasons(path, key, trace, damaged))}
    remarks = () if is_preview else why_none(corpus.config)
    return Prepared(diagnostics, theme, targets, keys, stale, rendered, remarks)


def _render_first(
    targets: "tuple[Target, ...]", memory: Memory, trace: Trace, but: Collection[str] = ()
) -> dict[str, bytes]:
    """Render and show what somebody looks at, where it is stale."""
    from nutgraf.render.renderers import RENDERERS

    theme, wanted = memory.theme, memory.seen()
    if theme is None:
        return {}
    rendered = {
        path: content
        for each in targets
        if each.path in wanted and each.path not in but and _reasons(each.path, _key(each, theme), trace, set())
        for path, content in files_of(each.path, RENDERERS[each.renderer].render(each.context, theme)).items()
    }
    if rendered:
        memory.show(rendered)
    return rendered


def _known(rules: Mapping[str, Any]) -> dict[str, Any]:
    from nutgraf.model.diagnostics import RULES

    return {rule: severity for rule, severity in rules.items() if rule in RULES}


def _theme(inputs: Inputs) -> "Theme":
    from nutgraf.render.theme import Theme

    files = {name.removeprefix("theme/"): path for name, path in inputs.paths.items() if name[:6] == "theme/"}
    return Theme({name: path.read_bytes() for name, path in files.items()})


def _gather(project: Project, inputs: Inputs, memory: Memory) -> Any:
    """Read all content files; a file whose bytes were read before is taken from memory or the cache."""
    from nutgraf.read.corpus import gather
    from nutgraf.read.files import read_file

    known = memory.readings or _cached_readings(project)
    readings: dict[ReadingKey, Reading] = {}
    for name, path in inputs.paths.items():
        if name.startswith(f"{CONTENT}/"):
            key = (name, inputs.stamps[name][2])
            if key in known:
                readings[key] = known[key]
            else:
                content = path.read_bytes()
                key = (name, digests.of_bytes(content))  # it may have been saved again since it was found
                readings[key] = read_file(name.removeprefix(f"{CONTENT}/"), content)
    if not memory.readings and readings.keys() != known.keys():
        save(project.cache / "readings", (digests.generator(), readings))
    memory.readings = readings
    return gather(readings.values())


def _cached_readings(project: Project) -> "Mapping[ReadingKey, Reading]":
    cached = load(project.cache / "readings")
    return cached[1] if isinstance(cached, tuple) and cached[0] == digests.generator() else {}


def _published(corpus: "Corpus") -> "Corpus":
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


def _key(target: "Target", theme: "Theme") -> Key:
    """Return what an output depends on: generator, renderer, files of the theme, parts of its context."""
    from nutgraf.render.renderers import RENDERERS, context_parts

    parts = {"the generator": digests.generator(), "the renderer": target.renderer}
    parts |= {
        f"templates/{name}": theme.digests.get(name, "")
        for name in RENDERERS[target.renderer].uses(target.context, theme)
    }
    parts |= {f"its {name}": digests.of_value(value) for name, value in context_parts(target.context)}
    return tuple(sorted(parts.items()))


def _reasons(path: str, key: Key, trace: Trace, damaged: set[str]) -> tuple[str, ...]:
    """Return why an output must be rendered, as the names of the parts that changed; nothing when it is fresh."""
    known = trace.keys.get(path)
    if known is None:
        return ("it is new",)
    if known != key:
        before, after = dict(known), dict(key)
        names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
        return tuple(f"{name} changed" for name in names)
    is_damaged = any(is_part(file, path) for file in damaged)
    return ("the file is not as the last build left it",) if is_damaged else ()


def _render(prepared: Prepared, jobs: int, progress: Progress | None) -> tuple[dict[str, bytes], list[Diagnostic]]:
    from nutgraf.engine.pool import render_all
    from nutgraf.render.renderers import check_words

    stale = [target for target in prepared.targets if target.path in prepared.stale]
    missing = [target for target in stale if target.path not in prepared.rendered]
    contents: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    rendered = zip(missing, render_all(missing, prepared.theme, jobs), strict=True)
    for done, (target, (content, faults)) in enumerate(rendered, 1):
        contents |= files_of(target.path, content)
        found += faults
        if progress is not None:
            progress(done, len(missing))
    for target in stale:
        if target.path in prepared.rendered:
            contents[target.path] = prepared.rendered[target.path]
            found += check_words(target, contents[target.path])
    return contents, found


def _paths(prepared: Prepared, contents: Mapping[str, bytes], trace: Trace) -> list[str]:
    """Return all files of the site: those of a folder are known where it was rendered, now or by the last build."""
    paths = []
    for target in prepared.targets:
        known = contents if target.path in prepared.stale else trace.outputs
        is_folder = target.path.endswith("/")
        paths += [path for path in known if is_part(path, target.path)] if is_folder else [target.path]
    return paths


def _record(
    project: Project, options: Options, prepared: Prepared, trace: Trace, diagnostics: tuple[Diagnostic, ...]
) -> Trace:
    """Return what the next build must know of this one's outputs."""
    outputs = {}
    for path, digest in owned(project.output).items():
        stat = (project.output / path).stat()
        outputs[path] = (stat.st_mtime_ns, stat.st_size, digest)
    return Trace(
        generator=digests.generator(),
        options=_options_digest(options),
        outputs=outputs,
        keys=dict(prepared.keys),
        reasons={**{path: why for path, why in trace.reasons.items() if path in prepared.keys}, **prepared.stale},
        diagnostics=tuple(astuple(each) for each in diagnostics),
    )
