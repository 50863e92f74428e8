"""The form of an answer, as JSON Schema: the codebook's kinds with those columns that a document can fill.

What a schema cannot say of a cell (dates, numbers, keys) is left to `check`: servers make grammars of schemas, and
each knows other patterns.
"""

from functools import cache
from typing import Any

from foedus.codebook import Column, Kind, load
from foedus.codebook.schema import json_schema

OURS = frozenset(["claim", "event", "source", "locator", "prompted_by", "credibility", "quote", "coder", "coded",
                  "origin", "note"])  # fmt: skip
"""Columns that the reader fills, or a person."""
KIND, QUOTE = "kind", "quote"


def asked(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind that a model is asked for."""
    return tuple(column for column in kind.columns if column.name not in OURS)


@cache
def schema() -> dict[str, Any]:
    """The schema of an answer: `{"claims": [...]}`, each claim in the form of its kind."""
    book = load()
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": {"anyOf": [_claim(kind) for kind in book.kinds.values()]}}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def _claim(kind: Kind) -> dict[str, Any]:
    cells = json_schema(load(), kind.kind)["properties"]
    columns = asked(kind)
    return {
        "type": "object",
        "properties": {
            KIND: {"type": "string", "enum": [kind.kind]},
            QUOTE: {"type": "string"},
            **{column.name: _cell(column, cells[column.name]) for column in columns},
        },
        "required": [KIND, QUOTE, *(column.name for column in columns if column.required)],
        "additionalProperties": False,
    }


def _cell(column: Column, cell: dict[str, Any]) -> dict[str, Any]:
    one: dict[str, Any] = {"type": "string"}
    if column.words:
        one["enum"] = list(column.words) if column.required or column.many else cell["enum"]
    return {"type": "array", "items": one} if column.many else one
