"""The large panel as an analyst writes it in pandas: each file read, turned to rows of the panel's key, and merged.

It makes the same rows and the same columns, under the same names; where states are named, by one table of codes. What
it lacks: any check of a cell, the names that the table of codes spells otherwise, a description of the columns.
"""

import time
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FIRST, LAST = 1816, 2018


def pandas_merges(out: Path) -> tuple[float, float]:
    """Seconds that an analyst's script takes for the same rows and columns, and those of its slowest step."""
    began = time.perf_counter()
    frame = _dyads()
    slowest = 0.0
    cow = (_atop, _dcad, _nmc, _distance, _contiguity, _igo, _mid, _rivalries)
    steps = (*cow, _vdem, _unga, _sipri, _milex, _top100, _mme)
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
    years = _years(states, "styear", "endyear")[["ccode", "year", "stateabb"]].drop_duplicates()
    years = years.rename(columns={"stateabb": "state"})
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
    owed = pairs.groupby(KEY)[flags].max().rename(columns={"bilat": "bilateral", "obvary": "varies"})
    owed = owed.add_prefix("atop_")
    owed["atop_pacts"] = pairs.groupby(KEY).atopid.nunique()
    owed["atop_allied"] = 1
    frame = frame.merge(owed.reset_index(), on=KEY, how="left")
    frame[list(owed)] = frame[list(owed)].fillna(0)
    counts = (
        years.groupby(["ccode", "year"], as_index=False).atopid.nunique().rename(columns={"atopid": "atop_alliances"})
    )
    frame = _both(frame, counts)
    return frame.fillna({"atop_alliances1": 0, "atop_alliances2": 0})


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
    frame = _nil(frame, "contiguity", 2016)
    known = frame.contiguity.notna()
    frame["contiguous_land"] = (frame.contiguity == 1).where(known)
    frame["contiguous"] = (frame.contiguity >= 1).where(known)
    return frame


def _nil(frame: Any, column: str, last: int, first: int = FIRST) -> Any:
    """0 where a list has no entry, from the year in which it begins to that in which it ends."""
    covered = frame.year.between(first, last)
    frame.loc[covered, column] = frame.loc[covered, column].fillna(0)
    return frame


def _igo(frame: Any) -> Any:
    """The memberships merged with themselves: who was in what together."""
    states = _read("igo/state_year_format3.csv")
    long = states.drop(columns="state").melt(["ccode", "year"], var_name="igo")
    maybe = long[long.value.isin([1, -9])]
    maybe = maybe.assign(full=maybe.value == 1)[["ccode", "year", "igo", "full"]]
    joint = maybe.merge(maybe, on=["igo", "year"], suffixes=("1", "2"))
    joint = joint[joint.ccode1 != joint.ccode2]
    joint = joint.assign(igo_joint=joint.full1 & joint.full2, maybe=1)
    joint = joint.groupby(KEY, as_index=False)[["igo_joint", "maybe"]].sum()
    joint["igo_joint_unknown"] = joint.maybe - joint.igo_joint
    both = states[["ccode", "year"]].merge(states[["ccode", "year"]], on="year", suffixes=("1", "2"))
    both = both.merge(joint.drop(columns="maybe"), on=KEY, how="left")
    frame = frame.merge(both.fillna({"igo_joint": 0, "igo_joint_unknown": 0}), on=KEY, how="left")
    full = maybe[maybe.full].groupby(["ccode", "year"], as_index=False).size()
    full = states[["ccode", "year"]].merge(full.rename(columns={"size": "igo_full"}), how="left").fillna(0)
    return _both(frame, full)


