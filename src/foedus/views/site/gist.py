"""The state of the answer to a case's question: a pact told or denied, who is in which bloc, strands of closeness."""

from pathlib import Path

import msgspec

from foedus.forecast.answer import by_horizon, first_year, shipped, silence
from foedus.forecast.errors import ForecastError
from foedus.forecast.strands import Strand, strands
from foedus.measures.measured import MeasureError
from foedus.measures.membership import bodies, short, standings
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.terms.dates import parse, say
from foedus.terms.words import join_words
from foedus.views.brief.facts import OBLIGATIONS, called
from foedus.views.evidence import by_id
from foedus.views.site.lines import ClaimLine, lines
from foedus.views.site.named import Named

DEFENCE = ("defense", "offense")
"""Obligations that make a pact."""
AGREEMENTS, MEMBERSHIPS = "agreements", "memberships"
SIDES = {"asserted": "told", "attributed": "told", "denied": "denied"}
"""On which side a claim stands by how it is said; else it is ahead."""
SMALL = 5_000
"""Claims up to which blocs and strands are worked out for the overview; of larger cases their own pages tell."""
MOST = 6
"""Claims on a pact that are shown on each side."""


class Alliance(msgspec.Struct, frozen=True):
    """An alliance with a promise of defence of which a dataset knows."""

    states: tuple[Named, ...]
    since: str
    """In words."""
    obligations: str
    others: int
    """States besides that it binds or has bound."""
    dataset: str
    """As people call it, with its version."""


class Pact(msgspec.Struct, frozen=True):
    """What is told of an obligation of defence among the states in question."""

    told: tuple[ClaimLine, ...]
    denied: tuple[ClaimLine, ...]
    ahead: tuple[ClaimLine, ...]
    """Claims that expect or weigh one."""
    more: int
    """Further claims on one, for which there is no room."""
    alliances: tuple[Alliance, ...]
    covered: str
    """The datasets behind the alliances, and to which year they reach; '' where there are none at hand."""
    silent: str
    """Why no dataset is held against the claims; '' where one is."""


class Place(msgspec.Struct, frozen=True):
    """How a state stands to a bloc by the record; nothing said where no claim tells."""

    body: str
    status: str
    words: str
    full: bool
    claims: int


class Blocs(msgspec.Struct, frozen=True):
    """The states in question by the blocs of the case."""

    bodies: tuple[Named, ...]
    """With the letters by which each is known."""
    names: tuple[str, ...]
    """In full."""
    states: tuple[Named, ...]
    places: tuple[tuple[Place | None, ...], ...]
    """By state and body."""


class Thread(msgspec.Struct, frozen=True):
    """A strand of closeness in short: its claims by stance, and how many independent roots are for it."""

    label: str
    says: str
    events: int
    roots: int
    told: tuple[str, ...]
    against: tuple[str, ...]
    """Claims that it has ended, or that speak against it."""
    ahead: tuple[str, ...]
    denied: tuple[str, ...]


class Chances(msgspec.Struct, frozen=True):
    """The chances of a pact within the longest horizon, by the models that ship, as natural frequencies."""

    exactly: str
    """That exactly the states in question found one; '' where no model says."""
    within: str
    """That some of them do, and nobody else; '' where that is not another question, or no model says."""
    verdict: str
    """How well the models have done; '' where no evaluation ships."""
    silent: str
    """Why there are no chances; '' where there are."""


def chances(record: Record, folder: Path | None) -> Chances | None:
    """The chances of a pact of the coalition; nothing where the case names none."""
    members = tuple(sorted(record.settings.coalition.members))
    if len(members) < 2:
        return None
    try:
        source, silent = shipped(folder)
        year = first_year(record, None)
        exactly = source.chances(members, record, year=year) if source else ()
        within = source.within(members, record, year=year) if source and len(members) > 2 else ()
    except (ForecastError, MeasureError, AskError) as error:
        return Chances("", "", "", error.message)
    found, inside = by_horizon(exactly), by_horizon(within)
    if not found:
        why = silent or silence(exactly)
        for place in filter(None, (folder, record.path.parent.parent)):  # where the case lies is nobody else's business
            why = why.replace(f"{place}/", "")
        return Chances("", "", "", why)
    evaluation = source.evaluation() if source else None
    verdict = evaluation.verdict if evaluation else ""
    return Chances(found[-1].words, inside[-1].words if inside else "", verdict, "")


def pact(record: Record) -> Pact | None:
    """What is told of a pact of the coalition; nothing where the case names none."""
    among = set(record.settings.coalition.members)
    if len(among) < 2 or AGREEMENTS not in record.codebook.kinds:
        return None
    words = Words.of(record)
    chosen: dict[str, list[str]] = {"told": [], "denied": [], "ahead": []}
    for claim, assertion in _bound(record, sorted(among)):
        chosen[SIDES.get(assertion, "ahead")].append(claim)
    shown = [claim for side in chosen.values() for claim in side[:MOST]]
    found = lines(words, by_id(words, shown, [AGREEMENTS]))
    sides = {name: tuple(line for line in found if line.claim in side) for name, side in chosen.items()}
    alliances, covered = _alliances(record, among)
    silent = ""
    if record.known:
        silent = "Datasets are left aside at an earlier day of knowledge: when each figure was published is not known."
    elif not covered:
        silent = "No dataset of alliances is held against them: foedus profile CASE brings one."
    return Pact(
        told=sides["told"],
        denied=sides["denied"],
        ahead=sides["ahead"],
        more=sum(max(0, len(side) - MOST) for side in chosen.values()),
        alliances=alliances,
        covered=covered,
        silent=silent,
    )


