"""Embargo exposure: what a state has denied others, what needs it, who has that, and what took its place.

Claims of production, transfers and restrictions, with the entries of firms and platforms, make a graph: parts go into
platforms, states supply parts, states make platforms or have them. Nothing is ranked: it says what sources have
published, no more.
"""

from collections.abc import Sequence

from foedus.measures.embargo import sheet_known, sheets, sheets_substitutes
from foedus.measures.embargo.asked import Asked, asked
from foedus.measures.embargo.chains import Cycle, known, parts
from foedus.measures.embargo.denials import by_unlisted_groups, denials
from foedus.measures.embargo.exposures import Exposure, Met, exposures
from foedus.measures.embargo.picture import picture
from foedus.measures.embargo.things import Supplied, supplied
from foedus.measures.embargo.wording import answer
from foedus.measures.measured import Measured
from foedus.measures.told import names
from foedus.record import Record
from foedus.record.words import Words

MOST = 300
"""Rows of a sheet."""
LIMITS = (
    (
        "Public claims only: what published sources say, as they say it. No platform, part or supplier is ranked,"
        " and nothing here says what an embargo would achieve or whom it would hurt most."
    ),
    (
        "Which parts a platform has is mostly known because they were withheld: a platform without a part here is"
        " not one without foreign parts. Known chokepoints are not a sample of those that there are."
    ),
    (
        "A general embargo is not taken to have stopped a thing unless a claim leads from the one to the other; "
        "how hard it was enforced is not known."
    ),
    (
        "A substitute counts as in use where a source vouches for it. How good it is stands here as somebody's "
        "opinion, with his name; nobody's figures were tested."
    ),
)
SOURCES = (
    (
        "Hirschman, A. O. (1945): National Power and the Structure of Foreign Trade. Berkeley: University of "
        "California Press"
    ),
    "Farrell, H. and Newman, A. L. (2019): Weaponized Interdependence. International Security 44 (1), 42–79",
    (
        "Caverley, J. D. (2007): United States Hegemony and the New Economics of Defense. Security Studies 16 "
        "(4), 598–614"
    ),
    (
        "Kinsella, D. (1998): Arms Transfer Dependence and Foreign Policy Conflict. Journal of Peace Research 35 "
        "(1), 7–23"
    ),
)


def embargo(record: Record, *, imposer: str, item: str = "", target: str = "") -> Measured:
    """What others are exposed to if a state withholds what it supplies, and what it has withheld.

    `imposer`: the state (or body) that withholds. `item`: a platform or part by key or name, a class of the codebook
    (`engines`), or words; without it everything. `target`: only what touches this state. Raises `MeasureError` for
    what cannot be asked, `AskError` for an unknown name.
    """
    wanted = asked(record, imposer, item, target)
    supply = supplied(record, wanted.imposer)
    up = parts(record)
    denied = denials(record, wanted.imposer)
    met = exposures(record, wanted.imposer, wanted.things(supply.things, up), denied, up)
    rows = [one for one in met.exposures if not wanted.target or wanted.target in one.others]
    kept = [one for one in denied if wanted.touches(one, rows)]
    about = known(record, up)
    shown = rows[:MOST]
    return Measured(
        measure="embargo",
        title=f"Embargo exposure: what {names(record, [wanted.imposer])} supplies and has withheld",
        answer=answer(record, wanted, kept, rows, about),
        asked=wanted.told(record),
        sheets=tuple(
            sheet
            for sheet in (
                sheets.denied(record, kept[:MOST]),
                sheets.platforms(record, shown),
                sheets.perhaps(record, shown),
                sheets.links(record, shown),
                sheets_substitutes.replaced(record, shown),
                sheets_substitutes.said(record, shown),
                sheets.going_on(record, shown, denied),
                sheets.general(record, wanted, supply.general[:MOST]),
                sheet_known.covered(about, rows),
            )
            if sheet.lines
        ),
        pictures=picture(record, wanted.imposer, shown),
        warnings=tuple(_warnings(record, wanted, supply, met, rows, len(denied), about.unplaced)),
        limits=LIMITS,
        sources=SOURCES,
    )


def _warnings(
    record: Record,
    wanted: Asked,
    supply: Supplied,
    met: Met,
    rows: Sequence[Exposure],
    denied: int,
    unplaced: Sequence[Sequence[str]],
) -> list[str]:
    name = Words.of(record).name(wanted.imposer)
    found = [_cycle(record, one) for one in met.cycles]
    found += [f"{one.label} goes into more things than are followed here." for one in met.cut]
    if not denied:
        found.append(f"No claim has {name} restrict anything: this is what others get from it, not what was withheld.")
    if not supply.things and not supply.general:
        found.append(
            f"No claim says what {name} supplies to anybody: its part in what others make is unknown, not nil."
        )
    elif not rows:
        found.append(f"No claim names another state that makes or has what {name} supplies{wanted.within}.")
    if rows and met.alone:
        few = ", ".join(one.label for one in met.alone[:6]) + (" and more" if len(met.alone) > 6 else "")
        found.append(f"No other state is named as making or having {_many(met.alone, 'thing')} of {name}: {few}.")
    if unplaced:
        found.append(
            f"No claim says into which platform {_many(unplaced, 'component')} "
            f"{'goes' if len(unplaced) == 1 else 'go'}, so that nothing can be followed from there: "
            f"{_some([claim for of in unplaced for claim in of])}."
        )
    if supply.own:
        found.append(
            f"{_many(supply.own, 'claim')} {'has' if len(supply.own) == 1 else 'have'} {name} as supplier and as "
            f"recipient; left out: {_some(supply.own)}."
        )
    if supply.nameless:
        claims = [claim for one in supply.nameless for claim in one.claims]
        found.append(f"Left out for naming no thing: {_many(claims, 'claim')} of its supply, {_some(claims)}.")
    groups = by_unlisted_groups(record, wanted.imposer)
    if groups:
        found.append(
            f"Restrictions by {names(record, groups)} are not counted as those of {name}: the case does not list who "
            "belongs to it."
        )
    for what, number in (
        ("platforms", len(rows)),
        ("restrictions", denied),
        ("general statements", len(supply.general)),
    ):
        if number > MOST:
            found.append(f"Of {number} {what} no more than {MOST} are shown; --item and --target narrow it down.")
    return found


def _cycle(record: Record, one: Cycle) -> str:
    way = " is part of ".join(names(record, [node]) for node in one.nodes)
    return f"Claims go round in a circle: {way} ({_some(one.claims)}). The chain stops before it comes round."


def _many(found: Sequence[object], word: str) -> str:
    return f"{len(found)} {word}{'' if len(found) == 1 else 's'}"


def _some(claims: Sequence[str]) -> str:
    return ", ".join(claims[:6]) + (f" and {len(claims) - 6} more" if len(claims) > 6 else "")
