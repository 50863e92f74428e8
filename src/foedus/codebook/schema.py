"""JSON Schema (2020-12) of the rows of a case, made from the codebook: for editors, and for other programs.

A row is an object of text cells, as `csv.DictReader` gives it. The schema holds what can be said of one cell
alone; whether keys lead somewhere, and whether cells fit each other, is for the rules of the case.
"""

from typing import Any

from foedus.codebook.model import Codebook, Column, Kind, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEY = r"(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{3})"
NUMBER = r"(?:~|<=|>=|<|>)?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_MONTH = r"(?:0[1-9]|1[0-2]|2[1-4])"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
ATOM = rf"[12][0-9](?:XX|[0-9]X|[0-9]{{2}}(?:-{_MONTH}|-(?:0[1-9]|1[0-2])-{_DAY})?)[~?%]?"
DATE = rf"(?:{ATOM}|{ATOM}/(?:{ATOM}|\.\.)|\.\./{ATOM}|\[{ATOM}\.\.(?:{ATOM})?\]|\[\.\.{ATOM}\])"
"""Dates in EDTF, by their form; that 30 February is none is for `foedus.terms.dates`."""
_SEPARATOR = "; "
_LISTS = {
    "entities": KEY,
    "events": KEY,
    "sources": KEY,
    "entities-or-sources": KEY,
    "claims": KEY,
}
_SINGLE = {
    "key": KEY,
    "entity": KEY,
    "event": KEY,
    "source": KEY,
    "date": DATE,
    "number": NUMBER,
    "money": NUMBER,
    "coverage": rf"(?:{DATE}|unknown|{KEY}(?:{_SEPARATOR}{KEY})*)",
}


def json_schema(book: Codebook, kind: str | None = None) -> dict[str, Any]:
    """The schema of one kind's or table's rows, or of them all.

    `kind` is the name of a kind or of another table. Without it the schema is one of a case: an object with
    an array of rows for each table. Raises `KeyError` where there is no such kind or table.
    """
    if kind is not None:
        table = book.kinds.get(kind) or book.tables[kind]
        return {"$schema": DIALECT, **_row(table)}
    tables: list[Kind | Table] = [*book.tables.values(), *book.kinds.values()]
    return {
        "$schema": DIALECT,
        "title": "A case",
        "description": "The tables of a case: its claims by kind, and what they speak of.",
        "type": "object",
        "properties": {
            _name(table): {"type": "array", "items": {"$ref": f"#/$defs/{_name(table)}"}} for table in tables
        },
        "required": [table.table for table in book.tables.values() if not table.optional],
        "additionalProperties": False,
        "$defs": {_name(table): _row(table) for table in tables},
    }


def _name(table: Kind | Table) -> str:
    return table.kind if isinstance(table, Kind) else table.table


def _row(table: Kind | Table) -> dict[str, Any]:
    prefix = rf"^{table.prefix}-[0-9]+$" if isinstance(table, Kind) else ""
    properties = {column.name: _cell(column) for column in table.columns}
    if prefix:
        properties["claim"]["pattern"] = prefix
    return {
        "title": table.plural if isinstance(table, Kind) else table.label,
        "description": table.summary,
        "type": "object",
        "properties": properties,
        "required": [column.name for column in table.columns if column.required],
        "additionalProperties": False,
    }


def _cell(column: Column) -> dict[str, Any]:
    """The schema of one cell. An empty cell is allowed unless the column is required."""
    schema: dict[str, Any] = {"title": column.label, "type": "string"}
    if column.help:
        schema["description"] = column.help
    if column.type == "word":
        schema["enum"] = [*column.words] if column.required else ["", *column.words]
    elif form := pattern(column):
        schema["pattern"] = f"^{form}$" if column.required else f"^(?:{form})?$"
    elif column.required:
        schema["minLength"] = 1
    return schema


def pattern(column: Column) -> str:
    """The form of a filled cell, or nothing where any text will do."""
    if column.type == "words":
        return _list("(?:" + "|".join(column.words) + ")")
    if column.type in _LISTS:
        return _list(_LISTS[column.type])
    return _SINGLE.get(column.type, "")


def _list(one: str) -> str:
    return rf"{one}(?:{_SEPARATOR}{one})*"
