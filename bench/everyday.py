"""What a user waits for every day: the help; check, build and brief of the bundled case; the brief as PDF and DOCX."""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASE = Path(__file__).parent.parent / "cases" / "turkic-states"
BOUNDS = {"help": 0.3, "check + build + brief": 3.0, "brief as PDF": 5.0, "brief as DOCX": 3.0}
RUNS = 5


def _seconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "foedus", *arguments], check=True, capture_output=True)
    return time.perf_counter() - began


def report() -> bool:
    """Print the median of several runs against the bounds."""
    good = True
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        case = Path(folder) / "case"
        shutil.copytree(CASE, case, ignore=shutil.ignore_patterns("build"))
        calls = {
            "help": ("--help",),
            "check + build + brief": ("make", str(case)),
            "brief as PDF": ("brief", str(case), "-o", f"{folder}/brief.pdf"),
            "brief as DOCX": ("brief", str(case), "-o", f"{folder}/brief.docx"),
        }
        for name, arguments in calls.items():
            median = statistics.median(_seconds(*arguments) for _ in range(RUNS))
            good &= median <= BOUNDS[name]
            print(f"{name}: {median:.2f} s, median of {RUNS} (bound {BOUNDS[name]} s)")
    return good
