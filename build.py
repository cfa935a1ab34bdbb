"""`python build.py` is the command `nutgraf build`, with the same arguments."""

import sys

from nutgraf.cli import main

if __name__ == "__main__":
    sys.exit(main(["build", *sys.argv[1:]]))
