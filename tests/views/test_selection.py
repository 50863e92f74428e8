"""A selection and its address: each means the other, and nonsense becomes sentences."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.record import Record
from foedus.views.selection import FIELDS, Selection, parse, settle
from tests.cli.conftest import FILES
from tests.record.small import recorded


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("selection") / "case", FILES) as made:
        yield made


def chosen(query: str, own: tuple[str, ...] = ()) -> tuple[Selection, list[str]]:
    """The selection of a query, and the troubles as sentences."""
    selection, troubles = parse(parse_qsl(query, keep_blank_values=True), own)
    return selection, [trouble.message for trouble in troubles]


def test_an_address_has_one_order():
    """Whatever order it was typed in; what is empty, or the first page, is not in it."""
    selection, troubles = chosen("page=1&known=2022-06&kind=transfers&actor=KAZ&q=&actor=TUR&imposer=DEU", ("imposer",))
    assert troubles == []
    assert selection.query == "actor=KAZ&actor=TUR&kind=transfers&known=2022-06&imposer=DEU"
    assert selection.asked("imposer") == "DEU"
    assert selection.chosen == ("actor", "kind", "known")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kindd=transfers", "There is no field “kindd” to choose by."),
        ("known=yesterday", 'Known by: "yesterday" is not a date.'),
        ("since=2023-02-30", "Since: "),
        ("since=../2020", "Since: '../2020' has no first day."),
        ("until=2020/..", "Until: '2020/..' has no last day."),
        ("since=2022&until=2020", "The span began after its end (2022, 2020), so it was turned round."),
        ("page=minus", "“minus” is no page."),
        ("page=99999999999999999999", "is no page."),
        ("page=٣", "“٣” is no page."),
        ("kind=a&kind=b", "“kind” is given several times; the first, “a”, counts."),
        (f"q={'x' * 300}", "is too long."),
        ("&".join(f"actor={n}" for n in range(9)), "At most 8 actors are looked for at once."),
    ],
)
def test_nonsense_is_left_aside_and_told(query: str, sentence: str):
    selection, troubles = chosen(query)
    assert [message for message in troubles if sentence in message], troubles
    assert chosen(selection.query) == (selection, [])


VALUES = st.one_of(
    st.text(max_size=30), st.sampled_from(["2022", "2022-06", "KAZ", "transfers", "../2020", "3", "-known"])
)


@given(st.lists(st.tuples(st.one_of(st.sampled_from(FIELDS), st.text(max_size=8)), VALUES), max_size=12))
def test_whatever_is_typed_becomes_a_selection(pairs: list[tuple[str, str]]):
    """Nothing is raised, and what comes of it is its own address."""
    selection, _ = parse(pairs)
    again, troubles = parse(parse_qsl(selection.query, keep_blank_values=True))
    assert (again, troubles) == (selection, [])


def test_names_become_keys_and_what_is_unknown_is_told(record: Record):
    selection, troubles = settle(record, Selection(actor=("turkey", "Atlantis"), kind="transfer", source="press-2023"))
    assert selection == Selection(actor=("TUR",))
    assert [(trouble.field, trouble.message) for trouble in troubles] == [
        ("actor", "There is no entity 'Atlantis' in this case."),
        ("kind", "There is no kind of claim called 'transfer'."),
        ("source", "There is no source 'press-2023'."),
    ]
    assert [trouble.hint for trouble in troubles] == ["", "Did you mean 'transfers'?", "Did you mean 'press-2022'?"]


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        ("", ["agr-001", "agr-002", "tra-001", "tra-002", "tra-003", "tra-004"]),
        ("actor=KAZ", ["agr-002"]),
        ("actor=KGZ&kind=transfers", ["tra-001", "tra-002", "tra-003", "tra-004"]),
        ("source=paper-2020", ["agr-002", "tra-003"]),
        ("since=2022&until=2023", ["tra-002"]),
        ("q=TRA-003", ["tra-003"]),
        ("q=patrol", ["tra-004"]),
        ("q=bayraktar&source=press-2022", ["tra-001", "tra-002"]),
    ],
)
def test_a_selection_holds_the_claims_that_it_says(record: Record, query: str, claims: list[str]):
    where, values = chosen(query)[0].conditions(record)
    found = record.rows(f"SELECT claim FROM claims WHERE {where} ORDER BY claim", values)
    assert [row["claim"] for row in found] == claims


def test_the_clocks_are_the_record_s(record: Record):
    assert Selection(kind="transfers").at(record) is record
    with Selection(known="2020").at(record) as earlier:
        assert earlier.rows("SELECT DISTINCT source FROM claims") == [{"source": "paper-2020"}]
