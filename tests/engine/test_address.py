"""A site at an address: the promises of a folder, kept by other means. Here a file system in memory."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from nutgraf.cli import main
from nutgraf.engine.address import Address
from nutgraf.engine.build import Built, Options, build
from nutgraf.engine.executor import Executor, Here, Item, Result
from nutgraf.engine.output import MANIFEST, OutputError
from nutgraf.engine.project import Project
from tests.project import TestProject

ADDRESS = "memory://bucket/site"
GLOSSARY = "content/glossaries/harbour.yaml"


@pytest.fixture(autouse=True)
def bucket() -> Iterator[dict[str, bytes]]:
    """Yield the files of an empty file system, by path; they are those of the moment."""
    MemoryFileSystem.store.clear()
    yield MemoryFileSystem.store
    MemoryFileSystem.store.clear()


def _build(project: TestProject, executor: Executor | None = None) -> Built:
    return build(Project(project.root, project.root / "unused", ADDRESS), Options(), executor=executor)


def _files() -> dict[str, bytes]:
    system = MemoryFileSystem()
    return {path.removeprefix("/bucket/site/"): system.cat_file(path) for path in system.find("/bucket/site")}


def test_what_is_at_the_address_is_what_a_folder_would_hold(ferry: TestProject) -> None:
    _build(ferry)
    assert _files() == ferry.build().outputs()
    assert _build(ferry).rendered == ()

    ferry.replace(GLOSSARY, "crosses on a timetable", "goes to and fro")
    built = _build(ferry)
    assert set(built.written) == set(ferry.build().result.written) != set()
    assert _files() == ferry.outputs()


def test_errors_in_the_content_leave_the_site_at_the_address_as_it_was(ferry: TestProject) -> None:
    _build(ferry)
    before = _files()
    ferry.replace("content/timelines/line.yaml", "places: [north-quay]", "places: [nord-quay]")
    assert not _build(ferry).is_good
    assert _files() == before


def test_an_address_where_somebody_else_s_files_are_is_refused(ferry: TestProject) -> None:
    Address(ADDRESS).write("keep.txt", b"mine")
    with pytest.raises(OutputError, match=r"holds files that nutgraf did not write \(keep.txt"):
        _build(ferry)


def test_a_site_that_was_built_elsewhere_is_taken_over_and_pruned(ferry: TestProject) -> None:
    Address(ADDRESS).write("old/index.html", b"old")
    Address(ADDRESS).write(MANIFEST, f"{sha256(b'old').hexdigest()}  old/index.html\n".encode())
    assert _build(ferry).deleted == ("old/index.html",)
    assert _files() == ferry.build().outputs()


class _Interrupted(Here):
    """Is cut off before the first file is deleted."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:  # noqa: ARG002 - it gets to none
        raise KeyboardInterrupt


def test_a_build_that_was_cut_off_while_it_wrote_is_made_good_by_the_next_even_after_the_edit_was_taken_back(
    ferry: TestProject,
) -> None:
    _build(ferry)
    before = _files()
    ferry.replace(GLOSSARY, "crosses on a timetable", "goes to and fro")
    with pytest.raises(KeyboardInterrupt):
        _build(ferry, _Interrupted())
    assert _files() != before
    ferry.replace(GLOSSARY, "goes to and fro", "crosses on a timetable")
    _build(ferry)
    assert _files() == before


def test_an_address_of_an_unknown_kind_is_wrong_usage(
    ferry: TestProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ferry.root)
    assert main(["build", "--output", "carrier-pigeon://loft/site"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("nutgraf: carrier-pigeon://loft/site cannot be used")
    assert said.count("\n") == 1


def test_why_speaks_of_a_site_at_an_address(ferry: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ferry.root)
    assert main(["build", "--output", ADDRESS]) == 0
    assert main(["why", "index.html", "--output", ADDRESS]) == 0
