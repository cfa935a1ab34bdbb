"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from distributed import Client

ROOT = Path(__file__).parents[2]

_PATIENCE = 60
"""Seconds in which a process must be there."""


class Machines:
    """They work in an empty folder: what they know of a project was sent to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self._start(ROOT, "scheduler", "--port", "0", "--no-jupyter", "--scheduler-file", str(file))
        try:
            self.address = _address(file)
            self.client = Client(self.address, set_as_default=False)
        except Exception:
            self._end_processes()
            raise

    def add_workers(self, count: int = 1, code: Path = ROOT) -> list[subprocess.Popen[bytes]]:
        """Start workers that find nutgraf in a folder; return when they are there."""
        before = len(self.client.nthreads())
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        names = [f"worker-{len(self.processes) + at}" for at in range(count)]
        added = [self._start(code, "worker", self.address, "--name", each, *options) for each in names]
        self.client.wait_for_workers(before + count, timeout=_PATIENCE)
        return added

    def tasks_of(self, worker: subprocess.Popen[bytes]) -> list[str]:
        """Return what a worker has been given to do and has not done."""
        known = self.client.scheduler_info(n_workers=-1)["workers"]
        address = next(key for key, each in known.items() if each["name"] == _name(worker))
        return [str(key) for key in self.client.processing()[address]]

    def take_away(self, worker: subprocess.Popen[bytes]) -> None:
        """End a worker without a word, as a machine that fails."""
        worker.kill()
        worker.wait()

    def end(self) -> None:
        """End all of them."""
        self.client.close()
        self._end_processes()

    def _end_processes(self) -> None:
        for each in self.processes:
            self.take_away(each)

    def _start(self, code: Path, *command: str) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-m", "dask", *command, "--host", "127.0.0.1", "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": str(code)}
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(line, cwd=self.folder, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process


def _name(worker: subprocess.Popen[bytes]) -> str:
    command = [str(each) for each in worker.args]  # type: ignore[union-attr]
    return command[command.index("--name") + 1]


def _address(file: Path) -> str:
    """Wait until a scheduler has written its address to a file, whole."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.05)
    raise TimeoutError("no scheduler came")
