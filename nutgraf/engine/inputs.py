"""The files that a build is made from, as they are found."""

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
