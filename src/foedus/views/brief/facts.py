"""Facts of data sets as evidence: noted like claims, with data set and version as the source and the profile's file."""

from collections.abc import Mapping, Sequence

from foedus.reference.about import datasets
from foedus.reference.cite import entry
from foedus.reference.profile import Pact, Profile
from foedus.terms.dates import parse, say
from foedus.terms.words import join_words
from foedus.views.brief.material import Material
from foedus.views.brief.wording import capital, listing, many
from foedus.views.evidence import Evidence

KIND = "dataset"
"""What stands for the kind of a claim where a fact is a data set's."""
MOST_AUTHORS = 2
"""Authors that are named in a note; of more the first."""
OBLIGATIONS = {
    "defense": "defence",
    "offense": "offence",
    "neutrality": "neutrality",
    "nonaggression": "non-aggression",
    "consultation": "consultation",
}


def called(dataset: str) -> str:
    """What people call a data set."""
    about = datasets().get(dataset)
    return about.called if about else dataset


def duties(pact: Pact) -> str:
    """What an alliance binds to, in words."""
    words = [OBLIGATIONS.get(word, word) for word in pact.obligations]
    return join_words(words) if words else "no obligation that ATOP asks for"


def total(rows: Sequence[Mapping[str, str]]) -> float:
    """The volume of deliveries, millions of TIV."""
    return round(sum(float(row["tiv"]) for row in rows), 2)


def when(text: str) -> str:
    """A date of a data set in words."""
    return say(parse(text))


def _evidence(key: str, row: Mapping[str, str], sentence: str, locator: str, table: str, remark: str = "") -> Evidence:
    by = _by(row["dataset"])
    cite = f"{called(row['dataset'])} {row['version']}" + (f" ({by})" if by else "")
    return Evidence(
        claim=key, kind=KIND, event="", stage="", phase="done", date="", when="", assertion="asserted",
        sentence=sentence, source=row["dataset"], cite=cite, locator=locator, via="", roots=(row["dataset"],),
        grain="single", file=f"profile/{table}.csv", line=0, note=remark, row={"attribution": []},
    )  # fmt: skip


def _by(dataset: str) -> str:
    """Whom one cites for a data set, in short: 'Leeds and others 2002'; in full it stands among the sources."""
    about = datasets().get(dataset)
    fields = entry(next(iter(about.citations.values()))).fields if about and about.citations else {}
    names = [text.partition(",")[0].strip() for text in fields.get("author", "").split(" and ") if text.strip()]
    if not names or not fields.get("year"):
        return ""
    who = " and ".join(names) if len(names) <= MOST_AUTHORS else f"{names[0]} and others"
    return f"{who} {fields['year']}"


def pact_fact(m: Material, pact: Pact) -> Evidence:
    """An alliance, with whom it binds and for how long."""
    spells = "; ".join(
        f"{m.label(state)} {f'{_dated(since)} to {_dated(until)}' if until else f'since {_dated(since)}'}"
        for state, (since, until) in sorted(pact.states.items())
    )
    sentence = f"An alliance of {many(pact.members, 'state')} ({duties(pact)}) binds, or has bound: {spells}."
    row = {"dataset": pact.dataset, "version": pact.version}
    return _evidence(f"{pact.dataset}-{pact.key}", row, sentence, f"alliance {pact.key}", "pacts")


def _dated(text: str) -> str:
    return say(parse(text)) if text else ""


def agreement_fact(m: Material, row: Mapping[str, str]) -> Evidence:
    """A defence cooperation agreement."""
    who = listing([m.words.name(row["state1"]), m.words.name(row["state2"])])
    sentence = f"{capital(who)} signed a {row['type']} agreement ({row['categories']}), {when(row['signed'])}."
    return _evidence(row["row"], row, sentence, f"agreement {row['row']}", "agreements")


def volume_fact(m: Material, supplier: str, recipient: str, rows: Sequence[Mapping[str, str]]) -> Evidence:
    """What one state delivered to another, by year."""
    years = ", ".join(f"{row['year']} {float(row['tiv']):g} ({row['category']})" for row in rows)
    text = f"{capital(m.words.name(supplier))} delivered major arms to {m.words.name(recipient)}"
    sentence = f"{text}: {total(rows):g} million TIV in all; by year {years}."
    key = f"{rows[0]['dataset']}-{supplier}-{recipient}"
    return _evidence(key, rows[0], sentence, f"{m.label(supplier)} to {m.label(recipient)}", "transfers")


def exercise_fact(m: Material, one: str, other: str, rows: Sequence[Mapping[str, str]]) -> Evidence:
    """The exercises that two states took part in."""
    years = ", ".join(f"{row['year']} ({row['exercises']})" for row in rows)
    who = listing([m.words.name(one), m.words.name(other)])
    sentence = f"{capital(who)} took part in the same exercises, begun in {years}."
    return _evidence(f"{rows[0]['dataset']}-{one}-{other}", rows[0], sentence, f"{one} and {other}", "exercises")


def membership(m: Material, profile: Profile, state: str, body: str) -> Evidence | None:
    """What the profile knows of a state in an organisation, as evidence; nothing where it was never in it."""
    rows = [row for row in profile.tables["organisations"] if row["state"] == state and row["organisation"] == body]
    if not rows:
        return None
    about = profile.coverage[rows[0]["dataset"]]
    spells = "; ".join(
        f"{row['status']} {row['since']}–{row['until']}"
        + (" (the last year covered)" if _open(row, about.until) else "")
        for row in rows
    )
    sentence = f"{capital(m.words.name(state))} in {m.words.name(body)}: {spells}."
    key = f"{rows[0]['dataset']}-{state}-{body}"
    return _evidence(key, rows[0], sentence, f"{m.label(body)}, {m.label(state)}", "organisations")


def _open(row: Mapping[str, str], last: int) -> bool:
    return int(row["until"]) == last
