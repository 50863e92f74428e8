"""The findings: what the check of the case says, with the place and what to do; what was let stand, apart."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.case.findings import Finding
from foedus.case.settings import Settings
from foedus.record import Record, Rows
from foedus.record.ask import AskError
from foedus.terms.words import nearest
from foedus.views.site.asked import Asked, LeftOut

SIZE = 100
"""Findings on one page."""
COLUMNS = ("severity", "code", "file", "line", "column", "field", "subject", "message", "hint", "waived")


class Found(msgspec.Struct, frozen=True):
    """One finding, and where it leads."""

    code: str
    severity: str
    file: str
    line: int
    """From 1; 0 where it is about the whole file."""
    column: int
    field: str
    """The column of the table, by name."""
    subject: str
    message: str
    hint: str
    claim: bool
    """Whether it is about a claim that is in the record, and so can be looked at."""
    reason: str
    """Why it was let stand; '' where it was not."""


class Sort(msgspec.Struct, frozen=True):
    """How many findings are of a code."""

    code: str
    severity: str
    count: int


class Findings(msgspec.Struct, frozen=True):
    """What the check says."""

    title: str
    errors: int
    warnings: int
    claims: int
    codes: tuple[Sort, ...]
    code: str
    """The one that is chosen; '' for all."""
    total: int
    page: int
    pages: int
    found: tuple[Found, ...]
    waived: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]

    def rows(self) -> Rows:
        """The findings of this page, then those that were let stand."""
        return _rows((*self.found, *self.waived))


def findings(asked: Asked) -> Findings:
    """The findings of a case, of one code if `code` is asked for. Raises `AskError` for a code that is not found."""
    chosen = _chosen(asked)
    pages = max(1, -(-len(chosen) // SIZE))
    page = min(asked.selection.page, pages)
    counts: dict[tuple[str, str], int] = {}
    for finding in asked.findings:
        counts[finding.code, finding.severity] = counts.get((finding.code, finding.severity), 0) + 1
    (claims,) = asked.record.con.execute("SELECT count(*) FROM store.claims").fetchall()[0]
    shown = chosen[(page - 1) * SIZE : page * SIZE]
    known = _claims(asked.record, [*shown, *asked.waived])
    settings = asked.record.settings
    return Findings(
        title="Findings",
        errors=sum(finding.severity == "error" for finding in asked.findings),
        warnings=sum(finding.severity != "error" for finding in asked.findings),
        claims=claims,
        codes=tuple(Sort(code, severity, count) for (code, severity), count in counts.items()),
        code=asked.selection.asked("code"),
        total=len(chosen),
        page=page,
        pages=pages,
        found=tuple(_found(finding, known) for finding in shown),
        waived=tuple(_found(finding, known, settings) for finding in asked.waived),
        left_out=asked.left_out,
    )


def table(asked: Asked) -> Rows:
    """All of them: the page's CSV."""
    known = _claims(asked.record, [*asked.findings, *asked.waived])
    settings = asked.record.settings
    found = [_found(finding, known) for finding in _chosen(asked)]
    return _rows([*found, *(_found(finding, known, settings) for finding in asked.waived)])


def _chosen(asked: Asked) -> Sequence[Finding]:
    code = asked.selection.asked("code")
    if not code:
        return asked.findings
    codes = dict.fromkeys(finding.code for finding in asked.findings)
    if code not in codes:
        near = nearest(code, codes)
        hint = (
            f"Did you mean “{near}”?" if near else f"Found are: {', '.join(codes)}." if codes else "Nothing is found."
        )
        raise AskError(f"Nothing is found under the code “{code}”.", hint)
    return [finding for finding in asked.findings if finding.code == code]


def _claims(record: Record, found: Iterable[Finding]) -> set[str]:
    """Which of the things that findings are about are claims in the record."""
    subjects = sorted({finding.subject for finding in found if finding.subject})
    rows = record.con.execute("SELECT claim FROM claims WHERE claim IN (SELECT unnest(?::VARCHAR[]))", [subjects])
    return {row[0] for row in rows.fetchall()}


def _found(finding: Finding, known: set[str], settings: Settings | None = None) -> Found:
    reason = next((one.reason for one in settings.waive if one.covers(finding)), "") if settings else ""
    return Found(
        code=finding.code,
        severity=finding.severity,
        file=finding.file,
        line=finding.line,
        column=finding.column,
        field=finding.field,
        subject=finding.subject,
        message=finding.message,
        hint=finding.hint.replace("`", ""),
        claim=finding.subject in known,
        reason=reason,
    )


def _rows(found: Iterable[Found]) -> Rows:
    return Rows(
        COLUMNS,
        [
            (
                f.severity,
                f.code,
                f.file,
                f.line or None,
                f.column or None,
                f.field,
                f.subject,
                f.message,
                f.hint,
                f.reason,
            )
            for f in found
        ],
    )
