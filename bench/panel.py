"""The large panel: all directed dyad-years since 1816 with a dozen datasets, beside pandas as an analyst writes it.

foedus runs as a command of its own, its datasets imported before (how long that took is printed); pandas reads the
same files and merges them, each dataset with what merges and groups do best. It does less: fewer columns, no check of
a cell, names of states through one table of codes. Where both have a column that rests on numbers, it must be equal.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from bench.scale import Watch

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
WITH = "atop,dcad,nmc,distance,contiguity,igo,mid,rivalry,vdem,unga,sipri,mme"
SECONDS, GIGABYTES, TIMES = 10.0, 3.0, 10.0
RUNS = 3
FIRST, LAST = 1816, 2018

SAME = {
    **{f"nmc_{one}{at}": 0.0 for one in ("milex", "milper", "irst", "pec", "tpop", "upop") for at in "12"},
    **{f"cinc{at}": 0.0 for at in "12"},
    **{f"unga_idealpoint{at}": 1e-6 for at in "12"},
    "unga_distance": 1e-6,
    "distance_min": 1e-6,
    "contiguity": 0.0,
    "igo_joint": 0.0,
    "mid_ongoing": 0.0,
    "mid_onset": 0.0,
    "rivalry_td": 0.0,
    "rivalry_tss": 0.0,
}
"""Columns that both have, and by how much they may differ: single precision in the file of ideal points."""


def foedus(out: Path, cache: Path) -> tuple[float, float]:
    """Seconds and gigabytes of the whole command."""
    environment = os.environ | {"FOEDUS_CACHE": str(cache), "FOEDUS_DATA": str(DATA)}
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


def pandas_merges(out: Path) -> tuple[float, float]:
    """Seconds that an analyst's script takes for the same rows and fewer columns; and those of its slowest step."""
    began = time.perf_counter()
    frame = _dyads()
    slowest = 0.0
    steps = (_atop, _dcad, _nmc, _distance, _contiguity, _igo, _mid, _rivalries, _vdem, _unga, _sipri, _milex, _mme)
    for step in steps:
        at = time.perf_counter()
        frame = step(frame)
        slowest = max(slowest, time.perf_counter() - at)
    frame.to_parquet(out, index=False)
    return time.perf_counter() - began, slowest


def _years(spells: Any, begins: str, ends: str) -> Any:
    """A row for each year of a spell."""
    spells = spells.assign(year=[range(int(a), int(b) + 1) for a, b in zip(spells[begins], spells[ends], strict=True)])
    return spells.explode("year").assign(year=lambda f: f.year.astype("int64"))


def _read(path: str) -> Any:
    import pandas

    frame = pandas.read_csv(DATA / path)
    for key in ("ccode", "ccode1", "ccode2", "year"):
        if key in frame:
            frame[key] = frame[key].astype("int64")
    return frame


def _dyads() -> Any:
    states = _read("cow/cow_states.csv")
    states.loc[states.endyear == 2016, "endyear"] = LAST
    years = _years(states, "styear", "endyear")[["ccode", "year"]].drop_duplicates()
    years = years[(years.year >= FIRST) & (years.year <= LAST)]
    pairs = years.merge(years, on="year", suffixes=("1", "2"))
    pairs = pairs[pairs.ccode1 != pairs.ccode2]
    return pairs.sort_values(["ccode1", "ccode2", "year"], ignore_index=True)


KEY = ["ccode1", "ccode2", "year"]


PLEDGES = ["defense", "offense", "neutral", "nonagg", "consul"]


def _atop(frame: Any) -> Any:
    """What the members of an alliance owe each other: the list of members merged with itself, by year."""
    members = _read("atop/atop5_1m.csv").rename(columns={"member": "ccode"})
    members = members[["atopid", "phase", "ccode", "yrent", "yrexit", "bilat", "wartime", "obvary", *PLEDGES]]
    members["yrexit"] = members.yrexit.replace(0, LAST)
    years = _years(members, "yrent", "yrexit").drop(columns=["yrent", "yrexit"])
    pairs = years.merge(
        years[["atopid", "phase", "ccode", "year"]], on=["atopid", "phase", "year"], suffixes=("1", "2")
    )
    pairs = pairs[pairs.ccode1 != pairs.ccode2]
    flags = [*PLEDGES, "bilat", "wartime", "obvary"]
    owed = pairs.groupby(KEY)[flags].max().add_prefix("atop_")
    owed["atop_pacts"] = pairs.groupby(KEY).atopid.nunique()
    frame = frame.merge(owed.reset_index(), on=KEY, how="left")
    frame[list(owed)] = frame[list(owed)].fillna(0)
    counts = years.groupby(["ccode", "year"], as_index=False).atopid.nunique().rename(columns={"atopid": "alliances"})
    frame = _both(frame, counts)
    return frame.fillna({"alliances1": 0, "alliances2": 0})


