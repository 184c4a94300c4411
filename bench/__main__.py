"""``python -m bench [FIGURE...]``: measure, print the table, and keep it in .run/bench.json."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path

from bench.figures import FIGURES
from bench.row import Row

RESULTS = Path(".run/bench.json")
HEADINGS = ("what", "xapid", "baseline", "measured", "target", "")


def main() -> int:
    """The exit code: 0 if all targets were met."""
    unknown = set(sys.argv[1:]) - FIGURES.keys()
    if unknown:
        sys.exit(f"there are: {' '.join(FIGURES)}")
    rows: list[Row] = []
    failed = []
    for name in sys.argv[1:] or FIGURES:
        began = time.monotonic()
        print(f"{name} ...", file=sys.stderr, flush=True)
        try:
            rows += FIGURES[name]()
        except Exception:
            traceback.print_exc()
            failed.append(name)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    show(rows)
    keep(rows, failed)
    for name in failed:
        print(f"{name} could not be measured")
    return 1 if failed or any(row.met is False for row in rows) else 0


def show(rows: list[Row]) -> None:
    """Print the table."""
    table = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(HEADINGS))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def keep(rows: list[Row], failed: list[str]) -> None:
    """Write everything down, with the load of the machine, which explains strange figures."""
    RESULTS.parent.mkdir(exist_ok=True)
    kept = [{**vars(row), "met": row.met} for row in rows]
    facts = {"when": time.strftime("%FT%TZ", time.gmtime()), "cores": os.cpu_count(), "load": os.getloadavg()}
    RESULTS.write_text(json.dumps({**facts, "rows": kept, "failed": failed}, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
