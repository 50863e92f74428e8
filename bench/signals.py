"""Event data: rows a second from published files and to dyad-months, memory, growth, and what all of GDELT would cost.

The rows are made up in GDELT's shape, with shares of empty actors and of pairs as in published days, and no row of any.
Counting is held against its bounds at 50 million rows on two cores, and done by pandas and Polars as well, in the same
run, month by month too. Taking files in is measured on files of text, zipped as published. Others may be at work on the
machine: seconds on a core are said beside those on the clock.

The law: seconds on a core = a + b n, fitted over four sizes; what it predicts for a thousand million rows is given with
the interval that the fit allows (95 %, Student's t with two degrees of freedom).
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import duckdb

from bench.scale import Watch
from foedus.codebook.event_data import GDELT_COLUMNS, cameo_types
from foedus.signals.formats import COLUMNS
from foedus.terms.bearers import bearer
from foedus.terms.states import states

ROWS = 50_000_000
SECONDS, GIGABYTES, FLAT = 10.0, 4.0, 1.2
"""Bounds: seconds and GB for `ROWS` on two cores; how much dearer a row may be than at a tenth of them."""
SIZES = (5_000_000, 10_000_000, 20_000_000, 50_000_000)
IN_MONTH = 1_250_000
"""Rows of a month, about as many as GDELT 1.0 has."""
ALL_OF_IT = 1_000_000_000
"""Rows of GDELT 2.0, about."""
TEXT_ROWS = 2_000_000
KEYS = ["month", "state1", "state2", "type"]
T_95 = 4.303
"""Student's t, 97.5 %, two degrees of freedom."""
FIRST, SECOND, OTHER = 0.63, 0.44, 0.7
"""Shares of rows with a first actor's country, with a second's, and, of those with both, with two different ones."""

COUNT = """
import json, resource, sys, time
from pathlib import Path
from foedus.signals import actors
from foedus.signals.engines import DuckDB
files = sorted(Path(sys.argv[1]).glob("*.parquet"))[: int(sys.argv[2])]
out = Path(sys.argv[3])
began, ran = time.perf_counter(), time.process_time()
engine = DuckDB(threads=2)
engine.tally(files, actors.known("gdelt-1.0", engine.standing(files)), out, lambda *_: None)
print(json.dumps({"seconds": time.perf_counter() - began, "core": time.process_time() - ran}))
"""

FRAMES = """
import sys
from bench import signals
signals.in_frames(sys.argv[1], sys.argv[2], int(sys.argv[3]))
"""

TAKE = """
import json, sys, time
from pathlib import Path
from foedus.signals.count import count
from foedus.signals.engines import DuckDB
began, ran = time.perf_counter(), time.process_time()
report = count([sys.argv[1]], Path(sys.argv[2]), DuckDB(threads=2))
print(json.dumps({"seconds": time.perf_counter() - began, "core": time.process_time() - ran, "rows": report.rows,
                  "counted": report.counted, "left_out": {one.code: one.rows for one in report.left_out}}))
"""


def _draw(con: duckdb.DuckDBPyConnection) -> None:
    """Tables of who and what may stand in a row, the usual far more often than the rare."""
    codes = [key for key, state in states().items() if state.status == "state"]
    con.execute("SELECT setseed(0.2026)")
    con.execute("CREATE TABLE who AS SELECT unnest(?::VARCHAR[]) AS code, unnest(range(?)) AS n", [codes, len(codes)])
    sorts = sorted(code for code in cameo_types() if len(code) > 2)
    con.execute("CREATE TABLE what AS SELECT unnest(?::VARCHAR[]) AS code, unnest(range(?)) AS n", [sorts, len(sorts)])


