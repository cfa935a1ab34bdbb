"""Serve the preview folder, and speak with the pages that are open.

livereload does the serving and has the protocol; what it lacks is mended here:

- it answers any Host and Origin, so that a page on the web could read drafts: both are checked;
- its inline script is refused by the pages' security policy: they get a script of the preview's own on the way out;
- it tells every page of every change: a page is told of changes that it shows;
- a change while a page loads is lost: each page says what it is a copy of, and is told when that is no more.

livereload's own clients (`/livereload.js`, browser extensions) are told to reload, in its protocol; our own script is
sent the state, what changed, and what is new in its source if the page is among that.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.web import Application, HTTPError, RequestHandler

from nutgraf.engine.digests import of_bytes
from nutgraf.engine.preview.follow import Follower, Moment

ADDRESS = "127.0.0.1"
_NAMES = (ADDRESS, "localhost")
OWN = "/__nutgraf__/"
"""Where the preview's own files are; no page of a site has such an address."""

CLIENT = Path(__file__).parent / "client"
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_HEAD_END = b"</head>"
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"
_NO_PAGE = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Preview</title>
</head>
<body><p>There is no page here yet.</p></body>
</html>
""".encode()


def is_own(address: str) -> bool:
    """Whether an address is on this computer."""
    return urlsplit(address).hostname in _NAMES


def page_path(url: str) -> str:
    """Return the file of a site that an address shows."""
    path = unquote(urlsplit(url).path).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def is_hidden(name: str) -> bool:
    """Whether a name is none that a file of a site has."""
    return "\0" in name or any(part.startswith(".") for part in name.split("/"))


class _Guarded(RequestHandler):
    """Answers only who came by this computer's own name: no page elsewhere can read along by renaming itself."""

    def initialize(self, preview: "PreviewServer", **more: Any) -> None:
        """Take the preview that is served."""
        self.preview = preview
        if more:
            super().initialize(**more)

    def set_default_headers(self) -> None:
        """Let no browser keep a copy, guess a type, or give it to a page from elsewhere."""
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        """Refuse a foreign Host."""
        if not is_own(f"//{self.request.host}"):
            raise HTTPError(403)


class _Page(_Guarded, StaticFileHandler):  # type: ignore[misc]
    """A file of the preview folder. There are no listings; whatever is not there is the site's page for that."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Answer with a page, told apart from other files because the preview's script goes into it."""
        name = page_path(self.request.path)
        content = self.preview.page(name)
        if content is not None:
            self._send(content)
        elif name in (early := self.preview.follower.moment.early):
            self.set_header("Content-Type", f"{_TYPES[Path(name).suffix]}; charset=utf-8")
            self.finish(early[name])
        elif is_hidden(name) or name.endswith(".html"):
            raise HTTPError(404)
        elif (answer := super().get(path, include_body)) is not None:
            await answer

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Refuse what lies outside of the folder, also behind a link."""
        allowed: str | None = super().validate_absolute_path(root, absolute_path)
        if allowed is not None and not Path(allowed).resolve().is_relative_to(Path(root).resolve()):
            raise HTTPError(404)
        return allowed

    def compute_etag(self) -> None:
        """Name no version: what is asked for is sent."""

    def write_error(self, status_code: int, **more: Any) -> None:
        """Show the site's page for what is not there, in place of tornado's."""
        if status_code not in (403, 404) or not is_own(f"//{self.request.host}"):
            super().write_error(status_code, **more)
            return
        self.set_status(404)
        self._send(self.preview.page("404.html") or _NO_PAGE)

    def _send(self, content: bytes) -> None:
        version = self.preview.version(content)
        script = f'<script type="module" src="{OWN}overlay.js" data-version="{version}"></script>'.encode()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(content.replace(_HEAD_END, script + _HEAD_END, 1))


class _LiveReloadScript(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Client(_Guarded):
    """The preview's script and style sheet."""

    def get(self, name: str) -> None:
        """Answer with one of the files of client/."""
        known = {path.name: path for path in CLIENT.iterdir() if path.suffix in _TYPES}
        if name not in known:
            raise HTTPError(404)
        self.set_header("Content-Type", f"{_TYPES[known[name].suffix]}; charset=utf-8")
        self.finish(known[name].read_bytes())


class _State(_Guarded):
    """The state as JSON, for whoever wants to ask instead of listening."""

    def get(self) -> None:
        """Answer with what the pages are told."""
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(self.preview.follower.moment.state))


