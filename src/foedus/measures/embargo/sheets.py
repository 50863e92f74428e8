"""The tables of the answer."""

from collections.abc import Iterable, Sequence

from foedus.measures.embargo.asked import Asked
from foedus.measures.embargo.denials import Denial, standing
from foedus.measures.embargo.exposures import Exposure
from foedus.measures.embargo.things import Hand, Thing, rolled
from foedus.measures.embargo.wording import labels
from foedus.measures.measured import Line, Measure, Sheet
from foedus.measures.told import TELL, Told, names, reached, roots, stated
from foedus.record import Record
from foedus.record.conclude.claims import World
from foedus.record.conclude.rules import independent
from foedus.record.figure import Figure, missing
from foedus.record.words import Words


def denied(record: Record, found: Sequence[Denial]) -> Sheet:
    """What has been denied to whom, how far it got, since and until when."""
    words = Words.of(record).record.codebook.kinds["restrictions"].by_name["measure"].words
    lines = []
    for one in found:
        measure = ", ".join(words.get(word, word) for word in one.told.values("measure"))
        by = f" (as member of {names(record, one.grouped)})" if one.grouped else ""
        lines.append(
            Line(
                Words.of(record).title(one.event), key=one.event,
                cells=(
                    labels(record, one.targets), measure + by, labels(record, one.items) if one.items else "not said",
                    stated(_far(record, one.told), one.told.carrying or one.told.claims, record),
                    _when(one.told, "imposed"), _when(one.told, "eased", "lifted"),
                    "; ".join(one.told.values("reason")),
                ),
            )
        )  # fmt: skip
    columns = (
        Measure("On"), Measure("Measure"), Measure("Item"),
        Measure("How far", "The stage that the record concludes; denied: a source says that there is none."),
        Measure("Imposed"), Measure("Eased or lifted"), Measure("Reason given"),
    )  # fmt: skip
    return Sheet("denied", "What has been denied", "restriction", columns, tuple(lines))


def _far(record: Record, one: Told) -> str:
    return reached(record, one, dated=False)


def _when(one: Told, *stages: str) -> Figure:
    """When a strand reached one of some stages: the date, or whether it is undated or not told of at all."""
    found = [(stage, one.dates.get(stage), one.at(stage)) for stage in stages]
    for stage, when, claims in reversed(found):
        if when is not None:
            word = "" if len(stages) == 1 else f"{stage}, "
            return Figure(value=word + when.words, claims=when.claims, roots=_roots(one, when.claims), coverage=TELL)
        if claims:
            return missing("unknown", f"Told of as {stage}, without a date, by {', '.join(claims)}.")
    return missing("unknown", "No claim tells of it; whether it came about is not known.")


def _roots(one: Told, claims: Iterable[str]) -> int:
    chosen = set(claims)
    return independent([tuple(row["roots"]) for row in one.rows if row["claim"] in chosen])


def platforms(record: Record, rows: Sequence[Exposure]) -> Sheet:
    """What needs it, who makes and has that, how it stands, and what took its place."""
    lines = []
    for one in rows:
        whole = names(record, [one.chain.top])
        lines.append(
            Line(
                whole, key=one.chain.top,
                cells=(
                    one.thing.label if len(one.chain.nodes) > 1 else "the whole",
                    _state(record, one), _since(record, one), _still(record, one), _hands(record, one.makers),
                    _hands(record, one.holders), _best(record, one),
                ),
            )
        )  # fmt: skip
    columns = (
        Measure("What of it", "The part, or the whole platform or work."),
        Measure("Supply", "stopped: a restriction is told of that hit it; ended: over, and no restriction told of."),
        Measure("Stopped since", "When it was imposed, else when the supply ended."),
        Measure("Stands still", "yes: stopped, and no substitute that a source vouches for as in use."),
        Measure("Makers"), Measure("Owners and orders", "How far the transfer to each got."),
        Measure("Substitute"),
    )  # fmt: skip
    return Sheet(
        "platforms", "What needs it, and who has that", "platform", columns, tuple(lines),
        "In alphabetical order; the order says nothing about weight.",
    )  # fmt: skip


def perhaps(record: Record, rows: Sequence[Exposure]) -> Sheet:
    """Who has something of a platform's class from its maker's state, where no claim names the model."""
    found = {one.chain.top: one for one in rows if one.unnamed}
    lines = tuple(
        Line(names(record, [key]), (_hands(record, one.unnamed),), key=key) for key, one in sorted(found.items())
    )
    note = "It may be this platform or another of its class; it is not counted as this one."
    return Sheet("class", "Of its class, the model not named", "platform", (Measure("Who has it"),), lines, note)


def _state(record: Record, one: Exposure) -> Figure:
    claims = one.over or one.thing.claims
    return stated(one.state, claims, record)


def _since(record: Record, one: Exposure) -> Figure:
    if one.since:
        return stated(one.since.words, one.since.claims, record)
    if one.state.startswith("stopped"):
        return missing("unknown", "No claim dates it.")
    return missing("not-covered", "It is not told of as stopped.")


