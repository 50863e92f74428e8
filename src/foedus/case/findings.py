"""Findings: what is wrong, or odd, with a case, as values that can be sorted, counted, shown and waived."""

from collections.abc import Collection, Iterable
from typing import Literal

import msgspec

from foedus.terms.words import nearest

Severity = Literal["error", "warning"]

SHOWN_PER_CODE = 1000
"""More findings of one code in one file are counted, not listed: nobody reads the 1001st."""


MOST_COMPARED = 1_000_000
"""Pairs of a value and a key that are held against each other for a suggestion: a second or two."""
LONGEST_TEXT = 400
"""Characters of a message or hint: a cell of half a million is not shown in full."""


class Finding(msgspec.Struct, frozen=True, order=False):
    """One thing found. `line` and `column` count from 1; 0 where the finding is about a whole file."""

    code: str
    severity: Severity
    file: str
    line: int
    message: str
    hint: str = ""
    field: str = ""
    """The column of the table, by name."""
    column: int = 0
    """The character in the line at which the cell begins."""
    subject: str = ""
    """The claim or key that it is about: what a waiver may name."""

    @property
    def place(self) -> str:
        """`file:line:column`, as editors understand it."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A warning that somebody has looked at and lets stand: `[[waive]]` in case.toml."""

    code: str
    reason: str
    subjects: tuple[str, ...] = ()
    """Claims or keys; without any, every finding of the code is waived."""

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is one that this lets stand. Errors cannot be waived."""
        if finding.severity == "error" or finding.code != self.code:
            return False
        return not self.subjects or finding.subject in self.subjects


class Suggestions:
    """The key that a value was probably meant to be; of very many values, only for the first."""

    def __init__(self, keys: Collection[str]) -> None:
        self.keys = keys
        self.left = MOST_COMPARED
        self.known: dict[str, str | None] = {}

    def __getitem__(self, value: str) -> str | None:
        if value not in self.known and self.left > 0:
            self.left -= len(self.keys)
            self.known[value] = nearest(value, self.keys)
        return self.known.get(value)


def tidy(finding: Finding) -> Finding:
    """The finding as it can be shown: each text on one line, of letters that print, and not endless."""
    texts = {name: _one_line(getattr(finding, name)) for name in ("file", "message", "hint", "subject")}
    if all(getattr(finding, name) == text for name, text in texts.items()):
        return finding
    return msgspec.structs.replace(finding, **texts)


def _one_line(text: str) -> str:
    if len(text) > LONGEST_TEXT:  # what is wrong stands at the end, after the value
        text = f"{text[: LONGEST_TEXT // 2]}…{text[-LONGEST_TEXT // 2 + 1 :]}"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then by file, line and column; the same findings always in the same order."""
    rank = {"error": 0, "warning": 1}
    return sorted(findings, key=lambda f: (rank[f.severity], f.file, f.line, f.column, f.code, f.message))


def thinned(findings: Iterable[Finding]) -> list[Finding]:
    """At most `SHOWN_PER_CODE` findings of a code in a file, the last of them saying how many more there are."""
    seen: dict[tuple[str, str], int] = {}
    kept: list[Finding] = []
    last: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.file)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= SHOWN_PER_CODE:
            kept.append(finding)
        else:
            last[key] = finding
    for key, finding in last.items():
        more = seen[key] - SHOWN_PER_CODE
        message = f"There are {more} more findings like it ({finding.code}) in this file."
        hint = f"The first {SHOWN_PER_CODE} are listed."
        kept.append(msgspec.structs.replace(finding, message=message, hint=hint, line=0, field="", subject=""))
    return kept
