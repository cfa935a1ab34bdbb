"""External links: what the web says, against a server on this computer, and what is made of it."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from nutgraf import cli
from nutgraf.desk import asking
from nutgraf.desk.asking import USER_AGENT, Manners, answer_of, ask
from nutgraf.desk.connecting import is_public
from nutgraf.desk.contents import contents_of, gathered
from nutgraf.desk.links import Answer, State, copies_of, findings, is_fresh, links_of, state_of, without_guesses
from nutgraf.model.diagnostics import Span
from tests.desk.spots import spot
from tests.project import TestProject

QUICK = Manners(timeout=2, jobs=4, pause=0, allow_private=True)


class Site(RequestHandler):
    """Answers ``/status/404`` with 404 and so on, and writes down who asked for what."""

    asked: list[tuple[str, str, str]]
    busy: list[int]

    def initialize(self, asked: list[tuple[str, str, str]], busy: list[int]) -> None:
        self.asked, self.busy = asked, busy

    async def head(self, path: str) -> None:
        await self.get(path)

    async def get(self, path: str) -> None:
        self.asked.append((str(self.request.method), path, self.request.headers.get("User-Agent", "")))
        self.busy.append(self.busy[-1] + 1)
        await asyncio.sleep(0.02)
        self.busy.append(self.busy[-1] - 1)
        what, _, rest = path.partition("/")
        if what == "status":
            self.set_status(int(rest))
        elif what == "only-get":
            self.set_status(405 if self.request.method == "HEAD" else 200)
        elif what in ("301", "302"):
            self.set_status(int(what))
            self.set_header("Location", f"/{rest}")
        elif what == "to":
            self.set_status(302)
            self.set_header("Location", rest)
        elif what == "loop":
            self.set_status(301)
            self.set_header("Location", "/loop")
        elif what == "slow":
            await asyncio.sleep(float(rest))


class Server:
    """A site on this computer, in a thread of its own."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.busy = [0]
        sockets = bind_sockets(0, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.run, args=(sockets,))
        self.thread.start()

    def run(self, sockets: list[socket.socket]) -> None:
        asyncio.set_event_loop(self.loop)
        site = Application([(r"/(.*)", Site, {"asked": self.asked, "busy": self.busy})], log_function=lambda _: None)
        server = HTTPServer(site)
        self.loop.call_soon(server.add_sockets, sockets)
        self.loop.run_forever()
        server.stop()
        self.loop.run_until_complete(server.close_all_connections())
        self.loop.run_until_complete(asyncio.sleep(0.05))
        self.loop.close()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def web(running: Server) -> Server:
    """Return a server that has not been asked for anything."""
    running.asked.clear()
    running.busy[:] = [0]
    return running


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("fine", "alive"),
        ("only-get", "alive"),
        ("status/206", "alive"),
        ("status/404", "broken"),
        ("status/410", "broken"),
        ("status/403", "unchecked"),
        ("status/401", "unchecked"),
        ("status/429", "unchecked"),
        ("status/500", "unchecked"),
        ("302/status/404", "broken"),
        ("301/fine", "moved"),
        ("302/302/fine", "moved"),
        ("to/ftp://a.example/", "unchecked"),
    ],
)
def test_an_answer_has_a_meaning(web: Server, path: str, state: State) -> None:
    assert state_of(answer_of(web.url(path), QUICK)) == state


def test_a_server_is_asked_with_head_and_told_who_asks(web: Server) -> None:
    answer_of(web.url("fine"), QUICK)
    assert web.asked == [("HEAD", "fine", USER_AGENT)]
    assert "nutgraf" in USER_AGENT


def test_what_says_no_to_head_is_asked_with_get(web: Server) -> None:
    answer_of(web.url("status/404"), QUICK)
    assert [method for method, _, _ in web.asked] == ["HEAD", "GET"]


def test_redirects_name_the_new_address_and_whether_it_is_for_good(web: Server) -> None:
    assert answer_of(web.url("301/fine"), QUICK) == Answer(200, moved_to=web.url("fine"), is_for_good=True)
    assert answer_of(web.url("301/302/fine"), QUICK) == Answer(200, moved_to=web.url("fine"))


