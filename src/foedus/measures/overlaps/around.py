"""What divides the members of a group, and what ties or divides them and states outside it."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from foedus.measures.measured import Line
from foedus.measures.membership import labels
from foedus.measures.told import Told, of_events, reached
from foedus.record import Record
from foedus.record.conclude.rules import independent
from foedus.record.figure import DataRow, Figure, missing
from foedus.record.words import Words
from foedus.reference.profile import Profile

CONFLICT = "conflict"
TRANSFERS, DISPUTES, RESTRICTIONS = "transfers", "disputes", "restrictions"
REAL = ("agreed", "done")
GENERAL = "in general only"
"""What a cell says where claims tell of no single event."""
SILENT = "Single events agreed or carried out, as claims tell; of others the sources may be silent."
LEVELS = {"1": "no militarised action", "2": "threat", "3": "display of force", "4": "use of force", "5": "war"}
"""Hostility levels of the Militarized Interstate Disputes."""


class Tie(msgspec.Struct, frozen=True):
    """A strand that ties states, and the ordered pairs that its claims name."""

    told: Told
    pairs: frozenset[tuple[str, str]]

    def counted(self, record: Record) -> bool:
        """Whether it is a single event that some source says came about, or is agreed."""
        stage = self.told.stage
        return (
            self.told.single and stage is not None and record.codebook.kinds[self.told.kind].stage[stage].phase in REAL
        )

    @property
    def general(self) -> bool:
        """Whether it is told of, but not as a single event."""
        return self.told.so and not self.told.single


class Around(msgspec.Struct, frozen=True):
    """Strands that tie some states, by kind, event and claims: among them, and with others."""

    inside: tuple[Tie, ...]
    """Disputes and restrictions."""
    outside: tuple[Tie, ...]
    """These and arms transfers."""


def ties(record: Record, states: Sequence[str]) -> Around:
    """What ties or divides some states, and them and others.

    Only what claims name, not what ties states as members of a group that is named.
    """
    conflicts = [name for name, kind in record.codebook.kinds.items() if kind.ties and kind.ties.tone == CONFLICT]
    rows = record.con.execute(
        "SELECT kind, event, claim, a, b FROM ties WHERE NOT expanded AND list_contains(?::VARCHAR[], kind) "
        "AND (a IN (SELECT unnest(?::VARCHAR[])) OR b IN (SELECT unnest(?::VARCHAR[])))",
        [[*conflicts, TRANSFERS], list(states), list(states)],
    ).fetchall()
    among = frozenset(states)
    pairs: tuple[dict[str, set[tuple[str, str]]], ...] = ({}, {})
    events: set[str] = set()
    for kind, event, claim, a, b in rows:
        within = a in among and b in among
        if not within or kind in conflicts:
            pairs[within].setdefault(claim, set()).add((a, b))
            events.add(event)
    told = list(of_events(record, events, [*conflicts, TRANSFERS]))
    outside, inside = (tuple(_tied(told, of)) for of in pairs)
    return Around(inside, outside)


def _tied(told: Iterable[Told], pairs: Mapping[str, set[tuple[str, str]]]) -> list[Tie]:
    found = []
    for one in told:
        named = frozenset(pair for claim in one.claims for pair in pairs.get(claim, ()))
        if named:
            found.append(Tie(one, named))
    return sorted(found, key=lambda tie: (tie.told.kind, tie.told.event, sorted(tie.told.claims)))


# -- among members -------------------------------------------------------------------------------------------


def quarrels(
    record: Record, states: Sequence[str], found: Iterable[Tie], since: int | None, until: int | None
) -> list[Line]:
    """Disputes and restrictions among members, by claims and by datasets."""
    lines = [_quarrel(record, tie) for tie in found]
    return lines + [_known(record, key, rows) for key, rows in sorted(_disputes(record, states, since, until).items())]


def _quarrel(record: Record, tie: Tie) -> Line:
    one = tie.told
    kind = record.codebook.kinds[one.kind]
    column = kind.by_name["type" if "type" in kind.by_name else "measure"]
    what = ", ".join(sorted(column.words.get(word, word) for word in one.values(column.name))) or kind.label
    claims = tuple(sorted(one.carrying or one.claims))
    roots = independent([tuple(row["roots"]) for row in one.rows if row["claim"] in claims])
    how = "" if one.single or not one.so else " (in general)"
    far = Figure(value=reached(record, one) + how, claims=claims, roots=roots)
    who = labels(record, {state for pair in tie.pairs for state in pair})
    return Line(
        Words.of(record).title(one.event),
        (who, what, far, Figure(value=roots, unit="root" if roots == 1 else "roots", claims=claims)),
        one.event,
    )


def _disputes(
    record: Record, states: Sequence[str], since: int | None, until: int | None
) -> dict[tuple[str, str, str, str], list[Mapping[str, str]]]:
    found: dict[tuple[str, str, str, str], list[Mapping[str, str]]] = {}
    for row in Profile.of(record).tables[DISPUTES]:
        if row["state1"] not in states or row["state2"] not in states:
            continue
        if (until and int(row["since"]) > until) or (since and int(row["until"]) < since):
            continue
        a, b = sorted((row["state1"], row["state2"]))
        found.setdefault((a, b, row["dataset"], row["type"]), []).append(row)
    return found


def _known(record: Record, key: tuple[str, str, str, str], rows: Sequence[Mapping[str, str]]) -> Line:
    a, b, dataset, sort = key
    about = Profile.of(record).coverage[dataset]
    spells = ", ".join(_years(row) for row in sorted(rows, key=lambda row: (row["since"], row["until"])))
    level = max((row["level"] for row in rows if row["level"]), default="")
    entry = tuple(DataRow(dataset, about.version, f"{a} and {b}, {sort}, {_years(row)}") for row in rows)
    far = Figure(
        value=spells, rows=entry, coverage=f"{about.title} {about.version}, {about.since}–{about.until}.",
        note=f"Up to: {LEVELS.get(level, level)}." if level else "",
    )  # fmt: skip
    none = missing("not-covered", "A dataset's row has no roots in the case's sources.", "roots")
    return Line(f"{about.title}: {sort}", (labels(record, (a, b)), sort, far, none))


def _years(row: Mapping[str, str]) -> str:
    return row["since"] if row["since"] == row["until"] else f"{row['since']}–{row['until']}"


# -- outside -------------------------------------------------------------------------------------------------


def outside(
    record: Record, states: Sequence[str], tied: Iterable[Tie], since: int | None, until: int | None
) -> list[Line]:
    """States outside the group that supply its members, quarrel with them, or restrict them or are restricted."""
    inside = set(states)
    found: dict[str, dict[str, list[Tie]]] = {}
    for tie in tied:
        for a, b in tie.pairs:
            other, ours_first = (b, True) if a in inside else (a, False)
            column = _column(tie.told.kind, ours_first)
            if column:
                found.setdefault(other, {}).setdefault(column, []).append(tie)
    volumes = _volumes(record, states, since, until)
    words = Words.of(record)
    lines = []
    for other in sorted(dict.fromkeys((*found, *volumes)), key=words.label):
        by = found.get(other, {})
        supplied = by.get("supplied", [])
        cells: tuple[Figure | str, ...] = (
            _count(record, supplied), _whom(record, supplied, inside),
            volumes.get(other) or _volume(record, other, since, until),
            *(_count(record, by.get(column, [])) for column in ("quarrels", "restricts", "restricted")),
        )  # fmt: skip
        lines.append(Line(words.label(other), cells, other))
    return lines


def _column(kind: str, ours_first: bool) -> str:
    """Which column a tie stands in; '' for arms that a member supplies."""
    if kind == TRANSFERS:
        return "" if ours_first else "supplied"
    if kind == RESTRICTIONS:
        return "restricted" if ours_first else "restricts"
    return "quarrels"


def _count(record: Record, found: Iterable[Tie]) -> Figure:
    """How many single events; where none is single, that they are told of in general, or that no claim tells."""
    every = list(found)
    counted = [tie for tie in every if tie.counted(record)]
    general = sorted({claim for tie in every if tie.general for claim in tie.told.claims})
    beside = f"Told of in general or as a series, not counted: {', '.join(general)}." if general else ""
    if counted:
        rows = {row["claim"]: tuple(row["roots"]) for tie in counted for row in tie.told.rows}
        kept = tuple(sorted(rows))
        events = {tie.told.event for tie in counted}
        return Figure(
            value=len(events), claims=kept, roots=independent(list(rows.values())), note=beside, coverage=SILENT
        )
    if general:
        return Figure(value=GENERAL, claims=tuple(general), cover="partly", coverage="No single event, so not counted.")
    if every:
        aside = sorted({claim for tie in every for claim in tie.told.claims})
        return missing("unknown", f"Only denied, expected, weighed or at an end: {', '.join(aside)}.")
    return missing("unknown", "No claim tells of any; that is silence of the sources, not nil.")


def _whom(record: Record, found: Iterable[Tie], inside: set[str]) -> str:
    return labels(record, {b for tie in found if tie.counted(record) for _, b in tie.pairs if b in inside})


def _volume(record: Record, supplier: str, since: int | None, until: int | None) -> Figure:
    """What stands where a dataset has no delivery: nil within its window, else not covered."""
    covered = window(record, since, until)
    if covered is None:
        return missing(
            "not-covered", "No dataset of the profile covers arms transfers in the years asked about.", "TIV"
        )
    about = Profile.of(record).behind(TRANSFERS)[0]
    row = DataRow(about.dataset, about.version, f"{supplier}: no delivery to them")
    return Figure(value=0, unit="TIV", rows=(row,), coverage=f"No delivery of major arms in {covered}.")


def window(record: Record, since: int | None, until: int | None) -> str | None:
    """The dataset of arms transfers, and the years of it that are looked at; None where it has none of them."""
    behind = Profile.of(record).behind(TRANSFERS)
    if not behind or (since and since > behind[0].until) or (until and until < behind[0].since):
        return None
    first, last = max(since or 0, behind[0].since), min(until or behind[0].until, behind[0].until)
    return f"{behind[0].title} {behind[0].version}, {first}–{last}"


def _volumes(record: Record, states: Sequence[str], since: int | None, until: int | None) -> dict[str, Figure]:
    """Deliveries of major arms to members by supplier outside the group: millions of TIV, a volume, not money."""
    covered = window(record, since, until)
    if covered is None:
        return {}
    rows: dict[str, list[Mapping[str, str]]] = {}
    for row in Profile.of(record).tables[TRANSFERS]:
        year = int(row["year"])
        if row["recipient"] in states and row["supplier"] not in states and (since or year) <= year <= (until or year):
            rows.setdefault(row["supplier"], []).append(row)
    found = {}
    for supplier, of in rows.items():
        by: dict[str, list[int]] = {}
        for row in of:
            by.setdefault(row["recipient"], []).append(int(row["year"]))
        entries = tuple(
            DataRow(of[0]["dataset"], of[0]["version"], f"{supplier} to {to}, {min(years)}–{max(years)}")
            for to, years in sorted(by.items())
        )
        total, unsure = sum(float(row["tiv"]) for row in of), sum(float(row["uncertain"] or 0) for row in of)
        found[supplier] = Figure(
            value=round(total, 2), unit="TIV", digits=2, rows=entries,
            coverage=f"{covered}; millions of trend-indicator values, a volume, not money.",
            note=f"On rows of uncertain number or year: {unsure:.2g}." if unsure else "",
        )  # fmt: skip
    return found
