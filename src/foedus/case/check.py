"""Check a case: read it, run every rule over it, sort out what has been waived."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from foedus.case import rules, tables
from foedus.case.findings import Finding, ordered, thinned, tidy
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
    waived: list[Finding] = []

    def standing(findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            if any(waiver.covers(finding) for waiver in case.settings.waive):
                waived.append(finding)
            else:
                yield finding

    findings = thinned(standing(found))
    for name, rule in rules.ALL.items():
        progress(name)
        findings += thinned(standing(rule(case)))
    findings += _idle_waivers(case, findings, waived)
    placed = tables.place(findings, case.path)
    return Report(tuple(ordered(map(tidy, placed))), tuple(ordered(map(tidy, waived))), case.claims)


def _idle_waivers(case: Case, standing: Sequence[Finding], waived: Sequence[Finding]) -> list[Finding]:
    """Waivers that let nothing stand: the matter has been mended, and the reason no longer holds."""
    findings = []
    errors = {finding.code for finding in standing if finding.severity == "error"}
    used = {(finding.code, finding.subject) for finding in waived}
    codes = {finding.code for finding in waived}
    for waiver in case.settings.waive:
        subjects = waiver.subjects or ("",)
        for subject in subjects:
            if (waiver.code, subject) not in used and (subject or waiver.code not in codes):
                what = f"'{waiver.code}'" + (f" for {subject}" if subject else "")
                message = f"case.toml waives {what}, which is not found any more."
                if waiver.code in errors:
                    message = f"case.toml waives {what}, which is an error; only warnings can be waived."
                findings.append(Finding("idle-waiver", "warning", "case.toml", 0, message, "Delete the waiver."))
    return findings


def check(path: Path | str, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Read and check the case in a folder. Raises `CaseError` where there is none."""
    case, found = read(path)
    with case:
        return judge(case, found, progress)
