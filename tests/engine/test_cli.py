"""The command line: exit codes, and what is said to whom."""

from pathlib import Path

import pytest

from nutgraf.cli import main
from tests.project import TestProject


@pytest.fixture
def here(ferry: TestProject, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    """Return a project in whose folder the commands run."""
    monkeypatch.chdir(ferry.root)
    return ferry


def test_a_good_build_ends_with_0_and_a_second_one_says_that_nothing_is_to_render(
    here: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--strict"]) == 0
    assert main(["build", "--strict"]) == 0
    assert "nothing to render" in capsys.readouterr().out


def test_errors_end_with_1_and_are_said_with_place_rule_and_hint(
    here: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    here.replace("content/timelines/line.yaml", "places: [north-quay]", "places: [nord-quay]")
    assert main(["build"]) == 1
    said = capsys.readouterr()
    assert "content/timelines/line.yaml:9:14: error[unknown-ref] there is no place 'nord-quay'" in said.err
    assert "did you mean 'north-quay'? (content/places.yaml:2:1)" in said.err
    assert "1 error: nothing was written" in said.out


@pytest.mark.parametrize("arguments", [[], ["bild"], ["build", "--nope"], ["why"]])
def test_wrong_usage_ends_with_2(here: TestProject, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(arguments)
    assert exit_.value.code == 2


def test_a_folder_without_content_is_wrong_usage_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    assert capsys.readouterr().err == (
        "nutgraf: there is no folder content/ here: run nutgraf in the folder of your project\n"
    )


def test_an_output_folder_that_is_not_ours_is_wrong_usage(here: TestProject) -> None:
    here.write({"public/keep.txt": "mine"})
    assert main(["build", "--output", "public"]) == 2


def test_a_base_url_must_be_an_address(here: TestProject) -> None:
    assert main(["build", "--base-url", "example.org"]) == 2


@pytest.mark.parametrize(
    "address", ["localhost", "10.0.0.5:8786", "tcp://localhost", "http://localhost:8786", "tcp://:x"]
)
def test_a_scheduler_needs_an_address_with_a_port(
    here: TestProject, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--scheduler", address]) == 2
    said = f"nutgraf: --scheduler {address}: write its address with its port, such as tcp://10.0.0.5:8786\n"
    assert capsys.readouterr().err == said
    assert not (here.root / "site").exists()


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5", "1000000", "٣"])
def test_jobs_are_counted_in_whole_numbers(here: TestProject, jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["build", "--jobs", jobs])
    assert exit_.value.code == 2
    assert f"--jobs: write a whole number from 1 to 9999, not '{jobs}'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "example"), [("", "site"), ("s3://", "s3://bucket/site"), ("file:///", "file://bucket/site")]
)
def test_an_output_needs_a_folder(
    here: TestProject, output: str, example: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--output", output]) == 2
    assert capsys.readouterr().err == f"nutgraf: --output {output or repr(output)}: name a folder, such as {example}\n"


def test_an_output_of_an_unknown_kind_is_wrong_usage(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--output", "nonsense://x"]) == 2
    assert capsys.readouterr().err == "nutgraf: nonsense://x cannot be used: Protocol not known: nonsense\n"


def test_why_names_what_changed(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    here.replace("content/articles/ferry-stops/annotations.yaml", "A saying of the time.", "A saying.")
    capsys.readouterr()
    assert main(["why", "site/index.html"]) == 0
    said = capsys.readouterr().out
    assert "will be rendered by the next build" in said
    assert "its notes changed" in said
    assert "its glossary changed" not in said


def test_why_does_not_know_a_file_that_is_not_of_the_site(here: TestProject) -> None:
    assert main(["why", "site/nothing.html"]) == 2


def test_clean_renders_everything_again(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    before = here.outputs()
    capsys.readouterr()
    assert main(["build", "--clean"]) == 0
    assert "nothing to render" not in capsys.readouterr().out
    assert here.outputs() == before