def _month(rows: int, month: int, first: int) -> str:
    """SQL for a month's rows in the columns that are taken in."""
    return (
        "WITH drawn AS (SELECT i, random() AS r1, random() AS r2, random() AS r3, "
        "floor((SELECT count(*) FROM who) * random() * random() * random())::INT AS a, "
        "floor((SELECT count(*) FROM who) * random() * random())::INT AS b, "
        "floor((SELECT count(*) FROM what) * random())::INT AS k, "
        f"floor(4000 * random() * random())::INT AS p FROM range({rows}) t(i)) "
        f"SELECT 'gdelt-1.0' AS dataset, i + {first} AS event, make_date({month // 100}, {month % 100}, "
        f"1 + (28 * i // {rows})::INT) AS day, {month // 100} AS year, {month} AS month, "
        f"CASE WHEN r1 < {FIRST} THEN one.code END AS actor1, "
        f"CASE WHEN r2 < {SECOND} THEN CASE WHEN r3 < {OTHER} THEN two.code ELSE one.code END END AS actor2, "
        "what.code AS cameo, (p * 37)::VARCHAR AS place, (1 + floor(-ln(random()) * 4))::INTEGER AS reports "
        "FROM drawn JOIN who one ON one.n = a JOIN who two ON two.n = b JOIN what ON what.n = k"
    )


def write(folder: Path, rows: int) -> Path:
    """Months of rows as they lie once they are taken in."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar = false; SET preserve_insertion_order = false")
        _draw(con)
        for number in range(max(1, rows // IN_MONTH)):
            month = (2010 + number // 12) * 100 + number % 12 + 1
            con.execute(
                f"COPY (SELECT {COLUMNS} FROM ({_month(min(rows, IN_MONTH), month, number * IN_MONTH)}) ORDER BY day) "
                f"TO '{folder / f'{month}.parquet'}' (FORMAT parquet, COMPRESSION zstd)"
            )
    return folder


def write_text(folder: Path, rows: int) -> Path:
    """A month of rows as a zipped file of GDELT 1.0: 58 columns, an address, names, and all else that is not read."""
    folder.mkdir(parents=True, exist_ok=True)
    filled = {
        "GLOBALEVENTID": "event", "SQLDATE": "strftime(day, '%Y%m%d')", "MonthYear": "month", "Year": "year",
        "FractionDate": "2010.5", "Actor1Code": "actor1", "Actor1Name": "actor1 || 'AN OFFICER'",
        "Actor1CountryCode": "actor1", "Actor2Code": "actor2", "Actor2Name": "actor2 || 'THE MINISTRY'",
        "Actor2CountryCode": "actor2", "IsRootEvent": "1", "EventCode": "cameo", "EventBaseCode": "left(cameo, 3)",
        "EventRootCode": "left(cameo, 2)", "QuadClass": "1", "GoldsteinScale": "3.4", "NumMentions": "reports * 2",
        "NumSources": "1", "NumArticles": "reports", "AvgTone": "2.31788079470199", "ActionGeo_FeatureID": "place",
        "ActionGeo_FullName": "'Some Town, Some Province, Some Country'", "ActionGeo_Lat": "47.1234",
        "ActionGeo_Long": "19.4321", "DATEADDED": "strftime(day, '%Y%m%d')",
        "SOURCEURL": "'https://paper.example/world/' || hash(event) || '/talks-were-held-in-the-capital-on-trade'",
    }  # fmt: skip
    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar = false; SET preserve_insertion_order = false")
        _draw(con)
        picks = ", ".join(f'{filled.get(name, repr(""))} AS "{name}"' for name in GDELT_COLUMNS[58])
        plain = folder / "201001.csv"
        con.execute(
            f"COPY (SELECT {picks} FROM ({_month(rows, 201001, 0)})) TO '{plain}' "
            "(FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '', ESCAPE '')"
        )
    with zipfile.ZipFile(folder / "201001.csv.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as box:
        box.write(plain, plain.name)
    plain.unlink()
    return folder


def in_frames(which: str, folder: str, months: int) -> None:
    """Count months in Polars or pandas, written as one would for the series alone; prints what it cost."""
    files = sorted(Path(folder).glob("*.parquet"))[:months]
    began, ran = time.perf_counter(), time.process_time()
    rows = sum(_polars(file) if which == "polars" else _pandas(file) for file in files)
    print(json.dumps({"seconds": time.perf_counter() - began, "core": time.process_time() - ran, "rows": rows}))


def _known(file: Path) -> dict[str, str | None]:
    """Who is meant by the codes of a month."""
    with duckdb.connect() as con:
        codes = con.execute(f"SELECT DISTINCT year, actor1 FROM '{file}' WHERE actor1 IS NOT NULL").fetchall()
    return {code: bearer("gdelt", code, year).key for year, code in codes}


def _polars(file: Path) -> int:
    import polars as pl

    of = _known(file)
    known = pl.DataFrame({"code": list(of), "state": list(of.values())}).lazy()
    sorts = pl.DataFrame({"cameo": list(cameo_types()), "type": list(cameo_types().values())}).lazy()
    found = (
        pl.scan_parquet(file)
        .filter(pl.col("actor1").is_not_null() & pl.col("actor2").is_not_null())
        .join(known.rename({"code": "actor1", "state": "state1"}), on="actor1")
        .join(known.rename({"code": "actor2", "state": "state2"}), on="actor2")
        .join(sorts, on="cameo")
        .filter(pl.col("state1").is_not_null() & pl.col("state2").is_not_null())
        .filter((pl.col("state1") != pl.col("state2")) & (pl.col("type") != ""))
        .group_by(*KEYS, "day", "cameo", "place")
        .agg(pl.col("reports").sum())
        .group_by(KEYS)
        .agg(pl.len().alias("events"), pl.col("reports").sum())
    )
    return found.collect(engine="streaming").height


def _pandas(file: Path) -> int:
    import pandas as pd

    of = _known(file)
    events = pd.read_parquet(file, columns=["day", "month", "actor1", "actor2", "cameo", "place", "reports"])
    events = events[events["actor1"].notna() & events["actor2"].notna()]
    events = events.assign(
        state1=events["actor1"].map(of), state2=events["actor2"].map(of), type=events["cameo"].map(dict(cameo_types()))
    )
    events = events[events["state1"].notna() & events["state2"].notna() & events["type"].notna()]
    events = events[(events["state1"] != events["state2"]) & (events["type"] != "")]
    single = events.groupby([*KEYS, "day", "cameo", "place"], as_index=False)["reports"].sum()
    return len(single.groupby(KEYS).agg(events=("reports", "size"), reports=("reports", "sum")))


def _run(code: str, *arguments: object) -> dict[str, float]:
    """What a piece of work says that is done in a process of its own, with the most memory that it held."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"POLARS_MAX_THREADS": "2"},
    )  # fmt: skip
    watch = Watch(child.pid)
    watch.start()
    out, err = child.communicate()
    watch.over.set()
    if child.returncode:
        raise SystemExit(err)
    found: dict[str, float] = json.loads(out.splitlines()[-1])
    return found | {"gb": watch.peak / 1e9}