def test_redirects_without_end_are_given_up(web: Server) -> None:
    assert answer_of(web.url("loop"), QUICK).words == "more than 10 redirects"


def test_no_answer_in_time_is_not_broken(web: Server) -> None:
    start = time.monotonic()
    answer = answer_of(web.url("slow/3"), Manners(timeout=0.2, pause=0, allow_private=True))
    assert time.monotonic() - start < 2.8
    assert (state_of(answer), answer.words) == ("unchecked", "no answer within 0.2 seconds")


def test_a_server_that_drips_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def drip() -> None:
            other, _ = listening.accept()
            with other:
                while not done.wait(0.05):
                    try:
                        other.sendall(b"H")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        answer = answer_of(
            f"http://127.0.0.1:{listening.getsockname()[1]}/", Manners(timeout=0.3, pause=0, allow_private=True)
        )
        done.set()
        thread.join()
    assert answer.words == "no answer within 0.3 seconds"


def test_nobody_at_home_is_not_broken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert state_of(answer_of(f"http://127.0.0.1:{port}/", QUICK)) == "unchecked"


def test_what_speaks_no_http_or_no_tls_is_not_broken(web: Server) -> None:
    hasty = Manners(timeout=0.3, pause=0, allow_private=True)
    assert state_of(answer_of(web.url("fine").replace("http:", "https:"), hasty)) == "unchecked"
    assert state_of(answer_of("http://127.0.0.1:99999/", QUICK)) == "unchecked"


def look_up(error: socket.gaierror) -> object:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_a_name_that_no_computer_has_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", look_up(socket.gaierror(socket.EAI_NONAME, "unknown")))
    assert state_of(answer_of("https://nowhere.example/", QUICK)) == "broken"


def test_a_name_that_cannot_be_looked_up_now_is_not_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", look_up(socket.gaierror(socket.EAI_AGAIN, "later")))
    assert state_of(answer_of("https://nowhere.example/", QUICK)) == "unchecked"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::10.0.0.1", "ff02::1",
    ],
)  # fmt: skip
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::", "::ffff:93.184.216.34", "64:ff9b::8.8.8.8"])
def test_other_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]"])
def test_this_computer_is_not_asked_unless_that_is_allowed(web: Server, host: str) -> None:
    answer = answer_of(f"http://{host}:{web.port}/fine", Manners(timeout=2, pause=0))
    assert web.asked == []
    assert state_of(answer) == "unchecked" or host == "[::1]"


