"""Dossiers of the strongest pairs: what ties them, event by event, and how far each got."""

from collections.abc import Mapping, Sequence
from typing import Any

from foedus.views.brief.material import Material
from foedus.views.brief.ties import between, number
from foedus.views.brief.wording import capital, furthest, listing, many, name, note, run_in, stage, words
from foedus.views.counting import Pair
from foedus.views.document import (
    Block,
    Column,
    Figure,
    Heading,
    Name,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Tally,
    Text,
)  # fmt: skip
from foedus.views.evidence import Evidence

MOST_PAIRS = 8
TOLD = ("asserted", "attributed")
FEWEST_EVENTS = 4
"""Counted events below which a pair gets no dossier of its own."""


def dossiers(m: Material) -> Section | None:
    """The dossiers, with a picture of all of them in time and a table of what groups do together."""
    pairs = chosen(m)
    if not pairs:
        return None
    among = f" among {m.the_coalition}" if m.coalition else ""
    lead = (
        f"The {words(len(pairs))} most tied pairs{among}, each with the events that claims tell of by name, and how "
        "far each got. What else is said of them stands in the sections of their kinds."
        if len(pairs) > 1
        else f"The most tied pair{among}, with the events that claims tell of by name, and how far each got. What else "
        "is said of them stands in the sections of their kinds."
    )
    blocks: list[Block] = [Paragraph((Tally(lead),)), *_timeline(m, pairs)]
    for pair in pairs:
        blocks += dossier(m, pair)
    return Section("pairs", "The strongest pairs", (*blocks, *_groups(m, pairs)))


def chosen(m: Material) -> list[Pair]:
    """The pairs with enough counted events: within the coalition, or of all states where the case has none."""
    ranked = m.strongest(m.coalition or None)
    enough = [pair for pair in ranked if sum(map(len, m.total(pair))) >= FEWEST_EVENTS]
    return (enough or ranked[:1])[:MOST_PAIRS]


def dossier(m: Material, pair: Pair) -> list[Block]:
    """One pair: sentences, then its events by kind, each with how far it got."""
    key = "-".join(pair).lower()
    table = _events(m, f"pair-{key}-events", f"{between(m, pair)}: events by kind", m.ties[pair])
    return [Heading(between(m, pair), f"pair-{key}"), Paragraph(_summary(m, pair)), table]


def _events(m: Material, anchor: str, caption: str, by_kind: Mapping[str, Sequence[Evidence]]) -> Table:
    """A row for each kind: its events in order of time."""
    body = []
    for kind in (kind for kind in m.kinds if kind in by_kind):
        pieces = [_event(m, kind, event, of) for event, of in m.events(by_kind[kind]).items()]
        body.append(Row((name(capital(m.kinds[kind].plural)), run_in(pieces))))
    return Table(anchor, caption, (Column("Kind"), Column("What, and how far it got")), tuple(body))


def _event(m: Material, kind: str, event: str, claims: Sequence[Evidence]) -> Runs:
    """An event by name, and the furthest that is said of it; what else is said stands in the section of its kind."""
    return (Name(f"{m.title(event)}: "), *stage(m, furthest(m, m.history(kind, claims))))


def _summary(m: Material, pair: Pair) -> Runs:
    """How many events, of what kinds, since when, and what stands apart."""
    firm, soft = m.total(pair)
    counts = {kind: count for kind, count in m.counts[pair].items() if m.tone(kind) == "cooperation"}
    counted = [claim for count in counts.values() for claim in count.counted]
    between_them = f"between {m.words.name(pair[0])} and {m.words.name(pair[1])}"
    rest = f"{many(len(soft), 'event')} only talked of, passed on, disputed or known by the end"
    if firm:
        text = f"Sources tell of {many(len(firm), 'single event')} {between_them} as agreed or carried out"
        text += f", and of {rest}" if soft else ""
    else:
        text = f"Sources tell of {rest} {between_them}"
    named = [
        f"{m.kinds[kind].plural} ({number(len(count.firm), len(count.soft))})"
        for kind, count in sorted(counts.items(), key=lambda item: (-len(item[1].firm), -len(item[1].soft)))
        if count.firm or count.soft
    ]
    runs: list[Run] = [Text(f"{text}: {listing(named)}."), note(counted), *_first(counted)]
    undated = _lane(m, pair)["undated"]
    if undated:
        runs += [Text(" Undated: "), Tally(f"{undated}.")]
    return (*runs, *_apart(m, pair))


def _first(counted: Sequence[Evidence]) -> list[Run]:
    """The earliest and the latest counted stage that is told with a date."""
    dated = [claim for claim in counted if claim.date and claim.row["earliest"] and claim.assertion == "asserted"]
    dated = [claim for claim in dated if claim.grain == "single"]
    if not dated:
        return []
    first = min(dated, key=lambda claim: (claim.row["earliest"], claim.claim))
    last = max(dated, key=lambda claim: (claim.row["earliest"], claim.claim))
    runs: list[Run] = [Text(" The earliest with a date: "), *_quoted(first)]
    if last.event != first.event:
        runs += [Text(" The latest: "), *_quoted(last)]
    return runs


