"""What the content says, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nutgraf.engine import digests
from nutgraf.engine.inputs import Inputs, discover
from nutgraf.engine.kept import KeptReading, KeptText
from nutgraf.engine.memory import Memory, ReadingKey, undamaged
from nutgraf.engine.project import CONTENT, Project
from nutgraf.engine.trace import load_trace
from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import RULES, Diagnostic, Severities, judged
from nutgraf.read.corpus import gather
from nutgraf.read.files import check_number, limits_of, read_again, read_file
from nutgraf.read.text import LARGEST_FILE, MEGABYTE
from nutgraf.render.catalogues import check_catalogues
from nutgraf.render.search import check_search
from nutgraf.render.theme import Theme, check_language
from nutgraf.weave.weave import weave
from nutgraf.weave.woven import Woven

if TYPE_CHECKING:
    from nutgraf.engine.facts import Said

_SITE = f"{CONTENT}/site.yaml"


@dataclass(frozen=True, slots=True)
class Examined:
    """What the content says, and everything that is wrong with it."""

    corpus: Corpus
    woven: Woven
    theme: Theme
    diagnostics: tuple[Diagnostic, ...]
    readings: Mapping[ReadingKey, KeptReading]
    texts: Mapping[str, KeptText]
    """Of the articles whose text and notes have no faults."""
    left_out: frozenset[str]
    """The refs of drafts that readers do not get."""

    def say(self, memory: Memory) -> "dict[str, Said]":
        """Return what each input says."""
        return memory.say(self.readings, self.texts, self.left_out)


def check(project: Project, *, with_drafts: bool, rules: Severities) -> tuple[Diagnostic, ...]:
    """Return all that is wrong. Writes nothing but the cache of readings. `rules` are severities where the project
    gives none.
    """
    inputs, memory = discover(project, load_trace(project)), Memory()
    theme = memory.same_theme(project, theme_files(inputs))
    found = undamaged(memory, lambda: examine(project, inputs, theme, memory, with_drafts=with_drafts, rules=rules))
    memory.save_readings()
    return found.diagnostics


def examine(
    project: Project,
    inputs: Inputs,
    theme: Theme,
    memory: Memory,
    *,
    with_drafts: bool,
    rules: Severities = MappingProxyType({}),
) -> Examined:
    """Read and weave; of more than a build has room for, nothing but site.yaml is read."""
    memory.load(project)
    names = [name for name in inputs.files if name.startswith(f"{CONTENT}/")]
    site = _read([name for name in names if name == _SITE], inputs, memory, LARGEST_FILE)
    limits = limits_of({ref: entry for each in site.values() for ref, entry in each.entries.items()})
    too_many = tuple(check_number((name.removeprefix(f"{CONTENT}/") for name in names), limits))
    if too_many:
        memory.used = (site, {})
        corpus = gather(site.values()).corpus
        return Examined(corpus, Woven({}, {}, {}), theme, too_many, site, {}, frozenset())
    others = _read([name for name in names if name != _SITE], inputs, memory, limits.file_mb * MEGABYTE)
    readings = dict(sorted({**site, **others}.items()))
    gathered = gather(readings.values(), with_drafts=with_drafts)
    corpus = gathered.corpus
    if rules:
        corpus = replace(corpus, config=replace(corpus.config, rules={**rules, **corpus.config.rules}))
    loom = memory.loom(readings, with_drafts=with_drafts)
    woven, found = weave(corpus, gathered.origins, gathered.broken, loom)
    config = corpus.config
    found = (*gathered.diagnostics, *found, *check_language(config.language, theme), *check_search(config))
    found = (*found, *check_catalogues(config.language, theme))
    diagnostics = judged(found, _known(config.rules))
    texts = loom.texts()
    memory.used = (readings, dict(texts.values()))
    spoken = {key: text for key, (_, text) in texts.items()}
    return Examined(corpus, woven, theme, diagnostics, readings, spoken, gathered.drafts)


def _known(rules: Mapping[str, Any]) -> dict[str, Any]:
    return {rule: severity for rule, severity in rules.items() if rule in RULES}


def theme_files(inputs: Inputs) -> dict[str, bytes]:
    """Return the files of a project's theme."""
    files = {name.removeprefix("theme/"): entry for name, entry in inputs.files.items() if name[:6] == "theme/"}
    return {name: Path(entry).read_bytes() for name, entry in files.items()}


def _read(names: Iterable[str], inputs: Inputs, memory: Memory, largest: int) -> dict[ReadingKey, KeptReading]:
    """Read content files; one whose bytes were read before is taken from memory or the cache. `largest` is in bytes."""
    readings: dict[ReadingKey, KeptReading] = {}
    earlier = {name: reading for (name, _), reading in memory.readings.items()}
    for name in names:
        key = _reading_key(name, inputs.stamps[name][2], largest)
        if key not in memory.readings:
            key = _read_file(name, Path(inputs.files[name]).read_bytes(), memory, earlier.get(name), largest)
        readings[key] = memory.readings[key]
    return readings


def _read_file(name: str, content: bytes, memory: Memory, earlier: KeptReading | None, largest: int) -> ReadingKey:
    """Read a file, which may have been saved again since it was found. `earlier` is what it said at another time."""
    key = _reading_key(name, digests.of_bytes(content), largest)
    if key not in memory.readings:
        again = read_again(earlier.whole, content, largest) if earlier and name.endswith(".md") else None
        memory.keep_reading(key, again or read_file(name.removeprefix(f"{CONTENT}/"), content, largest))
    return key


def _reading_key(name: str, digest: str, largest: int) -> ReadingKey:
    """Return what tells a reading from others: one of the same bytes may find them too many."""
    return name, digest if largest == LARGEST_FILE else f"{digest}-{largest}"
