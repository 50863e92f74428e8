"""Rows that nothing refers to: a source without claims, an entity, topic or event nobody mentions.

Each is a warning: it may wait for its claims, or be the remainder of a renaming.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case

REFERRING = {
    "sources": {"source", "sources", "entities-or-sources"},
    "entities": {"entity", "entities", "entity-or-text", "entities-or-sources", "entity-event-or-topic"},
    "events": {"event", "events", "topic-or-event", "entity-event-or-topic", "coverage"},
    "topics": {"topic-or-event", "entity-event-or-topic"},
}
WORDS = {"sources": "source", "entities": "entity", "events": "event", "topics": "topic"}


def check(case: Case) -> Iterator[Finding]:
    """Yield `orphan` findings."""
    named_in_settings = {*case.settings.coalition.members, *case.settings.blocs}
    named_in_settings |= {member for group in case.settings.groups.values() for member in group.members}
    for table, types in REFERRING.items():
        if not case.counts[table]:
            continue
        uses = [
            f'SELECT DISTINCT trim(unnest(string_split("{column.name}", \';\'))) AS used FROM "{where}"'
            for where, column in case.columns(*types)
        ]
        if table == "topics":
            uses.append("SELECT DISTINCT parent AS used FROM topics")
        key = case.key(table)
        query = (
            f'SELECT line, "{key}" FROM "{table}" WHERE "{key}" <> \'\' AND "{key}" NOT IN '
            f"(SELECT used FROM ({' UNION ALL '.join(uses)})) ORDER BY row"
        )
        for line, name in case.rows(query):
            if name not in named_in_settings:
                message = f"Nothing refers to the {WORDS[table]} '{name}'."
                hint = "Delete the row, or write the claims that it waits for."
                yield Finding("orphan", "warning", case.file(table), line, message, hint, key, subject=name)
