"""JSON Schemas and the reference: fresh, true to what nutgraf accepts, and no stricter."""

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from nutgraf.cli import schema as command
from nutgraf.cli.common import UsageError
from nutgraf.desk.reference import reference
from nutgraf.desk.schema_source import FILES, FileShape, author_fields, classes, example_text, examples
from nutgraf.desk.schemas import LEAVES, schemas
from nutgraf.read.files import FILE_KINDS, read_file
from tests.model.date_cases import read_cases
from tests.project import TestProject

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "nutgraf/desk/reference_site"
SITES = (ROOT / "content", ROOT / "tests/sites/ferry/content", ROOT / "nutgraf/desk/example/content", EXAMPLES)
jsonschema: Any = pytest.importorskip("jsonschema")
MADE = {name: json.loads(text) for name, text in schemas().items()}


class _CoreLoader(yaml.SafeLoader):
    """Reads YAML 1.2's core schema, as language servers do: dates and `NO` are texts, numbers are numbers."""


_CoreLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
):
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first))


def as_editor_reads(text: str) -> Any:
    return yaml.load(text, _CoreLoader)


def faults(shape: FileShape, text: str) -> list[str]:
    """Return what a schema has to say about a file."""
    value = as_editor_reads(text.split("---\n")[1] if shape.is_front_matter else text)
    found = jsonschema.Draft202012Validator(MADE[f"{shape.name}.json"]).iter_errors(value)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in found]


def shape_of(path: str) -> FileShape:
    pattern = {name: each for each in FILES for name in each.paths}
    return next(each for name, each in pattern.items() if re.fullmatch(name.replace("NAME", "[a-z0-9-]+"), path))


def content_files() -> list[Path]:
    return sorted(path for site in SITES for path in site.rglob("*") if path.suffix in (".yaml", ".md"))


def relative(path: Path) -> str:
    site = next(each for each in SITES if path.is_relative_to(each))
    return path.relative_to(site).as_posix()


def test_every_kind_of_file_has_a_schema_and_an_example() -> None:
    assert sorted(path for shape in FILES for path in shape.paths) == sorted(kind.path for kind in FILE_KINDS)
    assert {shape.example for shape in FILES} < {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.rglob("*")}


@pytest.mark.parametrize("name", sorted(MADE))
def test_the_stored_schemas_are_fresh(name: str) -> None:
    stored = (ROOT / "schemas" / name).read_text("utf-8")
    assert stored == schemas()[name], "run: nutgraf schema --write schemas --reference docs/reference.md"


def test_no_schema_is_stored_that_nobody_makes() -> None:
    assert {path.name for path in (ROOT / "schemas").iterdir()} == set(MADE)


def test_the_stored_reference_is_fresh() -> None:
    stored = (ROOT / "docs/reference.md").read_text("utf-8")
    assert stored == reference(), "run: nutgraf schema --write schemas --reference docs/reference.md"


