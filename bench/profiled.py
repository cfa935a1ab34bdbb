"""Build the project in this folder under the profiler, which keeps what it saw even if the build is interrupted.

python -m bench.profiled FILE [OPTION ...]
"""

import cProfile
import signal
import sys
import threading

from nutgraf.cli import main

_PATIENCE = 120
"""After so many seconds the build is interrupted, as by a person who has waited enough."""


def profiled(path: str, options: list[str]) -> None:
    """Build, and write the profile."""
    profile = cProfile.Profile()
    alarm = threading.Timer(_PATIENCE, signal.raise_signal, (signal.SIGINT,))
    alarm.daemon = True
    alarm.start()
    try:
        profile.runcall(main, ["build", *options])
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        profile.dump_stats(path)


if __name__ == "__main__":
    profiled(sys.argv[1], sys.argv[2:])
