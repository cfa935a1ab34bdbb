"""Preview: build, serve on this computer only, build again when files are saved, tell open pages to load anew.

livereload does the serving and speaks to the pages; what it lacks is mended here:

- it answers any Host and Origin, so that a page on the web could read drafts: both are checked;
- its watcher fires for each changed file and drops what follows within three seconds: one snapshot a poll, one build;
- its inline script is refused by the pages' security policy: they get ``<script src>`` on the way out;
- a failing build is only logged: it is reported, and the last good page stays.

The preview shows drafts, so it has a folder of its own and never touches the site that gets published.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from livereload.watcher import Watcher
from tornado.web import Application, HTTPError, RequestHandler

from nutgraf.engine.build import Built, Options, build
from nutgraf.engine.project import CACHE, Project, find_inputs

ADDRESS = "127.0.0.1"
_NAMES = (ADDRESS, "localhost")


def preview_of(project: Project) -> Project:
    """Return the project with the preview's own output folder."""
    return replace(project, output=project.root / CACHE / "preview")


def serve(project: Project, options: Options, port: int, report: Callable[[Built], None]) -> None:
    """Serve until interrupted; `report` is told of every build. Raises OSError when the port cannot be used."""
    preview = preview_of(project)
    report(build(preview, options))
    server = PreviewServer(watcher=SnapshotWatcher(preview, lambda: report(build(preview, options))))
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
    server.serve(port=port, host=ADDRESS, root=str(preview.output))


class SnapshotWatcher(Watcher):  # type: ignore[misc]
    """Sees a batch of saved files as one change."""

    def __init__(self, project: Project, rebuild: Any) -> None:
        super().__init__()
        self.project = project
        self.seen = snapshot(project)
        self.watch("the project", rebuild)

    def is_changed(self, path: str, ignore: Any = None) -> bool:  # noqa: ARG002 - livereload's signature
        """Whether any input was added, changed or removed since the last look."""
        now = snapshot(self.project)
        changed = sorted(name for name, _ in set(now.items()) ^ set(self.seen.items()))
        self.seen = now
        self.filepath = changed[0] if changed else None
        return bool(changed)


def snapshot(project: Project) -> Mapping[str, tuple[int, int]]:
    """Return time of change and size of every input."""
    found = {}
    for name, path in find_inputs(project).items():
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        found[name] = (stat.st_mtime_ns, stat.st_size)
    return found


class _Guarded(RequestHandler):
    """Answers only who came by this computer's own name: no page elsewhere can read along by renaming itself."""

    def prepare(self) -> None:
        """Refuse a foreign Host."""
        if not is_own(f"//{self.request.host}"):
            raise HTTPError(403)


def is_own(address: str) -> bool:
    """Whether an address is on this computer."""
    return urlsplit(address).hostname in _NAMES


class _Page(_Guarded, StaticFileHandler):  # type: ignore[misc]
    pass


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Socket(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    def check_origin(self, origin: str) -> bool:
        return is_own(origin)


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with handlers that check who asks."""

    def application(self, port: int, host: str, *_: Any, **__: Any) -> None:
        """Listen, with our handlers in place of livereload's."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = True

        class Injector(LiveScriptInjector):  # type: ignore[misc]
            script = f'<script src="/livereload.js?port={port}" defer></script>'.encode()

        root = {"path": self.root, "default_filename": "index.html"}
        handlers: list[Any] = [(r"/livereload", _Socket), (r"/livereload.js", _Script), (r"/(.*)", _Page, root)]
        Application(handlers=handlers, transforms=[Injector]).listen(port, address=host)

    def _setup_logging(self) -> None:
        """Leave livereload's log alone: what matters is printed here."""
