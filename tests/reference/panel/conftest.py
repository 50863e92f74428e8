"""A small world: five states (and one that ended), and datasets about them in the forms of the real ones.

All figures are invented. The windows are those of the real releases, since foedus knows a file by its columns.
"""

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foedus.reference.panel import Panel, panel
from foedus.reference.store import Library
from tests.conftest import SHARED

Make = Callable[..., Panel]

__all__ = ["Make", "make", "real", "world"]

STATES = """\
stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
USA,2,United States of America,1816,1,1,2016,12,31,2016
UKG,200,United Kingdom,1816,1,1,2016,12,31,2016
GDR,265,German Democratic Republic,1954,3,25,1990,10,2,2016
AZE,373,Azerbaijan,1991,10,12,2016,12,31,2016
TUR,640,Turkey,1816,1,1,2016,12,31,2016
KZK,705,Kazakhstan,1991,12,16,2016,12,31,2016
"""
CODES = {2: (1816, 2100), 200: (1816, 2100), 265: (1954, 1990), 373: (1991, 2100), 640: (1816, 2100), 705: (1991, 2100)}
"""Who is a member, in which years; what the panels of this world must have as rows."""

NEIGHBOURS = """\
dyad,state1no,state1ab,state2no,state2ab,year,conttype,version
373640,373,AZE,640,TUR,1995,1,3.2
640373,640,TUR,373,AZE,1995,1,3.2
2640,2,USA,640,TUR,1950,4,3.2
6402,640,TUR,2,USA,1950,4,3.2
373705,373,AZE,705,KZK,2016,4,3.2
705373,705,KZK,373,AZE,2016,4,3.2
"""
DISPUTES = """\
dispnum,ccode1,ccode2,year,dispongoing,disponset,sidea1,sidea2,fatality1,fatality2,fatalpre1,fatalpre2,hiact1,hiact2,hostlev1,hostlev2,orig1,orig2
1,2,640,1960,1,1,1,0,0,0,0,0,7,1,3,1,1,1
1,640,2,1960,1,1,0,1,0,0,0,0,1,7,1,3,1,1
2,2,640,1960,1,0,1,0,0,0,0,0,15,1,4,1,0,1
2,640,2,1960,1,0,0,1,0,0,0,0,1,15,1,4,1,0
"""


def members(first: int, last: int) -> list[tuple[int, int]]:
    """Every state and year of this world."""
    return [(code, y) for y in range(first, last + 1) for code, (a, b) in CODES.items() if a <= y <= b]


def _capabilities() -> str:
    lines = ["stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version"]
    for code, year in members(1816, 2022):
        if (code, year) != (705, 2000):  # Kazakhstan has no row in 2000
            milper = -9 if (code, year) == (2, 1970) else code % 7
            lines.append(f"XXX,{code},{year},{code * 10},{milper},1,1,{year},1,{code / 10000:.4f},7.0")
    return "\n".join(lines) + "\n"


def _distances() -> str:
    lines = ["ccode1,ccode2,year,mindist"]
    lines += [
        f"{a},{b},{year},{b - a}.5"
        for a, year in members(1950, 2019)
        for b, also in members(1950, 2019)
        if year == also and a < b and 2 not in (a, b)  # the United States are in none of its rows
    ]
    return "\n".join(lines) + "\n"


def _points(path: Path) -> None:
    import pandas
    import pyreadstat

    rows = [
        {"ccode": code, "year": year, "iso3c": "XXX", "idealpointfp": math.sin(code + year), "nvotesfp": 80.0}
        | {"idealpointall": 1.0 if year <= 2023 else None, "nvotesall": 90.0, "idealpointlegacy": 0.5}
        | {f"q{share}{which}": 0.1 for share in (5, 95) for which in ("fp", "all")}
        | {"nvoteslegacy": 70.0, "countryname": "A state"}
        for code, year in members(1946, 2024)
        if code != 265
    ]
    frame = pandas.DataFrame(rows)
    pyreadstat.write_dta(frame, str(path))


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small world's datasets."""
    folder = tmp_path_factory.mktemp("world")
    files = {
        "states.csv": STATES, "nmc.csv": _capabilities(), "neighbours.csv": NEIGHBOURS, "disputes.csv": DISPUTES,
        "distances.csv": _distances(),
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    _points(folder / "points.dta")
    return folder


@pytest.fixture(scope="session")
def make(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Makes a panel of the small world: ``make("dyad-year", 1990, 1995, with_="nmc")``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOEDUS_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("FOEDUS_DATA_HOME", str(tmp_path_factory.mktemp("no-data") / "none"))
        patch.delenv("FOEDUS_DATA", raising=False)
        yield lambda *args, **kwargs: panel(*args, **{"data_dir": world, **kwargs})


@pytest.fixture
def real(library: Library, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes a panel of the datasets in ../shared."""
    monkeypatch.setenv("FOEDUS_CACHE", str(library.cache))
    monkeypatch.setenv("FOEDUS_DATA_HOME", str(library.cache / "none"))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    return lambda *args, **kwargs: panel(*args, **{"data_dir": SHARED / "data", **kwargs})
