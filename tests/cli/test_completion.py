"""Completion in shells: the printed scripts know every command, and bash's works."""

import shutil
import subprocess

import pytest

from nutgraf import cli
from nutgraf.cli.completion import SHELLS

COMPLETE = """
source "$1"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shtab_nutgraf; echo "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_names_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [name for name, _ in cli.COMMANDS if name not in script] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"), [("nutgraf re", "rename"), ("nutgraf build --st", "--strict"), ("nutgraf new e", "event")]
)
def test_bash_completes_commands_options_and_choices(
    typed: str, offered: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path_factory.mktemp("shell") / "nutgraf.bash"
    cli.main(["completion", "bash"])
    script.write_text(capsys.readouterr().out, "utf-8")
    ran = subprocess.run(
        ["bash", "-c", COMPLETE, "bash", str(script), typed], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == [offered]
