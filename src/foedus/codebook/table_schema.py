"""Table Schemas (Frictionless, Data Package 2.0) of a case's tables, made from the codebook.

Every cell is text, as the codebook writes it: an approximate figure is no number and a vague date no day. What
can be said of one cell alone stands in its constraints: closed lists with their labels, and the form of keys,
dates and figures. Source: https://datapackage.org/standard/table-schema/
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from foedus.codebook.model import Column, Kind, Table
from foedus.codebook.schema import pattern

DUCKDB = {"VARCHAR": "string", "VARCHAR[]": "string", "DATE": "date", "INTEGER": "integer", "BIGINT": "integer",
          "DOUBLE": "number", "BOOLEAN": "boolean"}  # fmt: skip
"""Types of the record and what they are in a Table Schema; a list is text, its members separated by `; `."""


def table_schema(
    table: Kind | Table, withheld: Collection[str] = (), references: Mapping[str, tuple[str, str]] | None = None
) -> dict[str, Any]:
    """The schema of a kind's or another table's rows, columns that are `withheld` left out.

    `references`: by type of column (`source`, `event`) the resource and field that its cells are keys of.
    """
    columns = [column for column in table.columns if column.name not in withheld]
    key = "claim" if isinstance(table, Kind) else table.key
    prefix = rf"{table.prefix}-[0-9]+" if isinstance(table, Kind) else ""
    schema: dict[str, Any] = {
        "fields": [_field(column, prefix if column.name == key else "") for column in columns],
        "primaryKey": [key],
        "missingValues": [""],
    }
    keys = [
        {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}
        for column in columns
        for resource, field in [(references or {}).get(column.type, ("", ""))]
        if resource and column.name != key
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, form: str) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "title": column.label, "type": "string"}
    if column.help:
        field["description"] = column.help
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.type == "word":
        field["categories"] = [{"value": word, "label": label} for word, label in column.words.items()]
        constraints["enum"] = [*column.words]
    elif found := form or pattern(column):
        constraints["pattern"] = found
    return field | ({"constraints": constraints} if constraints else {})


def derived_schema(entries: Iterable[tuple[str, str, str]], key: str = "") -> dict[str, Any]:
    """The schema of a table of the record, from its data dictionary: column, DuckDB type, what it says."""
    fields = [{"name": name, "type": DUCKDB[kind], "description": says} for name, kind, says in entries]
    return {"fields": fields, "missingValues": [""], **({"primaryKey": [key]} if key else {})}
