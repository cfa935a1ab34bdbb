"""Ask for addresses on the web: politely, in threads, and never a computer that is not on the public internet.

1. Addresses are sorted by host; each host's are asked for one after the other, with a pause, by one thread at a time.
2. HEAD first; what says no to that is asked with GET, of which only the head of the answer is read.
3. Redirects are followed one by one, each as a question of its own. A host that answers 429 is not asked again.
"""

import http.client
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from nutgraf import __version__
from nutgraf.desk.connecting import PrivateAddressError, connection_to, deadline
from nutgraf.desk.links import Answer, is_redirect_for_good
from nutgraf.model.fields import is_web_address

USER_AGENT = f"nutgraf/{__version__} (checks the links of an annotated explainer)"

_MOST_REDIRECTS = 10
_REDIRECTS = (301, 302, 303, 307, 308)
_TOO_MANY = 429
_KEPT = "!#$%&'()*+,/:;=?@[]~"
"""Signs of an address that stay as they are; others are written as codes."""

_NO_SUCH_NAME = frozenset(getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name))


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. `timeout` and `pause` in seconds; `jobs` is how many hosts are asked at once."""

    timeout: float = 15.0
    jobs: int = 8
    pause: float = 0.5
    allow_private: bool = False


@dataclass(slots=True)
class _Hosts:
    """Who may be asked now."""

    locks: dict[str, threading.Lock] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)
    tired: set[str] = field(default_factory=set)
    """Hosts that said 429."""
    guard: threading.Lock = field(default_factory=threading.Lock)

    def lock(self, host: str) -> threading.Lock:
        with self.guard:
            return self.locks.setdefault(host, threading.Lock())


def ask(urls: Iterable[str], manners: Manners) -> Iterator[tuple[str, Answer]]:
    """Yield each address with its answer, as they come in. No error is raised for whatever the web does."""
    work: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[str, Answer]] = queue.SimpleQueue()
    groups = _by_host(urls)
    for group in sorted(groups.values(), key=len, reverse=True):
        work.put(group)
    hosts = _Hosts()

    def run() -> None:
        while True:
            try:
                group = work.get_nowait()
            except queue.Empty:
                return
            for url in group:
                done.put((url, answer_of(url, manners, hosts)))

    for _ in range(min(manners.jobs, len(groups))):
        threading.Thread(target=run, daemon=True).start()
    for _ in range(sum(map(len, groups.values()))):
        yield done.get()


def _by_host(urls: Iterable[str]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for url in urls:
        groups.setdefault(_host(url), []).append(url)
    return groups


def _host(url: str) -> str:
    """Return the name of the computer that an address leads to, with a port when it is not the usual one."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def answer_of(url: str, manners: Manners, hosts: _Hosts | None = None) -> Answer:
    """Return what the web says of one address."""
    try:
        return _followed(url, manners, hosts or _Hosts())
    except Exception as error:  # noqa: BLE001 - nothing that a server sends may end the check of the others
        return _unanswered(error, manners)


def _unanswered(error: Exception, manners: Manners) -> Answer:
    if isinstance(error, UnicodeError):
        return Answer(words="its host's name cannot be written as an address", is_gone=True)
    if isinstance(error, socket.gaierror):
        is_gone = error.errno in _NO_SUCH_NAME
        return Answer(words="no computer has this name" if is_gone else "its name cannot be looked up", is_gone=is_gone)
    if isinstance(error, PrivateAddressError):
        return Answer(words=f"{error}: not asked (--allow-private does)")
    if isinstance(error, TimeoutError):
        return Answer(words=f"no answer within {manners.timeout:g} seconds")
    if isinstance(error, ssl.SSLError):
        return Answer(words=f"its certificate or encryption is faulty ({error.reason or 'unknown'})")
    return Answer(words=f"no answer ({getattr(error, 'strerror', None) or type(error).__name__})")


def _followed(url: str, manners: Manners, hosts: _Hosts) -> Answer:
    """Follow redirects, one question each."""
    at, for_good = url, True
    for _ in range(_MOST_REDIRECTS):
        status, target = _asked(at, manners, hosts)
        target = urljoin(at, target) if target else ""
        if status not in _REDIRECTS or not target:
            return Answer(status, _words(status), moved_to=at if at != url else "", is_for_good=at != url and for_good)
        if not is_web_address(target):
            return Answer(words=f"it leads to {target!r}, which is no web address")
        at, for_good = target.partition("#")[0], for_good and is_redirect_for_good(status)
    return Answer(words=f"more than {_MOST_REDIRECTS} redirects")


def _words(status: int) -> str:
    known = {401: "asks for a password", 403: "refuses programs, perhaps not readers", 429: "asks to come back later"}
    return known.get(status, "the server has a fault" if status >= 500 else "")


def _asked(url: str, manners: Manners, hosts: _Hosts) -> tuple[int, str]:
    """Return status and target of a redirect, asked with HEAD and, unless that settles it, with GET."""
    host = _host(url)
    with hosts.lock(host):
        if host in hosts.tired:
            return _TOO_MANY, ""
        time.sleep(max(0.0, hosts.asked.get(host, 0.0) + manners.pause - time.monotonic()))
        try:
            status, target = _first_try(url, manners)
            if status >= 400 and status != _TOO_MANY:
                status, target = _request("GET", url, manners)
        finally:
            hosts.asked[host] = time.monotonic()
        if status == _TOO_MANY:
            hosts.tired.add(host)
        return status, target


def _first_try(url: str, manners: Manners) -> tuple[int, str]:
    """Ask with HEAD; a server that hangs up on that is treated as one that says no."""
    try:
        return _request("HEAD", url, manners)
    except (http.client.BadStatusLine, ConnectionResetError):
        return 501, ""


def _request(method: str, url: str, manners: Manners) -> tuple[int, str]:
    """Ask once; the head of the answer must be there in time, however slowly it drips."""
    parts = urlsplit(url)
    connection = connection_to(
        parts.scheme, parts.hostname or "", parts.port, manners.timeout, allow_private=manners.allow_private
    )
    try:
        with deadline(connection.sock, manners.timeout):
            if isinstance(connection.sock, ssl.SSLSocket):
                connection.sock.do_handshake()
            headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Connection": "close"}
            connection.request(method, _path(parts.path, parts.query), headers=headers)
            response = connection.getresponse()
        response.close()
        return response.status, _as_text(response.getheader("Location") or "")
    finally:
        connection.close()


def _as_text(header: str) -> str:
    """Return a header that may be UTF-8 (the library takes it for Latin-1), with codes for what cannot be seen."""
    with suppress(UnicodeError):
        header = header.encode("latin-1").decode("utf-8")
    return "".join(each if each.isprintable() else quote(each) for each in header)


def _path(path: str, query: str) -> str:
    whole = f"{path or '/'}?{query}" if query else path or "/"
    return quote(whole, safe=_KEPT)
