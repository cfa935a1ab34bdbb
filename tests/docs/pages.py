"""Runs a page of the documentation in a temporary project, from its first block to its last.

What stands behind a block's fence says what it is:

============================  =================================================================
``yaml content/places.yaml``  (any language) written to that file; with `append` added to its end
``diff content/places.yaml``  a change: lines with ``-`` must stand there and become those with ``+``
``console``                   run: lines after ``$ `` are commands, the others what they say (``…`` is
                              anything); with `exit=1` the last command must end with that code
``yaml``                      a part of some content file: it must be right in itself
anything else                 read only: make targets must exist, nutgraf must take the options
============================  =================================================================

From a command on that nutgraf does not have yet, commands are read only; a page that starts from nothing ends there.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from nutgraf.cli import COMMANDS, main, parser
from nutgraf.model.diagnostics import RULES
from nutgraf.read.files import FILE_KINDS, read_file

ROOT = Path(__file__).parents[2]
NOT_RUN = ("serve", "links")
"""Commands that never end, or that need the network: only their options are read."""
OUTSIDE = ("git", "pre-commit", "export")
"""Other people's commands that pages may show."""


class MissingCommandError(Exception):
    """A page runs a command that does not exist yet."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: where it starts, what stands behind its fence, its text."""

    page: str
    line: int
    info: tuple[str, ...]
    text: str

    @property
    def language(self) -> str:
        return self.info[0] if self.info else ""

    @property
    def path(self) -> str:
        return next((word for word in self.info[1:] if "/" in word or "." in word), "")

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: str) -> tuple[Block, ...]:
    """Return the fenced blocks of a page, in order."""
    tokens = MarkdownIt("commonmark").parse((ROOT / page).read_text("utf-8"))
    fences = [token for token in tokens if token.type == "fence" and token.map]
    return tuple(Block(page, each.map[0] + 1, tuple(each.info.split()), each.content) for each in fences if each.map)


class Runner:
    """The temporary project of a page, and the commands that it runs there."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.monkeypatch, self.capsys = root, monkeypatch, capsys
        self.passed_over: list[str] = []
        monkeypatch.chdir(root)

    def run(self, block: Block) -> None:
        """Do what a block says; an AssertionError names it."""
        if block.path:
            self.write(block)
        elif block.language == "console":
            self.console(block)
        elif block.language == "yaml":
            assert is_right_part(block.text), f"{block} is a part of no content file"
        else:
            self.read(block)

    def write(self, block: Block) -> None:
        path = self.root / block.path
        if block.language == "diff":
            path.write_text(changed(path.read_text("utf-8"), block), "utf-8")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") if "append" in block.info else ""
        path.write_text(before + block.text, "utf-8")

    def console(self, block: Block) -> None:
        """Run the commands of a block and compare what they say."""
        wanted = next((int(word[5:]) for word in block.info if word.startswith("exit=")), 0)
        commands = list(_commands(block))
        for number, (line, expected) in enumerate(commands, 1):
            code, said = self.command(line, block)
            if not self.passed_over:
                assert code == (wanted if number == len(commands) else 0), f"{block}: {line} ended with {code}\n{said}"
                assert _says(said, expected), f"{block}: {line} said\n{said}\nnot\n{expected}"

    def command(self, line: str, block: Block) -> tuple[int, str]:
        """Run one command; return its exit code and what it said, findings first."""
        words = shlex.split(line)
        if words[0] == "cd":
            self.root = self.root / words[1]
            self.monkeypatch.chdir(self.root)
        elif is_nutgraf(words):
            return self.nutgraf(words[1:], block)
        else:
            assert words[0] in OUTSIDE or is_make(words), f"{block}: nobody knows the command {words[0]}"
        return 0, ""

    def nutgraf(self, arguments: list[str], block: Block) -> tuple[int, str]:
        understood(arguments, block)
        if arguments[0] in NOT_RUN or "--help" in arguments or self.passed_over:
            return 0, ""
        self.capsys.readouterr()
        code = main(arguments)
        said = self.capsys.readouterr()
        return code, said.err + said.out

    def read(self, block: Block) -> None:
        """Check the commands and findings that a block shows without running them."""
        for line in block.text.splitlines():
            words = shlex.split(line.removeprefix("$ ").partition("#")[0]) if is_command(line) else []
            if is_nutgraf(words):
                understood(words[1:], block)
            elif words:
                assert is_make(words), f"{block}: the Makefile has no target {words[1]}"
            for rule in re.findall(r"\b(?:error|warning)\[([\w-]+)\]", line):
                assert rule in RULES, f"{block}: there is no rule {rule}"


def is_command(line: str) -> bool:
    return re.match(r"(\$ )?(make [a-z]|(\.venv/bin/)?nutgraf [a-z])", line) is not None


def is_nutgraf(words: list[str]) -> bool:
    return bool(words) and words[0] in ("nutgraf", ".venv/bin/nutgraf")


def is_make(words: list[str]) -> bool:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return words[0] == "make" and words[1] in targets


def understood(arguments: list[str], block: Block) -> None:
    """Fail when a command of nutgraf would not take these arguments."""
    if arguments[0] not in dict(COMMANDS):
        raise MissingCommandError(f"nutgraf {arguments[0]}")
    try:
        parser(arguments[:1]).parse_args(arguments)
    except SystemExit as end:
        if end.code:
            raise AssertionError(f"{block}: nutgraf does not understand {' '.join(arguments)}") from None


def is_right_part(text: str) -> bool:
    """Whether a YAML text is right in some content file, apart from a title that it leaves out."""
    kinds = [kind.path.replace("NAME", "some") for kind in FILE_KINDS if kind.path.endswith(".yaml")]
    found = [read_file(path, text.encode()).diagnostics for path in kinds]
    return any(all(each.message == "the key 'title' is missing" for each in each_kind) for each_kind in found)


def changed(text: str, block: Block) -> str:
    """Return a text with a change made; its old lines must be there once."""
    lines = block.text.splitlines()
    old = "\n".join(line[1:] for line in lines if not line.startswith("+"))
    new = "\n".join(line[1:] for line in lines if not line.startswith("-"))
    assert text.count(old) == 1, f"{block}: these lines stand {text.count(old)} times in {block.path}:\n{old}"
    return text.replace(old, new)


def _commands(block: Block) -> Iterator[tuple[str, str]]:
    """Yield each command with what it is expected to say."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, expected = part.partition("\n")
        yield line, expected.strip()


def _says(said: str, expected: str) -> bool:
    """Whether all that is expected was said, in its order; lines between the expected ones are no matter."""
    pattern = ".*".join(re.escape(part.strip()) for part in re.split(r"…|\n", expected))
    return re.search(pattern, said, re.DOTALL) is not None
