"""What a value is where a dataset says nothing: nil, missing, or not covered. And what is carried on, where asked.

Everything here is SQL text. `year` is an expression for the year of the panel's row; the year that the dataset is
asked for is `lag` years before, and, where values may be carried, no later than the dataset's last.
"""

from typing import NamedTuple

from foedus.reference.about import Combine, Variable
from foedus.reference.raw import text_of

TYPES = {"whole": "BIGINT", "number": "DOUBLE", "flag": "TINYINT", "text": "VARCHAR"}


class Window(NamedTuple):
    """The years that a dataset covers, how far back it is asked, and how many years its last may stand for."""

    begins: int
    ends: int
    lag: int = 0
    carry: int = 0

    @property
    def coverage(self) -> tuple[int, int]:
        """First and last year of rows that can have a value without anything carried."""
        return self.begins + self.lag, self.ends + self.lag

    def carries(self, end: int) -> bool:
        """Whether a panel up to a year can have values of it that are carried."""
        return self.carry > 0 and end - self.lag > self.ends

    def back(self, year: str) -> str:
        """The year of which a value is wanted."""
        return f"({year} - {self.lag})" if self.lag else year

    def asked(self, year: str) -> str:
        """The year for which the dataset is asked: null where values can be carried no further."""
        back = self.back(year)
        if not self.carry:
            return back
        return f"CASE WHEN {back} <= {self.ends + self.carry} THEN least({back}, {self.ends}) END"

    def asking(self, year: str) -> str:
        """The years of rows that ask the dataset for a year within the window: several where its last is carried."""
        first = f"({year} + {self.lag})" if self.lag else year
        if not self.carry:
            return first
        return f"unnest(range({first}, {first} + CASE WHEN {year} = {self.ends} THEN {self.carry} ELSE 0 END + 1))"

    def within(self, year: str) -> str:
        """Whether the dataset has an answer for a row of the year."""
        return f"{self.back(year)} BETWEEN {self.begins} AND {self.ends + self.carry}"

    def years_carried(self, year: str) -> str:
        """For how many years its last value has been carried: 0 inside the window."""
        return f"greatest({self.back(year)} - {self.ends}, 0)"


def value(variable: Variable, window: Window, year: str, raw: str, row: str, were: str) -> str:
    """The value of a variable. `row`: whether the dataset has a row; `were`: whether the states were there then."""
    typed = f"CAST({raw} AS {TYPES[variable.kind]})"
    if not variable.may_be_nil:
        return typed
    return f"CASE WHEN {row} THEN {typed} WHEN {window.within(year)} AND {were} THEN 0 END"


class Told(NamedTuple):
    """Whose silence is explained: the dataset as people call it, and its version."""

    called: str
    version: str


def why(shown: str, told: Told, window: Window, year: str, were: str, known: str) -> str:
    """Why a value is null, in words; null where there is one. `known`: whether the dataset has the states at all."""
    back = window.back(year)
    begins = text_of(f"not covered: {told.called} begins in {window.begins}")
    ends = text_of(f"not covered: {told.called} ends in {window.ends}")
    stranger = text_of(f"no such state in {told.called}")
    release = told.version if told.version.startswith(told.called.split()[0]) else f"{told.called} {told.version}"
    missing = text_of(f"missing in {release}".rstrip())
    return (
        f"CASE WHEN {shown} IS NOT NULL THEN NULL WHEN {back} < {window.begins} THEN {begins} "
        f"WHEN {back} > {window.ends + window.carry} THEN {ends} "
        f"WHEN NOT ({were}) THEN 'no state of the system in ' || ({window.asked(year)}) "
        f"WHEN NOT ({known}) THEN {stranger} ELSE {missing} END"
    )


def combined(rule: Combine, a: str, b: str) -> str:
    """Two values as one. Where one is null so is the result, unless the other settles it."""
    both = f"{a} IS NOT NULL AND {b} IS NOT NULL"
    return {
        "min": f"CASE WHEN {both} THEN least({a}, {b}) END",
        "max": f"CASE WHEN {both} THEN greatest({a}, {b}) END",
        "sum": f"{a} + {b}",
        "mean": f"({a} + {b}) / 2.0",
        "spread": f"abs({a} - {b})",
        "any": f"CASE WHEN {a} <> 0 OR {b} <> 0 THEN 1 WHEN {both} THEN 0 END",
        "all": f"CASE WHEN {a} = 0 OR {b} = 0 THEN 0 WHEN {both} THEN 1 END",
        "share": f"CASE WHEN {both} THEN (({a} <> 0)::INT + ({b} <> 0)::INT) / 2.0 END",
    }[rule]


def gathered(rule: Combine, x: str) -> str:
    """Values of many rows as one, as an aggregate; the same rules as `combined`."""
    whole = f"count({x}) = count(*)"
    some = {
        "min": f"min({x})",
        "max": f"max({x})",
        "sum": f"sum({x})",
        "mean": f"avg({x})",
        "spread": f"max({x}) - min({x})",
        "share": f"avg(({x} <> 0)::INT)",
    }
    if rule == "any":
        return f"CASE WHEN bool_or({x} <> 0) THEN 1 WHEN {whole} THEN 0 END"
    if rule == "all":
        return f"CASE WHEN NOT bool_and({x} <> 0) THEN 0 WHEN {whole} THEN 1 END"
    return f"CASE WHEN {whole} THEN {some[rule]} END"


def kind_of(rule: Combine, kind: str) -> str:
    """The kind of value that a rule makes of values of a kind."""
    if rule in ("any", "all"):
        return "flag"
    if rule in ("mean", "share"):
        return "number"
    return "whole" if kind == "flag" and rule == "sum" else kind


SAID: dict[Combine, str] = {
    "min": "least",
    "max": "greatest",
    "sum": "sum",
    "mean": "mean",
    "spread": "greatest less least",
    "any": "whether any is not 0",
    "all": "whether none is 0",
    "share": "share that is not 0",
}
