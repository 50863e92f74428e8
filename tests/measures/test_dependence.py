"""Dependence on suppliers: shares and indices by hand, what is not covered, the seam, and who arms both sides."""

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.dependence import dependence
from foedus.measures.dependence.concentration import Volume, bounds, herfindahl, share
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.figure import Figure
from foedus.reference.store import Library
from tests.conftest import SHARED
from tests.measures.invented import CASE, TRANSFERS, cells, claims, figures, made, sheet, values
from tests.record.small import Files


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("dependence") / "case", CASE) as record:
        yield record


def figure(cell: Figure | str) -> Figure:
    assert isinstance(cell, Figure)
    return cell


def test_shares_index_and_effective_suppliers_are_those_by_hand(record: Record):
    """Of 100 KAZ has 60, 30 and 10: index .36 + .09 + .01, 1/.46 suppliers, a tenth uncertain; 2005 is outside."""
    found = dependence(record)
    row = cells(found, "summary", "KAZ")
    assert row["top supplier"] == "Russia"
    assert figure(row["volume"]).value == 100
    assert figure(row["Herfindahl index"]).value == pytest.approx(0.46)
    assert figure(row["effective suppliers"]).value == pytest.approx(1 / 0.46)
    assert figure(row["its share"]).value == pytest.approx(0.6)
    assert figure(row["its share"]).low == pytest.approx(50 / 90)
    assert figure(row["its share"]).high == pytest.approx(60 / 100)
    assert figure(row["uncertain"]).value == pytest.approx(0.1)
    assert "release of 2021" in figure(row["volume"]).coverage
    assert "2011–2020" in figure(row["volume"]).coverage
    assert [one.key for one in sheet(found, "suppliers-kaz").lines] == ["RUS", "TUR", "unknown supplier(s)"]


def test_the_index_spans_what_the_uncertain_rows_allow(record: Record):
    """With 50 instead of 60 from RUS the index is (2500 + 900 + 100) / 8100."""
    index = figure(cells(dependence(record), "summary", "KAZ")["Herfindahl index"])
    assert index.low == pytest.approx(3500 / 8100)
    assert index.high == pytest.approx(0.46)


def test_too_small_a_volume_has_no_share(record: Record):
    """KGZ got 4 in ten years: the volume stands there, a share does not, unless less is asked for."""
    row = cells(dependence(record), "summary", "KGZ")
    assert (figure(row["volume"]).value, figure(row["Herfindahl index"]).value) == (4, None)
    assert "less than the least of 10" in figure(row["Herfindahl index"]).coverage
    assert figure(cells(dependence(record, least=1), "summary", "KGZ")["Herfindahl index"]).value == 1


def test_by_class_of_weapons_the_same_is_asked_again(record: Record):
    """Of KAZ's aircraft (80) half are RUS's, of its missiles all."""
    found = dependence(record, state=["KAZ"])
    assert values(found, "classes", "KAZ aircraft")["its share"] == pytest.approx(0.5)
    assert values(found, "classes", "KAZ missiles")["Herfindahl index"] == 1


def test_a_window_moves(record: Record):
    """Over 2016-2020 KAZ has 20, 30 and 10: TUR leads with half."""
    found = dependence(record, state=["KAZ"], window=5, since=2019)
    assert [one.key for one in sheet(found, "moving").lines] == ["KAZ 2019", "KAZ 2020"]
    assert (values(found, "summary", "KAZ")["top supplier"], values(found, "summary", "KAZ")["its share"]) == (
        "Türkiye", pytest.approx(0.5),
    )  # fmt: skip


def test_nothing_delivered_is_nil_and_not_covered_is_not(record: Record):
    """KAZ got nothing to 2004, and that is 0; TUR's suppliers the profile has not, and it says so."""
    found = dependence(record, state=["TUR"])
    row = cells(found, "summary", "TUR")
    assert {figure(row[c]).cover for c in ("volume", "Herfindahl index", "its share")} == {"not-covered"}
    assert any("Not covered" in text for text in found.warnings)
    early = figure(cells(dependence(record, state=["KAZ"], until=1996), "summary", "KAZ")["volume"])
    assert early.cover == "not-covered"  # the profile begins in 1992, though the register begins in 1950
    nil = figure(cells(dependence(record, state=["KAZ"], until=2004), "summary", "KAZ")["volume"])
    assert (nil.value, nil.cover) == (0, "covered")


