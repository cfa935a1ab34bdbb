"""The preview: on this computer only, one build for a batch, the last good page while something is wrong."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tornado.ioloop import IOLoop
from tornado.testing import bind_unused_port
from tornado.websocket import websocket_connect

from nutgraf.engine.build import Built, Options
from nutgraf.engine.memory import Memory
from nutgraf.engine.preview.server import concerned, difference, in_livereload, is_own, page_path
from nutgraf.engine.preview.state import frame, state_of
from nutgraf.engine.preview.watch import Watch
from nutgraf.engine.serve import ADDRESS, PortError, preview_of, serve
from nutgraf.model.diagnostics import Diagnostic, Span
from tests.project import TestProject

ARTICLE = "content/articles/ferry-stops/article.md"
SITE = "content/site.yaml"


def free_port() -> int:
    """Return a port that nobody uses."""
    bound, port = bind_unused_port()
    bound.close()
    return port


@contextmanager
def preview(project: TestProject, built: list[Built]) -> Iterator[str]:
    """Serve a project in a thread; give the address."""
    loops: list[IOLoop] = []
    addresses: list[str] = []

    def run() -> None:
        asyncio.set_event_loop(asyncio.new_event_loop())
        loops.append(IOLoop.current())
        serve(project.project, Options(with_drafts=True), 0, built.append, addresses.append)
        loops[0].close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    wait_for(lambda: bool(built))
    try:
        yield addresses[0].rstrip("/")
    finally:
        loops[0].add_callback(loops[0].stop)
        thread.join(10)
        assert not thread.is_alive()


def wait_for(is_done: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if is_done():
            return
        time.sleep(0.02)
    pytest.fail("nothing came of it within a minute")


def get(url: str, **headers: str) -> str:
    """Return what a browser would be given."""
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode())


def refused(url: str, **headers: str) -> tuple[int, str]:
    """Return the status and the body of an answer that is no page of the site."""
    with pytest.raises(urllib.error.HTTPError) as error:
        get(url, **headers)
    with closing(error.value):
        return error.value.code, error.value.read().decode()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestProject, str]]:
    """Return a project and its preview, for tests that change nothing."""
    project = TestProject.of("ferry", tmp_path_factory.mktemp("shared") / "ferry")
    with preview(project, []) as address:
        yield project, address


def test_the_preview_shows_drafts_follows_what_is_saved_and_keeps_the_last_good_page(ferry: TestProject) -> None:
    built: list[Built] = []
    with preview(ferry, built) as address:
        page = get(address + "/")
        assert "only the preview shows" in page
        assert '<script type="module" src="/__nutgraf__/overlay.js" data-version="' in page
        assert json.loads(get(address + "/__nutgraf__/state.json"))["with_drafts"]

        ferry.replace(SITE, "title: Harbour stories", "title: Quay stories")
        wait_for(lambda: "Quay stories" in get(address + "/"))

        ferry.replace(SITE, "title: Quay stories", "titel: Quay stories")
        wait_for(lambda: not built[-1].is_good)
        assert "Quay stories" in get(address + "/")
        state = json.loads(get(address + "/__nutgraf__/state.json"))
        fault = next(each for each in state["errors"] if each["rule"] == "unknown-key")
        assert (fault["path"], fault["before"], fault["after"]) == (SITE, "", "titel: Quay stories")

        ferry.write(
            {"templates/404.html": "{% extends 'base.html' %}\n{% block main %}{{ frame.title }}{% nonsense %}"}
        )
        ferry.replace(SITE, "titel: Quay stories", "title: Quay stories")
        wait_for(lambda: built[-1].diagnostics[0].rule == "template-syntax")
        assert str(built[-1].diagnostics[0].span) == "templates/404.html:2:1"
        assert "Quay stories" in get(address + "/")

        ferry.write({"templates/404.html": "{% extends 'base.html' %}{% block main %}Nothing at all{% endblock %}"})
        wait_for(lambda: built[-1].is_good)
        assert "Nothing at all" in refused(address + "/no/such/page/")[1]

        ferry.write({"templates/words/en.yaml": "nav.map: Where\nnav.map: There\n"})
        wait_for(lambda: not built[-1].is_good)
        state = json.loads(get(address + "/__nutgraf__/state.json"))
        assert [(each["path"], each["rule"], each["line"]) for each in state["errors"]] == [
            ("templates/words/en.yaml", "duplicate-key", 2)
        ]
        ferry.write({"templates/words/en.yaml": "nav.map: Where\n"})
        wait_for(lambda: built[-1].is_good)
        assert ">Where</a>" in get(address + "/")
    assert not (ferry.root / "site").exists()


@pytest.mark.parametrize("path", ["/", "/livereload", "/livereload.js", "/__nutgraf__/state.json", "/no/such/page"])
def test_nobody_is_answered_who_calls_it_by_another_name(shared: tuple[TestProject, str], path: str) -> None:
    code, body = refused(shared[1] + path, Host="drafts.evil.example")
    assert code == 403
    assert "Harbour" not in body


@pytest.mark.parametrize(
    "path",
    ["/no/such/page/", "/assets/", "/.nutgraf", "/nothing.txt", "/..%2f..%2f..%2fcontent/site.yaml",
     "/%2e%2e/%2e%2e/content/site.yaml", "/../../content/site.yaml", "//etc/passwd", "/__nutgraf__/../../follow.py",
     "/__nutgraf__/..%2f..%2ffollow.py", "/%00", "/glossary/link/index.html", "/link.txt"],
)  # fmt: skip
def test_there_are_no_listings_and_nothing_outside_the_folder_is_served(
    shared: tuple[TestProject, str], path: str
) -> None:
    project, address = shared
    output = preview_of(project.project).output
    for link, to in ((output / "glossary/link", project.root), (output / "link.txt", project.root / SITE)):
        if not link.is_symlink():
            link.symlink_to(to)
    (project.root / "index.html").write_text("secret")
    code, body = raw(address, path)
    assert code in (403, 404), body
    assert "secret" not in body
    assert "title: Harbour" not in body
    assert "class Follower" not in body


def raw(address: str, path: str) -> tuple[int, str]:
    """Ask for a path exactly as it is written."""
    with closing(socket.create_connection((ADDRESS, int(address.rpartition(":")[2])), timeout=30)) as connection:
        host = address.partition("//")[2]
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    return int(answer.split(b" ", 2)[1]), answer.decode("utf-8", "replace")


def test_what_is_not_there_is_the_site_s_own_page(shared: tuple[TestProject, str]) -> None:
    code, body = refused(shared[1] + "/no/such/page/")
    assert code == 404
    assert 'class="page-not-found"' in body
    assert "/__nutgraf__/overlay.js" in body


def test_other_sites_cannot_take_the_files_into_their_pages(shared: tuple[TestProject, str]) -> None:
    for path in ("/", "/assets/site.css", "/__nutgraf__/state.json", "/__nutgraf__/overlay.js"):
        with urllib.request.urlopen(shared[1] + path, timeout=30) as answer:
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert answer.headers["Cache-Control"] == "no-cache"


def listen(address: str, origin: str, messages: int = 0) -> list[Any]:
    """Connect as livereload's own script would; return what was said."""

    async def talk() -> list[Any]:
        from tornado.httpclient import HTTPRequest

        request = HTTPRequest(address.replace("http", "ws") + "/livereload", headers={"Origin": origin})
        connection = await websocket_connect(request)
        await connection.write_message(json.dumps({"command": "hello", "protocols": []}))
        await connection.write_message(json.dumps({"command": "info", "url": address + "/"}))
        said = [json.loads(str(await connection.read_message())) for _ in range(messages)]
        connection.close()
        while await connection.read_message() is not None:
            pass
        return said

    with ThreadPoolExecutor(1) as elsewhere:  # a browser test may have left a loop running in this thread
        return elsewhere.submit(lambda: asyncio.run(talk())).result()


