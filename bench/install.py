"""Install the tools that are compared, each into a folder of its own below bench/.peers/.

    python -m bench.install [TOOL ...]         all, or those named

The versions are pinned in bench/peers/. A tool that is there in its version is passed over.
"""

import argparse
import subprocess
import sys
import venv

from bench.peers import SHORT, TOOLS
from bench.peers.tool import Tool


def main() -> int:
    """Install; return 1 if one could not be."""
    parser = argparse.ArgumentParser(description="Install the tools that are compared.")
    parser.add_argument("tools", nargs="*", metavar="TOOL", help="names, as in bench/peers/ (default: all)")
    parser.add_argument("--short", action="store_true", help="those of the short form")
    options = parser.parse_args()
    chosen = options.tools or (SHORT if options.short else [tool.name for tool in TOOLS])
    return max([install(tool) for tool in TOOLS if tool.name in chosen], default=0)


def install(tool: Tool) -> int:
    """Install a tool, unless it is there; return 1 if that failed."""
    if tool.is_installed:
        return 0
    print(f"Installing {' '.join(tool.pins)}", flush=True)
    try:
        _INSTALLERS[tool.registry](tool)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{tool.name} was not installed: {error}", file=sys.stderr)
        return 1
    (tool.folder / "pins").write_text("\n".join(tool.pins), "utf-8")
    return 0


def _pip(tool: Tool) -> None:
    venv.create(tool.folder, clear=True, with_pip=True)
    line = [str(tool.folder / "bin/python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*line, *tool.pins], check=True)


def _npm(tool: Tool) -> None:
    tool.folder.mkdir(parents=True, exist_ok=True)
    (tool.folder / "package.json").write_text('{"private": true}\n', "utf-8")
    line = ["npm", "install", "--no-fund", "--no-audit", "--save-exact", "--loglevel", "error"]
    subprocess.run([*line, *tool.pins], cwd=tool.folder, check=True)


_INSTALLERS = {"pip": _pip, "npm": _npm}

if __name__ == "__main__":
    sys.exit(main())
