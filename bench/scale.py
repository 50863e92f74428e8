"""A million claims: check and build, against the bounds that the project sets itself."""

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench import synthetic

SECONDS, GIGABYTES = 60.0, 2.5

CHILD = """
import json, sys, time
from foedus.case import check
from foedus.record import build
began = time.perf_counter()
report = check(sys.argv[1])
checked = time.perf_counter()
built = build(sys.argv[1])
done = time.perf_counter()
print(json.dumps({"check": checked - began, "build": done - checked, "claims": built.claims,
                  "events": built.events, "errors": report.errors, "warnings": report.warnings,
                  "codes": dict(report.by_code())}))
"""


class Watch(threading.Thread):
    """The most memory that a process and those it started held together: resident sets, added, ten times a second.

    The system's own figure for children counts the parent's memory before they became what they are.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        """Look until told that it is over."""
        while not self.over.wait(0.1):
            self.peak = max(self.peak, sum(_resident(pid) for pid in _family(self.pid)))


def _family(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, stack = [], [pid]
    while stack:
        found.append(stack.pop())
        stack += parents.get(found[-1], [])
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    except (OSError, IndexError):
        return 0


def run(claims: int = 1_000_000) -> dict[str, object]:
    """Make a case of so many claims, check and build it in a process of its own; `build` checks once more."""
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        began = time.perf_counter()
        case = synthetic.write(Path(folder) / "case", claims)
        made = time.perf_counter() - began
        size = sum(file.stat().st_size for file in case.rglob("*.csv")) / 1e6
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(case)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        watch = Watch(child.pid)
        watch.start()
        out, err = child.communicate()
        watch.over.set()
        if child.returncode:
            raise SystemExit(err)
        result = json.loads(out)
        result |= {
            "peak_gb": watch.peak / 1e9,
            "made": made,
            "csv_mb": size,
            "record_mb": (case / "build" / "record.duckdb").stat().st_size / 1e6,
        }
        return dict(result)


def report(claims: int = 1_000_000) -> bool:
    """Print the figures and whether they are within the bounds."""
    result = run(claims)
    print(json.dumps(result, indent=1))
    seconds = float(str(result["build"]))  # a build checks first: this is check and build
    peak = float(str(result["peak_gb"]))
    good = seconds <= SECONDS and peak <= GIGABYTES
    print(f"check + build: {seconds:.1f} s (bound {SECONDS:.0f}), peak {peak:.2f} GB (bound {GIGABYTES}): "
          f"{'within' if good else 'OVER'}")  # fmt: skip
    return good
