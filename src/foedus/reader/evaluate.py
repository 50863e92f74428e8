"""How good proposals are against coded claims: precision, recall and F1 by kind, agreement on attributes, the misses.

A proposal is right when a coded claim of the same source and kind, at most one block away, has the same core roles;
each claim is matched once, the most alike pairs first. It is strictly right when stage and assertion, and the date
where one is coded, agree too. Coded rows whose note begins with `optional:` count neither for nor against; arguments
are shown, and left out of the totals. F1 is the harmonic mean of precision and recall (van Rijsbergen 1979); micro
counts all claims together, macro is the mean over the kinds that have coded claims.
"""

import csv
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from foedus.case import proposals as filed
from foedus.case.proposals import ProposalsError

Row = Mapping[str, str]

CORE: Mapping[str, tuple[str, ...]] = {
    "memberships": ("member", "organisation"),
    "agreements": ("parties",),
    "exercises": ("participants",),
    "transfers": ("supplier", "recipient", "item"),
    "production": ("partners", "item"),
    "assistance": ("donor", "recipient"),
    "training": ("provider", "recipient"),
    "meetings": ("participants",),
    "statements": ("speaker", "position"),
    "arguments": ("by", "role", "concerns"),
    "restrictions": ("imposer", "target"),
    "disputes": ("parties",),
    "presences": ("sender", "host"),
    "milestones": ("entity", "milestone"),
    "indicators": ("subject", "value"),
}
"""The roles in which a proposal must be like the claim, by kind."""
INSTEAD = {
    ("statements", "speaker"): "speaks_for",
    ("exercises", "participants"): "host",
    ("production", "partners"): "country",
}
"""What stands for a role where it is empty."""
FIGURES: Mapping[str, tuple[str, ...]] = {
    "transfers": ("quantity", "value"),
    "agreements": ("value",),
    "assistance": ("value",),
    "training": ("people",),
    "exercises": ("personnel",),
    "indicators": ("value",),
    "production": ("value",),
}
"""The numbers on which agreement is asked, by kind."""
ALIKE = 0.6
"""How alike a proposal and a claim must be, of 1."""
UNCOUNTED = frozenset(["arguments"])
"""Kinds that are left out of the totals."""
_PLAIN = str.maketrans({"ı": "i", "ø": "o"})
_FIGURE = re.compile(r"\s*(?:~|<=|>=|<|>)?\s*(\d+(?:\.\d+)?)\s*")


class Score(msgspec.Struct, frozen=True):
    """How many claims are coded, proposed, and right."""

    coded: int = 0
    proposed: int = 0
    right: int = 0
    strict: int = 0

    @property
    def precision(self) -> float:
        """Of what is proposed, how much is right; 0 where nothing is."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Of what is coded, how much is proposed; 0 where nothing is."""
        return self.right / self.coded if self.coded else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def strict_f1(self) -> float:
        """F1 of those that are strictly right."""
        return 2 * self.strict / max(1, self.proposed + self.coded)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.coded + other.coded, self.proposed + other.proposed, self.right + other.right,
            self.strict + other.strict,
        )  # fmt: skip

    def as_dict(self) -> dict[str, float]:
        """For JSON."""
        names = ("coded", "proposed", "right", "precision", "recall", "f1")
        return {name: getattr(self, name) for name in names}


class Miss(msgspec.Struct, frozen=True):
    """A coded claim that was not proposed, or a proposal that is not right."""

    kind: str
    claim: str
    row: dict[str, str]
    proposed: bool
    """Whether it is a proposal without a claim, rather than a claim without a proposal."""


class Evaluation(msgspec.Struct, frozen=True):
    """Proposals held against a gold standard."""

    kinds: dict[str, Score]
    agreement: dict[str, tuple[int, int]]
    """On matched claims: how often `stage`, `date`, `assertion`, `number`, `locator` agree, and of how many."""
    misses: tuple[Miss, ...]

    @property
    def total(self) -> Score:
        """All kinds that count."""
        return sum((score for kind, score in self.kinds.items() if kind not in UNCOUNTED), Score())

    @property
    def macro_f1(self) -> float:
        """The mean F1 over kinds with coded claims."""
        asked = [score.f1 for kind, score in self.kinds.items() if score.coded and kind not in UNCOUNTED]
        return sum(asked) / max(1, len(asked))

    def as_dict(self) -> dict[str, object]:
        """For JSON: `micro`, `strict_f1`, `macro_f1`, `kinds`, `agreement`."""
        return {
            "micro": self.total.as_dict(),
            "strict_f1": self.total.strict_f1,
            "macro_f1": self.macro_f1,
            "kinds": {kind: score.as_dict() for kind, score in self.kinds.items()},
            "agreement": {name: same / asked if asked else None for name, (same, asked) in self.agreement.items()},
        }


