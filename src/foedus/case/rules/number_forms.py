"""Numbers stand in plain units, with `~ < > <= >=` in front where the source is not exact.

`1,5 mln`, `NaN` and `-3` are errors. A column that takes a number or a word (`rising`) is held to the form
of numbers only where it begins like one.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.numbers import NumberError, parse

BEGINS_LIKE_A_NUMBER = tuple("0123456789~<>=+-.,")
NO_WORDS = {"nan", "inf", "infinity"}
"""What programs write for want of a number; it says nothing."""


def check(case: Case) -> Iterator[Finding]:
    """Yield `number-form` findings."""
    for table, column in case.columns("number", "money", "number-or-word"):
        bad: dict[str, NumberError] = {}
        for value in case.values(table, column):
            if column.type == "number-or-word" and _is_word(value):
                continue
            try:
                parse(value)
            except NumberError as error:
                bad[value] = error
        for line, subject, value in case.places(table, column, bad):
            fault = bad[value]
            yield Finding(
                "number-form", "error", case.file(table), line, fault.message, fault.hint, column.name, subject=subject
            )


def _is_word(value: str) -> bool:
    return not value.startswith(BEGINS_LIKE_A_NUMBER) and value.lower() not in NO_WORDS