def test_only_pages_of_the_preview_may_listen(shared: tuple[TestProject, str]) -> None:
    address = shared[1]
    assert listen(address, address, messages=1)[0]["command"] == "hello"
    for origin in ("http://evil.example", "http://127.0.0.1:1", "null"):
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        with closing(HTTPConnection(address.partition("//")[2], timeout=30)) as connection:
            connection.request("GET", "/livereload", headers={**upgrade, "Sec-WebSocket-Key": "eA==", "Origin": origin})
            assert connection.getresponse().status == 403


def test_livereload_s_own_clients_are_told_in_its_protocol(ferry: TestProject) -> None:
    built: list[Built] = []
    with preview(ferry, built) as address:
        timer = threading.Timer(0.5, lambda: ferry.replace(ARTICLE, "a newspaper wrote", "the Gazette wrote"))
        timer.start()
        hello, told = listen(address, address, messages=2)
        assert "official-7" in hello["protocols"][0]
        assert (told["command"], told["path"]) == ("reload", "/index.html")
        timer.join()


def test_a_first_build_that_fails_is_told_on_the_page_that_stands_in(ferry: TestProject) -> None:
    built: list[Built] = []
    ferry.replace(SITE, "title:", "titel:")
    with preview(ferry, built) as address:
        code, body = refused(address + "/")
        assert code == 404
        assert "/__nutgraf__/overlay.js" in body


