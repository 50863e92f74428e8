"""`make bench`: run the benchmarks and say the machine they ran on. `ARGS="scale 200000"` runs one, smaller."""

import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

import foedus
from bench import (
    asking,
    coalitions,
    everyday,
    forecast,
    languages,
    measuring,
    panel,
    publishing,
    reading,
    scale,
    signals,
    studio,
)


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
    size = next((int(name) for name in arguments if name.isdigit()), None)
    claims = 1_000_000 if size is None else size
    reports: dict[str, Callable[[], bool]] = {
        "everyday": everyday.report,
        "scale": lambda: scale.report(claims),
        "asking": lambda: asking.report(claims),
        "measuring": lambda: measuring.report(claims),
        "panel": panel.report,
        "reading": reading.report,
        "languages": languages.report,
        "coalitions": coalitions.report,
        "forecast": forecast.report,
        "studio": lambda: studio.report(claims),
        "publishing": lambda: publishing.report(claims),
        "signals": lambda: signals.report(signals.ROWS if size is None else size),
    }
    results = [reports[name]() for name in reports if not named or name in named]
    good = all(results)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
