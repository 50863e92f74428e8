"""A locator says where: `¶12` the 12th block, `p. 345` a page, several joined by `; `.

Without one a reader cannot check the claim. Where a source is only a part of a document (`blocks`), the
locator lies within that part.
"""

import re
from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.codebook import Column

BLOCK = "[1-9][0-9]{0,6}"
PLACE = re.compile(rf"¶{BLOCK}(-{BLOCK})?|pp?\. ?[1-9ivxlc][\divxlc]*(-[\divxlc]+)?|(art|note|fn|ch|sec|§)\.? ?\d+\w*")
RANGE = re.compile(rf"({BLOCK})(?:-({BLOCK}))?")


def check(case: Case) -> Iterator[Finding]:
    """Yield `no-locator`, `locator-form`, `locator-range` and `blocks-form` findings."""
    ranges, findings = _ranges(case)
    yield from findings
    for kind in case.filled:
        table = kind.kind
        for line, claim in case.rows(f"SELECT line, claim FROM \"{table}\" WHERE locator = '' ORDER BY row"):
            message = "The claim does not say where in the source it stands."
            yield Finding(
                "no-locator",
                "warning",
                case.file(table),
                line,
                message,
                "Write ¶12 or p. 345.",
                "locator",
                subject=claim,
            )
        column = kind.by_name["locator"]
        yield from _forms(case, table, column)
        for line, claim, source, locator in case.rows(
            f'SELECT line, claim, source, locator FROM "{table}" '
            "WHERE list_contains(?::VARCHAR[], source) ORDER BY row",
            [list(ranges)],
        ):
            first, last = ranges[source]
            for part in re.split("; ?", locator):
                place = RANGE.fullmatch(part.removeprefix("¶")) if part.startswith("¶") else None
                if place and not first <= int(place[1]) <= int(place[2] or place[1]) <= last:
                    message = f"{part} lies outside {source}, which is blocks {first} to {last} of its document."
                    hint = "Mend the locator or the source."
                    yield Finding(
                        "locator-range", "error", case.file(table), line, message, hint, "locator", subject=claim
                    )


def _ranges(case: Case) -> tuple[dict[str, tuple[int, int]], list[Finding]]:
    ranges, findings = {}, []
    for line, source, blocks in case.rows("SELECT line, source, blocks FROM sources WHERE blocks <> '' ORDER BY row"):
        match = RANGE.fullmatch(blocks)
        if match and int(match[1]) <= int(match[2] or match[1]):
            ranges[source] = (int(match[1]), int(match[2] or match[1]))
        else:
            message = f"'{blocks}' is no span of blocks."
            findings.append(
                Finding("blocks-form", "error", "sources.csv", line, message, "Write 34-35.", "blocks", subject=source)
            )
    return ranges, findings


def _forms(case: Case, table: str, column: Column) -> Iterator[Finding]:
    bad = [
        value
        for value in case.values(table, column)
        if not all(PLACE.fullmatch(part.strip()) for part in value.split(";"))
    ]
    for line, claim, value in case.places(table, column, bad):
        message = f"'{value}' is no locator."
        hint = "Write ¶12 for a block, p. 345 for a page; several are joined by '; '."
        yield Finding("locator-form", "warning", case.file(table), line, message, hint, "locator", subject=claim)
