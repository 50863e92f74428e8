import pytest


@pytest.mark.parametrize("column", ["source", "event", "stage", "assertion", "grain"])
def test_an_empty_cell_that_every_row_needs_is_an_error(make_case, found, pointed, column):
    """Without it a claim cannot be placed, counted or checked."""
    case = make_case({"claims/transfers.csv": f"claim,{column},supplier\ntra-001,,TUR\n"})
    [finding] = found(case, "empty-cell")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:2:9"
    assert pointed(case, finding) == ""
    assert f"'{column}' is empty" in finding.message
    assert finding.subject == "tra-001"
    assert finding.hint


def test_white_space_is_empty(make_case, found):
    """Blanks, tabs and no-break spaces say nothing."""
    case = make_case({"claims/transfers.csv": "claim,event\ntra-001,  \ntra-002,\t\ntra-003,\u00a0\n"})
    assert [finding.line for finding in found(case, "empty-cell")] == [2, 3, 4]


def test_a_row_of_nothing_but_commas(make_case, found):
    """What spreadsheets leave at the end is no claim, and each cell that is missing is said."""
    case = make_case({"claims/transfers.csv": b"claim,event,stage,assertion,source,grain\n,,,,,\n"})
    assert len(found(case, "empty-cell")) == 6


def test_optional_cells_may_be_empty(make_case, found):
    """An empty cell means that the source does not say."""
    case = make_case({"claims/transfers.csv": "claim,date,supplier,recipient,item,note\ntra-001,,,,,\n"})
    assert not found(case)


def test_a_column_that_is_not_there_is_said_once(make_case, found):
    """The header lacks it: that is one fault, not one in every row."""
    text = b"claim,stage,assertion,source,locator,grain\n" + b"".join(
        b"tra-%d,delivered,asserted,press-2022,p. 1,single\n" % n for n in range(1, 9)
    )
    case = make_case({"claims/transfers.csv": text})
    assert not found(case, "empty-cell")
    [finding] = found(case, "header")
    assert "'event' is missing" in finding.message


def test_the_other_tables_have_cells_that_are_needed(make_case, found):
    """A source has a title, an entity a name and a type."""
    case = make_case({"sources.csv": "source,title\npress-2022,\n", "entities.csv": "entity,name,type\nots,,\n"})
    assert [(f.file, f.field) for f in found(case, "empty-cell")] == [
        ("entities.csv", "name"), ("entities.csv", "type"), ("sources.csv", "title"),
    ]  # fmt: skip
