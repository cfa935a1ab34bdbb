"""Serves a built site over local HTTP with gzip, as a web host would."""

import gzip
import mimetypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

LEVEL = 9
"""How hard gzip tries: the budgets speak of this level."""

_SQUEEZED = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Give the address of a site, ending in a slash, while it is served."""
    handler = type("SiteHandler", (_Handler,), {"site": site.resolve()})
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # a browser on a busy machine asks for all at once

    def handle_error(self, request: object, client_address: object) -> None:
        """Be silent about visitors who left before they had their answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # typed for sockets only


class _Handler(BaseHTTPRequestHandler):
    site: ClassVar[Path]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self._path()
        if path is None:
            self._answer(HTTPStatus.NOT_FOUND, self.site / "404.html")
        else:
            self._answer(HTTPStatus.OK, path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""

    def _path(self) -> Path | None:
        path = (self.site / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() and path.is_relative_to(self.site) else None

    def _answer(self, status: HTTPStatus, path: Path) -> None:
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        body = path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if kind.startswith(_SQUEEZED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, LEVEL, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