def evaluate(gold: Path, proposed: Path, sources: Collection[str] = (), by: str = "") -> Evaluation:
    """Hold the claims of one case folder against those of another; `sources`: only these.

    `by`: only what this reader proposes (see `Proposed.proposed_by`); what both do stands as the reader has it.
    Raises `ProposalsError` where a folder holds no claims, or a table cannot be read.
    """
    coded, found = tables_of(gold), proposed_by(proposed, by) if by else tables_of(proposed)
    names = names_of(gold)
    kinds: dict[str, Score] = {}
    agreement = dict.fromkeys(("stage", "date", "assertion", "number", "locator"), (0, 0))
    misses: list[Miss] = []
    for kind in CORE:
        claims = [row for row in coded.get(kind, ()) if not sources or row.get("source", "") in sources]
        proposals = [row for row in found.get(kind, ()) if not sources or row.get("source", "") in sources]
        if not claims and not proposals:
            continue
        pairs = paired(kind, claims, proposals, names)
        kinds[kind] = _score(claims, proposals, pairs)
        for claim, proposal in ((claims[i], proposals[j]) for i, j in pairs):
            for name, same in _agreements(kind, claim, proposal):
                before = agreement[name]
                agreement[name] = (before[0] + same, before[1] + 1)
        misses += _misses(kind, claims, proposals, pairs)
    return Evaluation(kinds, agreement, tuple(misses))


def optional(claim: Row) -> bool:
    """Whether a claim counts neither for nor against."""
    return claim.get("note", "").startswith("optional:")


def blocks(locator: str) -> set[int]:
    """The blocks that a locator names."""
    return {int(number) for number in re.findall(r"¶\s*(\d+)", locator)}


def _score(claims: Sequence[Row], proposals: Sequence[Row], pairs: Sequence[tuple[int, int]]) -> Score:
    counted = [(claims[i], proposals[j]) for i, j in pairs if not optional(claims[i])]
    return Score(
        coded=sum(not optional(claim) for claim in claims),
        proposed=len(proposals) - (len(pairs) - len(counted)),
        right=len(counted),
        strict=sum(
            _same(claim, proposal, "stage") and _same(claim, proposal, "assertion") and _dates_meet(claim, proposal)
            for claim, proposal in counted
        ),
    )


def _misses(
    kind: str, claims: Sequence[Row], proposals: Sequence[Row], pairs: Sequence[tuple[int, int]]
) -> Iterator[Miss]:
    found, right = {i for i, _ in pairs}, {j for _, j in pairs}
    for at, claim in enumerate(claims):
        if at not in found and not optional(claim):
            yield Miss(kind, claim.get("claim", ""), dict(claim), False)
    for at, proposal in enumerate(proposals):
        if at not in right:
            yield Miss(kind, proposal.get("claim", ""), dict(proposal), True)


def _agreements(kind: str, claim: Row, proposal: Row) -> Iterator[tuple[str, bool]]:
    """On what a matched pair can agree, and whether it does."""
    for column in ("stage", "assertion"):
        if claim.get(column):
            yield column, _same(claim, proposal, column)
    if _years(claim.get("date", "")) is not None:
        yield "date", _dates_meet(claim, proposal)
    if here := blocks(claim.get("locator", "")):
        yield "locator", bool(here & blocks(proposal.get("locator", "")))
    for column in FIGURES.get(kind, ()):
        if (figure := _figure(claim.get(column, ""))) is not None:
            yield "number", figure == _figure(proposal.get(column, ""))


# --- which proposal is which claim ---


