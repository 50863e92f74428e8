"""Who is in which bloc: states by organisations, as the sources have it."""

from collections.abc import Sequence

from foedus.measures.membership import bodies, short, standings
from foedus.measures.overlaps import bound, overlaps
from foedus.measures.overlaps.duties import defending, duties
from foedus.measures.overlaps.pairs import pairs
from foedus.reference.profile import Profile
from foedus.views.brief.facts import called, membership
from foedus.views.brief.material import Material
from foedus.views.brief.wording import GRAINS, capital, dated, lines, listing, manner, name, note
from foedus.views.document import (
    Block,
    BulletList,
    Column,
    Emphasis,
    Name,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Text,
)
from foedus.views.evidence import Evidence
from foedus.views.history import Said
from foedus.views.measured import drawn

KIND = "memberships"
DATA, NOT_COVERED = "data:", "n. c."
UNSTATED = "belongs, role not stated"


def blocs(m: Material) -> Section | None:
    """The matrix of states and blocs, and the memberships that have no place in it."""
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return None
    chosen = bodies(m.record)
    profile = Profile.of(m.record)
    known = {row["organisation"] for row in profile.tables["organisations"]}
    shown = [key for key in chosen if key in known or any(key in claim.row["organisation"] for claim in claims)]
    silent = [key for key in chosen if key not in shown]
    states = rows(m, claims, shown)
    placed = {
        claim.claim for claim in claims
        if set(claim.row["organisation"]) & set(shown) and set(claim.row["member"]) & set(states)
    }  # fmt: skip
    rest = [claim for claim in claims if claim.claim not in placed]
    blocks: list[Block] = [*_picture(m), _table(m, claims, states, shown, silent, profile), *_bound(m, chosen)]
    if rest:
        blocks.append(Paragraph((Text("Other memberships that the sources speak of:"),)))
        blocks.append(BulletList(tuple(_other(m, rest))))
    return Section("blocs", "Who is in which bloc", tuple(blocks))


def _picture(m: Material) -> list[Block]:
    """What the record concludes of the coalition in each bloc, as tiles: the table has what claims say."""
    if len(m.coalition) < 2:
        return []
    return [drawn(one, m.by_claim, "bloc") for one in overlaps(m.record).pictures]


def _bound(m: Material, chosen: Sequence[str]) -> list[Block]:
    """Who of the coalition is in blocs whose texts bind to defence: by claims, else by data."""
    if len(m.coalition) < 2:
        return []
    year = m.record.as_of.year if m.record.as_of else None
    found, texts = standings(m.record, chosen), duties(m.record, chosen, year)
    two = pairs(m.record, m.coalition, chosen, found, texts, (None, year))
    binding = defending(texts)
    behind = {claim for bloc in binding for claim in texts[bloc].claims}
    held = [found[state, bloc] for bloc in binding for state in two.inside[bloc] if (state, bloc) in found]
    behind |= {claim for one in held for claim in one.claims}
    words = bound(m.record, two, binding).strip()
    if not words:
        return []
    named = dict.fromkeys(f"{called(row.dataset)} {row.version}" for bloc in binding for row in texts[bloc].rows)
    known = [f"{called(one.dataset)} {one.version}" for one in Profile.of(m.record).behind("organisations")]
    whence = f" Texts: {listing([*named, 'claims'])}; memberships: claims, else {listing(known)}." if known else ""
    return [Paragraph((Text(words), note(m.by_claim[claim] for claim in sorted(behind)), Name(whence)))]


def rows(m: Material, claims: Sequence[Evidence], shown: Sequence[str]) -> list[str]:
    """The states to set below each other: the coalition, the groups of interest, then others that are named."""
    groups = [*m.coalition, *(state for group in m.record.settings.groups.values() for state in group.members)]
    named = sorted(
        (key for claim in claims if set(claim.row["organisation"]) & set(shown) for key in claim.row["member"]),
        key=m.label,
    )
    mentioned = set(named)
    wanted = dict.fromkeys([*m.coalition, *(key for key in groups if key in mentioned), *named])
    return [key for key in wanted if m.is_state(key)]


def _table(
    m: Material,
    claims: Sequence[Evidence],
    states: Sequence[str],
    shown: Sequence[str],
    silent: Sequence[str],
    profile: Profile,
) -> Table:
    of = {
        (state, bloc): [c for c in claims if state in c.row["member"] and bloc in c.row["organisation"]]
        for state in states
        for bloc in shown
    }
    body = []
    members = [state for state in states if state in m.coalition]
    for title, group in ((capital(m.coalition_name), members), ("Others", [s for s in states if s not in members])):
        if group and members:
            body.append(Row(((Name(title),),), group=True))
        for state in group:
            cells = (_cell(m, of[state, bloc]) or _known(m, profile, state, bloc) for bloc in shown)
            body.append(Row((name(m.label(state)), *cells)))
    remarks: list[Run] = _legend(profile)
    letters = short(m.record, [*shown, *silent])
    full = [f"{letters[key]}: {m.label(key)}" for key in shown if letters[key] != m.label(key)]
    if full:
        remarks.append(Name("; ".join(full) + "."))
    if silent:
        names = listing(
            [f"{m.label(key)} ({letters[key]})" if letters[key] != m.label(key) else m.label(key) for key in silent]
        )
        remarks.append(
            Name(
                f" No claim speaks of membership in {names}; {'it has' if len(silent) == 1 else 'they have'} no column."
            )
        )
    return Table(
        "bloc-matrix",
        "States and blocs, as the sources have them",
        (Column("State"), *(Column(letters[key], full=m.label(key)) for key in shown)),
        tuple(body),
        note=tuple(remarks),
        dense=True,
    )


