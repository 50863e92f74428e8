"""The large panel: all directed dyad-years since 1816 with a dozen datasets, beside pandas as an analyst writes it.

foedus runs as a command of its own, its datasets imported before (how long that took is printed); pandas reads the
same files and makes the same columns (`bench.analyst`), each dataset with what merges and groups do best, but without
a check of any cell, and names of states through one table of codes. Columns that rest on numbers must be equal.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench import analyst
from bench.analyst import DATA, FIRST, KEY, LAST
from bench.scale import Watch

WITH = "atop,dcad,nmc,distance,contiguity,igo,mid,rivalry,vdem,unga,sipri,mme"
SECONDS, GIGABYTES, TIMES = 10.0, 3.0, 10.0
RUNS = 3

SINGLE = 1e-6
"""How far values may be apart that a file has in single precision."""
KINDS = ("spatial", "positional", "ideological", "interventionary")
SAME = {
    **{f"nmc_{one}{at}": 0.0 for one in ("milex", "milper", "irst", "pec", "tpop", "upop") for at in "12"},
    **{f"{one}{at}": 0.0 for one in ("cinc", "atop_alliances", "igo_full") for at in "12"},
    **{f"{one}{at}": SINGLE for one in ("unga_idealpoint", "unga_idealpoint_all") for at in "12"},
    **{f"dcad_{one}": 0.0 for one in ("new", "in_force", "general", "sector", "dca", "training", "industry")},
    **{f"dcad_{one}": 0.0 for one in ("procurement", "research", "commission")},
    **{
        f"mid_{one}": 0.0 for one in ("ongoing", "onset", "disputes_count", "initiated", "hostility", "fatality", "war")
    },
    **{f"rivalry_{by}{of}": 0.0 for by in ("td", "tss") for of in ("", *(f"_{kind}" for kind in KINDS))},
    "unga_distance": SINGLE,
    "distance_min": SINGLE,
    "atop_wartime": 0.0,
    "atop_varies": 0.0,
    "contiguity": 0.0,
    "contiguous_land": 0.0,
    "contiguous": 0.0,
    "igo_joint": 0.0,
    "igo_joint_unknown": 0.0,
    "rivalry_tss_principal": 0.0,
    "rivalry_tss_aprin": 0.0,
}
"""Columns that rest on numbers and not on names, and by how much they may differ."""


def foedus(out: Path, cache: Path) -> tuple[float, float]:
    """Seconds and gigabytes of the whole command."""
    environment = os.environ | {"FOEDUS_CACHE": str(cache), "FOEDUS_DATA": str(DATA)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # pip compiles what it installs: compiling is no part of a run
    words = ["panel", "--directed", "--from", str(FIRST), "--to", str(LAST), "--with", WITH, "-o", str(out)]
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "foedus", *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    watch = Watch(child.pid)
    watch.start()
    error = child.communicate()[1]
    taken = time.perf_counter() - began
    watch.over.set()
    if child.returncode:
        raise SystemExit(error.decode())
    return taken, watch.peak / 1e9


def _processor() -> float:
    """Seconds that this process and those it has begun and waited for have computed."""
    return sum(os.times()[:4])


def differences(ours: Path, theirs: Path) -> dict[str, int]:
    """How many rows differ, by column; `rows` counts those that only one of the two has."""
    tests = {
        name: f"(o.{name} IS NULL) <> (t.{name} IS NULL OR isnan(t.{name}::DOUBLE)) "
        f"OR (NOT isnan(t.{name}::DOUBLE) AND abs(o.{name}::DOUBLE - t.{name}::DOUBLE) > {most})"
        for name, most in SAME.items()
    }
    counts = ", ".join(f"count(*) FILTER (WHERE both_there AND ({sql}))" for sql in tests.values())
    keys = ", ".join(KEY)
    found = duckdb.execute(
        f"SELECT count(*) FILTER (WHERE NOT both_there), {counts} FROM (SELECT o, t, "
        "o.year IS NOT NULL AND t.year IS NOT NULL AS both_there "
        f"FROM '{ours}' o FULL JOIN '{theirs}' t USING ({keys}))"
    ).fetchall()[0]
    return dict(zip(("rows", *tests), found, strict=True))


def report() -> bool:
    """Print seconds, memory, how many times faster than pandas, and what differs, against the bounds."""
    if not DATA.is_dir():
        print(f"panel: not measured, since {DATA} is not there")
        return True
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as name:
        folder = Path(name)
        ours, theirs, cache = folder / "ours.parquet", folder / "theirs.parquet", folder / "cache"
        first = foedus(ours, cache)
        before = _processor()
        runs = [foedus(ours, cache) for _ in range(RUNS)]
        used, before = (_processor() - before) / RUNS, _processor()
        seconds, peak = statistics.median(one for one, _ in runs), max(peak for _, peak in runs)
        beside, slowest = analyst.pandas_merges(theirs)
        theirs_used = _processor() - before
        differing = {column: count for column, count in differences(ours, theirs).items() if count}
        rows = duckdb.execute(f"SELECT num_rows FROM parquet_file_metadata('{ours}')").fetchall()[0][0]
        columns = len(duckdb.execute(f"DESCRIBE SELECT * FROM '{ours}'").fetchall())
        fewer = len(duckdb.execute(f"DESCRIBE SELECT * FROM '{theirs}'").fetchall())
        size = ours.stat().st_size / 1e6
    good = seconds <= SECONDS and peak <= GIGABYTES and beside >= TIMES * seconds and not differing
    print(
        f"panel: {rows:,} directed dyad-years, {columns} columns, {size:.0f} MB: {seconds:.1f} s, median of {RUNS} "
        f"(bound {SECONDS:.0f}), peak {peak:.2f} GB (bound {GIGABYTES:.0f}); with all imports {first[0]:.1f} s; "
        f"{used:.1f} s of processor; load of the machine, these runs included: {os.getloadavg()[0]:.1f}\n"
        f"pandas, {fewer} columns: {beside:.1f} s, {beside / seconds:.1f} times as long (bound {TIMES:.0f}), "
        f"{theirs_used:.1f} s of processor, of which its slowest step, joint memberships of organisations, "
        f"{slowest:.1f} s; "
        f"columns that differ, of {len(SAME)}: {differing or 'none'}: {'within' if good else 'OVER'}"
    )
    return good
