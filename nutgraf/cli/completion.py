"""`nutgraf completion`."""

import argparse

from nutgraf.cli.common import GOOD

SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")

EXAMPLES = """\
  nutgraf completion bash > ~/.local/share/bash-completion/completions/nutgraf
  nutgraf completion zsh > "${fpath[1]}/_nutgraf"
  nutgraf completion fish > ~/.config/fish/completions/nutgraf.fish"""


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("shell", choices=SHELLS, help="the shell to complete commands and options in")


def run(options: argparse.Namespace) -> int:
    """Print the shell's script."""
    import shtab

    from nutgraf.cli import COMMANDS, parser

    print(shtab.complete(parser([name for name, _ in COMMANDS]), options.shell))
    return GOOD
