"""What the last build recorded: its inputs, its outputs, and its diagnostics; all that a build of nothing new needs.

Kept below .nutgraf-cache/, one file for each output folder, and only ever a help: a trace that is missing, broken or of
another version means that everything is built anew. Made of plain tuples and strings, so that it loads in milliseconds.
"""

import os
import pickle
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from nutgraf.engine.digests import of_bytes, of_value
from nutgraf.engine.project import Project

_VERSION = 2
_RACY = 2_000_000_000
"""Nanoseconds. A file changed so shortly before it was looked at may have changed again unseen: its content decides."""

Stamp = tuple[int, int, str]
"""Time of change in nanoseconds, size in bytes, digest of the content."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The memory of one output folder."""

    generator: str = ""
    options: str = ""
    looked: int = 0
    """When the inputs were looked at, in nanoseconds."""
    inputs: Mapping[str, Stamp] = field(default_factory=dict)
    outputs: Mapping[str, Stamp] = field(default_factory=dict)
    diagnostics: tuple[tuple[Any, ...], ...] = ()


def stamp(file: os.DirEntry[str], known: Stamp | None, looked: int) -> Stamp:
    """Return a file's stamp; its content is read only when its time and size say that it may have changed."""
    stat = file.stat()
    if known and known[:2] == (stat.st_mtime_ns, stat.st_size) and stat.st_mtime_ns < looked - _RACY:
        return known
    return stat.st_mtime_ns, stat.st_size, of_bytes(Path(file).read_bytes())


def load_trace(project: Project) -> Trace:
    """Return what the last build into this output folder recorded; an empty trace when there is none."""
    values = load(_path(project))
    if not isinstance(values, tuple) or values[:1] != (_VERSION,):
        return Trace()
    return Trace(*values[1:])


def save_trace(project: Project, trace: Trace) -> None:
    """Record a build."""
    values = tuple(getattr(trace, name) for name in Trace.__slots__)
    save(_path(project), (_VERSION, *values))


def load_part(project: Project, name: str) -> Any:
    """Return what `save_part` saved for this output folder; None when it cannot be read."""
    return load(_path(project, name))


def save_part(project: Project, name: str, value: Any) -> None:
    """Keep a value beside the trace, for builds that need more than the trace."""
    save(_path(project, name), value)


def _path(project: Project, name: str = "trace") -> Path:
    return project.cache / f"{name}-{of_value(project.place)[:12]}"


def now() -> int:
    """Return the time for a trace, in nanoseconds. No output depends on it."""
    return time.time_ns()


def packed(value: Any) -> bytes:
    """Return a value as bytes that tell when they were damaged."""
    content = pickle.dumps(value, protocol=5)
    return crc32(content).to_bytes(4, "big") + content


def unpacked(packed: bytes) -> Any:
    """Return the value. Raises ValueError, or what unpickling raises, when the bytes were damaged."""
    content = memoryview(packed)[4:]
    if crc32(content).to_bytes(4, "big") != packed[:4]:
        raise ValueError("these bytes are not as they were written")
    return pickle.loads(content)  # noqa: S301 - our own file in our own cache folder; content never gets here


def load(path: Path) -> Any:
    """Return a value saved by `save`, or None when it cannot be read for whatever reason."""
    try:
        return unpacked(path.read_bytes())
    except Exception:  # noqa: BLE001 - a cache may be damaged in any way; then it is as good as missing
        return None


def save(path: Path, value: Any) -> None:
    """Write a value to a temporary name first, then in place. A cache that cannot be written is no fault."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.write_bytes(packed(value))
        temporary.replace(path)
    except OSError:
        return