def test_after_the_register_the_record_goes_on_and_the_seam_is_marked(record: Record):
    """Since 2021 one delivery by a firm of TUR's; an order without a date stands apart; 2010 and a denial are out."""
    found = dependence(record, state=["KAZ"])
    assert "Seam: to 2020" in sheet(found, "record").note
    assert values(found, "record", "TUR KAZ") == {"delivered": 1, "ordered": None, "undated": None}
    assert values(found, "record", "RUS KAZ") == {"delivered": None, "ordered": None, "undated": 1}
    assert "tra-004" not in claims(found)
    assert "tra-006" not in claims(found)


def test_who_arms_both_sides_is_told_from_register_and_record_apart(record: Record):
    """KGZ and TJK are in a clash; RUS has volume to the one, and claims tell in general of the other."""
    row = cells(dependence(record), "both-sides", "KGZ TJK RUS")
    assert (figure(row["dispute"]).value, figure(row["dispute"]).claims) == ("armed clash (open)", ("dis-001",))
    assert figure(row["volume to the first"]).value == 4
    assert figure(row["events to the first"]).value is None
    assert figure(row["volume to the second"]).cover == "not-covered"
    assert (figure(row["events to the second"]).value, figure(row["events to the second"]).claims) == (
        "in general", ("tra-005",),
    )  # fmt: skip
    assert [one.key for one in sheet(dependence(record), "both-sides").lines] == ["KGZ TJK RUS"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"state": ["Atlantis"]}, "There is no state 'Atlantis'"),
        ({"state": ["dronefirm"]}, "is no state but of type firm"),
        ({"window": 4}, "A window of 4 years"),
        ({"window": 11}, "A window of 11 years"),
        ({"rule": "odd"}, "There is no rule 'odd'"),
        ({"rule": "last"}, "needs the register itself"),
        ({"least": -1}, "The least volume is -1"),
        ({"least": float("nan")}, "The least volume is nan"),
        ({"until": "soon"}, "'soon' is no year"),
        ({"until": 1900}, "is not covered"),
        ({"since": 2020, "until": 2010}, "end .2010. before they begin"),
    ],
)
def test_what_cannot_be_asked_is_said(record: Record, options: dict[str, object], message: str):
    with pytest.raises(MeasureError, match=message):
        dependence(record, **options)  # type: ignore[arg-type]


def test_a_year_after_the_register_and_a_case_without_a_profile_are_said(
    record: Record, record_of: Callable[[Files], Record]
):
    assert any("ends in 2020" in text for text in dependence(record, until=2024).warnings)
    bare = dependence(record_of({k: text for k, text in CASE.items() if not k.startswith("profile")}))
    assert {figure(row).cover for row in cells(bare, "summary", "KAZ").values() if row} == {"not-covered"}
    assert sheet(bare, "record").lines
    with record.at(known="2022") as then:
        assert "day of knowledge" in dependence(then).warnings[0]


def test_a_state_that_supplies_itself_is_left_out_and_said(record_of: Callable[[Files], Record]):
    own = "claim,event,stage,date,supplier,recipient\ntra-001,odd,delivered,2022,dronefirm,TUR\n"
    found = dependence(record_of({**CASE, "claims/transfers.csv": own}), state=["TUR"])
    assert any("tra-001" in text for text in found.warnings)
    assert "tra-001" not in claims(found)


def test_the_order_of_rows_changes_nothing(record: Record, record_of: Callable[[Files], Record]):
    head, *rows = TRANSFERS.splitlines(keepends=True)
    head_claims, *told = CASE["claims/transfers.csv"].strip("\n").splitlines(keepends=True)
    told[-2:] = [told[-2], told[-1].rstrip() + "\n"]
    turned = record_of({
        **CASE, "profile/transfers.csv": head + "".join(rows[-2::-1]),
        "claims/transfers.csv": head_claims + "".join(told[:5][::-1]) + told[5],
    })  # fmt: skip
    assert dependence(turned) == dependence(record)


def test_a_source_that_repeats_another_adds_nothing(record: Record, record_of: Callable[[Files], Record]):
    more = "        tra-007,late-sale,delivered,2021-05,asserted,copy-2023,single,dronefirm,KAZ,drones\n        "
    found = dependence(record_of({**CASE, "claims/transfers.csv": CASE["claims/transfers.csv"] + more}))
    for key in ("TUR KAZ", "RUS KAZ"):
        assert values(found, "record", key) == values(dependence(record), "record", key)
    assert figure(cells(found, "record", "TUR KAZ")["delivered"]).roots == 1


