"""What texts bind blocs to: obligations of their treaties by dataset, and those of agreements by claims."""

from collections.abc import Mapping, Sequence

import msgspec

from foedus.measures.told import SAID_SO, of_strand
from foedus.record import Record
from foedus.record.conclude import conclude
from foedus.record.figure import DataRow, Figure, missing
from foedus.reference.profile import Profile
from foedus.terms.dates import parse
from foedus.terms.words import join_words

KIND = "agreements"
DEFENCE = "defense"
TEXTUAL = ("treaty-text", "reported")
"""Bases on which an obligation counts as the text's; what a coder inferred does not."""


class Duties(msgspec.Struct, frozen=True):
    """What a bloc binds its members to."""

    words: frozenset[str]
    """Obligations in the codebook's words."""
    claims: tuple[str, ...]
    rows: tuple[DataRow, ...]
    inferred: tuple[str, ...]
    """Claims whose obligation a coder inferred: left out."""

    @property
    def known(self) -> bool:
        """Whether any text tells."""
        return bool(self.words)


def duties(record: Record, blocs: Sequence[str], year: int | None) -> dict[str, Duties]:
    """The obligations of each bloc: by agreements to which it is a party, and by alliances with nearly its members.

    `year`: the year of alliances; without it, or later, the last of the dataset's window.
    """
    claimed = _claimed(record, blocs)
    pacts = _pacts(Profile.of(record), blocs, year)
    found = {}
    for bloc in blocs:
        words, claims, inferred = claimed.get(bloc, (set(), [], []))
        more, rows = pacts.get(bloc, (set(), []))
        found[bloc] = Duties(frozenset(words | more), tuple(sorted(claims)), tuple(rows), tuple(sorted(inferred)))
    return found


def _claimed(record: Record, blocs: Sequence[str]) -> dict[str, tuple[set[str], list[str], list[str]]]:
    asked = (
        f"SELECT claim, event, assertion, parties, obligations, obligation_basis FROM {KIND} "
        "WHERE list_has_any(parties, ?::VARCHAR[]) AND len(obligations) > 0"
    )
    rows = {row["claim"]: row for row in record.rows(asked, [list(blocs)])}
    found: dict[str, tuple[set[str], list[str], list[str]]] = {}
    for strand in conclude(record, sorted({row["event"] for row in rows.values()}), [KIND], fields=()):
        one = of_strand(strand)
        over = one.stage is not None and record.codebook.kinds[KIND].stage[one.stage].phase in ("prospect", "over")
        for row in (rows[claim] for claim in strand.claims if claim in rows):
            for bloc in set(row["parties"]) & set(blocs):
                words, claims, inferred = found.setdefault(bloc, (set(), [], []))
                if row["obligation_basis"] not in TEXTUAL:
                    inferred.append(row["claim"])
                elif one.so and not over and row["assertion"] in SAID_SO:
                    words.update(row["obligations"])
                    claims.append(row["claim"])
    return found


def _pacts(profile: Profile, blocs: Sequence[str], year: int | None) -> dict[str, tuple[set[str], list[DataRow]]]:
    found: dict[str, tuple[set[str], list[DataRow]]] = {}
    for row in sorted(profile.tables["pacts"], key=lambda row: (int(row["pact"]), row["state"], row["since"])):
        bloc = row["organisation"]
        if bloc not in blocs or not row["obligations"]:
            continue
        end = profile.coverage[row["dataset"]].until
        at = end if year is None else min(year, end)
        if not _holds(row, at):
            continue
        words, rows = found.setdefault(bloc, (set(), []))
        words.update(part.strip() for part in row["obligations"].split(";"))
        entry = DataRow(row["dataset"], row["version"], f"alliance {row['pact']}")
        if entry not in rows:
            rows.append(entry)
    return found


def _holds(row: Mapping[str, str], year: int) -> bool:
    since, until = parse(row["since"]).earliest, parse(row["until"]).latest if row["until"] else None
    return (since is None or since.year <= year) and (until is None or until.year >= year)


def say(record: Record, words: frozenset[str] | set[str]) -> str:
    """Obligations in words, in the codebook's order."""
    column = record.codebook.kinds["agreements"].by_name["obligations"]
    return join_words([label for word, label in column.words.items() if word in words])


def of_bloc(record: Record, one: Duties) -> Figure:
    """What one bloc binds to; not covered where no text tells."""
    if not one.known:
        left = f" {len(one.inferred)} inferred by coders: left out ({', '.join(one.inferred)})." if one.inferred else ""
        return missing("not-covered", f"No text of an obligation is coded, and no alliance matched to it.{left}")
    return Figure(value=say(record, one.words), claims=one.claims, rows=one.rows, coverage=_covered(record))


def of_pair(record: Record, one: str, other: str, of: Mapping[str, Duties], label: Mapping[str, str]) -> Figure:
    """What two blocs bind to both, and each alone."""
    a, b = of[one], of[other]
    if not a.known and not b.known:
        return missing("not-covered", "No text of an obligation is known of either.")
    parts = []
    if a.known and b.known:
        shared = a.words & b.words
        parts.append(f"both: {say(record, shared)}" if shared else "nothing in common")
        alone = ((one, a.words - b.words), (other, b.words - a.words))
        parts += [f"{label[key]} alone: {say(record, rest)}" for key, rest in alone if rest]
    else:
        (key, known), unknown = ((one, a), other) if a.known else ((other, b), one)
        parts = [f"{label[key]}: {say(record, known.words)}", f"{label[unknown]}: not covered"]
    return Figure(
        value="; ".join(parts),
        cover="covered" if a.known and b.known else "partly",
        claims=tuple(sorted({*a.claims, *b.claims})),
        rows=tuple(dict.fromkeys((*a.rows, *b.rows))),
        coverage=_covered(record) + " Whether a text forbids its members another bloc is not coded.",
    )


def defending(of: Mapping[str, Duties]) -> list[str]:
    """The blocs whose texts bind to defence, in their order."""
    return [bloc for bloc, one in of.items() if DEFENCE in one.words]


def _covered(record: Record) -> str:
    behind = Profile.of(record).behind("pacts")
    windows = "; ".join(
        f"{one.title} {one.version}, {one.since}–{one.until}" for one in behind if one.dataset == "atop"
    )
    named = f"Alliances: {windows}, matched to organisations by their members. " if windows else ""
    return f"{named}Agreements: claims with an obligation by the text or reported."
