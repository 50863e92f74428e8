"""What is searched without a server: names with their pages, and claims with what they can be chosen by, as scripts.

Each script calls `foedus.hold` with its data (`static/copy.mjs`); `static/find.mjs` searches in them. Rows are short:
what is said often stands in a list once, and rows say its place.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from foedus.publish.site.links import SiteLinks
from foedus.publish.site.plan import Plan
from foedus.record import Record
from foedus.record.words import Words
from foedus.views.site.behind import Behind
from foedus.views.site.choices import choices

NAMES, CLAIMS = "search.names", "search.claims"
NEVER = 99991231
"""The last day of a date without end."""
AT_ONCE = 2_000
_NAMED: Mapping[str, str] = {
    "entity": "SELECT entity, coalesce(type, ''), name, coalesce(aliases, '') FROM entities ORDER BY entity",
    "source": "SELECT source, 'source', '', concat_ws(' ', title, authors, publisher) FROM sources ORDER BY source",
}
"""For each page: its keys, what each is, its name where that is no label, how else it is called."""


def held(name: str, data: Any) -> bytes:
    """Data as a script that says it."""
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"foedus.hold({json.dumps(name)},{said});\n".encode()


def names(record: Record, plan: Plan) -> bytes:
    """Every page with a key: what it is, its name, where it is, how else it is called."""
    words, links = Words.of(record), SiteLinks(plan, root="")
    rows: list[list[str]] = []
    for page, sql in _NAMED.items():
        for key, what, name, more in record.con.execute(sql).fetchall():
            if href := links.to(page, key):
                rows += [[what, name or words.label(key), href, f"{key} {more}"]]
    events = [row[0] for row in record.con.execute("SELECT event FROM events ORDER BY event").fetchall()]
    words.read(events)
    for event in events:
        if href := links.to("event", event):
            rows += [["event", words.title(event), href, event]]
    return held(NAMES, rows)


def claims(record: Record, plan: Plan) -> bytes:
    """Every claim: what it says, where it stands, and what it can be chosen by."""
    links, listed = SiteLinks(plan, root=""), _Listed()
    behind, offered = Behind.of(record), choices(record)
    actors: dict[str, list[str]] = {}
    for claim, actor in record.con.execute("SELECT DISTINCT claim, actor FROM roles ORDER BY ALL").fetchall():
        if actor:
            actors.setdefault(claim, []).append(actor)
    rows = []
    for ids, about in _portions(record):
        behind.words.read(one[1] for one in about.values())
        order = {claim: place for place, claim in enumerate(ids)}
        for line in sorted(behind.lines(ids), key=lambda line: order[line.claim]):
            _, event, *days = about[line.claim]
            place = f"{line.cite}{f', {line.locator}' if line.locator else ''}{f' · {line.via}' if line.via else ''}"
            rows.append(
                [
                    line.claim, line.sentence, line.manner, line.when, f"{line.kind_label}, {line.stage_label}",
                    listed("kinds", line.kind), listed("events", (links.to("event", event), line.title)),
                    listed("sources", line.source), place, links.place(line.source, line.anchor), line.quote,
                    [listed("actors", actor) for actor in actors.get(line.claim, ())], *days,
                ]
            )  # fmt: skip
    words = Words.of(record)
    data = {
        "rows": rows,
        **{name: [*listed.found.get(name, {})] for name in ("kinds", "events", "sources", "actors")},
        "names": {key: words.label(key) for key in listed.found.get("actors", {})},
        "groups": {one.key: record.members(one.key) for one in offered.groups},
    }
    return held(CLAIMS, data)


class _Listed:
    """Lists in which things stand once."""

    def __init__(self) -> None:
        self.found: dict[str, dict[Any, int]] = {}

    def __call__(self, name: str, thing: Any) -> int:
        """The place of a thing in a list."""
        found = self.found.setdefault(name, {})
        return found.setdefault(thing, len(found))


def _portions(record: Record) -> Iterator[tuple[list[str], Mapping[str, tuple[Any, ...]]]]:
    """Claims in order of time, some at once: event, and the days by which they are chosen as numbers.

    The first and the last day that a date allows (0 and 0 without a date), when it was known, from when it is so.
    """
    rows: list[tuple[Any, ...]] = record.con.execute(
        "SELECT claim, event, date, coalesce(earliest, begun_by), latest, known, since FROM claims "
        "ORDER BY date IS NULL, coalesce(earliest, begun_by), event, step, claim"
    ).fetchall()
    for begin in range(0, len(rows), AT_ONCE):
        portion = rows[begin : begin + AT_ONCE]
        yield (
            [row[0] for row in portion],
            {
                row[0]: (
                    row[0], row[1], _number(row[3]) if row[2] else 0,
                    (_number(row[4]) or NEVER) if row[2] else 0, _number(row[5]), _number(row[6]),
                )
                for row in portion
            },
        )  # fmt: skip


def _number(day: date | None) -> int:
    return day.year * 10_000 + day.month * 100 + day.day if day else 0
