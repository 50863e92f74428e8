"""`foedus panel` and `foedus cite`: what they show, write and refuse."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Foedus

STATES = """\
stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
AZE,373,Azerbaijan,1991,10,12,2016,12,31,2016
TUR,640,Turkey,1816,1,1,2016,12,31,2016
KZK,705,Kazakhstan,1991,12,16,2016,12,31,2016
"""
NEIGHBOURS = """\
dyad,state1no,state1ab,state2no,state2ab,year,conttype,version
373640,373,AZE,640,TUR,1995,1,3.2
640373,640,TUR,373,AZE,1995,1,3.2
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two invented datasets, in the form of the real ones; the machine has no others."""
    for name in ("FOEDUS_CACHE", "FOEDUS_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "states.csv").write_text(STATES, encoding="utf-8")
    (folder / "neighbours.csv").write_text(NEIGHBOURS, encoding="utf-8")
    monkeypatch.setenv("FOEDUS_DATA", str(folder))
    return folder


def test_without_a_file_it_is_shown(foedus: Foedus, data: Path):
    """What each column says, the first rows, and how many more there are."""
    said = foedus("panel", "--from", 1995, "--to", 1996, "--with", "contiguity", "--limit", 2)
    assert said.code == 0, said.err
    assert "6 dyad-years, 1995-1996" in said.out
    assert "1816-2016" in said.out
    assert "… and 4 more rows: -o FILE writes all" in said.out
    assert said.err == ""


def test_what_is_written_is_told_and_can_be_cited(foedus: Foedus, data: Path, tmp_path: Path):
    """Rows, columns, the file beside it, what to know; and BibTeX of just these datasets."""
    out = tmp_path / "panel.csv"
    said = foedus("panel", "--directed", "--from", 2016, "--to", 2018, "-w", "contiguous", "--names", "-o", out)
    assert said.code == 0, said.err
    assert "18 directed dyad-years, 2016-2018, 8 columns" in said.out
    assert "COW's list of states ends on 2016-12-31" in said.err
    header, first, *rest = out.read_text(encoding="utf-8").splitlines()
    assert header == "ccode1,ccode2,year,state1,state2,name1,name2,contiguous"
    assert first == "373,640,2016,AZE,TUR,Azerbaijan,Türkiye,0"
    assert rest[0].endswith(",2017,AZE,TUR,Azerbaijan,Türkiye,"), "2017 is not covered: empty, not 0"
    bibtex = foedus("cite", out)
    assert bibtex.out.count("\n@") == 3
    assert "% Direct Contiguity 3.2, 1816-2016" in bibtex.out
    assert "@software{foedus," in bibtex.out
    listed = foedus("cite", out, "--style", "text").out.splitlines()
    assert len(listed) == 3
    assert any("Stinnett" in line and "Conflict Management and Peace Science 19(2): 59–67." in line for line in listed)


def test_json_has_everything(foedus: Foedus, data: Path, tmp_path: Path):
    """Of a written panel and of one that is shown: columns, datasets, findings."""
    words = ("panel", "--from", 2016, "--to", 2018, "--with", "contiguity", "--carry-forward", 1, "--reasons", "--json")
    shown = json.loads(foedus(*words).out)
    written = json.loads(foedus(*words, "-o", tmp_path / "a.parquet").out)
    assert shown["rows"] == written["rows"] == 9
    assert [c["name"] for c in written["columns"]][5:8] == ["contiguity", "contiguity_carried", "contiguity_why"]
    assert {one["dataset"] for one in written["datasets"]} == {"cow-states", "contiguity"}
    assert [one["code"] for one in written["findings"]] == ["system-goes-on"]
    assert shown["first"][2]["contiguity_why"] == "not covered: COW contiguity ends in 2016"
    assert shown["first"][1]["contiguity_carried"] == 1
    cited = json.loads(foedus("cite", tmp_path / "a.parquet", "--json").out)
    assert [one["dataset"] for one in cited] == [one["dataset"] for one in written["datasets"]]


def test_lags_sets_and_conditions(foedus: Foedus, data: Path, tmp_path: Path):
    """Options that are told apart by a name: --lag NAME=1, --where, a file of sets."""
    lagged = json.loads(
        foedus("panel", "--from", 1996, "--to", 1996, "--with", "contiguity", "--lag", "contiguous=1",
               "--where", "contiguous_lag1 = 1", "--json").out
    )  # fmt: skip
    assert [(row["state1"], row["state2"], row["contiguous_land"]) for row in lagged["first"]] == [("AZE", "TUR", 0)]
    sets = tmp_path / "sets.csv"
    sets.write_text("set,members\nneighbours,TUR; AZE\nnobody,TUR; Narnia\n", encoding="utf-8")
    said = foedus("panel", "--unit", "k-ad-year", "--sets", sets, "--from", 1995, "--to", 1995, "-w", "contiguous")
    assert said.code == 0
    assert 'sets.csv:3  There is no state "Narnia".' in said.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--with", "contiguty"), "Did you mean contiguity?"),
        (("--with", "atop"), "foedus data get atop"),
        (("--from", "2000", "--to", "1990"), "Give the earlier year first."),
        (("--data-dir", "/nowhere/at/all"), "There is no folder /nowhere/at/all"),
        (("--unit", "dyads"), 'There is no unit "dyads"'),
        (("-o", "panel.xls"), "foedus writes no panel as .xls"),
        (("--lag", "one"), "is no number of years"),
        (("--oddity", "ghosts"), "write --oddity ghosts=drop"),
        (("--where", "yeer > 1990", "--from", "1990", "--to", "1991"), "Did you mean year?"),
    ],
)
def test_what_cannot_be_had_is_said_in_a_sentence(foedus: Foedus, data: Path, words: tuple[str, ...], message: str):
    """Exit code 2, on standard error, and no traceback."""
    said = foedus("panel", *words)
    assert said.code == 2
    assert message in " ".join(said.err.split())
    assert said.out == ""


def test_cite_by_name_and_what_it_cannot_cite(foedus: Foedus, data: Path, tmp_path: Path):
    """Datasets, a family of them; a file that is no panel, or not there."""
    assert "@article{leeds2002," in foedus("cite", "atop", "nmc").out
    assert foedus("cite", "sipri", "--style", "text").out.count("Stockholm") >= 1
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for words, message in (
        (("atopp",), 'There is no dataset "atopp"'),
        ((tmp_path / "none.parquet",), "There is no file"),
        ((tmp_path / "other.csv",), "does not say what it was made from"),
        (("atop", "--style", "apa"), "neither bibtex nor text"),
    ):
        said = foedus("cite", *words)
        assert said.code == 2
        assert message in " ".join(said.err.split())
