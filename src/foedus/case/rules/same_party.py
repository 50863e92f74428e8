"""Nobody delivers to himself: two roles that are two sides name different parties.

Which columns are two sides is said in the codebook (`distinct`).
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `same-party` findings."""
    for kind in case.filled:
        for one, other in kind.distinct:
            sides = [f"list_transform(string_split(\"{name}\", ';'), lambda x: trim(x))" for name in (one, other)]
            for line, claim, twice in case.rows(
                f"SELECT line, claim, list_filter(list_intersect({sides[0]}, {sides[1]}), lambda x: x <> '') AS twice "
                f'FROM "{kind.kind}" WHERE len(twice) > 0 ORDER BY row'
            ):
                message = f"{', '.join(twice)} stands both as {one} and as {other}."
                hint = "One of the two is wrong; what a state does for itself is production or a milestone."
                yield Finding("same-party", "error", case.file(kind.kind), line, message, hint, other, subject=claim)
