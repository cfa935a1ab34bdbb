"""Where words stand in files, so that a comment added to a fixture breaks no test."""

from tests.project import TestProject


def line_of(text: str, words: str) -> int:
    """Return the line on which words stand in a text, from 1."""
    before, found, _ = text.partition(words)
    assert found, f"{words!r} is not there"
    return before.count("\n") + 1


def spot(project: TestProject, name: str, words: str) -> str:
    """Return where words stand in a file: ``path:line:column``."""
    text = (project.root / name).read_text("utf-8")
    before = text.partition(words)[0]
    return f"{name}:{line_of(text, words)}:{len(before) - before.rfind(chr(10))}"
