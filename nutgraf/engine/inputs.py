"""The files that a build is made from, as they are found; and whether those of the last build still stand."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from nutgraf.engine.project import Project, look_at_inputs
from nutgraf.engine.trace import Stamp, Trace, now, stamp


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a project as they were found."""

    files: Mapping[str, os.DirEntry[str]]
    stamps: Mapping[str, Stamp]
    looked: int
    """When, in nanoseconds."""


def discover(project: Project, trace: Trace) -> Inputs:
    """Find all inputs; the content of one is looked at only when its time and size say that it may have changed."""
    looked, files = now(), look_at_inputs(project)
    stamps = {name: stamp(entry, trace.inputs.get(name), trace.looked) for name, entry in files.items()}
    return Inputs(files, stamps, looked)


def contents_of(stamps: Mapping[str, Stamp]) -> dict[str, str]:
    """Return the digests in stamps."""
    return {name: each[2] for name, each in stamps.items()}


def damaged_outputs(project: Project, trace: Trace) -> set[str]:
    """Return the outputs that are missing or are not as the last build left them."""
    found, output = set(), os.fspath(project.output)
    for path, (changed, size, _) in trace.outputs.items():
        try:
            stat = os.stat(f"{output}/{path}")  # noqa: PTH116 - of all outputs, where a Path each takes most of the time
        except OSError:
            found.add(path)
        else:
            if (stat.st_mtime_ns, stat.st_size) != (changed, size):
                found.add(path)
    return found
