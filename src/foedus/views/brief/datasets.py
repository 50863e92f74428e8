"""What the profile of the case knows and no claim mentions; and the data sets themselves, to be cited.

A fact of a data set is noted like a claim: in words, with the data set and its version as its source, and the file of
the profile that it stands in.
"""

from collections.abc import Iterator, Mapping, Sequence

from foedus.reference.about import datasets
from foedus.reference.cite import entry, reference
from foedus.reference.compare.offline import Unmentioned
from foedus.reference.profile import Pact, Profile
from foedus.views.brief.facts import (
    agreement_fact,
    called,
    duties,
    exercise_fact,
    membership,
    pact_fact,
    total,
    volume_fact,
    when,
)  # fmt: skip
from foedus.views.brief.material import Material
from foedus.views.brief.wording import capital, head, listing, many, name, note
from foedus.views.document import (
    Block,
    Column,
    Emphasis,
    Heading,
    Link,
    Name,
    Row,
    Run,
    Runs,
    Table,
    Tally,
    Text,
)  # fmt: skip
from foedus.views.evidence import Evidence

NONE = "no dataset profile: `foedus profile CASE`"


def silent(m: Material) -> tuple[Run, ...]:
    """Why nothing of data sets is shown, where that is so; else nothing."""
    if m.record.known:
        text = "Data sets are left aside at an earlier day of knowledge: when each figure was published is not known."
    elif not Profile.of(m.record):
        text = f"No data set is held against them here ({NONE})."
    else:
        return ()
    return (Name(text),)


def unmentioned(m: Material) -> list[Block]:
    """What data sets know among the coalition, and between it and the case's groups, and no claim mentions."""
    profile = Profile.of(m.record)
    if not profile or not m.coalition:
        return []
    found = Unmentioned(m.record, profile, m.record.as_of)
    inner = [row for title, rows in _inner(m, profile, found) if rows for row in (head(title), *rows)]
    outer = list(_outer(m, profile, found))
    blocks: list[Block] = [Heading("What data sets know, and no claim mentions", "unmentioned")]
    columns = (Column("Who"), Column("What"), Column("When"))
    meant = [row for row in found.meant_agreements() if {row["state1"], row["state2"]} <= set(m.coalition)]
    more = (
        f" {capital(many(len(meant), 'further agreement'))} may be meant by claims, and are not listed."
        if meant
        else ""
    )
    window = (Name(f"{_windows(profile)} Outside these years: not covered.{more}"),)
    if inner:
        caption = f"Among {m.the_coalition}"
        blocks.append(Table("unmentioned-table", caption, columns, tuple(inner), note=window))
    if outer:
        caption = f"Alliances and agreements of {m.the_coalition} with states of the case's groups"
        body = Table("unmentioned-others-table", caption, (*columns[:2],), tuple(outer), note=window)
        blocks.append(body)
    return blocks if len(blocks) > 1 else []


def _windows(profile: Profile) -> str:
    names = [
        f"{called(one.dataset)} {one.version} ({one.since}–{one.until})"
        for one in profile.coverage.values()
        if any(profile.tables[table] and one in profile.behind(table) for table in
               ("pacts", "agreements", "transfers", "exercises", "organisations"))
    ]  # fmt: skip
    return f"Data sets and the years they cover: {listing(names)}."


def promises(m: Material) -> Runs:
    """How many alliances with a promise of defence among the coalition a data set has that no claim mentions."""
    profile = Profile.of(m.record)
    if not profile:
        return ()
    among = set(m.coalition)
    found = [
        pact
        for pact in Unmentioned(m.record, profile, m.record.as_of).pacts()
        if "defense" in pact.obligations and len({s for s in among & set(pact.states) if not pact.states[s][1]}) > 1
    ]
    if not found:
        return ()
    last = max(profile.coverage[pact.dataset].until for pact in found)
    text = f" {capital(many(len(found), 'alliance'))} with such a promise, in force at the end of {last}"
    whose = f", of which {called(found[0].dataset)} knows and no claim,"
    return (
        Text(text), note([pact_fact(m, pact) for pact in found]),
        Text(f"{whose} {'stands' if len(found) == 1 else 'stand'} under "),
        Link("what data sets know", "#unmentioned"), Text("."),
    )  # fmt: skip


# -- rows ----------------------------------------------------------------------------------------------------


def _inner(m: Material, profile: Profile, found: Unmentioned) -> Iterator[tuple[str, list[Row]]]:
    among = set(m.coalition)
    pacts = [pact for pact in found.pacts() if len(among & set(pact.states)) > 1]
    yield "Alliances", [_pact_row(m, pact, sorted(among & set(pact.states))) for pact in pacts]
    agreements = [row for row in found.agreements() if {row["state1"], row["state2"]} <= among]
    yield "Defence cooperation agreements", [_agreement_row(m, row) for row in agreements]
    deliveries = [one for one in found.deliveries() if {one[0], one[1]} <= among]
    yield "Arms delivered", [_volume_row(m, *one) for one in deliveries]
    exercises = [one for one in found.exercises() if {one[0], one[1]} <= among]
    yield "Exercises", [_exercise_row(m, *one) for one in exercises]
    memberships = [row for row in found.memberships() if row["state"] in among]
    yield "Memberships", [_membership_row(m, profile, row) for row in memberships]


