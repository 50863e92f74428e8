"""`make bench`: run the benchmarks and say the machine they ran on. `ARGS="scale 200000"` runs one, smaller."""

import os
import platform
import sys
from pathlib import Path

import duckdb

import foedus
from bench import asking, coalitions, everyday, forecast, measuring, panel, reading, scale, studio


def machine() -> str:
    """The machine and versions, in a line."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )

    return (
        f"{cpu}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"DuckDB {duckdb.__version__}, foedus {foedus.__version__}"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []


def main(arguments: list[str]) -> int:
    """Run all benchmarks, or those named; a number after `scale` is the claims of the synthetic case."""
    print(machine())
    named = [name for name in arguments if not name.isdigit()]
    names = named or [
        "everyday",
        "scale",
        "asking",
        "measuring",
        "panel",
        "reading",
        "coalitions",
        "forecast",
        "studio",
    ]
    claims = next((int(name) for name in arguments if name.isdigit()), 1_000_000)
    good = True
    if "everyday" in names:
        good &= everyday.report()
    if "scale" in names:
        good &= scale.report(claims)
    if "asking" in names:
        good &= asking.report(claims)
    if "measuring" in names:
        good &= measuring.report(claims)
    if "panel" in names:
        good &= panel.report()
    if "reading" in names:
        good &= reading.report()
    if "coalitions" in names:
        good &= coalitions.report()
    if "forecast" in names:
        good &= forecast.report()
    if "studio" in names:
        good &= studio.report(claims)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