def _quoted(claim: Evidence) -> list[Run]:
    return [Text(claim.sentence), note([claim])]


def _apart(m: Material, pair: Pair) -> list[Run]:
    grouped = {claim.event for claims in m.group_ties.get(pair, {}).values() for claim in claims}
    if not grouped:
        return []
    return [
        Text(" Claims about groups that both belong to speak of "), Tally(many(len(grouped), "further event")),
        Text("; they stand at the end of this section."),
    ]  # fmt: skip


# -- what groups do ------------------------------------------------------------------------------------------


def _groups(m: Material, pairs: Sequence[Pair]) -> list[Block]:
    """Events told of a group of which the pairs' states are members."""
    by_kind: dict[str, dict[str, Evidence]] = {}
    for pair in pairs:
        for kind, claims in m.group_ties.get(pair, {}).items():
            by_kind.setdefault(kind, {}).update({claim.claim: claim for claim in claims})
    if not by_kind:
        return []
    text = (
        "What is said of groups as a whole. Nothing here says that each member took part, so none of it is counted for "
        "a pair."
    )
    table = _events(
        m,
        "group-events",
        "Events told of a group to which these states belong",
        {kind: list(claims.values()) for kind, claims in by_kind.items()},
    )
    return [Heading("Told of groups as a whole", "groups"), Paragraph((Text(text),)), table]


# -- the picture ---------------------------------------------------------------------------------------------


def _timeline(m: Material, pairs: Sequence[Pair]) -> list[Block]:
    lanes = [_lane(m, pair) for pair in pairs]
    marks = [mark for lane in lanes for mark in lane["marks"]]
    if len(marks) < 2:
        return []
    undated = sum(lane["undated"] for lane in lanes)
    used = {letter for mark in marks for letter in mark["letter"]}
    letters = _letters(m)
    data = {
        "lanes": lanes,
        "letters": [[letter, plural] for letter, plural in letters.values() if letter in used],
        "source": f"Source: claims of the case “{m.record.settings.title}”.",
        "coverage": (
            "Coverage: the first dated stage of each single event"
            f"{f'; undated and so not drawn: {undated}' if undated else ''}. A gap is silence of the sources, not a "
            "year without events."
        ),
    }
    first, last = min(mark["start"] for mark in marks)[:4], max(mark["end"] for mark in marks)[:4]
    alt = (
        f"Timeline of {many(len(lanes), 'pair')} of states from {first} to {last}. Each mark is a single event, as "
        "wide as its date is vague; "
        + "; ".join(f"{lane['label']}: {len(lane['marks'])} dated" for lane in lanes)
        + "."
    )
    figure = Figure(
        "pair-timeline", "timeline", data, "When what ties the strongest pairs came about", alt,
        note=(Text("The claims behind each mark are noted in the lists of the pairs below."),),
    )  # fmt: skip
    return [figure]


def _letters(m: Material) -> dict[str, tuple[str, str]]:
    """A letter for each kind that ties: the first of its name that is still free."""
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for kind in (kind for kind in m.kinds if m.tone(kind) == "cooperation"):
        plural = m.kinds[kind].plural
        letters = [c for c in plural.split(" ")[-1].upper() + plural.upper() if c.isalpha()]
        letter = next((c for c in letters if c not in taken), letters[0])
        taken.add(letter)
        found[kind] = (letter, plural)
    return found


def _lane(m: Material, pair: Pair) -> dict[str, Any]:
    """A pair's counted events, each once, with a letter for every kind it is told of in."""
    letters = _letters(m)
    firm, soft = m.total(pair)
    by_event: dict[str, list[Evidence]] = {}
    for kind, count in m.counts[pair].items():
        if m.tone(kind) == "cooperation":
            for claim in count.counted:
                by_event.setdefault(claim.event, []).append(claim)
    marks: list[dict[str, Any]] = []
    for event in sorted(firm | soft):
        told = [claim for claim in by_event[event] if claim.grain == "single" and claim.assertion in TOLD]
        dated = [claim for claim in told if claim.date]
        if not dated:
            continue
        first = min(dated, key=lambda claim: (claim.row["earliest"] or claim.row["begun_by"], claim.row["step"]))
        end = first.row["begun_by"] or first.row["earliest"]
        carried_out = any(claim.phase == "done" and claim.assertion == "asserted" for claim in told)
        marks.append({
            "start": (first.row["earliest"] or end).isoformat(),
            "end": end.isoformat(),
            "letter": "".join(dict.fromkeys(letters[claim.kind][0] for claim in told)),
            "open": first.row["earliest"] is None,
            "form": "soft" if event in soft else "done" if carried_out else "agreed",
            "title": f"{m.title(event)} ({m.kinds[first.kind].stage[first.stage].label} {first.when})",
        })  # fmt: skip
    marks.sort(key=lambda mark: (mark["start"], mark["end"], mark["letter"], mark["title"]))
    return {"label": between(m, pair), "marks": marks, "undated": len(firm | soft) - len(marks)}
