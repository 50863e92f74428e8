"""In short: what the record carries of an answer, each point with its claims."""

from collections.abc import Iterator

from foedus.record.conclude import OPEN
from foedus.views.brief import datasets
from foedus.views.brief.material import Material, pairs
from foedus.views.brief.ties import between
from foedus.views.brief.wording import capital, listing, many, note, words
from foedus.views.concluded import field_label, in_words
from foedus.views.document import BulletList, Emphasis, Link, Run, Runs, Section, Tally, Text
from foedus.views.evidence import Evidence

AGREEMENTS, MEMBERSHIPS, TRANSFERS, PRODUCTION = "agreements", "memberships", "transfers", "production"


def short(m: Material) -> Section | None:
    """The points, or nothing where the case names no coalition to ask about."""
    if not m.claims:
        return None
    items = tuple(point for point in points(m) if point)
    return Section("short", "In short", (BulletList(items),)) if items else None


def points(m: Material) -> Iterator[Runs]:
    """The points one by one; an empty one has nothing to say."""
    if m.coalition:
        yield _obligations(m)
        yield _blocs(m)
    yield _tied(m)
    yield _contradictions(m)
    yield _expected(m)


def _lead(text: str) -> Emphasis:
    return Emphasis(f"{text} ", strong=True)


def _obligations(m: Material) -> Runs:
    """Whether any claim has coalition states bound to each other by an obligation."""
    bound = [
        claim for claim in m.by_kind.get(AGREEMENTS, [])
        if claim.row["obligations"] and len(_members(m, claim.row["parties"])) > 1
    ]  # fmt: skip
    defence = [claim for claim in bound if set(claim.row["obligations"]) & {"defense", "offense"}]
    told = [claim for claim in defence if claim.assertion in ("asserted", "attributed")]
    runs: list[Run] = [_lead("A pact.")]
    if told:
        runs += [
            Text(
                f"{capital(many(len(told), 'claim'))} {'tells' if len(told) == 1 else 'tell'} of an obligation of "
                f"mutual defence among {m.the_coalition}: "
            )
        ]
        runs += _sentences(told)
    else:
        runs.append(
            Text(
                f"No claim tells of an obligation of mutual defence among {m.the_coalition} that is in being or "
                "agreed. That is silence of these sources, not proof that there is none."
            )
        )
    others = [claim for claim in defence if claim not in told]
    runs += [piece for claim in others for piece in (Text(f" {claim.sentence}"), note([claim]))]
    runs += datasets.promises(m)
    rest = [claim for claim in bound if claim not in defence]
    if rest:
        runs.append(Text(" Other obligations: "))
        runs += _sentences(rest)
    return tuple(runs)


def _sentences(claims: list[Evidence]) -> list[Run]:
    runs: list[Run] = []
    for claim in claims:
        runs += [*([Text(" ")] if runs else []), Text(claim.sentence), note([claim])]
    return runs


def _members(m: Material, parties: list[str]) -> set[str]:
    """The coalition's states among parties, groups taken apart."""
    found: set[str] = set()
    for key in parties:
        found |= {key, *m.members(key)} & set(m.coalition)
    return found


def _blocs(m: Material) -> Runs:
    """How the coalition is spread over the blocs, as told."""
    members: dict[str, dict[str, list[Evidence]]] = {}
    for claim in m.by_kind.get(MEMBERSHIPS, []):
        if claim.assertion != "asserted" or claim.stage != "in-force" or claim.grain != "single":
            continue
        if claim.row["role"] not in ("member", "founding-member", "leader"):
            continue
        for state in set(claim.row["member"]) & set(m.coalition):
            for bloc in claim.row["organisation"]:
                members.setdefault(bloc, {}).setdefault(state, []).append(claim)
    wanted = m.record.settings.blocs or tuple(members)
    shown = [bloc for bloc in wanted if bloc in members]
    if not shown:
        return ()
    runs: list[Run] = [_lead("Blocs."), Text(f"Of the {words(len(m.coalition))} states, told as members ")]
    for number, bloc in enumerate(shown):
        states = [state for state in m.coalition if state in members[bloc]]
        claims = [claim for state in states for claim in members[bloc][state]]
        text = f"of {m.words.name(bloc)}: {listing([m.label(state) for state in states])}"
        runs += [Text(("; " if number else "") + text), note(claims)]
    return (*runs, Text("."))


def _tied(m: Material) -> Runs:
    """Which pairs are most tied, and how many are not tied at all."""
    ranked = [pair for pair in m.strongest(m.coalition or None) if m.total(pair)[0]]
    if not ranked:
        return ()
    runs: list[Run] = [_lead("Ties.")]
    among = f"Among {m.the_coalition} the" if m.coalition else "The"
    runs.append(Text(f"{among} sources tell of the most events, agreed or carried out, between "))
    for number, pair in enumerate(ranked[:3]):
        firm, _ = m.total(pair)
        claims = [
            claim
            for kind, count in m.counts[pair].items()
            if m.tone(kind) == "cooperation"
            for claim in count.claims
            if claim.event in firm
        ]
        text = f"{m.label(pair[0])} and {m.label(pair[1])} ({many(len(firm), 'single event')}"
        runs += [Text((", " if number else "") + text), *([note(claims)] if claims else []), Text(")")]
    runs.append(Text("."))
    hubs = [state for state in ranked[0] if all(state in pair for pair in ranked[:3])]
    if len(hubs) == 1 and len(ranked) > 2:
        runs.append(Text(f" {m.label(hubs[0])} is a party in each of these three."))
    if m.coalition:
        every = list(pairs(m.coalition))
        silent = [pair for pair in every if not any(m.total(pair))]
        if silent:
            have = "has" if len(silent) == 1 else "have"
            runs += [
                Text(" Of "), Tally(f"{words(len(every))} pairs, {words(len(silent))}"),
                Text(f" {have} no single event of cooperation that any claim tells of by name: "),
                Text(listing([between(m, pair) for pair in silent]) + "."),
            ]  # fmt: skip
    return tuple(runs)


def _contradictions(m: Material) -> Runs:
    """What the record makes of what sources say against each other."""
    found = m.contradictions
    if not found:
        return ()
    runs: list[Run] = [_lead("Contradictions."), Text("Sources cannot all be right on ")]
    for number, one in enumerate(found):
        claims = [m.by_claim[claim] for claim in (*one.claims, *(c for other in one.against for c in other.claims))]
        if one.rule in OPEN:
            made = "left open"
        else:
            made = "not shown" if one.value is None else in_words(m.record, m.words, one, one.value)
        label = field_label(m.record, one)
        label = label[:1].lower() + label[1:]
        runs += [Text(("; " if number else "") + f"{m.title(one.event)} ({label}: {made})"), note(claims)]
    return (*runs, Text(". "), Link("Both sides, and by which rule", "#contradictions"), Text("."))


def _expected(m: Material) -> Runs:
    """How much was only expected."""
    claims = [claim for claim in m.claims if claim.assertion == "expected"]
    if not claims:
        return ()
    dated = [claim for claim in claims if claim.date]
    runs: list[Run] = [
        _lead("Expected."), Tally(capital(many(len(claims), "claim"))),
        Text(f" {'speaks' if len(claims) == 1 else 'speak'} of what was still to come when the source wrote, "),
        Tally(f"with a date: {len(dated)}"), Text(". None of it counts as having happened."),
    ]  # fmt: skip
    return tuple(runs)