def test_a_redirect_into_a_private_network_is_not_followed(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def public_once(address: str, seen: list[str] = []) -> bool:  # noqa: B006 - it counts
        seen.append(address)
        return len(seen) == 1

    monkeypatch.setattr("nutgraf.desk.connecting.is_public", public_once)
    answer = answer_of(web.url("302/fine"), Manners(timeout=2, pause=0))
    assert [path for _, path, _ in web.asked] == ["302/fine"]
    assert "private network" in answer.words


def test_all_are_asked_and_one_host_is_asked_one_thing_at_a_time(web: Server) -> None:
    urls = [web.url(f"page/{at}") for at in range(8)] + [web.url(f"302/page/{at}") for at in range(4)]
    answers = dict(ask(urls, QUICK))
    assert set(answers) == set(urls)
    assert max(web.busy) == 1


def test_several_hosts_are_asked_at_once_but_no_more_than_wanted(web: Server) -> None:
    others = [Server(), Server()]
    try:
        urls = [each.url(f"slow/0.{at}") for each in (web, *others) for at in (1, 2)]
        start = time.monotonic()
        assert len(dict(ask(urls, QUICK))) == 6
        together = time.monotonic() - start
        start = time.monotonic()
        assert len(dict(ask(urls, Manners(timeout=2, jobs=1, pause=0, allow_private=True)))) == 6
        assert together < (time.monotonic() - start) * 0.8
    finally:
        for each in others:
            each.stop()


def test_a_host_that_asks_for_peace_is_left_in_peace(web: Server) -> None:
    answers = dict(ask([web.url("status/429"), web.url("fine")], QUICK))
    assert [path for _, path, _ in web.asked] == ["status/429"]
    assert {state_of(each) for each in answers.values()} == {"unchecked"}


def test_a_host_is_given_a_pause(web: Server) -> None:
    start = time.monotonic()
    list(ask([web.url("a"), web.url("b"), web.url("c")], Manners(timeout=2, pause=0.1, allow_private=True)))
    assert time.monotonic() - start > 0.2


def test_a_fault_of_our_own_does_not_hang_the_check(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_request", look_up(None))  # type: ignore[arg-type]
    assert len(dict(ask([web.url("a"), web.url("b")], QUICK))) == 2


AT = {"http://a/x": (Span("content/sources.yaml", 7, 8),)}


def judged(answers: Mapping[str, Answer], copies: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
    return [(each.group, each.words) for each in findings(AT, answers, copies or {})]


def test_a_good_link_is_no_finding() -> None:
    assert judged({"http://a/x": Answer(200)}) == []


def test_a_page_that_is_gone_counts_as_archived_when_its_copy_is_there() -> None:
    gone, copies = Answer(404), {"http://a/x": "http://b/x"}
    there = {"http://a/x": gone, "http://b/x": Answer(200)}
    assert judged(there, copies) == [("archived", "404, there is no such page; archived at http://b/x")]
    assert judged({**there, "http://b/x": Answer(404)}, copies) == [("broken", "404, there is no such page")]
    assert judged({**there, "http://b/x": Answer(403)}, copies) == [("broken", "404, there is no such page")]


def test_a_page_that_moved_is_told_with_its_address_and_a_front_page_with_a_warning() -> None:
    assert judged({"http://a/x": Answer(200, moved_to="http://b/y", is_for_good=True)}) == [
        ("moved", "for good to http://b/y")
    ]
    assert judged({"http://a/x": Answer(200, moved_to="http://a/")}) == [
        ("moved", "for now to http://a/ (a site's front page: the page itself may be gone)")
    ]


def test_an_archive_that_leads_to_the_copy_of_the_day_has_not_moved() -> None:
    assert judged({"http://a/x": Answer(200, moved_to="http://a/z")}, {"http://o/": "http://a/x"}) == []


def test_a_computer_that_is_offline_knows_of_no_broken_link() -> None:
    nobody = Answer(words="no computer has this name", is_gone=True)
    two = {"http://a/": nobody, "http://b/": nobody}
    assert {state_of(each) for each in without_guesses(two).values()} == {"unchecked"}
    assert without_guesses({"http://a/": nobody}) == {"http://a/": nobody}
    assert without_guesses({**two, "http://c/": Answer(200)}) == {**two, "http://c/": Answer(200)}


@pytest.mark.parametrize(
    ("answer", "hours", "expected"),
    [
        (Answer(200), 24, True),
        (Answer(200), 24 * 8, False),
        (Answer(404), 23, True),
        (Answer(404), 25, False),
        (Answer(403), 0.5, True),
        (Answer(words="no answer"), 0.5, False),
        (Answer(200), -1, False),
    ],
)
def test_answers_are_remembered_for_a_while(answer: Answer, hours: float, expected: bool) -> None:
    assert is_fresh(answer, hours * 3600) is expected


@pytest.fixture
def ferry(web: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    """Return a project whose links lead to the server; the command runs in its folder."""
    monkeypatch.setattr(cli, "COMMANDS", (("links", "check the external links"),))
    monkeypatch.setattr(asking, "Manners", partial(Manners, pause=0))
    project = TestProject.of("ferry", tmp_path)
    monkeypatch.chdir(project.root)
    project.replace("content/sources.yaml", "https://gazette.example/last-boat?a=1&b=2", web.url("source"))
    project.replace("content/articles/ferry-stops/article.md", "https://gazette.example/last-boat", web.url("original"))
    project.replace("content/articles/ferry-stops/article.md", "End  |", f"[End]({web.url('linked#part')}) |")
    project.replace("content/site.yaml", "role: editor", f'role: editor, url: "{web.url("ada")}"')
    return project


def test_all_links_are_found_with_their_places(ferry: TestProject, web: Server) -> None:
    content = gathered(contents_of(ferry.project))
    places = {url.removeprefix(web.url("")): list(map(str, spans)) for url, spans in links_of(content).items()}
    assert places == {
        "original": [spot(ferry, "content/articles/ferry-stops/article.md", web.url("original"))],
        "linked": [spot(ferry, "content/articles/ferry-stops/article.md", web.url("linked"))],
        "ada": [spot(ferry, "content/site.yaml", web.url("ada"))],
        "source": [spot(ferry, "content/sources.yaml", web.url("source"))],
    }


def test_the_archived_copy_belongs_to_its_source(ferry: TestProject, web: Server) -> None:
    copy = web.url("copy")
    ferry.replace("content/sources.yaml", "  accessed:", f"  archived: {{url: '{copy}'}}\n  accessed:")
    content = gathered(contents_of(ferry.project))
    assert copies_of(content.corpus) == {web.url("source"): copy}
    assert copy in links_of(content)


def test_the_command_is_content_with_good_links(
    ferry: TestProject, capsys: pytest.CaptureFixture[str], web: Server
) -> None:
    assert cli.main(["links", "--allow-private"]) == 0
    assert capsys.readouterr().out == "4 addresses: 4 good\n"
    assert len(web.asked) == 4


def test_one_address_is_no_addresses(ferry: TestProject, capsys: pytest.CaptureFixture[str], web: Server) -> None:
    for name in ("original", "linked#part", "ada"):
        for path in ("content/articles/ferry-stops/article.md", "content/site.yaml"):
            text = (ferry.root / path).read_text("utf-8")
            ferry.write({path: text.replace(web.url(name), web.url("source"))})
    assert cli.main(["links", "--allow-private"]) == 0
    assert capsys.readouterr().out == "1 address: 1 good\n"


def test_the_command_tells_broken_links_by_file_and_line(
    ferry: TestProject, capsys: pytest.CaptureFixture[str], web: Server
) -> None:
    ferry.replace("content/sources.yaml", web.url("source"), web.url("status/404"))
    ferry.replace("content/site.yaml", web.url("ada"), web.url("status/403"))
    assert cli.main(["links", "--allow-private"]) == 1
    gone, refused = web.url("status/404"), web.url("status/403")
    assert capsys.readouterr().out == (
        f"broken:\n  {spot(ferry, 'content/sources.yaml', gone)}: {gone}\n    404, there is no such page\n\n"
        "could not be checked: open them yourself:\n"
        f"  {spot(ferry, 'content/site.yaml', refused)}: {refused}\n    403, refuses programs, perhaps not readers\n\n"
        "4 addresses: 2 good, 1 broken, 1 not checked\n"
    )


def test_a_second_check_asks_only_for_what_is_not_known(
    ferry: TestProject, capsys: pytest.CaptureFixture[str], web: Server
) -> None:
    cli.main(["links", "--allow-private"])
    web.asked.clear()
    ferry.replace("content/site.yaml", web.url("ada"), web.url("bob"))
    assert cli.main(["links", "--allow-private"]) == 0
    assert [path for _, path, _ in web.asked] == ["bob"]
    assert "3 known from an earlier check (--recheck asks again)" in capsys.readouterr().out
    web.asked.clear()
    assert cli.main(["links", "--allow-private", "--recheck"]) == 0
    assert len(web.asked) == 4


def test_a_damaged_memory_is_no_fault(ferry: TestProject) -> None:
    ferry.write({".nutgraf-cache/links": b"\x80nonsense"})
    assert cli.main(["links", "--allow-private"]) == 0


def test_private_addresses_are_named_but_not_asked_for(
    ferry: TestProject, capsys: pytest.CaptureFixture[str], web: Server
) -> None:
    assert cli.main(["links"]) == 0
    assert web.asked == []
    assert "not asked (--allow-private does)" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--timeout", "0"], ["--timeout", "nan"]])
def test_senseless_limits_are_wrong_usage(ferry: TestProject, arguments: list[str]) -> None:
    assert cli.main(["links", *arguments]) == 2
