"""The JSON Schema lets in what the codebook allows and keeps out what it does not."""

import csv
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.codebook import Kind, load
from foedus.codebook.schema import DATE, DIALECT, json_schema
from foedus.terms import dates
from tests.codebook.test_sentences import rows
from tests.conftest import BUNDLED_CASE

BOOK = load()
KINDS = list(BOOK.kinds.values())
ROW = {
    "claim": "tra-001",
    "event": "sale",
    "stage": "ordered",
    "assertion": "asserted",
    "source": "x",
    "grain": "single",
}


def broken(schema: dict[str, Any], row: dict[str, str]) -> list[str]:
    """The properties in which a row breaks a schema; only for the few keywords that ours has."""
    bad = [name for name in schema["required"] if name not in row]
    for name, cell in row.items():
        rule = schema["properties"].get(name)
        if rule is None:
            bad.append(name)
            continue
        assert set(rule) <= {"title", "description", "type", "enum", "pattern", "minLength"}
        fits = cell in rule.get("enum", [cell]) and len(cell) >= rule.get("minLength", 0)
        if not fits or not re.search(rule.get("pattern", ""), cell):
            bad.append(name)
    return bad


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
@given(data=st.data())
def test_rows_made_of_the_codebooks_own_words_pass(kind: Kind, data: st.DataObject):
    row = data.draw(rows(kind))
    row = {name: "" if kind.by_name[name].type in ("event", "source") else cell for name, cell in row.items()}
    row |= {"claim": f"{kind.prefix}-001", "event": "sale", "source": "kuzio-2024"}
    for column in kind.columns:
        if "patrol boats" in row[column.name] and column.type in ("entities", "events", "entities-or-sources"):
            row[column.name] = ""
        if not row[column.name] and column.required and column.words:
            row[column.name] = next(iter(column.words))
        elif not row[column.name] and column.required:
            row[column.name] = "ots"
    assert broken(json_schema(BOOK, kind.kind), row) == []


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("claim", "mem-001"), ("event", "Two words"), ("event", ""), ("stage", "deliverd"), ("stage", ""),
        ("assertion", "asserts"), ("date", "22/05/2022"), ("quantity", "1,5"), ("category", "drone"),
        ("supplier", "Türkiye"), ("credibility", "7"), ("colour", "blue"),
    ],
)  # fmt: skip
def test_a_cell_that_breaks_a_rule_is_caught_there_and_nowhere_else(column: str, cell: str):
    schema = json_schema(BOOK, "transfers")
    assert broken(schema, ROW) == []
    assert broken(schema, {**ROW, column: cell}) == [column]


def test_a_row_without_its_required_cells_is_caught():
    row = {name: cell for name, cell in ROW.items() if name != "source"}
    assert broken(json_schema(BOOK, "transfers"), row) == ["source"]


@pytest.mark.parametrize("table", [*BOOK.kinds, *BOOK.tables])
def test_the_bundled_case_passes(table: str):
    folder = BUNDLED_CASE / "claims" if table in BOOK.kinds else BUNDLED_CASE
    schema = json_schema(BOOK, table)
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert broken(schema, row) == [], row


@given(
    st.from_regex(rf"\A{DATE}\Z", alphabet=st.characters(codec="ascii"))
    | st.sampled_from(["2022-05-10", "2000-23", "[..2013]", "[2016..]", "19XX"])
)
def test_a_date_that_the_reader_of_dates_takes_has_the_form_of_the_schema(text: str):
    """The form is looser than the reader (30 February), never tighter."""
    assert re.fullmatch(DATE, text)


@given(st.text(alphabet="0123456789X-/.[]~?% ", max_size=24))
def test_what_has_not_the_form_is_no_date(text: str):
    try:
        dates.parse(text)
    except dates.DateError:
        return
    assert re.fullmatch(DATE, text), text


def test_the_schema_of_a_case_holds_every_table_and_is_json():
    schema = json_schema(BOOK)
    assert schema["$schema"] == DIALECT
    assert set(schema["properties"]) == {*BOOK.kinds, *BOOK.tables}
    assert schema["required"] == ["sources", "entities"]
    assert json.loads(json.dumps(schema)) == schema


def test_there_is_no_schema_of_a_table_that_is_none():
    with pytest.raises(KeyError):
        json_schema(BOOK, "treaties")
