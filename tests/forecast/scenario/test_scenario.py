"""Scenarios on the bundled case: lines are understood, done in what models see, and told apart from assumptions."""

from pathlib import Path

import pytest

from foedus.forecast.chances import of_record
from foedus.forecast.errors import ForecastError
from foedus.forecast.scenario.change import changed
from foedus.forecast.scenario.compare import EVERY, compare
from foedus.forecast.scenario.lines import FORMS, read
from foedus.record import Record


@pytest.fixture(scope="module")
def record(built_case: Path) -> Record:
    """The bundled case's record, which lies in the case's build folder."""
    return Record(built_case / "build" / "record.duckdb")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_in_the_help_is_understood(record: Record, form: str) -> None:
    """Each example is a line, names keys, and keeps its words."""
    (change,) = read(record, [form])
    assert change.text == form
    assert change.members


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["KAZ leaves"], "is no line of a scenario"),
        (["Kazakstan leaves csto"], "--set: .*Kazakstan"),
        (["csto leaves KAZ"], "is no state"),
        (["KAZ and KAZ ally"], "names one state twice"),
        (["KAZ and TUR unga_distanse = 1"], "no 'unga_distanse'"),
        (["KAZ and TUR unga_distance = near"], "is no number"),
        (["KAZ and TUR unga_distance = -1"], "cannot be -1"),
        (["RUS opposes"], "no dataset says what it is worth"),
        (["RUS opposes x3"], "does not fit 'opposes'"),
        (["RUS favours x0.5"], "does not fit 'favours'"),
        (["RUS opposes xnan"], "is no number"),
        (["KAZ and TUR ally", "TUR and KAZ part"], "contradicts 'KAZ and TUR ally'"),
        (["KAZ leaves csto", "KAZ leaves csto"], "says the same as"),
        (["", "# nothing"], "changes nothing"),
    ],
)
def test_what_is_no_scenario_is_a_sentence(record: Record, lines: list[str], said: str) -> None:
    """Slips, strangers, contradictions and empty scenarios are each told, with where they stand."""
    with pytest.raises(ForecastError, match=said):
        read(record, lines)


def test_a_file_of_lines_is_told_by_its_line(record: Record, tmp_path: Path) -> None:
    """Comments and blank lines are left out; the fault is on line 4."""
    path = tmp_path / "lines.txt"
    path.write_text("# what if\n\nTKM joins ots  # as it has said\nKAZ likes TUR\n", encoding="utf-8")
    with pytest.raises(ForecastError, match=r"lines\.txt:4: 'KAZ likes TUR'"):
        read(record, [], [path])


def test_who_leaves_a_body_is_no_more_in_it_and_its_bonds_go(record: Record) -> None:
    """Kazakhstan out of the CSTO: one member fewer, no bond of defence with those that only the CSTO ties it to."""
    before = of_record(record)
    after = changed(before, read(record, ["KAZ leaves csto"])[0], record)
    kaz, tjk = before.keys.index("KAZ"), before.keys.index("TJK")
    gone = [n for n, key in enumerate(before.bodies.keys) if before.bodies.members[n, kaz] and key == "csto"]
    assert gone
    row = [n for n, key in enumerate(after.bodies.keys) if key == "csto"]
    assert not after.bodies.members[row[0], kaz]
    assert after.bodies.sizes[row[0]] == before.bodies.sizes[gone[0]] - 1
    freed = before.known["allied"][kaz] - after.known["allied"][kaz]
    others = [n for n, was in enumerate(before.bodies.members[gone[0]]) if not was]
    assert (freed[others] == 0).all(), "only bonds with its members can go"
    assert before.known["allied"][kaz, tjk] == of_record(record).known["allied"][kaz, tjk], "what was is left as it was"


@pytest.mark.parametrize("line", ["KAZ joins csto", "TUR leaves csto", "USA and TUR ally"])
def test_a_line_that_is_so_already_is_told(record: Record, line: str) -> None:
    """Nothing is changed in silence to what it was."""
    change = read(record, [line])[0]
    with pytest.raises(ForecastError, match=r"already|is not in it"):
        changed(of_record(record), change, record)


def test_a_member_more_makes_the_whole_group_likelier(record: Record) -> None:
    """With Turkmenistan in the organisation of the others, exactly these six are what a template gives."""
    made = compare(record, read(record, ["TKM joins ots"]))
    exactly = next(sheet for sheet in made.sheets if sheet.name == "exactly")
    template = [column.label for column in exactly.columns].index("template")
    before, after = (float(line.cells[template].note) for line in exactly.lines)  # type: ignore[union-attr]
    assert after > 10 * before


def test_assumptions_stand_apart_and_change_no_model(record: Record) -> None:
    """A power's opposition is in a sheet of its own; the models' chances are what they are without it."""
    plain = compare(record, read(record, ["TKM joins ots"]))
    both = compare(record, read(record, ["TKM joins ots", "RUS opposes x0.3"]))
    assert [sheet for sheet in both.sheets if sheet.name != "assumed"] == list(plain.sheets)
    (assumed,) = [sheet for sheet in both.sheets if sheet.name == "assumed"]
    assert [line.label for line in assumed.lines] == ["RUS opposes x0.3"]


def test_the_tornado_has_each_line_and_all_of_them_last(record: Record) -> None:
    """The widest bar first, all lines together at the foot; each value within its range."""
    made = compare(record, read(record, ["TKM joins ots", "KAZ and TUR ally", "KGZ and UZB reconcile"]))
    bars = made.pictures[0].data["bars"]
    assert bars[-1]["label"] == EVERY
    assert len(bars) == 4
    widths = [max(bar["value"], 1 / bar["value"]) for bar in bars[:-1]]
    assert widths == sorted(widths, reverse=True)
    assert all(bar["low"] <= bar["value"] <= bar["high"] for bar in bars)
