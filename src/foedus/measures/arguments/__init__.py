"""Arguments: on a question, what enables and what obstructs, by whom, on how many roots, and what has happened since.

Reasons are somebody's, not findings. Ten reasons of one author stand on one root.
"""

from collections.abc import Sequence

import msgspec

from foedus.measures.arguments.picture import picture
from foedus.measures.arguments.question import Question, question
from foedus.measures.arguments.reasons import ROLES, Reason, givers, reasons, roots
from foedus.measures.arguments.since import Since, Step, since
from foedus.measures.measured import Line, Measure, Measured, Sheet
from foedus.record import Record
from foedus.record.figure import Figure, count, missing
from foedus.record.words import Words
from foedus.terms.dates import parse, say

KIND = "arguments"
MOST = 300
"""Rows of a sheet."""
SHOWN = 2
"""What has happened since that a row names; the rest is counted."""
OTHER = "role not said"
HERE = "Reasons on record at these clocks."
NOTHING = "nothing on record since"
LIMITS = (
    (
        "Reasons that somebody gives, not findings: neither their number nor their roots say how strong they are, and "
        "what enables is not set off against what obstructs."
    ),
    (
        "What has happened since is linked through keys alone: events that a claim names, and what names two of the "
        "actors that it concerns, or the one body. Whether it bears the reason out or takes its ground away is for "
        "the reader; members of a group that is concerned are not followed one by one."
    ),
    "Nothing on record since is silence of these sources, not a finding that nothing has changed.",
)
SOURCES = (
    "Toulmin, S. E. (1958): The Uses of Argument. Cambridge: Cambridge University Press",
    (
        "Axelrod, R. (ed.) (1976): Structure of Decision: The Cognitive Maps of Political Elites. Princeton: "
        "Princeton University Press"
    ),
    (
        "Koopmans, R. and Statham, P. (1999): Political Claims Analysis: Integrating Protest Event and Political "
        "Discourse Approaches. Mobilization 4 (2), 203–221"
    ),
    (
        "Heuer, R. J. (1999): Psychology of Intelligence Analysis. Washington: Center for the Study of Intelligence, "
        "Central Intelligence Agency"
    ),
)


def arguments(record: Record, *, topic: str = "") -> Measured:
    """The reasons given on a topic (with what is under it), an event or an actor; on everything without one.

    Raises `MeasureError` for what is none of these.
    """
    asked = question(record, topic)
    found = reasons(record, *asked.where)
    shown = found[:MOST]
    later = since(record, shown)
    sheets = [_by_role(record, found)]
    if len({one.question for one in found}) > 1:
        sheets.append(_by_question(record, found))
    sheets += [_listed(record, shown, later), _happened(record, shown, later)]
    clocks = {name: day for name, day in record.clocks.items() if day}
    return Measured(
        measure=KIND,
        title=f"Arguments: {asked.label}",
        answer=_answer(record, asked, found, later),
        asked={**({"topic": topic} if topic else {}), **clocks},
        sheets=tuple(sheet for sheet in sheets if sheet.lines),
        pictures=picture(record, found),
        warnings=_warnings(asked, found),
        limits=LIMITS,
        sources=SOURCES,
    )


def _label(record: Record, role: str) -> str:
    return record.codebook.kinds[KIND].by_name["role"].words.get(role, role) or OTHER


def _on(record: Record, key: str) -> str:
    """What a reason is on, by name."""
    words = Words.of(record)
    return words.label(key) if key in words.topics else words.title(key) if key else "not said on what"


def _by_role(record: Record, found: Sequence[Reason]) -> Sheet:
    lines = []
    for role in ROLES:
        of = [one for one in found if one.role == role]
        if of:
            lines.append(Line(_label(record, role), _counts(of), role))
    return Sheet("roles", "What the reasons do to the matter", "role", COUNTS, tuple(lines), BESIDE)


def _by_question(record: Record, found: Sequence[Reason]) -> Sheet:
    by: dict[str, list[Reason]] = {}
    for one in found:
        by.setdefault(one.question, []).append(one)
    columns = (*(Measure(_label(record, role)) for role in ROLES[:2]), Measure("All reasons"), *COUNTS[1:3])
    lines = []
    for key, of in sorted(by.items(), key=lambda item: (-len(item[1]), item[0])):
        counted = [one for one in of if one.counted]
        split = tuple(_count([one for one in counted if one.role == role]) for role in ROLES[:2])
        lines.append(Line(_on(record, key), (*split, *_counts(of)[:3]), key))
    return Sheet("questions", "By what they are on", "on", columns, tuple(lines[:MOST]))


COUNTS = (
    Measure("Reasons", "Single reasons that somebody gives, each once however often it is told."),
    Measure("Given by", "By how many: authors of one text count as one."),
    Measure("Independent roots", "On whose word they rest in the end."),
    Measure("Only weighed, expected, denied or general", "Not counted among the reasons."),
)
BESIDE = "Roles are not set off against each other: reasons are not votes."


def _counts(of: Sequence[Reason]) -> tuple[Figure, ...]:
    counted = [one for one in of if one.counted]
    figure = _count(counted)
    given, rooted = len(givers(counted)), roots([row for one in counted for row in one.rows])
    return (
        figure,
        *(Figure(value=value, claims=figure.claims, roots=rooted, coverage=HERE) for value in (given, rooted)),
        _count([one for one in of if not one.counted]),
    )


def _count(of: Sequence[Reason]) -> Figure:
    """How many reasons: a count of what is on record, so that none is nil of these claims, not of the world."""
    figure = count(sorted(claim for one in of for claim in one.claims), roots([row for one in of for row in one.rows]))
    return msgspec.structs.replace(figure, value=len(of), coverage=HERE)


# -- the reasons ---------------------------------------------------------------------------------------------


