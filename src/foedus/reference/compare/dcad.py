"""A case's agreements between two governments against the Defense Cooperation Agreement Dataset."""

from collections.abc import Iterator, Sequence

import duckdb

from foedus.codebook.crosswalk import crosswalk
from foedus.reference.compare.days import MONTH, SAID, edtf, nearness, span
from foedus.reference.compare.model import Difference, Fit, Ours, Theirs
from foedus.reference.compare.ours import TOLD, Case, several

DATASET, PART, TABLES = "dcad", "agreements", ("dcad_agreements",)
SIGNED = ("signed", "adopted", "ratified")
BINDING = (*SIGNED, "in-force")
PARTIES = 2
HELPED: tuple[str, ...] = ()
RULE = (
    "The two parties agree, and the dates of signature meet: on the day or month, or in the year where the sectors "
    "have a category in common (or the case gives the year as uncertain and is one off). Of several that fit, the one "
    "with the closest date and then most categories in common; where two fit as well, none."
)


def ours(case: Case) -> Iterator[Ours]:
    """The case's agreements by event."""
    for event, rows in case.events("agreements").items():
        parties = [key for row in rows for key in several(row["parties"])]
        states = case.governments(parties)
        aside = ""
        if len(states) < PARTIES <= len(case.states(parties)):
            states, aside = case.states(parties), "A firm is a party: the dataset holds agreements of governments."
        told = [row for row in rows if row["assertion"] in TOLD and row["grain"] == "single"]
        if told and not aside and not {row["stage"] for row in told} & set(BINDING):
            aside = "No source tells of it as signed or in force."
        yield case.ours(
            "agreements", event, rows, states, aside=aside,
            words=tuple(dict.fromkeys(row["title"] for row in rows if row["title"])),
            categories=tuple(dict.fromkeys(sector for row in rows for sector in several(row["sectors"]))),
        )  # fmt: skip


def theirs(con: duckdb.DuckDBPyConnection, states: Sequence[str], outer: Sequence[str]) -> Iterator[Theirs]:
    """The dataset's agreements between two of the states of which one at least is of the first."""
    rows = con.execute(
        "SELECT agreement, state1, state2, signed_year, signed_month, signed_day, sort, "
        "concat_ws('; ', category1, category2, category3), entered_year FROM dcad_agreements "
        "WHERE signed_year IS NOT NULL AND list_contains(?, state1) AND list_contains(?, state2) "
        "AND (list_contains(?, state1) OR list_contains(?, state2)) "
        "ORDER BY state1, state2, signed_year, signed_month, agreement",
        [[*states, *outer], [*states, *outer], list(states), list(states)],
    ).fetchall()
    for key, one, other, year, month, day, sort, categories, entered in rows:
        first, last = span(year, month, day)
        signed = edtf(year, month, day)
        yield Theirs(
            key=key,
            states=tuple(sorted((one, other))),
            says=f"{sort} agreement ({categories}), signed {signed}" + (f", in force {entered}" if entered else ""),
            first=first,
            last=last,
            facts={"signed": signed, "type": sort, "entered": str(entered or "")},
            categories=tuple(categories.split("; ")),
        )


def _theirs_of(one: Ours) -> dict[str, str]:
    """The dataset's categories for the sectors of an agreement, with ours."""
    return {row.theirs: row.ours for row in crosswalk("dcad") if row.ours in one.categories and row.theirs}


def scope(one: Ours, window: tuple[int, int]) -> str:
    """Why the dataset could not have it: years, number of parties, sectors; '' where it could."""
    if len(one.states) != PARTIES:
        return "The dataset holds agreements between two states only."
    told = one.when(*BINDING)
    signed = one.when(*SIGNED)
    if (signed or told) and all(
        when.first.year > window[1] or when.last.year < window[0] for when in signed or told
    ):  # what is in force in a year may have been signed before
        return f"The dataset covers agreements signed {window[0]}-{window[1]}."
    if one.categories and not _theirs_of(one):
        return f"The dataset has no category for {', '.join(one.categories)}."
    return ""


def limits(one: Ours) -> str:
    """What else the reader must know of a row that the dataset lacks."""
    return "" if one.when(*BINDING) else "The case gives no date, so it cannot be told which it would be."


def fits(one: Ours, other: Theirs) -> Fit | None:
    """Whether an agreement of the case may be one of the dataset, and how well."""
    if one.aside or one.states != other.states or other.first is None or other.last is None:
        return None
    near = nearness(one.when(*SIGNED), other.first, other.last)
    common = set(_theirs_of(one)) & set(other.categories)
    if near is None or (near < MONTH and not common):
        return None
    said = ["parties", f"{SAID[near]} of signature", *(["sectors"] if common else [])]
    return Fit((float(near), float(len(common))), ", ".join(said))


def differences(one: Ours, other: Theirs) -> Iterator[Difference]:
    """What the two sides of a pair do not say alike."""
    mine = _theirs_of(one)
    if one.categories and not set(mine) & set(other.categories):
        yield Difference("sectors", ", ".join(one.categories), ", ".join(other.categories))
    signed = one.when(*SIGNED)
    assert other.first is not None
    assert other.last is not None
    against = [when for when in signed if nearness([when], other.first, other.last) is None]
    if against or (signed and not any(when.first <= other.last and other.first <= when.last for when in signed)):
        texts = "; ".join(dict.fromkeys(when.text for when in against or signed))
        yield Difference("signed", texts, other.facts["signed"])


def may_be(one: Ours, other: Theirs) -> bool:
    """Whether an agreement without a date may be one of the dataset: parties and sectors agree."""
    return not one.when(*BINDING) and one.states == other.states and bool(set(_theirs_of(one)) & set(other.categories))
