"""The sources: what rests on each, what rests on it alone, and the works behind them."""

from typing import Any

from foedus.terms.dates import DateError, parse, say
from foedus.views.brief.datasets import references
from foedus.views.brief.material import Material
from foedus.views.brief.wording import name, words
from foedus.views.document import (
    Block,
    Column,
    Heading,
    Link,
    Name,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Tally,
    Text,
)
from foedus.views.resting import resting

MOST_WORKS, FEWEST_CLAIMS = 12, 5
"""Of a longer list only works with some claims get a row; the others stand together in a paragraph."""


def sources(m: Material) -> Section | None:
    """The sources read, and the cited works and persons on whose word claims rest."""
    rows = {row["source"]: row for row in m.record.sources()}
    used = {claim.source for claim in m.claims}
    if not used:
        return None
    events: dict[str, set[str]] = {}
    alone: dict[str, int] = {}
    for event, claims in m.by_event.items():
        of = {claim.source for claim in claims}
        for source in of:
            events.setdefault(source, set()).add(event)
        if len(of) == 1:
            (only,) = of
            alone[only] = alone.get(only, 0) + 1
    counts = {source: sum(claim.source == source for claim in m.claims) for source in used}
    read = [
        Row((
            _work(rows.get(source, {}), m.label(source)),
            name(_published(rows.get(source, {}))),
            (Tally(str(counts[source])),), (Tally(str(len(events[source]))),),
            (Tally(str(alone[source])),) if source in alone else (),
        ))
        for source in sorted(used, key=lambda source: (-counts[source], source))
    ]  # fmt: skip
    lead = (
        "An event rests on a source alone where no other source has a claim about it. If the source is wrong, nothing "
        "else in the record says so."
    )
    table = Table(
        "source-table",
        "The sources read",
        (
            Column("Source"), Column("Published"), Column("Claims", "right"), Column("Events", "right"),
            Column("Events resting on it alone", "right"),
        ),
        tuple(read),
    )  # fmt: skip
    return Section("sources", "Sources", (Paragraph((Text(lead),)), table, *_behind(m, rows), *references(m)))


def _behind(m: Material, rows: dict[str, dict[str, Any]]) -> list[Block]:
    through: dict[str, dict[str, int]] = {}
    for claim in m.claims:
        for key in claim.row["attribution"]:
            cites = through.setdefault(key, {})
            cites[claim.cite] = cites.get(claim.cite, 0) + 1
    works = [key for key in through if key in rows]
    voices = [key for key in through if key not in rows]
    unused = [key for key, row in rows.items() if row["access"] == "cited" and key not in through]
    if not through:
        return []
    alone = {one.root: one.alone for one in resting(m.record)}
    size = {key: sum(through[key].values()) for key in through}
    body: list[Row] = []
    minor: list[Run] = []
    for title, keys in (("Cited works", works), ("Persons, offices and others", voices)):
        ranked = sorted(keys, key=lambda key: (-size[key], m.label(key)))
        major = [key for key in ranked if size[key] >= FEWEST_CLAIMS or len(ranked) <= MOST_WORKS]
        if major:
            body.append(Row(((Name(title),),), group=True))
        body += [
            Row((
                _work(rows.get(key, {}), m.label(key)),
                name(_published(rows.get(key, {}))),
                (Tally(str(size[key])),),
                (Tally(str(alone[key])),) if alone.get(key) else (),
                (Name("; ".join(through[key])),),
            ))
            for key in major
        ]  # fmt: skip
        for key in (key for key in ranked if key not in major):
            published = _published(rows.get(key, {}))
            stop = "; " if minor else ""
            tail = f" ({f'{published}, ' if published else ''}through {'; '.join(through[key])})"
            minor += [*([Name(stop)] if stop else []), *_work(rows.get(key, {}), m.label(key)), Name(tail)]
    remark: Runs = ()
    if unused:
        remark = (Tally(f"{len(unused)} further works are listed in the case as cited without a claim on their word."),)
    table = Table(
        "behind-table",
        "On whose word the sources rest, as far as they say",
        (
            Column("Work or voice"), Column("Published"), Column("Claims", "right"),
            Column("Events on it alone", "right"), Column("Known through"),
        ),
        tuple(body),
        note=remark,
    )  # fmt: skip
    blocks: list[Block] = [Heading("Behind the sources", "behind"), table]
    if minor:
        few = f"With fewer than {words(FEWEST_CLAIMS)} claims each: "
        blocks.append(Paragraph((Name(few), *minor, Name(".")), small=True))
    return blocks


def _work(row: dict[str, Any], label: str) -> Runs:
    """A work as in a list of references: authors, title, publisher; its address as a link."""
    if not row:
        return (Name(label),)
    authors = row["authors"]
    people = "; ".join(authors) if isinstance(authors, list) else authors or ""
    title = row["title"] or label
    lead = f"{people}: " if people else ""
    stop = "" if title.endswith(("?", "!", ".")) else "."
    publisher = f"{stop} {row['publisher']}" if row["publisher"] else ""
    address = row["url"] or ""
    if not address.startswith(("http://", "https://")):
        return (Name(f"{lead}{title}{publisher}"),)
    return (*((Name(lead),) if lead else ()), Link(title, address), *((Name(publisher),) if publisher else ()))


def _published(row: dict[str, Any]) -> str:
    try:
        return say(parse(row.get("published") or ""))
    except DateError:
        return ""
