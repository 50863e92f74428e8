"""What the datasets of a case's profile add to a strand, with the window in which they tell; else "not covered"."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from foedus.forecast.strands.rules import Rule
from foedus.record.figure import DataRow, Figure, missing
from foedus.reference.about import datasets
from foedus.reference.profile import Pact, Profile
from foedus.reference.updates import NewPact, shipped
from foedus.terms.dates import parse
from foedus.terms.words import join_words

UPDATES = "updates"
ONLY = {"dcad": "bilateral agreements only"}
"""What a dataset does not look at, where it is easily overlooked."""


def beside(profile: Profile, rule: Rule, states: Sequence[str], as_of: date | None) -> Figure:
    """How much of a strand datasets know among some states by a day, with the rows behind it."""
    if not profile:
        return missing(
            "not-covered", "The case has no dataset profile at these clocks: `foedus profile CASE` makes one."
        )
    if not rule.dataset:
        return missing("not-covered", rule.lacking)
    behind = [one for one in profile.behind(rule.dataset) if one.dataset != "igo"]  # which only names the bodies
    if not behind:
        return missing("not-covered", f"The profile has no {rule.dataset}.")
    about = behind[0]
    if as_of and as_of.year < about.since:
        return missing("not-covered", f"{_called(about.dataset)} {about.version} begins in {about.since}.")
    until = min(about.until, as_of.year) if as_of else about.until
    remark = f", {ONLY[about.dataset]}" if about.dataset in ONLY else ""
    window = f"{_called(about.dataset)} {about.version} covers {about.since}–{about.until}{remark}; later: not covered."
    if rule.dataset == "pacts":
        return _pacts(profile, rule.obligation, states, until, window, since(rule.obligation, states, until, as_of))
    rows = [
        row
        for row in profile.tables[rule.dataset]
        if {row["state1"], row["state2"]} <= set(states) and _year(row) <= until
    ]
    count = sum(int(row.get("exercises", 1)) for row in rows)
    agreements = rule.dataset == "agreements"
    unit = f"agreement{'s' * (count != 1)}" if agreements else f"pair{'s' * (count != 1)} in exercises"
    return Figure(value=count, unit=unit, rows=tuple(_row(row) for row in rows), note=_pairs(rows), coverage=window)


def _pacts(
    profile: Profile, obligation: str, states: Sequence[str], until: int, window: str, newer: Sequence[NewPact]
) -> Figure:
    """Pacts that bind two of the states or more in a year, whoever else is in them; and newer ones, named apart."""
    found = profile.pacts_among(states, year=until, obligation=obligation)
    rows = [DataRow(pact.dataset, pact.version, f"alliance {pact.key}") for pact in found]
    rows += [DataRow(UPDATES, pact.signed, pact.place) for pact in newer]
    said = "; ".join(_said(pact, states, until) for pact in found)
    unit = "pact that binds" if len(found) == 1 else "pacts that bind"
    note = f"in {until}: {said}" if said else f"in {until}"
    if newer:
        note += f"; signed later, entered by hand: {'; '.join(_signed(pact) for pact in newer)}"
    return Figure(value=len(found), unit=f"{unit} two of them or more", rows=tuple(rows), note=note, coverage=window)


def since(obligation: str, states: Sequence[str], year: int, as_of: date | None) -> tuple[NewPact, ...]:
    """Pacts among two of the states or more that were signed after a year, by a day, of those that ship as updates."""
    return tuple(
        pact
        for pact in shipped()
        if obligation in pact.obligations
        and len(set(states).intersection(pact.members)) > 1
        and pact.year > year
        and (as_of is None or (parse(pact.signed).latest or as_of) <= as_of)
    )


def _signed(pact: NewPact) -> str:
    return f"{join_words(list(pact.members))}, {pact.signed} ({pact.source})"


def _said(pact: Pact, states: Iterable[str], year: int) -> str:
    bound = [state for state in sorted(states) if state in pact.states and _holds(pact.states[state], year)]
    others = pact.members - len(bound)
    more = [f"{others} other{'s' * (others > 1)}"] if others > 0 else []
    since = max(pact.states[state][0] for state in bound)[:4]
    return f"{join_words([*bound, *more])} since {since}"


def _holds(span: tuple[str, str], year: int) -> bool:
    first, last = parse(span[0]).earliest, parse(span[1]).latest if span[1] else None
    return (first is None or first.year <= year) and (last is None or year <= last.year)


def _pairs(rows: Iterable[Mapping[str, str]]) -> str:
    """Pairs with their counts, most first."""
    found: dict[str, int] = {}
    for row in rows:
        pair = f"{row['state1']}–{row['state2']}"
        found[pair] = found.get(pair, 0) + int(row.get("exercises", 1))
    return ", ".join(f"{pair} {count}" for pair, count in sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _row(row: Mapping[str, str]) -> DataRow:
    key = row.get("row") or f"{row['state1']}–{row['state2']}, {row['year']}"
    return DataRow(row["dataset"], row["version"], key)


def _year(row: Mapping[str, str]) -> int:
    if "year" in row:
        return int(row["year"])
    day = parse(row["signed"]).earliest
    return day.year if day else 0


def _called(dataset: str) -> str:
    about = datasets().get(dataset)
    return about.called if about else dataset