class _Socket(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    """One open page."""

    path = ""
    is_client = False
    """Whether it is our own script, which understands more than livereload's."""
    source, version = "", ""
    """What our script has of the page."""

    def open(self, *_: str, **__: str) -> None:
        """Send at once what is told, however short it is."""
        self.set_nodelay(True)

    def check_origin(self, origin: str) -> bool:
        """Let only pages of this very server listen."""
        return is_own(origin) and urlsplit(origin).netloc == self.request.host

    def on_message(self, message: str | bytes) -> None:
        """Greet, then learn which page it is and what it is a copy of."""
        try:
            said = json.loads(message)
            command = said["command"]
        except (ValueError, TypeError, KeyError):
            self.close()
            return
        if command == "hello":
            self.is_client = said.get("client") == "nutgraf"
            super().on_message(message)
        elif command == "info" and isinstance(said.get("url"), str):
            self.path = page_path(said["url"])
            self.preview.welcome(self, said.get("version"))
        elif command == "shown":
            self.preview.follower.is_loaded.set()

    def on_close(self) -> None:
        """Forget the page."""
        self.preview.leave(self)


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with handlers that check who asks, and pages that are told what concerns them."""

    def __init__(self, follower: Follower) -> None:
        super().__init__(watcher=object())
        self.follower, self.root = follower, follower.project.output
        self.listeners: set[_Socket] = set()

    def listen(self, sockets: list[socket]) -> HTTPServer:
        """Answer on sockets that are bound already."""
        own = {"preview": self}
        files = {**own, "path": str(self.root), "default_filename": "index.html"}
        handlers: list[Any] = [
            (r"/livereload", _Socket, own),
            (r"/livereload.js", _LiveReloadScript, own),
            (rf"{OWN}state\.json", _State, own),
            (rf"{OWN}(.*)", _Client, own),
            (r"/(.*)", _Page, files),
        ]
        loop = IOLoop.current()
        self.follower.tell = lambda moment: loop.add_callback(self.told, moment)
        server = HTTPServer(Application(handlers, log_function=lambda _: None, websocket_max_message_size=65536))
        server.add_sockets(sockets)
        return server

    def page(self, name: str) -> bytes | None:
        """Return a page: as it was rendered a moment ago, or as it was written; None when there is none."""
        early = self.follower.moment.early.get(name)
        if is_hidden(name) or not name.endswith(".html"):
            return None
        if early is not None:
            return early
        path = (self.root / name).resolve()
        try:
            return path.read_bytes() if path.is_relative_to(self.root.resolve()) else None
        except OSError:
            return None

    def version(self, content: bytes) -> str:
        """Return what tells this copy of a page from a later one."""
        return f"{of_bytes(content)[:12]}-{self.follower.moment.assets}"

    def welcome(self, listener: _Socket, version: Any) -> None:
        """Take a page among those that listen; one that is out of date by now is told so."""
        self.listeners.add(listener)
        self._note_open_pages()
        self._send_news(listener, self.follower.moment, ())
        page = self.page(listener.path) or self.page("404.html") or _NO_PAGE
        if isinstance(version, str) and version != self.version(page):
            _reload(listener, listener.path)
        else:
            listener.source, listener.version = page.decode(), self.version(page)
            self.follower.is_loaded.set()

    def leave(self, listener: _Socket) -> None:
        """Forget a page that was closed."""
        self.listeners.discard(listener)
        self._note_open_pages()

    def told(self, moment: Moment) -> None:
        """Pass a moment on to the pages that are open."""
        for listener in tuple(self.listeners):
            self._send_news(listener, moment, concerned(listener.path, moment.changed))

    def _note_open_pages(self) -> None:
        self.follower.open_pages = frozenset(each.path for each in self.listeners if each.path.endswith(".html"))

    def _send_news(self, listener: _Socket, moment: Moment, changed: tuple[str, ...]) -> None:
        if not listener.is_client:
            for path in in_livereload(listener.path, changed):
                _reload(listener, path)
            return
        page = self._edit(listener) if listener.path in changed else None
        assets = [f"/{path}" for path in changed if path != listener.path]
        listener.send_message({"command": "nutgraf", "state": moment.state, "changed": assets, "page": page})

    def _edit(self, listener: _Socket) -> Mapping[str, Any]:
        """Return what makes a listener's source the page as it is now, which from then on is what it has."""
        content = self.page(listener.path) or b""
        old, new = (listener.source, listener.version), (content.decode(), self.version(content))
        listener.source, listener.version = new
        length, (start, gone, put) = _units(old[0]), difference(old[0], new[0])
        return {"from": old[1], "to": new[1], "length": length, "start": start, "gone": gone, "put": put}


def difference(old: str, new: str) -> tuple[int, int, str]:
    """Return where two texts begin to differ, how much of the old is gone there, and what stands in its place.

    Both are counted as browsers do, in units of UTF-16.
    """
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), len(old) - start, len(new) - start)
    return _units(old[:start]), _units(old[start : len(old) - end]), new[start : len(new) - end]


def _alike(old: str, new: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    least, most = 0, min(len(old), len(new))
    while least < most:
        middle = (least + most + 1) // 2
        if new.startswith(old[least:middle], least):
            least = middle
        else:
            most = middle - 1
    return least


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def concerned(page: str, changed: Iterable[str]) -> tuple[str, ...]:
    """Return what a page must show: itself, and what pages share."""
    return tuple(sorted(path for path in changed if path == page or path.startswith("assets/")))


def in_livereload(page: str, changed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the same as livereload's clients load it anew: the style sheets alone, or the page."""
    return changed if all(path.endswith(".css") for path in changed) else (page,)


def _reload(listener: _Socket, path: str) -> None:
    listener.send_message({"command": "reload", "path": f"/{path}", "liveCSS": True, "liveImg": False})
