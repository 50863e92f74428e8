"""Only groups have members, and a group's members are entities of the case or states.

An organisation's members are claims in memberships.csv, with source and date, not a cell in entities.csv.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `members-of-no-group` findings."""
    for line, entity, kind in case.rows(
        "SELECT line, entity, type FROM entities WHERE members <> '' AND type <> 'group' ORDER BY row"
    ):
        message = f"'{entity}' is of the type '{kind or 'nothing'}' and has members; only groups do."
        hint = "Claim the members of an organisation in claims/memberships.csv, or make it a group."
        yield Finding("members-of-no-group", "error", "entities.csv", line, message, hint, "members", subject=entity)
