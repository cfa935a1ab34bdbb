"""Print the table of budgets of the first explainer: `python -m tests.audit`. Exit with 1 if one is not kept."""

import os
import sys
import tempfile
from pathlib import Path

from tests.audit.budgets import LOADS, SLOWER, measure
from tests.audit.served import served
from tests.audit.sites import SITES
from tests.audit.table import PATIENCE, is_kept, table
from tests.browser.launch import running_chromium


def main() -> int:
    """Build, measure, print."""
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        site = SITES["first"].build(Path(folder))
        with served(site) as address:
            rows = list(measure(browser, site, address))
    print(table(rows))
    load, cores = os.getloadavg()[0], os.cpu_count()
    print(
        f"\nSizes after gzip -9. Times: medians of {LOADS}, loads on slow 4G (150 ms, 1.6 and 0.75 Mbit/s),\n"
        f"{SLOWER} times slower than this machine, which has a load of {load:.1f} on {cores} cores.\n"
        f"slow: over budget here and now, which fails only where the best is over {PATIENCE} times the budget."
    )
    return 0 if is_kept(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
