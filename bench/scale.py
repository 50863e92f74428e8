"""A million claims: check and build, against the bounds that the project sets itself."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import synthetic

SECONDS, GIGABYTES = 60.0, 2.5

CHILD = """
import json, resource, sys, time
from foedus.case import check
from foedus.record import build
began = time.perf_counter()
report = check(sys.argv[1])
checked = time.perf_counter()
built = build(sys.argv[1])
done = time.perf_counter()
# The largest of the processes that draw conclusions stands for each of the (two) that run beside each other.
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
print(json.dumps({"check": checked - began, "build": done - checked, "peak_gb": peak, "child_gb": beside, "claims": built.claims,
                  "events": built.events, "errors": report.errors, "warnings": report.warnings,
                  "codes": dict(report.by_code())}))
"""


def run(claims: int = 1_000_000) -> dict[str, object]:
    """Make a case of so many claims, check and build it in a process of its own; `build` checks once more."""
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        began = time.perf_counter()
        case = synthetic.write(Path(folder) / "case", claims)
        made = time.perf_counter() - began
        size = sum(file.stat().st_size for file in case.rglob("*.csv")) / 1e6
        child = subprocess.run([sys.executable, "-c", CHILD, str(case)], capture_output=True, text=True, check=False)
        if child.returncode:
            raise SystemExit(child.stderr)
        result = json.loads(child.stdout)
        result |= {"made": made, "csv_mb": size, "record_mb": (case / "build" / "record.duckdb").stat().st_size / 1e6}
        return dict(result)


def report(claims: int = 1_000_000) -> bool:
    """Print the figures and whether they are within the bounds."""
    result = run(claims)
    print(json.dumps(result, indent=1))
    seconds = float(str(result["build"]))  # a build checks first: this is check and build
    peak = float(str(result["peak_gb"])) + 2 * float(str(result["child_gb"]))
    good = seconds <= SECONDS and peak <= GIGABYTES
    print(f"check + build: {seconds:.1f} s (bound {SECONDS:.0f}), peak {peak:.2f} GB (bound {GIGABYTES}): "
          f"{'within' if good else 'OVER'}")  # fmt: skip
    return good
