"""Facts that anybody can look up, in a panel of the real datasets."""

import pytest

from foedus.reference.about import variables
from foedus.reference.panel.ask import Unit
from foedus.reference.panel.choose import fits
from tests.reference.panel.conftest import Make

pytestmark = pytest.mark.needs("shared")


def test_britain_and_the_united_states_in_1950(real: Make):
    """Bound by the North Atlantic Treaty to defend and consult each other; no dispute; DCAD not begun."""
    row = real("dyad-year", 1950, 1950, states="USA,GBR", with_="atop,dcad,mid,igo,contiguity,distance", reasons=True)
    found = row.rows()[0]
    assert (found["ccode1"], found["ccode2"]) == (2, 200)
    assert (found["atop_defense"], found["atop_consul"], found["atop_offense"]) == (1, 1, 0)
    assert (found["mid_ongoing"], found["contiguous"]) == (0, 0)
    assert found["igo_joint"] > 20
    assert found["distance_min"] > 1000
    assert found["dcad_in_force"] is None
    assert found["dcad_in_force_why"] == "not covered: DCAD begins in 1980"


def test_turkiye_and_azerbaijan(real: Make):
    """Neighbours by the border of Nakhchivan; ATOP has them bound to defend from 1994, to consult from 2010."""
    panel = real("dyad-year", 1990, 2019, states="TUR,AZE", with_="atop,contiguity,dcad,mme", reasons=True)
    rows = {row["year"]: row for row in panel.rows()}
    assert min(rows) == 1991, "Azerbaijan is a member of the system from then on"
    assert all(rows[year]["contiguous_land"] == 1 for year in range(1992, 2017))
    assert [rows[year]["atop_defense"] for year in (1993, 1994, 2018)] == [0, 1, 1]
    assert [rows[year]["atop_consul"] for year in (2009, 2010)] == [0, 1]
    assert rows[2019]["atop_defense"] is None
    assert rows[2019]["atop_defense_why"] == "not covered: ATOP ends in 2018"
    assert rows[2011]["mme_joint"] is None
    assert rows[2010]["dcad_in_force"] >= 1


def test_a_panel_of_everything_has_the_rows_that_it_must(real: Make):
    """All datasets at once, with a direction: as many rows as without any."""
    names = "atop,dcad,nmc,distance,contiguity,igo,mid,rivalry,vdem,unga,sipri,mme"
    bare = real("dyad-year", 1989, 1993, directed=True)
    full = real("dyad-year", 1989, 1993, directed=True, with_=names)
    assert len(full) == len(bare)
    assert len(full.columns) > 100
    assert {one.dataset for one in full.description.datasets} > {"atop", "dcad", "nmc", "vdem", "unga", "mme"}


def test_shares_of_capability_of_a_year_add_up(real: Make):
    """CINC is a share of the system's: over all its states about one, in war and peace."""
    panel = real("state-year", 1938, 2016, with_="cinc")
    sums: dict[int, float] = {}
    for row in panel.rows():
        sums[row["year"]] = sums.get(row["year"], 0.0) + (row["cinc"] or 0.0)
    assert all(0.95 < total < 1.02 for total in sums.values()), sums


def test_every_variable_can_be_had_for_every_unit_that_it_fits(real: Make):
    """Whatever a dataset's description says of a variable: its SQL works, in each unit, with lag and reasons."""
    some = "TUR,AZE,KAZ,USA,CHN,IND,GRC,RUS"
    units: list[tuple[Unit, dict[str, object]]] = [
        ("state-year", {"states": some}),
        ("dyad-year", {"directed": True, "states": some}),
        ("dyad-year", {"states": some}),
        ("k-ad-year", {"members": "TUR,AZE,KAZ,USA", "size": 3}),
    ]
    library = real()._library
    here = [
        name
        for name, (about, variable) in variables().items()
        if library.has(about.name, about.table(variable.table).part)
    ]
    for unit, said in units:
        names = [name for name in here if fits(variables()[name][1], unit)]
        panel = real(unit, 1995, 2012, with_=names, reasons=True, carry_forward=1, **said)
        rows = panel.rows()
        assert len(rows) > 50
        values = [column for column in panel.columns if column.role == "value"]
        assert {one.variable for one in values} == set(names)
        empty = {one.variable for one in values if all(value is None for value in rows.column(one.name))}
        if unit != "k-ad-year":  # of a set one member without a value is enough for none
            assert empty <= {"vdem_regime"}, "the extract of V-Dem has no regimes"