def _legend(profile: Profile) -> list[Run]:
    """What words in the cells mean."""
    bold = "Words in bold: told as in force. "
    about = profile.behind("organisations")
    if not about:
        return [Text(f"{bold}Empty: the sources are silent. ")]
    (one, *_) = about
    said = f"what {one.title} {one.version} ({one.since}–{one.until}) has where no claim speaks"
    return [Name(f"{bold}Without a mark: claims. “{DATA}”: {said}. “{NOT_COVERED}”: not covered by either. ")]


def _known(m: Material, profile: Profile, state: str, bloc: str) -> Runs:
    """What a data set knows of a state in a bloc of which no claim speaks, or that nothing does."""
    if not profile:
        return ()
    found = profile.membership(state, bloc)
    fact = membership(m, profile, state, bloc)
    if fact is not None:
        return (Emphasis(DATA), Text(f" {found.status} {found.since}–{found.until}"), note([fact]))
    if found.status == "none" and any(row["state"] == state for row in profile.tables["organisations"]):
        return (Emphasis(DATA), Text(" none"))
    return (Text(NOT_COVERED),)


def _cell(m: Material, claims: Sequence[Evidence]) -> Runs:
    """A state's standing in a bloc: one line for each role and stage, those told as in force first."""
    found: list[tuple[int, Runs]] = []
    kind = m.kinds[KIND]
    labels = kind.by_name["role"].words
    for role in dict.fromkeys(claim.row["role"] for claim in claims):
        for said in m.history(KIND, [claim for claim in claims if claim.row["role"] == role]):
            line = _line(m, said, labels.get(role or "", UNSTATED))
            found.append((_rank(said), line))
    return lines(runs for _, runs in sorted(found, key=lambda item: item[0]))


def _rank(said: Said) -> int:
    firm = said.manner == "told"
    return (0 if firm and said.stage.lasting else 1 if firm else 2) * 100 - len(said.claims)


def _line(m: Material, said: Said, role: str) -> Runs:
    marks = manner(m, said)
    if said.stage.lasting:
        what: tuple[Run, ...] = (Emphasis(role, strong=True) if said.manner == "told" else Text(role),)
    else:
        what = (Text(said.stage.label if role in ("member", UNSTATED) else f"{said.stage.label} ({role})"),)
    runs: list[Run] = [Emphasis(f"{marks}:"), Text(" "), *what] if marks else [*what]
    if said.whens:
        runs.append(Text(dated(m, said)))
    if said.grain in GRAINS:
        runs += [Text(" "), Emphasis(f"({GRAINS[said.grain]})")]
    return (*runs, note(said.claims))


def _other(m: Material, claims: Sequence[Evidence]) -> list[Runs]:
    """Memberships outside the matrix, by organisation: each claim's own sentence, the same one once."""
    found: list[Runs] = []
    by_body: dict[str, list[Evidence]] = {}
    for claim in claims:
        by_body.setdefault(m.labels(claim.row["organisation"]), []).append(claim)
    for body in sorted(by_body):
        runs: list[Run] = [Emphasis(f"{body}.", strong=True)]
        alike: dict[tuple[str, str, str], list[Evidence]] = {}
        for claim in by_body[body]:
            alike.setdefault((claim.stage, claim.assertion, claim.row["role"] or ""), []).append(claim)
        for of in alike.values():
            runs += _alike(m, of)
        found.append(tuple(runs))
    return found


def _alike(m: Material, claims: Sequence[Evidence]) -> list[Run]:
    """Claims that differ only in who belongs: one in its own sentence, several as a list of names."""
    names = dict.fromkeys(m.labels(claim.row["member"]) for claim in claims)
    if len(names) == 1:
        return [Text(f" {claims[0].sentence}"), note(claims)]
    (said,) = m.history(KIND, claims)
    marks = manner(m, said)
    role = m.kinds[KIND].by_name["role"].words.get(claims[0].row["role"] or "", UNSTATED)
    runs: list[Run] = [Text(" ")]
    if marks:
        runs += [Emphasis(f"{capital(marks)}:"), Text(" ")]
    return [*runs, Text(f"{said.stage.label} ({role}): {listing(list(names))}."), note(claims)]