def _outer(m: Material, profile: Profile, found: Unmentioned) -> Iterator[Row]:
    """By group and state outside the coalition: what ties it to each of the coalition's states."""
    facts: dict[tuple[str, str], list[tuple[str, Evidence]]] = {}
    among = set(m.coalition)
    for pact in found.pacts():
        for one in sorted(among & set(pact.states)):
            for other in sorted(set(pact.states) - among):
                facts.setdefault((other, one), []).append((_pact_says(pact, [one, other]), pact_fact(m, pact)))
    for row in found.agreements():
        pair = row["state1"], row["state2"]
        if len(among & set(pair)) == 1:
            (one,) = among & set(pair)
            (other,) = set(pair) - among
            facts.setdefault((other, one), []).append((f"agreement {when(row['signed'])}", agreement_fact(m, row)))
    groups = [state for group in m.record.settings.groups.values() for state in group.members]
    for other in (state for state in dict.fromkeys(groups) if state not in among):
        rows = [(one, facts[other, one]) for one in m.coalition if (other, one) in facts]
        if rows:
            yield head(m.label(other))
            yield from (Row((name(m.label(one)), _run_in(of))) for one, of in rows)


def _run_in(facts: Sequence[tuple[str, Evidence]]) -> Runs:
    """Facts in one line, those that say the same of a kind counted, with one note on all of them."""
    runs: list[Run] = [Text("; ".join(text for text, _ in facts)), note([one for _, one in facts])]
    return tuple(runs)


def _pact_row(m: Material, pact: Pact, states: Sequence[str]) -> Row:
    who = listing([m.label(state) for state in states])
    others = pact.members - len(states)
    what = capital(duties(pact)) + (f", with {many(others, 'other state')}" if others else "")
    return Row(
        (name(who), (Text(what), note([pact_fact(m, pact)])), (Text(_span(pact, states)), note([pact_fact(m, pact)])))
    )


def _pact_says(pact: Pact, states: Sequence[str]) -> str:
    return f"{duties(pact)} {_span(pact, states)}"


def _span(pact: Pact, states: Sequence[str]) -> str:
    """The years in which it bound all of some states: 'since 2010', '1992–1999'."""
    since = max(pact.states[state][0] for state in states)[:4]
    ends = [pact.states[state][1][:4] for state in states if pact.states[state][1]]
    return f"{since}–{min(ends)}" if ends else f"since {since}"


def _agreement_row(m: Material, row: Mapping[str, str]) -> Row:
    one = agreement_fact(m, row)
    who = listing([m.label(row["state1"]), m.label(row["state2"])])
    what = f"{row['type']} agreement ({row['categories']})" if row["categories"] else f"{row['type']} agreement"
    return Row((name(who), (Name(capital(what)), note([one])), (Text(when(row["signed"])), note([one]))))


def _volume_row(m: Material, supplier: str, recipient: str, rows: Sequence[Mapping[str, str]]) -> Row:
    one = volume_fact(m, supplier, recipient, rows)
    return Row((
        name(f"{m.label(supplier)} to {m.label(recipient)}"),
        (Text(f"{total(rows):g} million TIV"), note([one])),
        (Text(_years([int(row["year"]) for row in rows])), note([one])),
    ))  # fmt: skip


def _years(years: Sequence[int]) -> str:
    return str(min(years)) if min(years) == max(years) else f"{min(years)}–{max(years)}"


def _exercise_row(m: Material, one: str, other: str, rows: Sequence[Mapping[str, str]]) -> Row:
    fact = exercise_fact(m, one, other, rows)
    count = sum(int(row["exercises"]) for row in rows)
    return Row((
        name(listing([m.label(one), m.label(other)])),
        (Text(many(count, "joint exercise")), note([fact])),
        (Text(_years([int(row["year"]) for row in rows])), note([fact])),
    ))  # fmt: skip


def _membership_row(m: Material, profile: Profile, row: Mapping[str, str]) -> Row:
    fact = membership(m, profile, row["state"], row["organisation"])
    assert fact is not None
    return Row((
        name(m.label(row["state"])),
        (Text(f"{capital(row['status'])} of "), Name(m.label(row["organisation"])), note([fact])),
        (Text(f"{row['since']}–{row['until']}"), note([fact])),
    ))  # fmt: skip


# -- to be cited ---------------------------------------------------------------------------------------------


def references(m: Material) -> list[Block]:
    """The data sets of the profile as a list of references."""
    profile = Profile.of(m.record)
    if not profile:
        return []
    rows = []
    for one in sorted(profile.coverage.values(), key=lambda one: one.title):
        about = datasets().get(one.dataset)
        cites = [reference(entry(text)) for text in about.citations.values()] if about else [one.title]
        link: Runs = (Link(one.title, about.homepage),) if about else (Name(one.title),)
        cells = (link, name(one.version), name(f"{one.since}–{one.until}"), name(" ".join(cites)))
        rows.append(Row(cells))
    table = Table(
        "dataset-table",
        "Data sets of the profile",
        (Column("Data set"), Column("Version"), Column("Covers"), Column("To be cited")),
        tuple(rows),
        note=(Tally(f"{len(rows)} data sets. "), Name("The profile names the file of each by its SHA-256.")),
    )
    return [Heading("Data sets", "datasets"), table]


def lead(m: Material) -> tuple[Run, ...]:
    """What the section on silences says of data sets."""
    why = silent(m)
    if why or not m.coalition:
        return why
    return (Emphasis("What data sets know that no claim mentions stands below, with the years they cover."),)