def paired(
    kind: str, claims: Sequence[Row], proposals: Sequence[Row], names: Mapping[str, str]
) -> list[tuple[int, int]]:
    """The places of claims and proposals that are matched: the most alike first, each once, the later of equals."""
    ranked = []
    for i, claim in enumerate(claims):
        for j, proposal in enumerate(proposals):
            if claim.get("source", "") == proposal.get("source", "") and _near(claim, proposal):
                alike = _roles_alike(kind, claim, proposal, names)
                alike += 0.01 * bool(blocks(claim.get("locator", "")) & blocks(proposal.get("locator", "")))
                alike += 0.005 * _same(claim, proposal, "stage")
                alike += 0.005 * _dates_meet(claim, proposal)
                if alike >= ALIKE:
                    ranked.append((alike, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in sorted(ranked, reverse=True):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def _roles_alike(kind: str, claim: Row, proposal: Row, names: Mapping[str, str]) -> float:
    """How alike the core roles are that are coded, 0 to 1: the mean, less a fifth where none of several is the same."""
    found = []
    for column in CORE[kind]:
        instead = INSTEAD.get((kind, column), "")
        theirs = claim.get(column) or claim.get(instead, "")
        ours = proposal.get(column) or proposal.get(instead, "")
        if theirs:
            found.append(_figures_alike(theirs, ours) if column == "value" else _sets_alike(theirs, ours, names))
    if not found:
        return ALIKE
    mean = sum(found) / len(found)
    return mean if len(found) == 1 or 1.0 in found else mean * 0.8


def _figures_alike(theirs: str, ours: str) -> float:
    figure = _figure(theirs)
    return float((figure is not None and figure == _figure(ours)) or _folded(theirs) == _folded(ours))


def _sets_alike(theirs: str, ours: str, names: Mapping[str, str]) -> float:
    """The mean of two shares: of the values there that are here, and of those here that are there."""
    first, second = _values(theirs, names), _values(ours, names)
    if not first or not second:
        return 0.0
    there = sum(max(_words_alike(one, other) for other in second) > ALIKE for one in first)
    here = sum(max(_words_alike(one, other) for other in first) > ALIKE for one in second)
    return (there / len(first) + here / len(second)) / 2


def _values(cell: str, names: Mapping[str, str]) -> list[str]:
    return [names.get(_folded(value), value.strip()) for value in cell.split(";") if value.strip()]


def _words_alike(one: str, other: str) -> float:
    """1 for the same words, else nine tenths of the share of the shorter's words that both have, plural or not."""
    first, second = _folded(one), _folded(other)
    if first == second:
        return 1.0
    ours, theirs = ({word.rstrip("s") for word in text.split("-")} for text in (first, second))
    return len(ours & theirs) / max(1, min(len(ours), len(theirs))) * 0.9 if ours & theirs else 0.0


def _near(claim: Row, proposal: Row) -> bool:
    """Whether they stand at most one block apart, or the claim does not say where."""
    theirs = blocks(claim.get("locator", ""))
    return not theirs or any(abs(a - b) <= 1 for a in theirs for b in blocks(proposal.get("locator", "")))


def _same(claim: Row, proposal: Row, column: str) -> bool:
    return claim.get(column, "") == proposal.get(column, "")


def _dates_meet(claim: Row, proposal: Row) -> bool:
    """Whether the years of two dates overlap, where the claim has one."""
    theirs, ours = _years(claim.get("date", "")), _years(proposal.get("date", ""))
    if theirs is None:
        return True
    return ours is not None and ours[0] <= theirs[1] and theirs[0] <= ours[1]


def _years(date: str) -> tuple[int, int] | None:
    """The first and last year that a date, EDTF, names; open ends are 0 and 9999."""
    named = [int(year) for year in re.findall(r"\d{4}", date)]
    for decade in re.findall(r"(\d{3})X", date):
        named += [int(f"{decade}0"), int(f"{decade}9")]
    if not named:
        return None
    return 0 if date.startswith("../") else min(named), 9999 if date.endswith("/..") else max(named)


def _figure(cell: str) -> float | None:
    found = _FIGURE.fullmatch(cell)
    return float(found[1]) if found else None


@lru_cache(maxsize=100_000)
def _folded(text: str) -> str:
    """Text as it is compared, by a rule of its own, so that what was measured stays what it was."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return re.sub(r"[^\w]+", "-", plain).strip("-")


# --- reading ---


def tables_of(folder: Path) -> dict[str, list[Row]]:
    """The claims of a case by kind, as they stand in the files."""
    if not (folder / "claims").is_dir():
        hint = "Name a case's folder, or what `foedus read --out DIR` has written."
        raise ProposalsError(f"{folder} holds no claims.", hint)
    return {kind: found for kind in CORE if (found := rows(folder / "claims" / f"{kind}.csv"))}


def proposed_by(folder: Path, who: str) -> dict[str, list[Row]]:
    """The proposals of one reader by kind. Raises `ProposalsError` where the folder does not say who proposed what."""
    if not (folder / filed.NAME).is_file():
        raise ProposalsError(f"{folder} does not say who proposed what.", "Name what `foedus read` has written.")
    found: dict[str, list[Row]] = {}
    for one in filed.read(folder):
        if one.proposed_by(who):
            found.setdefault(one.kind, []).append({**one.row, "claim": one.id})
    return found


def names_of(folder: Path) -> dict[str, str]:
    """The keys of entities by their folded names and aliases; the last of several wins."""
    found = {}
    for row in rows(folder / "entities.csv"):
        for name in (row.get("entity", ""), row.get("name", ""), *row.get("aliases", "").split(";")):
            if name.strip():
                found[_folded(name)] = row.get("entity", "")
    return found


def rows(path: Path) -> list[Row]:
    """The rows of a CSV file; none where it is not there. Raises `ProposalsError` where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            return [
                {
                    column: (cell or "").strip()
                    for column, cell in row.items()
                    if column and isinstance(cell, str | None)
                }
                for row in csv.DictReader(handle)
            ]
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ProposalsError(f"{path} cannot be read: {error}.", "`foedus check` says more about a case.") from error