def _both(frame: Any, states: Any) -> Any:
    """Columns of states, for the first and the second of a pair."""
    for at in "12":
        names = {name: f"{name}{at}" for name in states.columns if name not in ("ccode", "year")}
        frame = frame.merge(
            states.rename(columns={"ccode": f"ccode{at}", **names}), on=[f"ccode{at}", "year"], how="left"
        )
    return frame


def _nmc(frame: Any) -> Any:
    nmc = _read("cow/cow_nmc.csv")
    names = {name: f"nmc_{name}" for name in ("milex", "milper", "irst", "pec", "tpop", "upop")}
    return _both(frame, nmc.rename(columns=names))


def _turned(pairs: Any) -> Any:
    """Each pair from both sides."""
    import pandas

    other = pairs.rename(columns={"ccode1": "ccode2", "ccode2": "ccode1"})
    return pandas.concat([pairs, other], ignore_index=True)


def _distance(frame: Any) -> Any:
    pairs = _turned(_read("cow/cow_mindist.csv").rename(columns={"mindist": "distance_min"}))
    return frame.merge(pairs, on=KEY, how="left")


def _contiguity(frame: Any) -> Any:
    spells = _read("cow/cow_contdir.csv")
    spells = spells[spells.conttype > 0]
    spells = spells.assign(begins=spells.stdate.str[:4].astype(int), ends=spells.enddate.str[:4].astype(int))
    years = _years(spells, "begins", "ends")
    nearest = _turned(years[[*KEY, "conttype"]]).groupby(KEY, as_index=False).conttype.min()
    frame = frame.merge(nearest.rename(columns={"conttype": "contiguity"}), on=KEY, how="left")
    return _nil(frame, "contiguity", 2016)


def _nil(frame: Any, column: str, last: int) -> Any:
    """0 where a list has no entry, up to the year in which it ends."""
    covered = frame.year <= last
    frame.loc[covered, column] = frame.loc[covered, column].fillna(0)
    return frame


def _igo(frame: Any) -> Any:
    """The memberships merged with themselves: who was in what together."""
    states = _read("igo/state_year_format3.csv")
    long = states.drop(columns="state").melt(["ccode", "year"], var_name="igo")
    full = long[long.value == 1][["ccode", "year", "igo"]]
    joint = full.merge(full, on=["igo", "year"], suffixes=("1", "2"))
    joint = joint[joint.ccode1 != joint.ccode2].groupby(KEY, as_index=False).size()
    both = states[["ccode", "year"]].merge(states[["ccode", "year"]], on="year", suffixes=("1", "2"))
    both = both.merge(joint.rename(columns={"size": "igo_joint"}), on=KEY, how="left").fillna({"igo_joint": 0})
    frame = frame.merge(both, on=KEY, how="left")
    return _both(frame, full.groupby(["ccode", "year"], as_index=False).size().rename(columns={"size": "igo_full"}))


def _mid(frame: Any) -> Any:
    disputes = _read("cow/cow_mid_dirdisps.csv").rename(columns={"disponset": "mid_onset"})
    disputes["mid_ongoing"] = 1
    disputes["mid_war"] = (disputes.hostlev1 == 5) & (disputes.hostlev2 == 5)
    disputes["mid_initiated"] = (disputes.mid_onset == 1) & (disputes.sidea1 == 1) & (disputes.orig1 == 1)
    columns = ["mid_ongoing", "mid_onset", "mid_war", "mid_initiated", "hostlev1", "fatality1"]
    years = disputes.groupby(KEY)[columns].max().astype("float64")
    years["mid_disputes_count"] = disputes.groupby(KEY).dispnum.nunique()
    frame = frame.merge(years.reset_index(), on=KEY, how="left")
    for column in years:
        frame = _nil(frame, column, 2014)
    return frame


def _named(column: str) -> Any:
    """COW's numbers by another code or name of states."""
    codes = _read("codes/countrycode_codelist.csv")[[column, "cown"]].dropna()
    return codes.drop_duplicates(column).set_index(column).cown.astype("int64")


