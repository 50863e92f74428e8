"""Every measure on a large record, each in a process of its own: how long it takes, and in how much memory.

Arms transfers and integration have no dataset here: what is timed is what they make of claims. Who restricts most is
asked about for exposure, the states in question for ties, overlaps, industry and networks, one topic for arguments.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import synthetic

SECONDS, GIGABYTES = 60.0, 2.5
MEASURES = (
    "ties", "integration", "dependence", "embargo", "overlaps", "arguments", "aid", "industry", "network", "shocks",
)  # fmt: skip
OPTIONS = {"arguments": {"topic": "topic-3"}, "network": {"group": "coalition"}}

CHILD = """
import importlib, json, sys, time
from pathlib import Path
from foedus.record import Record
import msgspec
measure, options = sys.argv[2], json.loads(sys.argv[3])
began, worked = time.perf_counter(), time.process_time()
with Record(sys.argv[1]) as record:
    if measure == "embargo":
        most = "SELECT unnest(imposer), count(*) FROM restrictions GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        options["imposer"] = record.con.execute(most).fetchall()[0][0]
    made = getattr(importlib.import_module("foedus.measures." + measure), measure)(record, **options)
    size = len(msgspec.json.encode(made))
status = Path("/proc/self/status").read_text().split()
peak = int(status[status.index("VmHWM:") + 1])
print(json.dumps({"seconds": time.perf_counter() - began, "cpu": time.process_time() - worked, "gb": peak / 1e6,
                  "mb_of_json": size / 1e6, "rows": sum(len(sheet.lines) for sheet in made.sheets)}))
"""


def report(claims: int = 1_000_000) -> bool:
    """Print wall time, processor time and memory of each measure, and whether they are within the bounds."""
    from foedus.record import build

    good = True
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        built = build(synthetic.write(Path(folder) / "case", claims), parquet=False)
        for measure in MEASURES:
            done = subprocess.run(
                [sys.executable, "-c", CHILD, str(built.path), measure, json.dumps(OPTIONS.get(measure, {}))],
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise SystemExit(f"{measure}: {done.stderr}")
            found = json.loads(done.stdout)
            within = found["seconds"] <= SECONDS and found["gb"] <= GIGABYTES
            good &= within
            print(
                f"measure {measure}: {found['seconds']:.1f} s (bound {SECONDS:.0f}), processor {found['cpu']:.1f} s, "
                f"{found['gb']:.2f} GB (bound {GIGABYTES}), {found['rows']:,} rows: {'within' if within else 'OVER'}"
            )
    return good
