"""What stays at home when a case is handed to others: `[publish]` in case.toml says what goes out."""

from collections.abc import Mapping

from foedus.case.settings import Publish

COLUMNS: Mapping[str, str] = {"note": "notes", "coder": "coders", "quote": "quotes"}
"""Columns that may stay at home, and the setting that lets them out."""


def withheld(publish: Publish) -> frozenset[str]:
    """The columns, of whatever table, that are kept back.

    >>> sorted(withheld(Publish())), sorted(withheld(Publish(notes=True, coders=True, quotes=False)))
    (['coder', 'note'], ['quote'])
    """
    return frozenset(column for column, setting in COLUMNS.items() if not getattr(publish, setting))
