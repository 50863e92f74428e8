"""A made-up case of any size: every kind, vague dates, rough figures, several sources to an event.

Parts go into models, some restrictions name a part, some events are said to have been prompted by others.

Deterministic for a seed. Nothing in it says anything about any state: parties, stages and dates are drawn.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from foedus.codebook import Column, Kind, load
from foedus.terms.states import states

SHARES = {
    "agreements": 20, "memberships": 5, "exercises": 10, "transfers": 20, "production": 6, "assistance": 6,
    "training": 5, "meetings": 8, "statements": 8, "arguments": 2, "restrictions": 3, "disputes": 2,
    "presences": 2, "milestones": 2, "indicators": 1,
}  # fmt: skip
"""Per cent of the claims in each kind."""
CLAIMS_PER_EVENT = 4
SILENT, WRONG = 0.2, 0.04
"""Shares of an event's cells on which a source says nothing, or another thing than the rest."""
SOURCES_PER_CLAIM = 0.005
COALITION = 6
"""States in question."""
MODELS, PARTS = 500, 2000
"""Entities that are models of arms, and parts that go into them."""
NAMED, PROMPTED = 0.3, 0.1
"""Shares of items that are a model or a part by its key, and of events that another is said to have prompted."""
PROMPTING = ("restrictions", "res"), ("disputes", "dis"), ("agreements", "agr")
"""Kinds whose events prompt others, with their prefixes."""
ITEMS = ("frigates", "helicopters", "drones", "armoured vehicles", "missiles", "radars", "rifles", "patrol boats")


