"""docs/rules.md, rule by rule. The page is in the wheel too, so that `--explain` works everywhere."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from nutgraf.model.diagnostics import RULES

_PACKAGE = Path(__file__).parent.parent.parent
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,}).*?^\1 *$", re.DOTALL | re.MULTILINE)


def address(rule: str) -> str:
    """Return where a rule is explained."""
    return f"docs/rules.md#{rule}"


def rules_page() -> Path:
    """Return the page's file: in the wheel, or beside the package in a checkout."""
    packaged = _PACKAGE / "rules.md"
    return packaged if packaged.is_file() else _PACKAGE.parent / "docs" / "rules.md"


@cache
def sections() -> Mapping[str, str]:
    """Return the text below the heading of each rule; a rule is its own heading, and so its anchor."""
    try:
        text = rules_page().read_text("utf-8")
    except OSError:
        return {}
    hidden = _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    headings = list(_HEADING.finditer(hidden))
    ends = [each.start() for each in headings[1:]] + [len(text)]
    parts = {each.group(1): text[each.end() : end].strip() for each, end in zip(headings, ends, strict=True)}
    return {rule: parts[rule] for rule in RULES if rule in parts}


def first_sentence(section: str) -> str:
    """Return the sentence that says what a rule finds, on one line."""
    paragraph = " ".join(section.partition("\n\n")[0].split())
    return re.split(r"(?<=[.!?]) ", re.sub(r"^\*\*\w+\.\*\* ", "", paragraph))[0]