def _still(record: Record, one: Exposure) -> Figure:
    claims = dict.fromkeys([*one.over, *(c for sub in one.substitutes for c in sub.claims)])
    if one.state == "ended":
        return missing(
            "unknown", "Its supply ended, no restriction is told of: whether it is still needed is not said."
        )
    if one.state == "agreed or talked of":
        return missing("unknown", "Supply is only agreed, expected or weighed: whether any has come is not told.")
    return Figure(
        value="yes" if one.standing_still else "no", claims=tuple(claims) or one.thing.claims,
        coverage="As far as claims tell: yes where its supply is stopped and no substitute is vouched for as in use.",
    )  # fmt: skip


def _hands(record: Record, hands: Sequence[Hand]) -> Figure:
    if not hands:
        return missing("unknown", "No claim names anybody.")
    words = Words.of(record)
    told = "; ".join(words.label(hand.state) + (f" ({hand.how})" if hand.how else "") for hand in hands)
    claims = [claim for hand in hands for claim in hand.claims]
    note = "" if claims else "From the entry in entities.csv, not from a claim."
    return stated(told, claims, record, note)


def _best(record: Record, one: Exposure) -> Figure:
    so = [sub for sub in one.substitutes if sub.so]
    if not so:
        return missing("unknown", "No claim says that anything took its place.")
    return stated(", ".join(sub.label for sub in so), [c for sub in so for c in sub.claims], record)


def links(record: Record, rows: Sequence[Exposure]) -> Sheet:
    """The chain, link by link, each with its claims."""
    found: dict[tuple[str, str, str], list[str]] = {}
    words = Words.of(record)

    def add(one: str, way: str, other: str, claims: Iterable[str]) -> None:
        found.setdefault((one, way, other), []).extend(claims)

    for row in rows:
        for denial in row.denials:
            add(words.title(denial.event), "hits", row.thing.label, denial.told.claims)
        for denial in row.spared:
            add(words.title(denial.event), "is said not to hit", row.thing.label, denial.told.claims)
        add(row.thing.label, "is supplied: how far", "; ".join(_supply(record, row)), row.thing.claims)
        for one, other, claims in zip(row.chain.nodes, row.chain.nodes[1:], row.chain.links, strict=False):
            add(words.label(one), "goes into", words.label(other), claims)
        top = words.label(row.chain.top)
        for hand in row.makers:
            add(top, "is made by", words.label(hand.state), hand.claims)
        for hand in row.holders:
            add(top, f"transfer, {hand.how}:", words.label(hand.state), hand.claims)
        for sub in row.substitutes:
            add(sub.label, "takes the place of", row.thing.label, sub.claims)
    columns = (Measure("Link"), Measure("To"), Measure("Roots", "Independent roots that the link rests on."))
    lines = [Line(one, (way, other, _link(record, claims))) for (one, way, other), claims in found.items()]
    return Sheet("links", "The chain, link by link", "from", columns, tuple(lines))


def _supply(record: Record, row: Exposure) -> list[str]:
    return list(dict.fromkeys(reached(record, one) for one in row.thing.strands))


def _link(record: Record, claims: Iterable[str]) -> Figure:
    kept = tuple(dict.fromkeys(claims))
    if not kept:
        return Figure(value=0, coverage="From the entry in entities.csv, not from a claim.")
    return Figure(value=roots(record, kept), claims=kept, roots=roots(record, kept), coverage=TELL)


def going_on(record: Record, rows: Sequence[Exposure], found: Sequence[Denial]) -> Sheet:
    """What goes on although restrictions on the same states are in force, or is said not to be embargoed."""
    lines = []
    for one in rows:
        spite = [denial for denial in standing(found, one.others) if denial not in one.denials]
        if one.state not in ("goes on", "said to go on", "stopped, then resumed") or not (spite or one.spared):
            continue
        carrying = [c for strand in one.thing.strands for c in strand.carrying]
        titles = dict.fromkeys(Words.of(record).title(denial.event) for denial in spite)
        lines.append(
            Line(
                one.thing.label, key=one.thing.key,
                cells=(
                    labels(record, one.others), stated("; ".join(_supply(record, one)), carrying, record),
                    stated("; ".join(titles), [c for d in spite for c in d.told.claims], record)
                    if spite else missing("unknown", "No restriction on them is told of as in force."),
                    stated("no such restriction", [c for d in one.spared for c in d.told.claims], record)
                    if one.spared else missing("unknown", "No claim says that it is spared."),
                ),
            )
        )  # fmt: skip
    columns = (
        Measure("With or for"), Measure("How far"), Measure("In spite of"), Measure("Said not to be restricted"),
    )  # fmt: skip
    return Sheet("going-on", "What goes on in spite of it", "what", columns, tuple(lines))


def general(record: Record, asked: Asked, found: Sequence[Thing]) -> Sheet:
    """General statements of supply, which name no model: who else would be touched is not known from them."""
    lines = []
    for one in found:
        parties = [
            key for strand in one.strands for role in ("recipient", "partners") if role in strand.rows[0]
            for key in strand.values(role)
        ]  # fmt: skip
        hands = [state for state in rolled(World.of(record), parties) if state != asked.imposer]
        if hands and not (asked.target and asked.target not in hands) and not asked.item:
            far = "; ".join(dict.fromkeys(reached(record, strand) for strand in one.strands))
            lines.append(Line(one.label, (labels(record, hands), stated(far, one.claims, record))))
    columns = (Measure("With or for"), Measure("How far"))
    note = "They name no model, so no platform can be followed from them; not counted."
    return Sheet("general", "General statements of what it supplies", "what", columns, tuple(lines), note)
