"""Nothing is a part of itself: groups, larger events, wider topics and sources that rest on others.

A group whose member is a group whose member is the first could never be expanded.
"""

from collections.abc import Iterator, Mapping

from foedus.case.findings import Finding
from foedus.case.folder import Case

LADDERS = (
    ("entities", "entity", "members", "a member of itself"),
    ("events", "event", "part_of", "a part of itself"),
    ("topics", "topic", "parent", "its own wider topic"),
    ("sources", "source", "derived_from", "derived from itself"),
)


def check(case: Case) -> Iterator[Finding]:
    """Yield `cycle` findings."""
    for table, key, column, what in LADDERS:
        rows = case.rows(f'SELECT line, "{key}", "{column}" FROM "{table}" WHERE "{column}" <> \'\' ORDER BY row')
        up = {name: [part.strip() for part in cell.split(";") if part.strip()] for _, name, cell in rows}
        for line, name, _ in rows:
            path = _way_back(name, up)
            if path:
                message = f"'{name}' is {what}: {' > '.join(path)}."
                yield Finding(
                    "cycle", "error", case.file(table), line, message, "Break the circle at one of these rows.", column,
                    subject=name,
                )  # fmt: skip


def _way_back(start: str, up: Mapping[str, list[str]]) -> list[str]:
    """The way from a key back to itself, or nothing."""
    stack = [(start, [start])]
    seen = set()
    while stack:
        here, path = stack.pop()
        for following in up.get(here, ()):
            if following == start:
                return [*path, start]
            if following not in seen:
                seen.add(following)
                stack.append((following, [*path, following]))
    return []