def _vdem(frame: Any) -> Any:
    indices = [f"v2x_{one}" for one in ("polyarchy", "libdem", "partipdem", "delibdem", "egaldem")]
    years = _read("democracy/vdem_simple.csv")
    years["ccode"] = years.country_id.map(_named("vdem"))
    years = years.dropna(subset=["ccode"]).astype({"ccode": "int64"}).drop_duplicates(["ccode", "year"])
    return _both(frame, years[["ccode", "year", *indices]])


def _dcad(frame: Any) -> Any:
    treaties = _read("dcad/DCAD-v1.0-main.csv")
    treaties = treaties.assign(ends=treaties.endYearEstimate.fillna(2010).clip(upper=2010), n=1)
    treaties = treaties[treaties.ends >= treaties.signYear]
    kinds = ["GENERAL", "TRAINING", "INDUSTRY", "PROCUREMENT", "RESEARCH"]
    for kind in kinds:
        treaties[f"dcad_{kind}"] = (treaties[["category1", "category2", "category3"]] == kind).any(axis=1).astype(int)
    columns = ["n", *(f"dcad_{kind}" for kind in kinds)]
    years = _turned(_years(treaties, "signYear", "ends")[[*KEY, *columns]]).groupby(KEY, as_index=False)[columns].sum()
    frame = frame.merge(years, on=KEY, how="left")
    for column in columns:
        frame = _nil(frame, column, 2010)
    return frame


def _sipri(frame: Any) -> Any:
    register = _read("sipri/trade-register_1950-2024_noheader.csv")
    names = _named("country.name.en")
    register["ccode1"], register["ccode2"] = register.Supplier.map(names), register.Recipient.map(names)
    years = register["Year(s) of delivery"].astype(str).str.findall(r"[0-9]{4}")
    tiv = register["SIPRI TIV of delivered weapons"] / years.str.len()
    rows = register[["ccode1", "ccode2"]].assign(year=years, sipri_tiv=tiv).explode("year").dropna()
    rows = rows.astype({"ccode1": "int64", "ccode2": "int64", "year": "int64"})
    frame = frame.merge(rows.groupby(KEY, as_index=False).sipri_tiv.sum(), on=KEY, how="left")
    for side, name in (("ccode1", "sipri_exports"), ("ccode2", "sipri_imports")):
        sums = rows.groupby([side, "year"], as_index=False).sipri_tiv.sum()
        frame = _both(frame, sums.rename(columns={side: "ccode", "sipri_tiv": name}))
    return frame


def _milex(frame: Any) -> Any:
    """Five sheets of SIPRI's workbook, a column a year."""
    import pandas

    file = DATA / "sipri" / "SIPRI-Milex-data-1949-2024_2.xlsx"
    sheets = ["Constant (2023) US$", "Current US$", "Share of GDP", "Per capita", "Share of Govt. spending"]
    whole = None
    for name, sheet in pandas.read_excel(file, sheet_name=sheets, header=None).items():
        head = sheet.index[sheet[0] == "Country"][0]
        sheet.columns = sheet.loc[head].astype(str).str.removesuffix(".0")
        years = [column for column in sheet.columns if str(column).isdigit()]
        long = sheet.loc[head + 1 :].melt("Country", years, "year", name).dropna()
        long[name] = pandas.to_numeric(long[name], errors="coerce")
        long["ccode"] = long.Country.map(_named("country.name.en"))
        long = long.dropna().astype({"ccode": "int64", "year": "int64"}).drop(columns="Country")
        long = long.drop_duplicates(["ccode", "year"])
        whole = long if whole is None else whole.merge(long, on=["ccode", "year"], how="outer")
    return _both(frame, whole)


def _mme(frame: Any) -> Any:
    exercises = _read("exercises/mme_v7.csv")
    kinds = ["CPX", "Air", "Land", "Sea", "Warfighting", "Peacekeeping", "Humanitarian"]
    sides = [name for name in exercises.columns if name.startswith("State")]
    long = exercises.melt(["MMEID", "s.year", *kinds], sides, value_name="state").dropna(subset=["state"])
    long["ccode"] = long.state.map(_named("country.name.en"))
    long = long.dropna(subset=["ccode"]).astype({"ccode": "int64"}).rename(columns={"s.year": "year"})
    long = long.drop_duplicates(["MMEID", "ccode"]).drop(columns=["variable", "state"])
    pairs = long.merge(long[["MMEID", "ccode"]], on="MMEID", suffixes=("1", "2"))
    pairs = pairs[pairs.ccode1 != pairs.ccode2].assign(joint=1)
    joint = pairs.groupby(KEY, as_index=False)[["joint", *kinds]].sum()
    frame = frame.merge(joint, on=KEY, how="left")
    for column in ("joint", *kinds):
        frame = _nil(frame, column, 2010)
    return _both(frame, long.groupby(["ccode", "year"], as_index=False).size())


