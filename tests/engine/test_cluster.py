"""Building on a cluster: the same bytes, whatever machines are lost; nothing far away is believed blindly."""

import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nutgraf.cli import main
from nutgraf.engine import cluster
from nutgraf.engine.build import Built, Options, build
from nutgraf.engine.cluster import Cluster
from nutgraf.engine.executor import ExecutorError
from nutgraf.engine.project import Project
from tests.engine.machines import ROOT, Machines
from tests.project import TestProject

GLOSSARY = "content/glossaries/harbour.yaml"


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """Yield a scheduler with two workers."""
    started = Machines(tmp_path_factory.mktemp("machines"))
    try:
        started.add_workers(2)
        yield started
    finally:
        started.end()


@pytest.fixture
def harbour(ferry: TestProject) -> TestProject:
    """Return a site that is worth sharing out: a small one with 80 more terms."""
    rest = "kind: concept\n    sources: [gazette-2021-03-02]\n"
    terms = "".join(f"\n  buoy-{at}:\n    name: Buoy {at}\n    short: It is buoy {at}.\n    {rest}" for at in range(80))
    return ferry.write({GLOSSARY: (ferry.root / GLOSSARY).read_text("utf-8") + terms})


def _build(project: TestProject, machines: Machines, address: str = "") -> Built:
    with Cluster(machines.address) as executor:
        return build(Project(project.root, project.root / "far", address), Options(), executor=executor)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_cluster_returns_the_bytes_of_a_build_at_home(harbour: TestProject, machines: Machines) -> None:
    assert _build(harbour, machines).is_good
    assert _files(harbour.root / "far") == harbour.build().outputs()


def test_a_worker_that_is_lost_with_its_tasks_costs_nothing_but_time(
    harbour: TestProject, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    doomed = machines.add_workers()[0]
    lost: list[int] = []

    def lose() -> None:
        """Wait until the worker, which stands still, has been given tasks; then end it."""
        while not (tasks := machines.tasks_of(doomed)):
            time.sleep(0.02)
        lost.append(len(tasks))
        machines.take_away(doomed)

    def lose_and_map(client: Cluster, *given: Any) -> Iterator[Any]:
        doomed.send_signal(signal.SIGSTOP)
        losing.start()
        return share_out(client, *given)

    share_out, losing = Cluster.map, threading.Thread(target=lose, daemon=True)
    monkeypatch.setattr(Cluster, "map", lose_and_map)
    assert _build(harbour, machines).is_good
    losing.join()
    assert lost
    assert _files(harbour.root / "far") == harbour.build().outputs()


def test_workers_write_to_an_address_what_is_stale_and_no_more(harbour: TestProject, machines: Machines) -> None:
    address, folder = f"file://{harbour.root}/shared/site", harbour.root / "shared/site"
    assert len(_build(harbour, machines, address).written) > 100
    assert _files(folder) == harbour.build().outputs()
    assert _build(harbour, machines, address).rendered == ()

    harbour.replace(GLOSSARY, "It is buoy 7.", "It is the seventh.").replace(GLOSSARY, "buoy-79:", "buoy-last:")
    built = _build(harbour, machines, address)
    assert _files(folder) == harbour.build().outputs()
    assert set(built.written) == set(harbour.result.written)
    assert built.deleted == harbour.result.deleted == ("glossary/buoy-79/index.html",)


def test_a_slip_found_while_rendering_leaves_the_site_at_an_address_as_it_was(
    harbour: TestProject, machines: Machines
) -> None:
    address, folder = f"file://{harbour.root}/shared/site", harbour.root / "shared/site"
    assert _build(harbour, machines, address).is_good
    before = _files(folder)
    base, place = ((ROOT / "templates" / name).read_text("utf-8") for name in ("base.html", "place.html"))
    slip = place.replace("{% block main %}", "{% block main %}{{ page.no_such_thing }}", 1)
    harbour.write({"templates/base.html": base + "<!-- new -->", "templates/place.html": slip})
    built = _build(harbour, machines, address)
    assert {each.rule for each in built.diagnostics if each.severity == "error"} == {"template-value"}
    assert _files(folder) == before


def test_a_worker_with_other_code_is_refused_in_one_sentence(
    harbour: TestProject, machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shutil.copytree(ROOT / "nutgraf", tmp_path / "other/nutgraf", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "other/nutgraf/model/dates.py").open("a") as code:
        code.write("\n# another version\n")
    stranger = machines.add_workers(1, tmp_path / "other")[0]
    monkeypatch.chdir(harbour.root)
    try:
        assert main(["build", "--scheduler", machines.address]) == 2
    finally:
        machines.take_away(stranger)
    said = capsys.readouterr().err
    assert "has another nutgraf than this machine" in said
    assert said.count("\n") == 1
    assert not (harbour.root / "site").exists()


def test_a_worker_that_comes_later_is_asked_too() -> None:
    with pytest.raises(cluster._OtherVersionError):
        cluster._Work(str, "another generator")(b"")


def test_a_scheduler_that_does_not_answer_is_told_within_seconds(
    ferry: TestProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.3)
    monkeypatch.chdir(ferry.root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    start = time.monotonic()
    assert main(["build", "--scheduler", address]) == 2
    assert time.monotonic() - start < 10
    assert f"no Dask scheduler answers at {address}" in capsys.readouterr().err
    assert main(["build", "--scheduler", "nonsense://x"]) == 2


def test_without_dask_the_way_to_install_it_is_told(
    ferry: TestProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ferry.root)
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["build", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "pip install 'nutgraf[dask]'" in capsys.readouterr().err


def test_a_scheduler_to_which_no_worker_comes_is_told(
    harbour: TestProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_WAIT", 0.3)
    lonely = Machines(tmp_path)
    try:
        with pytest.raises(ExecutorError, match="no worker came"):
            _build(harbour, lonely)
    finally:
        lonely.end()