AMOUNTS = st.lists(
    st.tuples(st.integers(1, 60), st.floats(0, 1)).map(lambda pair: Volume(pair[0], pair[0] * pair[1])),
    min_size=1, max_size=6,
)  # fmt: skip


@given(AMOUNTS)
def test_the_bounds_of_the_index_hold_every_way_to_take_the_uncertain_rows(volumes: list[Volume]):
    """No corner is beyond the upper bound, and one reaches it; no point of a grid is below the lower."""
    named = {str(place): volume for place, volume in enumerate(volumes)}
    low, high = bounds(named)
    corners = [herfindahl(list(at)) for at in product(*[(v.least, v.total) for v in volumes])]
    known = [one for one in corners if one is not None]
    assert high == pytest.approx(max(known))
    grid = [herfindahl(list(at)) for at in product(*[(v.least, (v.least + v.total) / 2, v.total) for v in volumes])]
    assert all(low <= one + 1e-9 for one in grid if one is not None)
    index = herfindahl([v.total for v in volumes])
    assert index is not None
    assert low - 1e-9 <= index <= high + 1e-9
    assert low >= 1 / len(volumes) - 1e-9


@given(AMOUNTS)
def test_shares_are_one_together_and_inside_their_intervals(volumes: list[Volume]):
    named = {str(place): volume for place, volume in enumerate(volumes)}
    found = [share(named, key) for key in named]
    assert sum(value for value, _, _ in found) == pytest.approx(1)
    assert all(low - 1e-9 <= value <= high + 1e-9 and low >= 0 and high <= 1 + 1e-9 for value, low, high in found)


def test_figures_rest_on_claims_or_rows(record: Record):
    """Whatever has a value in the bundled tables of shares says whence."""
    assert all(one.claims or one.rows for one in figures(dependence(record)) if one.known)


# -- the bundled case ----------------------------------------------------------------------------------------

EXPECTED = {"2024": {"KGZ": 0.576, "KAZ": 0.806, "HUN": 0.413, "TUR": 0.255},
            "2025": {"KGZ": 0.378, "KAZ": 0.816, "HUN": 0.400, "TUR": 0.278}}  # fmt: skip
FILES = {"2024": "trade-register_native_gen2024-10-13.csv", "2025": "trade-register_1950-2024_noheader.csv"}


def test_the_bundled_profile_gives_the_figures_of_its_release_offline(bundled: Record):
    found = dependence(bundled, state=["KAZ", "KGZ", "TUR"], until=2023)
    assert found.asked["release"] == "2025"
    for key in ("KAZ", "KGZ", "TUR"):
        index = values(found, "summary", key)["Herfindahl index"]
        assert index == pytest.approx(EXPECTED["2025"][key], abs=0.0006)
    assert values(found, "summary", "KAZ")["its share"] == pytest.approx(0.90, abs=0.005)


@pytest.mark.needs("shared/data/sipri")
@pytest.mark.parametrize("release", ["2024", "2025"])
def test_each_release_of_the_register_gives_its_own_figures(
    bundled: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, release: str
):
    """HUN is in no profile of the case, so that the register itself is asked; the rule for years is a choice."""
    monkeypatch.setenv("FOEDUS_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "register.csv").symlink_to(SHARED / "data" / "sipri" / FILES[release])
    library = Library([folder], cache=tmp_path / "cache")
    found = dependence(bundled, state=EXPECTED[release], until=2023, library=lambda: library)
    assert found.asked["release"] == release
    for key, index in EXPECTED[release].items():
        assert values(found, "summary", key)["Herfindahl index"] == pytest.approx(index, abs=0.0006)
    first = dependence(bundled, state=["HUN"], until=2023, rule="first", library=lambda: library)
    if release == "2025":
        assert values(first, "summary", "HUN")["Herfindahl index"] == pytest.approx(0.353, abs=0.0006)


def test_in_the_bundled_case_one_supplier_stands_on_both_sides_of_two_wars(bundled: Record):
    found = dependence(bundled)
    assert {"ARM AZE RUS", "KGZ TJK RUS"} <= {one.key for one in sheet(found, "both-sides").lines}
    tajik = cells(found, "both-sides", "KGZ TJK RUS")
    assert "tra-042" not in {c for cell in tajik.values() if isinstance(cell, Figure) for c in cell.claims}
