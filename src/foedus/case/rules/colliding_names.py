"""One name leads to one entity.

Two firms that share an alias cannot be told apart in a document. A capital's name may stand for its state as
well: a place, territory or agency may share a name with the state it belongs to.
"""

from collections import defaultdict
from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case
from foedus.terms.words import fold


def check(case: Case) -> Iterator[Finding]:
    """Yield `colliding-name` findings."""
    rows = case.rows("SELECT line, entity, type, name, aliases, country FROM entities WHERE entity <> '' ORDER BY row")
    owners: dict[str, list[int]] = defaultdict(list)
    for index, (_, _, _, name, aliases, _) in enumerate(rows):
        for folded in {fold(part) for part in (name, *aliases.split(";")) if part.strip()}:
            owners[folded].append(index)
    for folded, indices in sorted(owners.items()):
        first, *others = indices
        for other in others:
            if folded and not _one_within_the_other(rows[first], rows[other]):
                line, entity, _, name, *_ = rows[other]
                message = (
                    f"The name '{folded}' belongs to '{rows[first][1]}' (line {rows[first][0]}) and to '{entity}'."
                )
                hint = "Take it from one of the two, or make the names longer."
                field = "name" if fold(name) == folded else "aliases"
                yield Finding("colliding-name", "warning", "entities.csv", line, message, hint, field, subject=entity)


def _one_within_the_other(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    (_, key_a, type_a, *_, country_a), (_, key_b, type_b, *_, country_b) = one, other
    inside = {"place", "territory", "agency", "facility"}
    return (type_a in inside and key_b in _keys(country_a)) or (type_b in inside and key_a in _keys(country_b))


def _keys(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";")]