def _mid(frame: Any) -> Any:
    disputes = _read("cow/cow_mid_dirdisps.csv").rename(columns={"disponset": "mid_onset"})
    disputes["mid_ongoing"] = 1
    disputes["mid_war"] = (disputes.hostlev1 == 5) & (disputes.hostlev2 == 5)
    disputes["mid_initiated"] = (disputes.mid_onset == 1) & (disputes.sidea1 == 1) & (disputes.orig1 == 1)
    disputes["mid_fatality"] = disputes.fatality1.replace(-9, 99)
    disputes = disputes.rename(columns={"hostlev1": "mid_hostility"})
    columns = ["mid_ongoing", "mid_onset", "mid_war", "mid_initiated", "mid_hostility", "mid_fatality"]
    years = disputes.groupby(KEY)[columns].max().astype("float64")
    years["mid_disputes_count"] = disputes.groupby(KEY).dispnum.nunique()
    frame = frame.merge(years.reset_index(), on=KEY, how="left")
    for column in years:
        frame = _nil(frame, column, 2014)
    frame["mid_fatality"] = frame.mid_fatality.replace(99, float("nan"))
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
    years = years[["ccode", "year", *indices]].rename(columns=lambda name: name.replace("v2x_", "vdem_"))
    return _both(frame, years.assign(vdem_regime=float("nan")))  # the file has no regimes


def _dcad(frame: Any) -> Any:
    treaties = _read("dcad/DCAD-v1.0-main.csv")
    ends = treaties.endYearEstimate.where(treaties.endYearEstimate > 0).fillna(2010).clip(upper=2010)
    begins = treaties.EIFYear.where(treaties.EIFYear > 0).fillna(0).clip(lower=treaties.signYear)
    treaties = treaties.assign(ends=ends, begins=begins, last=ends.clip(lower=treaties.signYear))
    kinds = {
        "dca": "DCA", "training": "TREX", "industry": "DIC", "procurement": "PROCUREMENT", "research": "RESEARCH",
        "commission": "COMMISSION",
    }  # fmt: skip
    for name, kind in kinds.items():
        treaties[f"dcad_{name}"] = (treaties[["category1", "category2", "category3"]] == kind).any(axis=1).astype(int)
    for sort in ("general", "sector"):
        treaties[f"dcad_{sort}"] = (treaties.type == sort).astype(int)
    years = _years(treaties, "signYear", "last")
    held = (years.year >= years.begins) & (years.year <= years.ends)
    counted = [f"dcad_{name}" for name in ("general", "sector", *kinds)]
    years[counted] = years[counted].mul(held.astype(int), axis=0)
    years["dcad_in_force"] = held.astype(int)
    years["dcad_new"] = (years.year == years.signYear).astype(int)
    columns = ["dcad_new", "dcad_in_force", *counted]
    years = _turned(years[[*KEY, *columns]]).groupby(KEY, as_index=False)[columns].sum()
    frame = frame.merge(years, on=KEY, how="left")
    for column in columns:
        frame = _nil(frame, column, 2010, 1980)
    return frame


def _sipri(frame: Any) -> Any:
    register = _read("sipri/trade-register_1950-2024_noheader.csv")
    names = _named("country.name.en")
    register["ccode1"], register["ccode2"] = register.Supplier.map(names), register.Recipient.map(names)
    years = register["Year(s) of delivery"].astype(str).str.findall(r"[0-9]{4}")
    whole = register["SIPRI TIV of delivered weapons"]
    rows = register[["ccode1", "ccode2"]].assign(
        year=years, sipri_tiv=whole / years.str.len(), whole=whole, first=years.str[0], last=years.str[-1],
        doubted=register.iloc[:, 9].notna(),
    )  # fmt: skip
    rows = rows.explode("year").dropna()
    rows["sipri_tiv_first"] = rows.whole.where(rows.year == rows["first"], 0)
    rows["sipri_tiv_last"] = rows.whole.where(rows.year == rows["last"], 0)
    rows["sipri_uncertain"] = rows.sipri_tiv.where(rows.doubted, 0)
    rows = rows.astype({"ccode1": "int64", "ccode2": "int64", "year": "int64"})
    columns = ["sipri_tiv", "sipri_tiv_first", "sipri_tiv_last", "sipri_uncertain"]
    frame = frame.merge(rows.groupby(KEY, as_index=False)[columns].sum(), on=KEY, how="left")
    ordered = register.rename(columns={"Year of order": "year"})[KEY].dropna().astype("int64")
    ordered = ordered.groupby(KEY, as_index=False).size().rename(columns={"size": "sipri_orders"})
    frame = frame.merge(ordered[ordered.year >= 1950], on=KEY, how="left")
    for column in (*columns, "sipri_orders"):
        frame = _nil(frame, column, LAST, 1950)
    for side, name in (("ccode1", "sipri_exports"), ("ccode2", "sipri_imports")):
        sums = rows.groupby([side, "year"], as_index=False).sipri_tiv.sum()
        frame = _both(frame, sums.rename(columns={side: "ccode", "sipri_tiv": name}))
        for at in "12":
            frame = _nil(frame, f"{name}{at}", LAST, 1950)
    return frame