def test_what_is_saved_while_a_build_runs_is_built_next(ferry: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    from nutgraf.engine.preview import follow

    built: list[Built] = []
    original = follow.build  # type: ignore[attr-defined]

    def slow(*arguments: Any, **more: Any) -> Built:
        result = original(*arguments, **more)
        if len(built) == 1:
            ferry.replace(SITE, "title: Quay stories", "title: Late stories")
        return result

    monkeypatch.setattr(follow, "build", slow)
    with preview(ferry, built) as address:
        ferry.replace(SITE, "title: Harbour stories", "title: Quay stories")
        wait_for(lambda: "Late stories" in get(address + "/"))


@pytest.mark.parametrize("by_notice", [True, False])
def test_a_batch_of_saved_files_is_one_change(ferry: TestProject, *, by_notice: bool) -> None:
    watch = Watch(ferry.project, by_notice=by_notice)
    assert watch.look() == ()
    names = ["content/claims.yaml", "content/places.yaml", "content/sources.yaml"]
    for name in names:
        ferry.write({name: (ferry.root / name).read_text("utf-8") + "\n# saved\n"})
    assert list(watch.wait()) == names
    assert watch.look() == ()


def test_an_edit_that_leaves_time_and_size_alone_is_noticed(ferry: TestProject) -> None:
    watch = Watch(ferry.project)
    watch.wait()
    path = ferry.root / SITE
    stat = path.stat()

    def edit() -> None:
        ferry.replace(SITE, "Harbour", "harbour")
        os.utime(path, ns=(0, stat.st_mtime_ns))

    timer = threading.Timer(0.2, edit)
    timer.start()
    assert until_changed(watch) == (SITE,)


@pytest.mark.parametrize("is_moved", [True, False])
def test_a_file_that_an_editor_moves_or_empties_before_it_writes_is_seen_when_it_is_whole(
    ferry: TestProject, *, is_moved: bool
) -> None:
    watch = Watch(ferry.project)
    watch.wait()
    path, text = ferry.root / SITE, (ferry.root / SITE).read_text("utf-8")

    def save() -> None:
        path.rename(f"{path}~") if is_moved else path.write_text("")
        time.sleep(0.03)
        path.write_text(text.replace("Harbour", "Quay"))

    timer = threading.Timer(0.2, save)
    timer.start()
    assert until_changed(watch) == (SITE,)
    assert "Quay" in path.read_text("utf-8")
    timer.join()


def test_a_file_that_is_deleted_or_put_in_is_noticed(ferry: TestProject) -> None:
    watch = Watch(ferry.project)
    watch.wait()
    for change in (lambda: ferry.delete("content/claims.yaml"), lambda: ferry.write({"content/sources/a.yaml": "x"})):
        timer = threading.Timer(0.2, change)
        timer.start()
        changed = until_changed(watch)
        timer.join()
        assert changed in {("content/claims.yaml",), ("content/sources/a.yaml",)}
    assert watch.look() == ()


def test_a_saved_file_is_looked_at_without_all_others(ferry: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    from nutgraf.engine.preview import watch as watching

    watch = Watch(ferry.project)
    ferry.replace(SITE, "Harbour", "Quay")
    monkeypatch.setattr(watch, "_notices", lambda: frozenset({str(ferry.root / SITE)}))
    with monkeypatch.context() as patch:
        patch.setattr(watching, "snapshot", None)
        assert watch.wait() == (SITE,)
    assert watch.look() == ()


def until_changed(watch: Watch) -> tuple[str, ...]:
    """Wait for a change."""
    deadline = time.monotonic() + 20
    while not (changed := watch.wait()) and time.monotonic() < deadline:
        pass
    return changed


def test_files_that_editors_put_beside_are_no_change(ferry: TestProject) -> None:
    watch = Watch(ferry.project)
    ferry.write({"content/.site.yaml.swp": "x", "content/site.yaml~": "x"})
    assert watch.wait() == ()


def test_a_folder_of_templates_that_comes_later_is_watched(ferry: TestProject) -> None:
    watch = Watch(ferry.project)
    watch.wait()
    ferry.write({"templates/404.html": "x"})
    assert until_changed(watch) == ("theme/404.html",)


def test_builds_with_a_memory_give_what_builds_without_one_give(ferry: TestProject, tmp_path: Path) -> None:
    from nutgraf.engine.build import build

    shown: list[str] = []
    memory = Memory(seen=lambda: {"index.html"}, show=shown.extend)
    for old, new in (("a newspaper wrote", "the Gazette wrote"), ("## What came before", "## Long before")):
        build(ferry.project, Options(), memory=memory)
        ferry.replace(ARTICLE, old, new)
    theme = memory.theme
    built = build(ferry.project, Options(), memory=memory)
    assert built.rendered
    assert shown == ["index.html"] * 3
    assert memory.theme is theme
    fresh = TestProject(tmp_path / "fresh")
    fresh.write(
        {
            path.relative_to(ferry.root).as_posix(): path.read_bytes()
            for path in (ferry.root / "content").rglob("*")
            if path.is_file()
        }
    )
    assert fresh.build().outputs() == ferry.outputs()


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


@pytest.mark.parametrize(
    ("changed", "told", "in_its_words"),
    [
        ({"index.html", "about/index.html"}, ("index.html",), ("index.html",)),
        ({"about/index.html", "data/terms.json"}, (), ()),
        ({"assets/site.css", "about/index.html"}, ("assets/site.css",), ("assets/site.css",)),
        ({"assets/site.css", "index.html"}, ("assets/site.css", "index.html"), ("index.html",)),
        ({"assets/site.js"}, ("assets/site.js",), ("index.html",)),
    ],
)
def test_a_page_is_told_of_what_it_shows(
    changed: set[str], told: tuple[str, ...], in_its_words: tuple[str, ...]
) -> None:
    assert concerned("index.html", changed) == told
    assert in_livereload("index.html", told) == in_its_words


@given(*(st.text("ab\n\u2028\U0001f6a2") for _ in range(4)))
def test_what_is_new_in_a_page_is_told_as_browsers_count(before: str, old: str, new: str, behind: str) -> None:
    start, gone, put = difference(before + old + behind, before + new + behind)
    units = (before + old + behind).encode("utf-16-le")
    told = units[: 2 * start] + put.encode("utf-16-le") + units[2 * (start + gone) :]
    assert told.decode("utf-16-le") == before + new + behind
    assert len(put) <= len(new)


def test_an_address_names_a_file() -> None:
    addresses = ("http://127.0.0.1:8000/", "/map/", "/map/index.html?x=1#place-a", "/a%20b/", "/404.html")
    assert [page_path(each) for each in addresses] == [
        "index.html", "map/index.html", "map/index.html", "a b/index.html", "404.html"
    ]  # fmt: skip


def test_the_line_of_a_fault_is_cut_round_its_place() -> None:
    assert frame(["title: x"], 1, 8) == ("title: ", "x")
    assert frame(["a"], 2, 1) == ("", "")
    before, after = frame(["b" * 5000 + "X" + "a" * 5000], 1, 5001)
    assert before.startswith("…b")
    assert after.startswith("X")
    assert after.endswith("a…")
    assert len(before) + len(after) < 250


@pytest.mark.parametrize("path", ["/etc/passwd", "content/../../secret.txt", "secret.txt", "content/"])
def test_no_line_is_shown_of_what_is_no_input(ferry: TestProject, path: str) -> None:
    (ferry.root.parent / "secret.txt").write_text("secret")
    ferry.write({"secret.txt": "secret"})
    state = state_of([Diagnostic(Span(path), "rule", "message")], ferry.project, is_good=False, with_drafts=True)
    assert state["errors"][0]["after"] == ""


HEED_CTRL_C = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from nutgraf.cli import main
sys.exit(main(sys.argv[1:]))
"""


def command(project: TestProject, *arguments: str) -> "subprocess.Popen[str]":
    """Start the preview as an author does: with Ctrl-C at work, also where the tests themselves run without it."""
    line = [sys.executable, "-c", HEED_CTRL_C, "serve", *arguments]
    return subprocess.Popen(line, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_ctrl_c_ends_it_cleanly(ferry: TestProject) -> None:
    running = command(ferry, "--port", "0")
    assert running.stdout is not None
    assert running.stdout.readline().startswith("Preview at http://127.0.0.1:")
    assert running.stdout.readline().startswith("the preview: ")
    running.send_signal(signal.SIGINT)
    said, wrong = running.communicate(timeout=30)
    assert (running.returncode, wrong) == (0, ""), said


def test_a_busy_port_is_one_sentence(ferry: TestProject) -> None:
    bound, port = bind_unused_port()
    with closing(bound):
        running = command(ferry, "--port", str(port))
        said, wrong = running.communicate(timeout=30)
    assert running.returncode == 2
    assert said == ""
    assert wrong.count("\n") == 1
    assert f"port {port} cannot be used" in wrong
    assert not (ferry.root / ".nutgraf-cache").exists()


def test_a_port_that_is_none_is_refused(ferry: TestProject) -> None:
    with pytest.raises(PortError, match="99999"):
        serve(ferry.project, Options(), 99999, lambda _: None)