@pytest.mark.parametrize("name", sorted(MADE))
def test_schemas_are_schemas_and_every_reference_in_them_leads_somewhere(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(MADE[name])
    named = set(re.findall(r'"#/\$defs/([\w-]+)"', json.dumps(MADE[name])))
    assert named == set(MADE[name]["$defs"])


@pytest.mark.parametrize("path", content_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_content_that_nutgraf_accepts_is_accepted_by_its_schema(path: Path) -> None:
    assert faults(shape_of(relative(path)), path.read_text("utf-8")) == []


def test_the_example_site_writes_every_field_once() -> None:
    kinds = {each for shape in FILES for kind in (shape.of, shape.member) if kind for each in classes(kind)}
    fields = {(kind, field.name) for kind in kinds for field in author_fields(kind)}
    assert fields - examples().keys() == set()


def test_every_field_says_what_it_means() -> None:
    kinds = {each for shape in FILES for kind in (shape.of, shape.member) if kind for each in classes(kind)}
    silent = [f"{kind.__name__}.{field.name}" for kind in kinds for field in author_fields(kind) if not field.meaning]
    assert sorted(silent) == [], "write a docstring below the field"


def test_the_example_site_builds_without_a_warning(tmp_path: Path) -> None:
    files = {
        f"content/{relative(path)}": path.read_bytes() for path in content_files() if path.is_relative_to(EXAMPLES)
    }
    project = TestProject(tmp_path).write(files).build(strict=True)
    assert project.result.diagnostics == ()


@pytest.mark.parametrize("shape", FILES, ids=lambda shape: shape.name)
def test_a_misspelt_key_is_refused_and_a_key_of_the_authors_own_is_not(shape: FileShape) -> None:
    text = example_text(shape)
    key = next(field.name for field in author_fields(shape.member or shape.of) if field.is_required)
    misspelt = re.sub(rf"^(\s*){key}:", rf"\1{key}x:", text, count=1, flags=re.MULTILINE)
    assert any(f"{key}x" in each for each in faults(shape, misspelt))
    own = re.sub(rf"^(\s*){key}:", rf"\1x-mine: {{a: [1]}}\n\1{key}:", text, count=1, flags=re.MULTILINE)
    assert faults(shape, own) == []


SLIPS = (
    ("places", "latitude: 52.5", "latitude: 152.5"),
    ("places", "kind: site", "kind: sight"),
    ("places", "  why: The bridge that was closed.\n", ""),
    ("places", "name: Alder Bridge", "name:"),
    ("places", "alder:\n", "Alder Bridge:\n"),
    ("timeline", "2024-03-01T18:30+00:00", "01/03/2024"),
    ("timeline", "title: The bridge opens", f"title: {'too many words ' * 5}"),
    ("timeline", "importance: 3", "importance: 4"),
    ("timeline", "decided:", "decide:"),
    ("glossary", "relations: {commands: [bridge-crew]}", "relations: {commands: bridge-crew}"),
    ("glossary", "wikidata: Q4115189", "wikidata: 4115189"),
    ("glossary", "was: [board]", "was: [The Board]"),
    ("claims", "value: ..40", "value: up to 40"),
    ("claims", "      sources: [gazette-2024-03-02]\n    - by_name", "      sources: []\n    - by_name"),
    ("sources", "url: https://gazette.example/bridge-shut", "url: gazette.example/bridge-shut"),
    ("sources", "type: book", "type: books"),
    ("annotations", "exact: crossed it", "exakt: crossed it"),
    ("site", "unused-entry: error", "unused-entri: error"),
    ("site", "off}", "of}"),
    ("article", "rights: retold", "rights: stolen"),
)


@pytest.mark.parametrize(("name", "right", "wrong"), SLIPS)
def test_a_slip_that_nutgraf_refuses_is_underlined_in_the_editor(name: str, right: str, wrong: str) -> None:
    shape = next(each for each in FILES if each.name == name)
    text = example_text(shape)
    assert right in text
    assert faults(shape, text.replace(right, wrong, 1)) != []
    if name != "site":  # its rules are checked against the whole project
        assert read_file(shape.example, text.replace(right, wrong, 1).encode()).diagnostics


PLAIN_VALUES = (
    ("timeline", "date: 1890~", "date: 1890"),
    ("timeline", "title: The bridge opens", "title: 1890"),
    ("glossary", "name: River Board", "name: true"),
    ("glossary", "name: River Board", "name: NO"),
    ("sources", "container_title: Aldermoor Gazette", "container_title: 12:30"),
    ("claims", "value: ..40", "value: 40"),
    ("sources", "was: [gazette]", "was: [964]"),
)


@pytest.mark.parametrize(("name", "written", "plain"), PLAIN_VALUES)
def test_plain_values_that_nutgraf_takes_as_text_are_not_underlined(name: str, written: str, plain: str) -> None:
    shape = next(each for each in FILES if each.name == name)
    text = example_text(shape).replace(written, plain, 1)
    assert plain in text
    assert read_file(shape.example, text.encode()).diagnostics == ()
    assert faults(shape, text) == []


def test_every_date_of_the_profile_fits_its_pattern() -> None:
    dates = [case[0] for case in read_cases("dates.txt")]
    assert len(dates) > 20
    assert [date for date in dates if not re.search(LEAVES["date"]["pattern"], date)] == []


MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.mark.parametrize("path", [p for p in content_files() if p.suffix == ".yaml" and p.is_relative_to(SITES[0])])
def test_content_files_name_their_schema_on_the_first_line(path: Path) -> None:
    named = MODELINE.match(path.read_text("utf-8"))
    assert named is not None
    assert (path.parent / named[1]).resolve() == ROOT / "schemas" / f"{shape_of(relative(path)).name}.json"


def options(**chosen: str) -> argparse.Namespace:
    return argparse.Namespace(**{"kind": None, "write": None, "reference": None, **chosen})


def test_schemas_are_written_where_asked_and_a_second_time_over_themselves(tmp_path: Path) -> None:
    for _ in range(2):
        assert command.run(options(write=str(tmp_path / "s"), reference=str(tmp_path / "r.md"))) == 0
    assert {each.name for each in (tmp_path / "s").iterdir()} == set(MADE)
    assert (tmp_path / "r.md").read_text("utf-8") == reference()


def test_a_file_that_somebody_else_wrote_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "site.json").write_text("{}")
    with pytest.raises(UsageError, match=r"site\.json was not made by"):
        command.run(options(write=str(tmp_path)))
    assert [each.name for each in tmp_path.iterdir()] == ["site.json"]


def test_one_schema_is_printed_and_an_unknown_kind_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(options(kind="places")) == 0
    assert json.loads(capsys.readouterr().out) == MADE["places.json"]
    with pytest.raises(UsageError, match="known are site, about, article"):
        command.run(options(kind="place"))
