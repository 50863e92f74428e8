"""Check a case: read it, run every rule over it, sort out what has been waived."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from foedus.case import rules, tables
from foedus.case.findings import Finding, ordered, thinned
from foedus.case.folder import Case, read


class Report(msgspec.Struct, frozen=True):
    """What a check has found."""

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    claims: int

    @property
    def errors(self) -> int:
        """How many findings are errors: with one, a case cannot be built."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings that nobody has waived."""
        return len(self.findings) - self.errors

    def by_code(self) -> Counter[str]:
        """How often each code was found."""
        return Counter(finding.code for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "findings": [msgspec.to_builtins(finding) for finding in self.findings],
            "waived": len(self.waived),
            "errors": self.errors,
            "warnings": self.warnings,
            "claims": self.claims,
        }


def judge(case: Case, found: Iterable[Finding], progress: Callable[[str], None] = lambda _: None) -> Report:
    """Run every rule over a case that has been read; `found` is what reading it has found."""
    findings = list(found)
    for name, rule in rules.ALL.items():
        progress(name)
        findings += thinned(rule(case))
    waived = [f for f in findings if any(waiver.covers(f) for waiver in case.settings.waive)]
    open_ = [f for f in findings if f not in waived] if waived else findings
    open_ += _idle_waivers(case, waived)
    return Report(tuple(ordered(tables.place(open_, case.path))), tuple(ordered(waived)), case.claims)


def _idle_waivers(case: Case, waived: Sequence[Finding]) -> list[Finding]:
    """Waivers that let nothing stand: the matter has been mended, and the reason no longer holds."""
    findings = []
    for waiver in case.settings.waive:
        subjects = waiver.subjects or ("",)
        for subject in subjects:
            if not any(f.code == waiver.code and subject in ("", f.subject) for f in waived):
                what = f"'{waiver.code}'" + (f" for {subject}" if subject else "")
                message = f"case.toml waives {what}, which is not found any more."
                findings.append(Finding("idle-waiver", "warning", "case.toml", 0, message, "Delete the waiver."))
    return findings


def check(path: Path | str, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Read and check the case in a folder. Raises `CaseError` where there is none."""
    case, found = read(path)
    with case:
        return judge(case, found, progress)
