"""Run a command and measure it: seconds by the clock and of the processors, peak memory of all its processes."""

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

INSTALLED = {"PYTHONDONTWRITEBYTECODE": ""}
"""What tools have where they are installed: modules that were compiled once and for all."""

_PAUSE = 0.05


@dataclass(frozen=True)
class Run:
    """What one run took and said."""

    seconds: float
    processor: float
    """Seconds of all processors, of all processes that the command waited for."""
    status: int
    said: str
    """The end of what it wrote."""
    is_late: bool = False
    """It was stopped when its time was up."""
    megabytes: float = 0

    @property
    def is_good(self) -> bool:
        """True if it ended as a success."""
        return not self.status and not self.is_late


@dataclass(frozen=True)
class Limits:
    """When a command is stopped, so that one that hangs or swallows all memory ends nothing but itself."""

    seconds: float = 600
    megabytes: float = 0
    """0: memory is not watched, which costs the command nothing."""


def run(
    command: list[str], folder: Path, environment: Mapping[str, str], limits: Limits, *, is_watched: bool = False
) -> Run:
    """Run a command in a folder. Watching its memory takes time from it: do that in a run of its own."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **INSTALLED, **environment}, stdin=subprocess.DEVNULL,
            stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        watch = _Watch(process.pid, limits, is_watched or bool(limits.megabytes))
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        said.seek(max(0, said.seek(0, os.SEEK_END) - 4000))
        text = said.read().decode("utf-8", "replace")
    spent = usage.ru_utime + usage.ru_stime
    return Run(seconds, spent, process.returncode, text, watch.is_late, watch.peak / 2**20)


class _Watch(threading.Thread):
    """Stops a process group at its limits; notes the peak of its memory, pages that processes share counted once."""

    def __init__(self, pid: int, limits: Limits, is_memory_watched: bool) -> None:
        super().__init__(daemon=True)
        self._pid, self._limits, self._is_memory_watched = pid, limits, is_memory_watched
        self._ended = threading.Event()
        self.peak, self.is_late = 0, False

    def run(self) -> None:
        deadline = time.monotonic() + self._limits.seconds
        pause = _PAUSE if self._is_memory_watched else self._limits.seconds
        while not self._ended.wait(min(pause, max(0, deadline - time.monotonic()))):
            if self._is_memory_watched:
                self.peak = max(self.peak, memory_of_tree(self._pid))
            too_big = 0 < self._limits.megabytes < self.peak / 2**20
            if too_big or time.monotonic() >= deadline:
                self.is_late = True
                os.killpg(self._pid, signal.SIGKILL)
                return

    def stop(self) -> None:
        self._ended.set()
        self.join()


def memory_of_tree(pid: int) -> int:
    """Return the bytes that a process and all below it hold; a page that several share is counted once."""
    try:
        root = psutil.Process(pid)
        processes = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    return sum(map(_memory, processes))


def _memory(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return 0
    return int(getattr(full, "pss", 0) or full.uss)