def write(folder: Path, claims: int, seed: int = 1) -> Path:
    """Write a case with about so many claims into a folder, and return it."""
    rng = random.Random(seed)
    book = load()
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    keys = [key for key, state in states().items() if state.status == "state"]
    among = ", ".join(f'"{key}"' for key in keys[:: len(keys) // COALITION][:COALITION])
    (folder / "case.toml").write_text(
        'format = 1\ntitle = "Synthetic case"\nquestion = "None"\n'
        f'[coalition]\nlabel = "States drawn"\nmembers = [{among}]\n',
        encoding="utf-8",
    )
    sources = [f"source-{number}" for number in range(max(5, int(claims * SOURCES_PER_CLAIM)))]
    years = {source: rng.randint(1995, 2025) for source in sources}
    keys = [key for key, state in states().items() if state.status == "state"]
    _rows(
        folder / "sources.csv",
        [column.name for column in book.tables["sources"].columns],
        (
            {
                "source": source, "title": f"Source {source[7:]}", "published": f"{years[source]}-06-15",
                "language": "en", "type": rng.choice(["press", "scholarly", "official"]), "access": "read",
            }
            for source in sources
        ),
    )  # fmt: skip
    _rows(
        folder / "entities.csv",
        [column.name for column in book.tables["entities"].columns],
        _entities(rng, keys),
    )
    topics = [f"topic-{number}" for number in range(20)]
    _rows(
        folder / "topics.csv",
        [column.name for column in book.tables["topics"].columns],
        ({"topic": topic, "label": f"Topic {topic[6:]}"} for topic in topics),
    )
    for kind in book.kinds.values():
        count = claims * SHARES.get(kind.kind, 1) // 100
        header = [column.name for column in kind.columns]
        prompting = [f"{prefix}-event-{n}" for of, prefix in PROMPTING for n in range(_events(claims, of))]
        drawn = _claims(kind, count, rng, sources, years, keys, topics, prompting)
        _rows(folder / "claims" / f"{kind.kind}.csv", header, drawn)
    return folder


def _events(claims: int, kind: str) -> int:
    return claims * SHARES[kind] // 100 // CLAIMS_PER_EVENT


def _entities(rng: random.Random, keys: list[str]) -> Iterator[dict[str, str]]:
    for key in keys:
        yield {"entity": key, "type": "state", "name": states()[key].name}
    for word, number in (("model", MODELS), ("part", PARTS)):
        for place in range(number):
            name = f"{word.capitalize()} {place}"
            yield {"entity": f"{word}-{place}", "type": "platform", "name": name, "country": rng.choice(keys)}


def _rows(path: Path, header: list[str], rows: Iterator[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([row.get(name, "") for name in header] for row in rows)


def _claims(
    kind: Kind,
    count: int,
    rng: random.Random,
    sources: list[str],
    years: dict[str, int],
    keys: list[str],
    topics: list[str],
    prompting: list[str],
) -> Iterator[dict[str, str]]:
    stages = list(kind.stage)
    number = 0
    while number < count:
        event = f"{kind.prefix}-event-{number // CLAIMS_PER_EVENT}"
        parties = rng.sample(keys, 3)
        item, whole = _item(kind, rng)
        prompted = rng.choice(prompting) if prompting and rng.random() < PROMPTED else ""
        fixed = {column.name: _core(column, place, parties, item) for place, column in enumerate(kind.parties)}
        if "part_of" in kind.by_name:
            fixed["part_of"] = whole
        if "category" in kind.by_name:  # what a thing is goes with its name
            classes = list(kind.by_name["category"].words)
            fixed["category"] = classes[sum(item.encode()) % len(classes)]
        truth = {c.name: _cell(c, rng, item, topics, event, keys) for c in kind.own if c.name not in fixed}
        begun, reached = rng.randint(1992, 2020), rng.randrange(len(stages))
        for position in range(min(CLAIMS_PER_EVENT, count - number)):
            source = rng.choice(sources)
            year = min(begun + position, years[source])
            number += 1
            row = {
                "claim": f"{kind.prefix}-{number:07d}",
                "event": event,
                "stage": stages[min(reached + position // 2, len(stages) - 1)],
                "date": _date(rng, year, years[source]),
                "assertion": rng.choices(["asserted", "attributed", "denied", "expected"], [80, 12, 3, 5])[0],
                "source": source,
                "locator": f"¶{rng.randint(1, 90)}",
                "grain": rng.choices(["single", "series", "summary"], [80, 10, 10])[0],
                "coder": "bench",
                "origin": "reader",
                "prompted_by": prompted if prompted != event else "",
                "note": f"drawn {rng.randint(0, 10**9)}",
                **fixed,
            }
            if row["assertion"] == "attributed":
                row["attribution"] = rng.choice(keys)
            for column in kind.own:
                if column.name not in row:
                    row[column.name] = _said(column, truth[column.name], rng, item, topics, event, keys)
            if "currency" in row and "value" in row:
                row["currency"] = "USD" if row["value"] else ""
            yield row


def _item(kind: Kind, rng: random.Random) -> tuple[str, str]:
    """What an event is about, and the model that it is part of: words mostly, else a part of one, or a model."""
    if rng.random() > NAMED:
        return rng.choice(ITEMS), ""
    if kind.kind in ("production", "restrictions"):
        part = rng.randrange(PARTS)
        return f"part-{part}", f"model-{(part + rng.choice((0, 1))) % MODELS}"
    return f"model-{rng.randrange(MODELS)}", ""


def _said(
    column: Column, truth: str, rng: random.Random, item: str, topics: list[str], event: str, keys: list[str]
) -> str:
    """What a source says of a cell: mostly what the others say, now and then nothing or something else."""
    drawn = rng.random()
    if drawn < SILENT and not column.required:
        return ""
    return _cell(column, rng, item, topics, event, keys) if drawn > 1 - WRONG else truth


def _core(column: Column, place: int, parties: list[str], item: str) -> str:
    return "; ".join(sorted(parties[place : place + 2])) if place == 0 and column.many else parties[min(place + 1, 2)]


def _date(rng: random.Random, year: int, last: int) -> str:
    year = min(year, last)
    form = rng.random()
    if form < 0.15:
        return ""
    if form < 0.45:
        return str(year)
    if form < 0.7:
        return f"{year}-{rng.randint(1, 6):02d}"
    if form < 0.9:
        return f"{year}-{rng.randint(1, 5):02d}-{rng.randint(1, 28):02d}"
    return rng.choice([f"{year}~", f"../{year}", f"{year - 2}/{year}", f"{year - 1}/.."])


def _cell(column: Column, rng: random.Random, item: str, topics: list[str], event: str, keys: list[str]) -> str:
    if column.name in ("credibility", "currency", "quote", "coded", "covers"):
        return ""
    if column.type in ("word", "words"):
        return rng.choice(list(column.words))
    if column.type == "money":
        return str(rng.randint(1, 900) * 100_000) if rng.random() < 0.3 else ""
    if column.type in ("number", "number-or-word"):
        return rng.choice(["", "~", ">="]) + str(rng.randint(1, 400)) if column.required or rng.random() < 0.5 else ""
    if column.type in ("topic-or-event", "entity-event-or-topic"):
        return rng.choice(topics)
    if column.name == "item":
        return item
    if column.type in ("entity", "entities"):
        return rng.choice(keys) if column.required or rng.random() < 0.3 else ""
    return f"{column.label} of {event}" if column.required else ""
