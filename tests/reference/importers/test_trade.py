"""COW's trade: of states in both forms, and of pairs."""

import duckdb
import pytest

from foedus.reference.store import Library
from foedus.terms.states import from_cow
from tests.reference.importers.conftest import Read, codes, rows, table

DYADIC = (
    "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,"
    "trdspike,tradedip,bel_lux_alt_flow1,bel_lux_alt_flow2,china_alt_flow1,china_alt_flow2,source1,source2,version"
)
NATIVE = "ccode,statename,stateabb,year,imports,exports,alt_imports,alt_exports,source1,source2,version"


def test_cows_own_file(read: Read) -> None:
    """Figures by other sources and names of sources are known and left aside."""
    made = read(table(NATIVE, "640,Turkey,TUR,1990,10.5,-9,11,12,IMF,IMF,4"), "trade/states")
    assert (made.form, made.version) == ("native", "4")
    assert rows(made, "trade") == [(640, 1990, 10.5, None, "TUR")]
    assert "unknown-columns" not in codes(made)


def test_what_states_import_from_each_other(read: Read) -> None:
    """Each pair is there both ways round; -9 is unknown, 0 is none, and the smoothed figure is kept beside it."""
    line = "373,640,1995,Azerbaijan,Turkey,-9,0,12.5,0,12.5,0,0,0,0,0,0,-9,-9,-9,-9,-9,1,4"
    made = read(table(DYADIC, line), "trade/dyads")
    assert (made.form, made.version, codes(made)) == ("native", "4", set())
    assert rows(made, "trade_dyads", "ccode1, ccode2, imports1, imports2, smoothed1, state1, state2") == [
        (373, 640, None, 0, 12.5, "AZE", "TUR"),
        (640, 373, 0, None, 0, "TUR", "AZE"),
    ]


@pytest.mark.needs("shared/data")
def test_the_file_is_the_one_that_foedus_knows(library: Library) -> None:
    """Rows and span; 636 rows are of numbers that COW gives nobody in that year, each of a stated sort."""
    (one,) = library.part("trade", "states")
    assert (one.version, one.span, one.rows) == ("4.0", (1870, 2014), 14_410)
    assert codes(one) == {"unmapped-state"}
    odd = duckdb.execute(f"SELECT ccode, year FROM {library.table('trade')} WHERE state IS NULL").fetchall()
    assert len(odd) == 636
    gone = {(code, year) for code, year in odd if any(from_cow(code, before) for before in range(1816, year))}
    assert {code for code, _ in gone} == {
        255,  # Germany in 1960-1989, beside West Germany's 260
        265,  # East Germany and Czechoslovakia in 2007-2009
        315,
    }
    to_come = set(odd) - gone
    assert {year for code, year in to_come if code == 341} == {1998, *range(2000, 2006)}  # Montenegro before 2006
    assert {1960, 1989} == {limit(year for code, year in to_come if code != 341) for limit in (min, max)}  # colonies
