"""Preview: build, serve on this computer only, build again when files are saved, tell the open pages.

The preview shows drafts, so it has a folder of its own and never touches the site that gets published.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from socket import socket

from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets

from nutgraf.engine.build import Built, Options
from nutgraf.engine.preview.follow import Follower
from nutgraf.engine.preview.server import ADDRESS, PreviewServer
from nutgraf.engine.project import CACHE, Project

__all__ = ["ADDRESS", "PortError", "preview_of", "serve"]


class PortError(Exception):
    """The port cannot be used, in words for whoever started the preview."""


def preview_of(project: Project) -> Project:
    """Return the project with the preview's own output folder."""
    return replace(project, output=project.root / CACHE / "preview")


def _bind(port: int) -> list[socket]:
    if not 0 <= port < 65536:
        raise PortError(f"port {port} cannot be used (ports are numbers from 0 to 65535): name another with --port")
    try:
        return bind_sockets(port, ADDRESS)
    except OSError as error:
        raise PortError(f"port {port} cannot be used ({error.strerror}): name another with --port") from None


def serve(
    project: Project,
    options: Options,
    port: int,
    report: Callable[[Built], None],
    started: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until interrupted. `started` is told the address, `report` of every build. Port 0 is any that is free.

    Raises PortError before anything is built.
    """
    sockets = _bind(port)
    started(f"http://{ADDRESS}:{sockets[0].getsockname()[1]}/")
    follower = Follower(preview_of(project), options, report)
    server = PreviewServer(follower).listen(sockets)
    try:
        follower.build()
        follower.start()
        IOLoop.current().start()
    except KeyboardInterrupt:
        return
    finally:
        follower.end()
        server.stop()
        IOLoop.current().run_sync(_last_words)


async def _last_words() -> None:
    """Give what is being sent to pages a moment to leave before the loop ends."""
    await asyncio.sleep(0.05)
