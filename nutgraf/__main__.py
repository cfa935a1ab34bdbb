"""`python -m nutgraf` is the command `nutgraf`."""

import sys

from nutgraf.cli import main

sys.exit(main())
