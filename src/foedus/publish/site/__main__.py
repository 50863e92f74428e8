"""Makes pages of a site that it is told of: `python -m foedus.publish.site WORK NUMBER`.

Comes in, a line each: places in the list of tasks, apart by blanks. Goes out, a line for each of these: how many were
made, or why they could not be. At the end SHA-256 of all that was made lies in `sums-NUMBER.json`.
"""

import gc
import os
import sys
from pathlib import Path

import msgspec

from foedus.publish.site.plan import tasks
from foedus.publish.site.work import FAILED, maker, read
from foedus.record import Record


def main(work: Path, number: str) -> int:
    """Make what is asked for until nothing more is."""
    plan = read(work)
    wanted = list(tasks(plan))
    gc.set_threshold(100_000, 50, 100)  # pages are many small things that soon go: looking for rings takes a fifth
    with Record(plan.record) as record:
        made = maker(work, record, plan)
        for line in sys.stdin:
            places = [int(place) for place in line.split()]
            try:
                for place in places:
                    made.make(wanted[place])
            except OSError as error:
                print(f"{FAILED}{error.errno or 0} {error.strerror or error}", flush=True)
                return 1
            print(len(places), flush=True)
    (work / f"sums-{number}.json").write_bytes(msgspec.json.encode(made.out.sums))
    return 0


if __name__ == "__main__":
    code = main(Path(sys.argv[1]), sys.argv[2])
    sys.stdout.flush()
    os._exit(code)  # what DuckDB holds need not be taken apart
