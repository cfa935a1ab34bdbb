"""The preview: on this computer only, one build for a batch, the last good page while something is wrong."""

import asyncio
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tornado.ioloop import IOLoop
from tornado.testing import bind_unused_port

from nutgraf.engine.build import Built, Options
from nutgraf.engine.serve import ADDRESS, SnapshotWatcher, is_own, serve
from tests.project import TestProject


def free_port() -> int:
    """Return a port that nobody uses."""
    socket, port = bind_unused_port()
    socket.close()
    return port


@contextmanager
def preview(project: TestProject, built: list[Built]) -> Iterator[str]:
    """Serve a project in a thread; give the address."""
    port, loops = free_port(), []

    def run() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        loops.append(IOLoop.current())
        serve(project.project, Options(with_drafts=True), port, built.append)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    address = f"http://{ADDRESS}:{port}"
    _wait(lambda: built and _answers(address))
    try:
        yield address
    finally:
        loops[0].add_callback(loops[0].stop)
        thread.join(10)


def _wait(is_done: object) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if is_done():  # type: ignore[operator]
            return
        time.sleep(0.05)
    pytest.fail("nothing came of it within a minute")


def _answers(address: str) -> bool:
    try:
        get(address + "/")
    except urllib.error.URLError:
        return False
    return True


def get(url: str, **headers: str) -> str:
    """Return what a browser would be given."""
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(answer.read().decode())


def test_the_preview_shows_drafts_follows_what_is_saved_and_answers_only_to_its_own_name(ferry: TestProject) -> None:
    built: list[Built] = []
    with preview(ferry, built) as address:
        page = get(address + "/")
        assert "only the preview shows" in page
        assert f'<script src="/livereload.js?port={address.rpartition(":")[2]}" defer></script></head>' in page
        assert "livereload" in get(address + "/livereload.js")
        for path in ("/", "/livereload.js", "/livereload"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                get(address + path, Host="drafts.evil.example")
            assert refused.value.code == 403

        ferry.replace("content/site.yaml", "title: Harbour stories", "title: Quay stories")
        _wait(lambda: "Quay stories" in get(address + "/"))

        ferry.replace("content/site.yaml", "title: Quay stories", "titel: Quay stories")
        _wait(lambda: not built[-1].is_good)
        assert "Quay stories" in get(address + "/")
    assert not (ferry.root / "site").exists()


def test_a_batch_of_saved_files_is_one_change(ferry: TestProject) -> None:
    calls: list[str] = []
    watcher = SnapshotWatcher(ferry.project, lambda: calls.append("built"))
    assert watcher.examine() == (None, None)
    for name in ("content/claims.yaml", "content/places.yaml", "content/sources.yaml"):
        ferry.write({name: (ferry.root / name).read_text("utf-8") + "\n# saved\n"})
    path, _ = watcher.examine()
    assert path == "content/claims.yaml"
    watcher.examine()
    assert calls == ["built"]


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://evil.example", False),
        ("http://127.0.0.1.evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_pages_from_this_computer_may_listen(origin: str, *, expected: bool) -> None:
    assert is_own(origin) is expected