def _milex(frame: Any) -> Any:
    """Five sheets of SIPRI's workbook, a column a year."""
    import pandas

    file = DATA / "sipri" / "SIPRI-Milex-data-1949-2024_2.xlsx"
    names = {
        "Constant (2023) US$": "milex_usd", "Current US$": "milex_current", "Share of GDP": "milex_share",
        "Per capita": "milex_per_head", "Share of Govt. spending": "milex_spending",
    }  # fmt: skip
    whole = None
    for title, sheet in pandas.read_excel(file, sheet_name=list(names), header=None).items():
        name = names[title]
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


def _top100(frame: Any) -> Any:
    """A sheet a year; how many firms a state has, and what arms they sold at constant prices."""
    import pandas

    file = DATA / "arms_industry" / "SIPRI-Top-100-2002-2022.xlsx"
    firms = []
    for year, sheet in pandas.read_excel(file, sheet_name=None, header=None).items():
        head = sheet.index[sheet[0].astype(str).str.startswith("Rank")][0]
        names = sheet.loc[head].astype(str).str.replace(r"\s+", " ", regex=True).str.strip()
        country = names.index[names.str.startswith("Country")][0]
        arms = names.index[names.str.startswith("Arms Revenue")]
        constant = next((at for at in arms if "constant" in names[at]), arms[0])
        rows = sheet.loc[head + 1 :]
        rows = rows[pandas.to_numeric(rows[0], errors="coerce").notna()]
        sold = pandas.to_numeric(rows[constant], errors="coerce")
        firms.append(pandas.DataFrame({"country": rows[country].str.strip(), "year": int(year), "top100_arms": sold}))
    whole = pandas.concat(firms)
    whole["ccode"] = whole.country.map(_named("country.name.en"))
    whole = whole.dropna(subset="ccode").astype({"ccode": "int64"}).groupby(["ccode", "year"], as_index=False)
    frame = _both(frame, whole.top100_arms.agg(top100_firms="size", top100_arms="sum"))
    for column in ("top100_firms1", "top100_firms2"):
        frame = _nil(frame, column, 2022, 2002)
    return frame


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
    joint = joint.rename(columns={name: f"mme_{name.lower()}" for name in ("joint", *kinds)})
    frame = frame.merge(joint, on=KEY, how="left")
    for column in (f"mme_{name.lower()}" for name in ("joint", *kinds)):
        frame = _nil(frame, column, 2010, 1980)
    each = long.groupby(["ccode", "year"], as_index=False).size().rename(columns={"size": "mme_exercises"})
    frame = _both(frame, each)
    for column in ("mme_exercises1", "mme_exercises2"):
        frame = _nil(frame, column, 2010, 1980)
    return frame


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
    frame = _both(
        frame, points.rename(columns={"idealpointfp": "unga_idealpoint", "idealpointall": "unga_idealpoint_all"})
    )
    frame["unga_distance"] = (frame.unga_idealpoint1 - frame.unga_idealpoint2).abs()
    return frame
