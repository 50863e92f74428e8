"""The expert layer: named, dated, reasoned, switchable, never inside the models' figures; faults by file and line."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.forecast.errors import ForecastError
from foedus.forecast.expert import Layer, layer, multiplied, read
from foedus.record import Record
from tests.forecast.north import EXPERT, north

THREE = ("FIN", "NOR", "SWE")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("expert") / "case"


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[Record]:
    with north(folder) as record:
        yield record


def used(found: Layer) -> list[str]:
    return [one.name for one in found.used]


def test_an_assumption_has_an_author_a_day_and_a_reason(folder: Path, record: Record):
    first, second = read(folder)
    assert (first.by, first.date.isoformat(), first.rests_on) == ("a. nother", "2024-05-01", ("arg-001",))
    assert second.multiplier == (2.0, 2.0)  # one number is both ends


def test_all_are_on_until_they_are_switched_off(folder: Path, record: Record):
    assert used(layer(record, folder, THREE)) == ["neutrality", "in-the-league"]
    assert used(layer(record, folder, THREE, "none")) == []
    assert used(layer(record, folder, THREE, ["in-the-league"])) == ["in-the-league"]
    assert used(layer(record, folder, THREE, "neutrality, in-the-league")) == ["neutrality", "in-the-league"]
    off = layer(record, folder, THREE, "none").weighed
    assert [one.why for one in off] == ["switched off"] * 2  # and are still shown


def test_together_they_multiply_least_by_least_and_most_by_most(folder: Path, record: Record):
    found = layer(record, folder, THREE)
    assert found.multiplier == (0.2, 1.0)
    low, high = found.beside([0.01, 0.1])
    assert low == pytest.approx(1 - 0.99**0.2)
    assert high == pytest.approx(0.1)


def test_an_assumption_on_a_body_holds_for_sets_with_a_member(folder: Path, record: Record):
    """The league's members are those that the record has: Finland and Sweden."""
    assert used(layer(record, folder, ("FIN", "NOR"))) == ["neutrality", "in-the-league"]
    left = layer(record, folder, ("DNK", "NOR"))
    assert used(left) == ["neutrality"]
    assert left.weighed[1].why == "speaks of sets with a member of league"


def test_among_holds_for_sets_that_lie_inside(tmp_path: Path):
    text = 'format = 1\n[[assumption]]\nname = "kin"\nby = "x"\ndate = 2020-01-01\nreason = "Kin."\nmultiplier = 2\n'
    with north(tmp_path / "case", text + 'among = ["three"]\n') as record:
        assert used(layer(record, tmp_path / "case", ("FIN", "SWE"))) == ["kin"]
        assert used(layer(record, tmp_path / "case", ("FIN", "RUS"))) == []


def test_at_an_earlier_day_of_knowledge_later_assumptions_are_not_used(folder: Path, record: Record):
    """The assumption was made in May 2024, and rests on a paper of March."""
    assert used(layer(record.at(known="2024-06"), folder, THREE)) == ["neutrality", "in-the-league"]
    found = layer(record.at(known="2024-04-30"), folder, THREE)
    assert used(found) == []
    assert "after the day of knowledge" in found.weighed[0].why


def test_a_case_without_assumptions_has_none(tmp_path: Path):
    with north(tmp_path / "case", expert="") as record:
        assert layer(record, tmp_path / "case", THREE) == Layer((), "")
        assert layer(record, None, THREE) == Layer((), "")


FIRST = EXPERT.split("\n\n")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = 2\n", "format = 2; this program reads 1"),
        ("format = ", "is not valid TOML"),
        ("format = 1\nassumptions = 2\n", "there is no setting 'assumptions'"),
        ("format = 1\nassumption = 2\n", "'assumption' is no list"),
        ("format = 1\n\n[[assumption]]\nname = 'x'\n", "expert.toml:3: Object missing required field"),
        ("format = 1\n" + FIRST + "\n" + FIRST, "expert.toml:9: the name 'neutrality' stands twice"),
        ("format = 1\n" + FIRST.replace("[0.1, 0.5]", "[0.5, 0.1]"), "multiplier of 'neutrality' is 0.5 to 0.1"),
        ("format = 1\n" + FIRST.replace("[0.1, 0.5]", "0"), "multiplier of 'neutrality' is 0 to 0"),
        ("format = 1\n" + FIRST.replace("[0.1, 0.5]", "[0.1, inf]"), "multiplier"),
        ("format = 1\n" + FIRST.replace("[0.1, 0.5]", "nan"), "multiplier"),
        ("format = 1\n" + FIRST.replace('"a. nother"', '" "'), "expert.toml:2: an assumption without by"),
        ("format = 1\n" + FIRST.replace('"neutrality"', '"all"'), "'all' is no name"),
        ("format = 1\n" + FIRST.replace("2024-05-01", '"soon"'), "expert.toml:2: Invalid RFC3339"),
        ("format = 1\n" + FIRST + "\nweight = 3\n", "unknown field `weight`"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str):
    (tmp_path / "expert.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ForecastError) as caught:
        read(tmp_path)
    assert said in caught.value.message


def test_bytes_that_are_no_text_are_refused(tmp_path: Path):
    (tmp_path / "expert.toml").write_bytes(b"format = 1 \xff")
    with pytest.raises(ForecastError, match="not UTF-8"):
        read(tmp_path)


@given(st.text())
def test_no_text_makes_it_fall_over(tmp_path_factory: pytest.TempPathFactory, text: str):
    folder = tmp_path_factory.getbasetemp()
    (folder / "expert.toml").write_text(text, encoding="utf-8", errors="replace")
    with suppress(ForecastError):
        read(folder)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [("neutralitty", "There is no assumption 'neutralitty'"), ("none,neutrality", "is both"), ("all,none", "is both")],
)
def test_names_that_there_are_none_of(folder: Path, record: Record, chosen: str, said: str):
    with pytest.raises(ForecastError) as caught:
        layer(record, folder, THREE, chosen)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"arg-001"', '"arg-01"', "rests on arg-01, which is no claim of this case"),
        ('"league"', '"leauge"', "There is no group 'leauge'"),
    ],
)
def test_what_it_rests_on_must_be_there(tmp_path: Path, before: str, after: str, said: str):
    with (
        north(tmp_path / "case", EXPERT.replace(before, after)) as record,
        pytest.raises(ForecastError) as caught,
    ):
        layer(record, tmp_path / "case", THREE)
    assert said in caught.value.message
    assert caught.value.hint.startswith("Did you mean")


CHANCE = st.floats(0, 1, allow_nan=False)


@given(CHANCE, st.floats(0.001, 1000))
def test_a_multiplied_chance_is_a_chance_and_goes_the_way_it_is_pushed(chance: float, by: float):
    found = multiplied(chance, by)
    assert 0 <= found <= 1
    assert (found <= chance + 1e-12) if by <= 1 else (found >= chance - 1e-12)


def test_the_assumptions_of_the_bundled_case_rest_on_its_claims(built_case: Path):
    """Each by the case's editors, on claims that are there; Turkmenistan's neutrality speaks only of it."""
    with Record(built_case / "build" / "record.duckdb") as record:
        coalition = record.settings.coalition.members
        every = layer(record, built_case, coalition)
        assert {one.assumption.by for one in every.weighed} <= set(record.settings.editors)
        assert all(one.assumption.rests_on for one in every.weighed)
        assert len(every.used) == len(every.weighed)
        pair = layer(record, built_case, ("AZE", "TUR"))
        assert "declared-neutrality" not in used(pair)
        assert "bloc-exclusivity" not in used(pair)
