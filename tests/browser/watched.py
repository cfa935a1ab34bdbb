"""Opens pages and remembers requests, messages of the console, dialogs and violations of the security policy."""

from pathlib import Path

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request

_TELL_VIOLATIONS = """
document.addEventListener('securitypolicyviolation', event =>
  console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile));
"""


class Watched:
    """A page with a memory."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("dialog", self._dialog)
        page.on("requestfailed", self._failed)
        page.add_init_script(_TELL_VIOLATIONS)

    def open(self, path: Path, fragment: str = "") -> Page:
        """Open a file of a site from disk."""
        self.page.goto(path.as_uri() + fragment, wait_until="load")
        return self.page

    def foreign_requests(self) -> list[str]:
        """Return what was asked of anybody but the disk."""
        return [url for url in self.requests if not url.startswith(("file://", "data:", "blob:"))]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before it was done
            self.faults.append(f"failed: {request.url} ({request.failure})")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()
