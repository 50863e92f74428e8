"""A case's obligations and memberships against the alliances of ATOP."""

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from foedus.reference import likeness
from foedus.reference.compare.days import MONTH, SAID, YEAR, nearness
from foedus.reference.compare.dcad import BINDING
from foedus.reference.compare.model import Difference, Fit, Ours, Theirs
from foedus.reference.compare.ours import TOLD, Case, several
from foedus.terms import states as terms

DATASET, PART, TABLES = "atop", "members", ("atop_members",)
HELPED = ("igo_members",)
OBLIGATIONS = {
    "defense": "defense",
    "offense": "offense",
    "neutral": "neutrality",
    "nonagg": "nonaggression",
    "consul": "consultation",
}
"""ATOP's columns and the codebook's words for the same obligations (which are ATOP's own terms)."""
TWO = 2
RULE = (
    "An agreement goes with an alliance whose members among the states that are looked at are its parties, and which "
    "began in the month of its date, or in the year where they share an obligation (an inferred one does not count). "
    "Memberships of an organisation go with the alliance whose members are nearly its own "
    f"({likeness.LIKE:.0%} of all that are in either, by COW-IGO). Where two fit as well, none."
)


def ours(case: Case) -> Iterator[Ours]:
    """The case's agreements by event, and the memberships that claims tell of by organisation."""
    for event, rows in case.events("agreements").items():
        states = case.governments(key for row in rows for key in several(row["parties"]))
        told = [row for row in rows if row["assertion"] in TOLD and row["grain"] == "single"]
        aside = ""
        if told and not {row["stage"] for row in told} & set(BINDING):
            aside = "No source tells of it as signed or in force."
        bound = [row for row in rows if row["obligation_basis"] != "inferred"]
        yield case.ours(
            "agreements", event, rows, states, aside=aside,
            obligations=tuple(dict.fromkeys(word for row in bound for word in several(row["obligations"]))),
        )  # fmt: skip
    yield from _bodies(case)


def _bodies(case: Case) -> Iterator[Ours]:
    by_body: dict[str, list[dict[str, Any]]] = {}
    for rows in case.events("memberships").values():
        for row in rows:
            if row["assertion"] in TOLD and row["stage"] == "in-force" and row["role"] not in ("observer", "candidate"):
                for body in several(row["organisation"]):
                    by_body.setdefault(body, []).append(row)
    for body, rows in sorted(by_body.items()):
        states = case.states(key for row in rows for key in several(row["member"]))
        names = (body, *case.called(body))
        yield case.ours("memberships", body, rows, states, words=names, title=f"Membership in {case.words.label(body)}")


def theirs(con: duckdb.DuckDBPyConnection, states: Sequence[str], outer: Sequence[str]) -> Iterator[Theirs]:
    """The alliances of which one of the states is a member with another, or with one of the outer."""
    bodies = _likeness(con)
    cells = ", ".join(f"bool_or({column})" for column in OBLIGATIONS)
    rows = con.execute(
        f"SELECT atopid, ccode, min(begins), CASE WHEN bool_and(ends IS NOT NULL) THEN max(ends) END, {cells} "
        "FROM atop_members GROUP BY atopid, ccode ORDER BY atopid, ccode"
    ).fetchall()
    members: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        members.setdefault(row[0], []).append(row)
    wanted = {*states, *outer}
    for atopid, of in members.items():
        found = {key: row for row in of if (key := _state(row[1], row[2].year)) in wanted}
        if len(found) < TWO or not set(found) & set(states):
            continue
        words = [word for at, word in enumerate(OBLIGATIONS.values()) if any(row[4 + at] for row in of)]
        ends = [row[3] for row in found.values()]
        last = None if None in ends else max(ends)
        others = f" and {len(of) - len(found)} others" if len(of) > len(found) else ""
        begins = min(row[2] for row in of)
        yield Theirs(
            key=f"ATOP {atopid}",
            states=tuple(sorted(found)),
            says=f"{', '.join(words) or 'no obligation'}, {_years(begins.year, last)}{others}",
            first=begins,
            last=last,
            facts={
                "begins": begins.isoformat(),
                **{f"as {igo}": f"{like:.2f}" for igo, like in bodies.get(atopid, ())},
            },
            categories=tuple(words),
        )


def _years(first: int, last: Any) -> str:
    return f"{first}-{last.year}" if last else f"since {first}"


def _state(ccode: int, year: int) -> str:
    found = terms.from_cow(ccode, year)
    return found.key if found else ""


def _likeness(con: duckdb.DuckDBPyConnection) -> dict[int, list[tuple[str, float]]]:
    """Organisations and likeness by alliance; none where the memberships are not on this machine."""
    tables = {row[0] for row in con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
    if not set(HELPED) <= tables:
        return {}
    every = [row[0] for row in con.execute("SELECT DISTINCT igo FROM igo_members").fetchall()]
    con.execute(likeness.SQL, [every, likeness.LIKE])
    found: dict[int, list[tuple[str, float]]] = {}
    for atopid, igo, like in con.execute("SELECT atopid, igo, likeness FROM likeness").fetchall():
        found.setdefault(atopid, []).append((igo, like))
    return found


def scope(one: Ours, window: tuple[int, int]) -> str:
    """Why ATOP could not have it: its years, or one state alone; '' where it could."""
    if one.kind == "agreements":
        told = one.when(*BINDING)
        if told and all(when.first.year > window[1] or when.last.year < window[0] for when in told):
            return f"ATOP covers {window[0]}-{window[1]}."
        if len(one.states) < TWO:
            return "ATOP holds treaties of two states or more."
        if not one.obligations:
            return "No claim gives it an obligation that ATOP asks for, and no alliance began with it."
    return ""


def limits(one: Ours) -> str:
    """What else the reader must know of a row that ATOP lacks."""
    if one.kind == "memberships":
        return "ATOP holds an organisation only where its treaty is an alliance; it is told by its members."
    return ""


def fits(one: Ours, other: Theirs) -> Fit | None:
    """Whether an agreement, or memberships, may be an alliance, and how well."""
    if one.aside:
        return None
    if one.kind == "memberships":
        names = likeness.abbreviations(one.words)
        like = max((text for fact, text in other.facts.items() if fact.removeprefix("as ") in names), default="")
        return Fit((float(like),), f"members of the organisation (likeness {like})") if like else None
    if one.states != other.states or other.first is None:
        return None
    near = nearness(one.when(*BINDING), other.first, other.first)
    common = set(one.obligations) & set(other.categories)
    if near is None or (near < MONTH and not (near == YEAR and common)):
        return None
    said = f"parties, {SAID[near]}" + (", obligations" if common else "")
    return Fit((float(near), float(len(common))), said)


def differences(one: Ours, other: Theirs) -> Iterator[Difference]:
    """What the two sides of a pair do not say alike: obligations, and members that claims do not name."""
    if one.kind == "agreements" and one.obligations and set(one.obligations) != set(other.categories):
        yield Difference("obligations", ", ".join(one.obligations), ", ".join(other.categories))
    if one.kind == "memberships":
        missing = [state for state in other.states if state not in one.states]
        if missing:
            yield Difference("members", ", ".join(one.states), f"also, at some time, {', '.join(missing)}")


def may_be(one: Ours, other: Theirs) -> bool:
    """Whether an alliance has the same parties and an obligation in common, whatever its date."""
    return (
        one.kind == "agreements" and one.states == other.states and bool(set(one.obligations) & set(other.categories))
    )
