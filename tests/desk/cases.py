"""Cases that a writer can add to: a title, a dot, parts that end with a dot. And random YAML as people write it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import strategies as st

from nutgraf.desk.document import Document

FIXTURES = Path(__file__).parents[1] / "fixtures" / "desk"
CONTENT = Path(__file__).parents[2] / "content"
REAL = {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in sorted(CONTENT.rglob("*.[ym]*"))}
"""The files of the first explainer, by their path below content/."""


def read_cases(name: str) -> list[Any]:
    """Return (title, input, output) of each case of a fixture."""
    text = (FIXTURES / name).read_text("utf-8").partition("\n\n")[2].partition("\n\n")[2].replace("˽", " ")
    parts = re.split(r"^\.\n", text, flags=re.MULTILINE)
    groups = zip(parts[0:-1:3], parts[1::3], parts[2::3], strict=False)
    return [pytest.param(title.strip(), before, after, id=title.strip()) for title, before, after in groups]


def of(text: str, path: str = "content/places.yaml") -> Document:
    return Document.of(path, text.encode())


_words = st.text(st.sampled_from("abc é’:#,'\"-[]{}&*!|>%@`?~ \n\\"), max_size=12)
_keys = st.text(st.sampled_from("abc-x:# '"), min_size=1, max_size=5)
values = st.recursive(
    st.one_of(_words, st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_keys, inner, max_size=3)),
    max_leaves=8,
)
texts, keys = _words, _keys
maps = st.dictionaries(_keys, values, min_size=1, max_size=5)


@st.composite
def files(draw: st.DrawFn, said: st.SearchStrategy[dict[str, Any]] = maps) -> str:
    """Return a map written in one of the styles that PyYAML knows, with comments, blank lines and CRLF strewn in."""
    text = yaml.safe_dump(
        draw(said),
        allow_unicode=True,
        sort_keys=False,
        width=draw(st.sampled_from([20, 1000])),
        indent=draw(st.sampled_from([2, 4])),
        default_flow_style=draw(st.sampled_from([None, True, False])),
        default_style=draw(st.sampled_from([None, None, "'", '"', "|", ">"])),
    )
    if draw(st.booleans()):
        lines = [draw(st.sampled_from([line, line, line, f"# c\n{line}", f"\n{line}"])) for line in text.split("\n")]
        text = "\n".join(lines)
    if draw(st.booleans()):
        text = text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
