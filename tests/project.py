"""A project in a temporary folder, for tests that read well: ``project.write(…).build().html("index.html")``."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from nutgraf.engine.build import Built, Options, build
from nutgraf.engine.project import Project

SITES = Path(__file__).parent / "sites"


class TestProject:
    """Every method that changes something returns the project, so that calls can be chained."""

    __test__ = False

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = Project(root, root / "site")
        self.built: Built | None = None

    @classmethod
    def of(cls, site: str, root: Path) -> "TestProject":
        """Return a copy of one of the small sites in tests/sites."""
        shutil.copytree(SITES / site, root, dirs_exist_ok=True)
        return cls(root)

    def write(self, files: Mapping[str, str | bytes]) -> "TestProject":
        """Write files, by their path below the project's folder."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def replace(self, name: str, old: str, new: str) -> "TestProject":
        """Change words in a file; they must be there."""
        text = (self.root / name).read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        return self.write({name: text.replace(old, new, 1)})

    def delete(self, name: str) -> "TestProject":
        """Delete a file."""
        (self.root / name).unlink()
        return self

    def build(self, *, base_url: str = "", strict: bool = False, clean: bool = False) -> "TestProject":
        """Build the site."""
        self.built = build(self.project, Options(base_url, is_strict=strict, is_clean=clean))
        return self

    @property
    def result(self) -> Built:
        """Return what the last build did."""
        assert self.built is not None, "nothing was built"
        return self.built

    def rendered(self) -> set[str]:
        """Return the outputs that the last build rendered."""
        return set(self.result.rendered)

    def rules(self) -> list[str]:
        """Return the rules of the last build's diagnostics, in order."""
        return [each.rule for each in self.result.diagnostics]

    def html(self, path: str) -> str:
        """Return a page of the site."""
        return (self.root / "site" / path).read_text("utf-8")

    def outputs(self) -> dict[str, bytes]:
        """Return every file of the site."""
        site = self.root / "site"
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