def _listed(record: Record, shown: Sequence[Reason], later: Sequence[Since]) -> Sheet:
    several = len({one.question for one in shown}) > 1
    Words.of(record).read(step.told.event for one in later for step in one.steps[:SHOWN])
    lines = []
    for one, after in zip(shown, later, strict=True):
        how = "; ".join(part for part in (one.manner, _word(record, one)) if part)
        given = "; ".join(sorted(one.givers))
        cells: tuple[Figure | str, ...] = (
            _label(record, one.role), *([_on(record, one.question)] if several else []), given, how or "own word",
            Figure(value=one.roots, claims=one.claims, roots=one.roots), _when(one), _after(record, one, after),
        )  # fmt: skip
        lines.append(Line(one.proposition, cells, one.claims[0]))
    columns = (
        Measure("Role"), *([Measure("On")] if several else []), Measure("Given by"), Measure("How"),
        Measure("Roots", "Independent roots."), Measure("When", "The date of the argument, else of its source."),
        Measure("Since then", "Dated stages, later than the reason, of what its keys lead to."),
    )  # fmt: skip
    return Sheet("reasons", "The reasons", "reason", columns, tuple(lines))


def _word(record: Record, one: Reason) -> str:
    """On whose word a source passes it on."""
    label = Words.of(record).label
    after = sorted({label(key) for row in one.rows for key in row["attribution"] or ()})
    return f"after {', '.join(after)}" if after else ""


def _when(one: Reason) -> str:
    dated = sorted({row["date"] for row in one.rows if row["date"]})
    if dated:
        return say(parse(dated[0]))
    return f"by {say(parse(one.since.isoformat()))}" if one.since else "not dated"


def _after(record: Record, one: Reason, found: Since) -> Figure:
    beside = f" Undated, before or since: {', '.join(found.undated)}." if found.undated else ""
    if found.steps:
        told = [step.words(record) for step in found.steps[:SHOWN]]
        more = f"; and {len(found.steps) - SHOWN} more" if len(found.steps) > SHOWN else ""
        claims = sorted({claim for step in found.steps for claim in step.when.claims})
        rows = [row for step in found.steps for row in step.told.rows if row["claim"] in claims]
        return Figure(
            value="; ".join(told) + more, claims=tuple(claims), roots=roots(rows), cover="partly",
            coverage=f"What its keys lead to, dated after it was given.{beside}",
        )  # fmt: skip
    if not found.linked:
        return missing(
            "not-covered", "No key leads from it to an event, or to two actors or a body that stand together."
        )
    return Figure(value=NOTHING, cover="partly", coverage=f"What its keys lead to has no later date on record.{beside}")


def _happened(record: Record, shown: Sequence[Reason], later: Sequence[Since]) -> Sheet:
    """What has happened since, each once, with how many reasons it is linked to."""
    by: dict[tuple[str, str, str, tuple[str, ...]], tuple[Step, list[Reason]]] = {}
    for one, after in zip(shown, later, strict=True):
        for step in after.steps:
            key = (step.told.kind, step.told.event, step.when.stage, tuple(sorted(step.told.claims)))
            by.setdefault(key, (step, []))[1].append(one)
    words = Words.of(record)
    lines = []
    ordered = sorted(by.items(), key=lambda item: (str(item[1][0].when.earliest), item[0]))
    for (kind, event, stage, _), (step, of) in ordered[:MOST]:
        claims = tuple(sorted(step.when.claims))
        rows = [row for row in step.told.rows if row["claim"] in claims]
        figure = Figure(value=step.when.words, claims=claims, roots=roots(rows))
        about = tuple(sorted(claim for one in of for claim in one.claims))
        label = record.codebook.kinds[kind].stage[stage].label
        lines.append(Line(words.title(event), (label, figure, Figure(value=len(of), claims=about)), event))
    columns = (Measure("Stage"), Measure("When"), Measure("Reasons whose keys lead to it"))
    return Sheet("since", "What has happened since to what reasons rest on", "event", columns, tuple(lines))


# -- in words ------------------------------------------------------------------------------------------------


def _answer(record: Record, asked: Question, found: Sequence[Reason], later: Sequence[Since]) -> str:
    counted = [one for one in found if one.counted]
    if not found:
        return f"No claim gives a reason on {asked.label} at these clocks; that is silence of the sources."
    rows = [row for one in counted for row in one.rows]
    parts = []
    for role in ROLES:
        of = [one for one in counted if one.role == role]
        if of:
            parts.append(
                f"{_label(record, role)} {len(of)} (on {_roots(roots([row for one in of for row in one.rows]))})"
            )
    many = f"{len(counted)} reason{'' if len(counted) == 1 else 's'}"
    text = f"{many} by {len(givers(counted))} on {_roots(roots(rows))}: {', '.join(parts)}."
    aside = len(found) - len(counted)
    text += f" Besides, {aside} only weighed, expected, denied or general." if aside else ""
    moved = sum(1 for after in later if after.steps)
    linked = sum(1 for after in later if after.linked)
    if not linked:
        return f"{text} No key leads on from them to what they rest on."
    rest = "rests" if moved == 1 else "rest"
    return (
        f"{text} Keys lead on from {linked}: since then something dated has happened to what {moved} of them {rest} on."
    )


def _roots(number: int) -> str:
    return f"{number} independent root{'' if number == 1 else 's'}"


def _warnings(asked: Question, found: Sequence[Reason]) -> tuple[str, ...]:
    warnings = []
    if asked.also:
        warnings.append(f"All arguments of this event are on “{asked.also}”, which is asked with it.")
    if len(found) > MOST:
        warnings.append(f"{len(found)} reasons were found, {MOST} are shown and followed; --topic narrows it down.")
    return tuple(warnings)