def _bound(record: Record, among: list[str]) -> list[tuple[str, str]]:
    """Claims on an obligation of defence, with how they are said, whose parties hold several of the states.

    A group among the parties stands for its members, an organisation for those that claims have it hold.
    """
    duty = "list_has_any(obligations, ?::VARCHAR[])"
    rows = record.con.execute(
        f"SELECT DISTINCT unnest(parties) FROM {AGREEMENTS} WHERE {duty} INTERSECT "
        "SELECT entity FROM entities WHERE type = 'organisation'",
        [list(DEFENCE)],
    ).fetchall()
    bodies = sorted(row[0] for row in rows)
    inside: dict[str, int] = {}
    if bodies and MEMBERSHIPS in record.codebook.kinds:
        for (state, body), one in standings(record, bodies).items():
            inside[body] = inside.get(body, 0) + (state in among and one.status == "in")
    holding = [body for body in bodies if inside.get(body, 0) > 1]
    found: list[tuple[str, str]] = record.con.execute(
        f"SELECT claim, assertion FROM {AGREEMENTS} WHERE {duty} AND (list_has_any(parties, ?::VARCHAR[]) "
        "OR claim IN (SELECT claim FROM ties WHERE a <> b AND a IN (SELECT unnest(?::VARCHAR[])) "
        "AND b IN (SELECT unnest(?::VARCHAR[])))) ORDER BY event, step, claim",
        [list(DEFENCE), holding, among, among],
    ).fetchall()
    return found


def _alliances(record: Record, among: set[str]) -> tuple[tuple[Alliance, ...], str]:
    """Alliances with a promise of defence that bind several of the states, but for treaties of an organisation."""
    holds, values = "until IS NULL", []
    if record.as_of:
        day = record.as_of.isoformat()
        holds, values = "since <= ? AND (until IS NULL OR until > ?)", [day, day]
    rows = record.con.execute(
        "SELECT pact, list(DISTINCT state ORDER BY state), max(since), any_value(obligations), max(members), dataset, "
        f"version FROM profile_pacts WHERE {holds} AND organisation IS NULL AND state IN (SELECT unnest(?::VARCHAR[])) "
        "AND contains(obligations, 'defense') GROUP BY pact, dataset, version HAVING count(DISTINCT state) > 1 "
        "ORDER BY 3, 1",
        [*values, sorted(among)],
    ).fetchall()
    covers = record.con.execute(
        "SELECT DISTINCT c.dataset, c.version, c.since, c.until FROM profile_coverage c "
        "WHERE c.dataset IN (SELECT dataset FROM profile_pacts) ORDER BY ALL"
    ).fetchall()
    words = Words.of(record)
    found = tuple(
        Alliance(
            states=tuple(Named(state, words.label(state)) for state in states),
            since=say(parse(since)),
            obligations=join_words([OBLIGATIONS.get(one.strip(), one.strip()) for one in obligations.split(";")]),
            others=members - len(states),
            dataset=f"{called(dataset)} {version}",
        )
        for _, states, since, obligations, members, dataset, version in rows
    )
    covered = ", ".join(f"{called(dataset)} {version} ({since}–{until})" for dataset, version, since, until in covers)
    return found, covered


def blocs(record: Record) -> Blocs | None:
    """Who of the coalition is in which bloc, as the record concludes; nothing without a coalition or memberships."""
    members = record.settings.coalition.members
    if len(members) < 2 or MEMBERSHIPS not in record.codebook.kinds:
        return None
    chosen = bodies(record)
    found = standings(record, chosen)
    shown = [body for body in chosen if any((state, body) in found for state in members)]
    if not shown:
        return None
    words, letters = Words.of(record), short(record, shown)
    return Blocs(
        bodies=tuple(Named(body, letters[body]) for body in shown),
        names=tuple(words.label(body) for body in shown),
        states=tuple(Named(state, words.label(state)) for state in members),
        places=tuple(
            tuple(
                Place(body, one.status, one.words, one.full, len(one.claims))
                if (one := found.get((state, body)))
                else None
                for body in shown
            )
            for state in members
        ),
    )


def threads(record: Record) -> tuple[Thread, ...]:
    """The strands of closeness of the coalition of which claims tell; none without one."""
    members = record.settings.coalition.members
    if len(members) < 2:
        return ()
    return tuple(
        _thread(one) for one in strands(record, tuple(sorted(members))) if any(side.claims for side in one.sides)
    )


def _thread(one: Strand) -> Thread:
    return Thread(
        label=one.label,
        says=one.says,
        events=one.events,
        roots=one.side("for").roots,
        told=one.side("for").claims,
        against=one.side("against").claims,
        ahead=one.side("expected").claims,
        denied=one.side("denied").claims,
    )
