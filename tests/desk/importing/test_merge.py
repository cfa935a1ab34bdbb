"""Entries into files that exist: nothing of theirs changes, nothing is overwritten unasked."""

from pathlib import Path

import pytest

from nutgraf.desk.importing.files import check_kept, replaced_text
from nutgraf.desk.importing.formats import FORMATS
from nutgraf.desk.importing.kinds import KINDS, Kind
from nutgraf.desk.importing.merge import Merged, TakenError, merge
from nutgraf.desk.importing.values import Choices, ImportFault
from nutgraf.read.files import read_file
from nutgraf.read.yaml import read_yaml

TABLE = "id,date,title,text\n{},2024,New,Words.\n"
OLD = """\
# The line.
title: The line   # a title
events:
  # the first
  first:
    date: 1898~
    title: The first boat
    # who saw it?
    text: >-
      # no comment
      At dawn.

  # the last
  last: {date: 2021, title: The last boat, text: At dusk.}

# below
summary: From first to last.
"""


def _into(text: str, key: str, *, force: bool = False, path: str = "timelines/line.yaml", table: str = "") -> Merged:
    choices = Choices()
    records = FORMATS["csv"].read(table or TABLE.format(key), choices)
    return merge(records, choices, {path: text}, "line", force=force)


def test_a_new_entry_goes_to_the_end_of_its_map() -> None:
    text = _into(OLD, "new").texts["timelines/line.yaml"]
    before, after = OLD.split("\n# below")
    assert text == before + "\n  new:\n    date: 2024\n    title: New\n    text: Words.\n\n# below" + after


def test_what_cannot_be_an_entry_goes_below_it() -> None:
    table = "id,date,title,text\na,2024,A,X\nb,soon,B,Y\n"
    text = _into(OLD, "", table=table).texts["timelines/line.yaml"]
    assert text.index("\n  a:\n") < text.index("summary:") < text.index("x-not-imported:\n  b:\n")
    again = merge(FORMATS["csv"].read(TABLE.format("c") + "d,soon,D,Z\n", Choices()), Choices(),
                  {"timelines/line.yaml": text}, "line")  # fmt: skip
    assert "x-not-imported-2:\n  d:\n" in again.texts["timelines/line.yaml"]


def test_an_id_that_exists_is_never_overwritten_unasked() -> None:
    with pytest.raises(TakenError, match=r"1 event exists already: first \(content/timelines/line.yaml:5\)"):
        _into(OLD, "first")


def test_an_id_that_exists_in_another_file_counts_too() -> None:
    with pytest.raises(TakenError, match=r"content/timelines/other\.yaml:14"):
        _into(OLD, "last", path="timelines/other.yaml")


def test_force_replaces_the_entry_where_it_stands_and_keeps_comments() -> None:
    text = _into(OLD, "first", force=True).texts["timelines/line.yaml"]
    entry = "  first:\n    # who saw it?\n    date: 2024\n    title: New\n    text: Words.\n"
    start, end = OLD.index("  first:"), OLD.index("\n  # the last")
    assert text == OLD[:start] + entry + OLD[end:]


def test_force_replaces_an_entry_in_brackets() -> None:
    text = _into(OLD, "last", force=True).texts["timelines/line.yaml"]
    assert text.endswith(
        "  last:\n    date: 2024\n    title: New\n    text: Words.\n\n# below\nsummary: From first to last.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "title: L\nevents: {a: {date: 2020, title: A, text: X}}\n",
        "{title: L, events: {a: {date: 2020, title: A, text: X}}}\n",
    ],
)
def test_a_file_that_nothing_can_be_put_into_is_left_alone(text: str) -> None:
    with pytest.raises(ImportFault, match=r"nothing can be put into it|has faults"):
        _into(text, "new")


def test_a_file_with_faults_is_left_alone() -> None:
    with pytest.raises(ImportFault, match="has faults: mend them first"):
        _into("title: [\n", "new")


@pytest.mark.parametrize("text", ["title: L\n", "title: L\nevents:\n", "# nothing yet\ntitle: L\nevents:\n\n\n"])
def test_a_file_without_entries_gets_them(text: str) -> None:
    changed = _into(text, "new").texts["timelines/line.yaml"]
    assert changed.startswith(text.rstrip("\n").removesuffix("events:").rstrip("\n"))
    assert "event:new" in read_file("timelines/line.yaml", changed.encode()).entries


CONTENT = Path(__file__).parents[3] / "content"


@pytest.mark.parametrize("path", ["sources.yaml", "places.yaml", "timelines/kh.yaml", "glossaries/kh.yaml"])
def test_entries_of_the_first_explainer_are_replaced_one_by_one(path: str) -> None:
    text = (CONTENT / path).read_text("utf-8")
    kind = next(each for each in KINDS.values() if path.startswith(each.folder))
    entries = {
        ref: each for ref, each in read_file(path, text.encode()).entries.items() if ref.startswith(f"{kind.name}:")
    }
    fields = _written(next(iter(entries)), kind, text, path)
    for ref in list(entries)[:: max(1, len(entries) // 6)]:
        key = ref.partition(":")[2]
        after = replaced_text(path, text, kind, {key: fields})
        check_kept(path, text, after, kind, [key])
        assert [line for line in text.split("\n") if line.startswith("#")] == [
            line for line in after.split("\n") if line.startswith("#")
        ]


def _written(ref: str, kind: Kind, text: str, path: str) -> dict[str, object]:
    """Return the fields of an entry as they are written."""
    value = read_yaml(path, text).value
    fields = (value[kind.members] if kind.members else value)[ref.partition(":")[2]]
    return dict(fields)