def law(sizes: list[float], seconds: list[float], at: float) -> tuple[float, float, float, float]:
    """What starting costs by a law a + b n fitted over sizes, and what it predicts `at` a size: low, middle, high.

    Least squares weighted by 1 / seconds squared, for the error of a measurement grows with it.
    """
    weights = [1 / one**2 for one in seconds]
    whole = sum(weights)
    mean_x = sum(w * x for w, x in zip(weights, sizes, strict=True)) / whole
    mean_y = sum(w * y for w, y in zip(weights, seconds, strict=True)) / whole
    spread = sum(w * (x - mean_x) ** 2 for w, x in zip(weights, sizes, strict=True))
    slope = sum(w * (x - mean_x) * (y - mean_y) for w, x, y in zip(weights, sizes, seconds, strict=True)) / spread
    start = mean_y - slope * mean_x
    rest = sum(w * (y - start - slope * x) ** 2 for w, x, y in zip(weights, sizes, seconds, strict=True)) / (
        len(sizes) - 2
    )
    middle = start + slope * at
    error = T_95 * math.sqrt(rest * (1 / whole + (at - mean_x) ** 2 / spread))
    return start, max(0.0, middle - error), middle, middle + error


def report(rows: int = ROWS) -> bool:
    """Print the figures against the bounds, beside pandas and Polars, and the law."""
    good = True
    sizes = [size * rows // ROWS for size in SIZES]
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as name:
        folder = Path(name)
        months = write(folder / "months", rows)
        there = len(list(months.iterdir()))
        print(f"\nevent data: {rows:,} rows in {there} months; load average {os.getloadavg()[0]:.1f}")
        seconds, cores = [], []
        for size in sizes:
            out = folder / f"tally-{size}"
            out.mkdir()
            one = _run(COUNT, months, max(1, size // IN_MONTH), out)
            seconds.append(one["seconds"])
            cores.append(one["core"])
            print(
                f"  {size:>12,} rows  {one['seconds']:7.2f} s  {one['core']:7.2f} s on a core  "
                f"{1e9 * one['core'] / size:6.0f} ns a row  {one['gb']:5.2f} GB"
            )
        within = seconds[-1] <= SECONDS or cores[-1] / 2 <= SECONDS
        flat = cores[-1] / sizes[-1] <= FLAT * cores[0] / sizes[0]
        good &= within and one["gb"] <= GIGABYTES and flat
        print(
            f"  bound {SECONDS:.0f} s and {GIGABYTES:.0f} GB at {rows:,} rows: {seconds[-1]:.1f} s on the clock, "
            f"{cores[-1] / 2:.1f} s on two cores of its own, {one['gb']:.2f} GB: {'within' if within else 'MISSED'}; "
            f"cost of a row {'flat' if flat else 'NOT FLAT'} within {FLAT - 1:.0%}"
        )
        for which in ("polars", "pandas"):
            beside = _run(FRAMES, which, months, max(1, rows // IN_MONTH))
            print(
                f"  {which:8} {beside['seconds']:7.2f} s  {beside['core']:7.2f} s on a core  {beside['gb']:5.2f} GB  "
                f"{beside['rows']:,.0f} rows of result"
            )
        good &= _whole(folder, sizes, cores)
    archives()
    return good


def archives(documents: int = 1000) -> None:
    """Print what one worker and two need for an archive, on the clock and by the time they were running on a core."""
    from bench import reading
    from foedus.reader.archive import read_archive

    print(f"\nreading an archive of {documents} documents of {reading.SHORT} sentences; load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as name:
        files = reading.write(Path(name), documents * reading.SHORT, reading.SHORT)
        took, own = {}, {}
        for workers in (1, 2):
            before, began = os.times(), time.perf_counter()
            found = read_archive(files, Path(name) / f"out-{workers}", workers=workers, chunk=8)
            after, took[workers] = os.times(), time.perf_counter() - began
            here = after.user + after.system - before.user - before.system
            there = after.children_user + after.children_system - before.children_user - before.children_system
            own[workers] = here + there / workers
            print(
                f"  {workers} worker{'s'[: workers > 1]} {took[workers]:7.2f} s, here {here:.2f} s on a core and in "
                f"workers {there:.2f} s  {len(found.reading.proposals)} proposals"
            )
    print(
        f"  two are {took[1] / took[2]:.2f} times as quick on the clock, {own[1] / own[2]:.2f} times on two cores of "
        "their own (bound 1.8)"
    )


def _whole(folder: Path, sizes: list[int], cores: list[float]) -> bool:
    """Print what taking files in costs, and what all of GDELT 2.0 would."""
    text_sizes = [TEXT_ROWS // 8, TEXT_ROWS // 4, TEXT_ROWS // 2, TEXT_ROWS]
    taken = []
    print("\ntaking in zipped files, and counting them")
    for size in text_sizes:
        place = write_text(folder / f"text-{size}", size)
        megabytes = sum(file.stat().st_size for file in place.iterdir()) / 1e6
        one = _run(TAKE, place, folder / f"text-{size}.parquet")
        taken.append(one["core"])
        print(
            f"  {size:>12,} rows ({megabytes:.0f} MB zipped)  {one['seconds']:6.2f} s  {one['core']:6.2f} s on a core  "
            f"{size / one['core']:,.0f} rows/s on a core  {one['gb']:.2f} GB"
        )
    print(f"\nall of GDELT 2.0, {ALL_OF_IT:,} rows, on one core (two cores: half of it)")
    for what, of, costs in (("taking in", text_sizes, taken), ("counting", sizes, cores)):
        start, low, middle, high = law([float(size) for size in of], costs, ALL_OF_IT)
        print(
            f"  {what:10} {middle / 3600:6.2f} h ({low / 3600:.2f} to {high / 3600:.2f}): {start:.1f} s to start, "
            f"{1e6 * (middle - start) / ALL_OF_IT:.2f} µs a row"
        )
    return True
