"""No claim disagrees with itself, and both sides of a disagreement are there.

What is wrong with a claim's key is for `references`.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case

SIDES = [f"list_transform(string_split({name}, ';'), lambda x: trim(x))" for name in ("claims", "against")]


def check(case: Case) -> Iterator[Finding]:
    """Yield `self-disagreement` findings."""
    for line, key, twice in case.rows(
        f"SELECT line, disagreement, list_filter(list_intersect({SIDES[0]}, {SIDES[1]}), lambda x: x <> '') AS twice "
        "FROM disagreements WHERE len(twice) > 0 ORDER BY row"
    ):
        message = f"{', '.join(sorted(twice))} stands on both sides, and no claim disagrees with itself."
        hint = "Leave it on the side that it takes."
        file = case.file("disagreements")
        yield Finding("self-disagreement", "error", file, line, message, hint, "against", subject=key)