def _rivalries(frame: Any) -> Any:
    from foedus.reference.about import dataset

    sorts = ["spatial", "positional", "ideological", "interventionary"]
    for name, path, begins, ends in (
        ("rivalry_td", "cow/td_rivalries.csv", "styear", "endyear"),
        ("rivalry_tss", "cow/tss_rivalries.csv", "start", "end"),
    ):
        about = dataset("rivalry")
        file = next(one for one in about.files if one.part == about.table(name).part)
        last = file.releases[-1].span[1]
        spells = _read(path)
        spells[ends] = spells[ends].clip(upper=last)
        for sort in sorts:
            if sort not in spells:
                spells[sort] = (spells[["type1", "type2", "type3"]] == sort).any(axis=1)
        columns = sorts + [one for one in ("principal", "aprin") if one in spells]
        spells[columns] = spells[columns].astype("float64").fillna(0)
        spells[name] = 1
        years = _turned(_years(spells[spells[ends] >= FIRST], begins, ends)[[*KEY, name, *columns]])
        years = years.groupby(KEY).max().rename(columns={sort: f"{name}_{sort}" for sort in columns})
        frame = frame.merge(years.reset_index(), on=KEY, how="left")
        for column in years:
            frame = _nil(frame, column, last)
    return frame


def _unga(frame: Any) -> Any:
    import pandas

    columns = ["ccode", "year", "idealpointfp", "idealpointall"]
    points = pandas.read_stata(DATA / "unga" / "IdealpointsJuly2025.dta", columns=columns)
    points = points.dropna(subset=["ccode"]).astype({"ccode": "int64", "year": "int64"})
    points.loc[(points.ccode == 713) & (points.year < 1949), "ccode"] = 710  # who held China's seat then, as COW counts
    frame = _both(frame, points.rename(columns={"idealpointfp": "unga_idealpoint", "idealpointall": "unga_all"}))
    frame["unga_distance"] = (frame.unga_idealpoint1 - frame.unga_idealpoint2).abs()
    return frame


def differences(ours: Path, theirs: Path) -> dict[str, int]:
    """How many rows differ, by column; `rows` counts those that only one of the two has."""
    tests = {
        name: f"(o.{name} IS NULL) <> (t.{name} IS NULL OR isnan(t.{name}::DOUBLE)) "
        f"OR (NOT isnan(t.{name}::DOUBLE) AND abs(o.{name} - t.{name}) > {most})"
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
        runs = [foedus(ours, cache) for _ in range(RUNS)]
        seconds, peak = statistics.median(one for one, _ in runs), max(peak for _, peak in runs)
        beside, slowest = pandas_merges(theirs)
        differing = {column: count for column, count in differences(ours, theirs).items() if count}
        rows = duckdb.execute(f"SELECT num_rows FROM parquet_file_metadata('{ours}')").fetchall()[0][0]
        columns = len(duckdb.execute(f"DESCRIBE SELECT * FROM '{ours}'").fetchall())
        fewer = len(duckdb.execute(f"DESCRIBE SELECT * FROM '{theirs}'").fetchall())
        size = ours.stat().st_size / 1e6
    good = seconds <= SECONDS and peak <= GIGABYTES and beside >= TIMES * seconds and not differing
    print(
        f"panel: {rows:,} directed dyad-years, {columns} columns, {size:.0f} MB: {seconds:.1f} s, median of {RUNS} "
        f"(bound {SECONDS:.0f}), peak {peak:.2f} GB (bound {GIGABYTES:.0f}); with all imports {first[0]:.1f} s; "
        f"load of the machine, these runs included: {os.getloadavg()[0]:.1f}\n"
        f"pandas, {fewer} columns: {beside:.1f} s, {beside / seconds:.1f} times as long (bound {TIMES:.0f}), of which "
        f"its slowest step, joint memberships of organisations, {slowest:.1f} s; "
        f"columns that differ, of {len(SAME)}: {differing or 'none'}: {'within' if good else 'OVER'}"
    )
    return good
