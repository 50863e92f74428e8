"""The claims of a record by strand: facts on events and bodies, and the voices on these."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal, NamedTuple

from foedus.forecast.strands.beside import beside
from foedus.forecast.strands.rules import Evidence, Rule, mentions, rules
from foedus.forecast.strands.strand import FORMS, STANCES, Between, Form, Place, Side, Stance, Strand
from foedus.forecast.strands.ties import Tie, Ties
from foedus.measures.told import SAID_SO, roots
from foedus.record import Record
from foedus.record.counting import firmness
from foedus.record.whole import Whole
from foedus.reference.profile import Profile

Row = Mapping[str, Any]


def strands(record: Record, states: Sequence[str]) -> tuple[Strand, ...]:
    """The strands among some states, as the record tells of them at its clocks."""
    kept = record.kept.setdefault(_Strands, {})
    assert isinstance(kept, dict)
    chosen = tuple(sorted(states))
    if chosen not in kept:
        kept[chosen] = _Strands(record, chosen).made()
    found: tuple[Strand, ...] = kept[chosen]
    return found


class _Fact(NamedTuple):
    """A claim that is evidence, with whom it ties and on which side it stands."""

    row: Row
    tie: Tie
    stance: Stance | Literal[""]
    inferred: bool
    heard: Literal["yes", "no", "else"]
    """Whether voices on its event belong to the strand."""

    @property
    def claim(self) -> str:
        return str(self.row["claim"])


class _Strands:
    """The claims of a record by strand; ties are read once."""

    def __init__(self, record: Record, states: Sequence[str]) -> None:
        self.record, self.states = record, sorted(states)
        self.ties = Ties(record, states)
        self._tied: dict[tuple[str, str], dict[str, Tie]] = {}
        self._bodies = {rule.name: self.ties.bodies(rule.bodies) for rule in rules().strand}
        self._read: dict[tuple[str, str], Sequence[Row]] = {}
        self._meant: set[str] = set()
        """The events and bodies of all strands: what is said of them is read at once."""

    def made(self) -> tuple[Strand, ...]:
        found = []
        for rule in rules().strand:
            bodies = self._bodies[rule.name]
            found.append((rule, bodies, self._facts(rule, bodies)))
        self._meant = {fact.row["event"] for _, _, facts in found for fact in facts}.union(*self._bodies.values())
        roots(self.record, [fact.claim for _, _, facts in found for fact in facts])  # read at once, counted below
        heard = [{fact.row["event"] for fact in facts if fact.heard == "yes"} for _, _, facts in found]
        strands = []
        for n, (rule, bodies, facts) in enumerate(found):
            elsewhere = set().union(*(events for m, events in enumerate(heard) if m != n))
            events = heard[n] | ({fact.row["event"] for fact in facts if fact.heard == "else"} - elsewhere)
            strands.append(self.strand(rule, bodies, facts, events))
        return tuple(strands)

    def strand(self, rule: Rule, bodies: Sequence[str], facts: Sequence[_Fact], events: set[str]) -> Strand:
        left_out = tuple(fact.claim for fact in facts if fact.inferred and fact.stance == "for")
        counted = [fact for fact in facts if fact.claim not in left_out]
        sided = [fact for fact in counted if fact.stance]
        voices = self._voices(events, bodies)
        firm, soft = self._events(counted)
        return Strand(
            name=rule.name, short=rule.short, label=rule.label, says=rule.says, evaluated=rule.evaluated,
            sides=tuple(self._side(stance, counted, voices.get(stance, ())) for stance in STANCES),
            events=firm, softer=soft, pairs=self._pairs(counted, bodies),
            through=tuple(sorted({key for fact in sided for key in fact.tie.through})),
            bodies=tuple(bodies), places=tuple(_place(state, counted) for state in self.states),
            left_out=left_out, aside=(*(fact.claim for fact in counted if not fact.stance), *voices.get("", ())),
            data=beside(Profile.of(self.record), rule, self.states, self.record.as_of),
        )  # fmt: skip

    # -- facts -------------------------------------------------------------------------------------------

    def rows(self, kind: str, where: str, values: Sequence[Any]) -> Sequence[Row]:
        """The claims of a kind that meet an SQL condition, and of a small record, which holds them, others too."""
        whole = Whole.of(self.record)
        return whole.rows(kind) if whole else self.record.rows(f'SELECT * FROM "{kind}" WHERE {where}', values)

    def _has(self, kind: str, column: str) -> str:
        """SQL for a column that holds one of some words or keys."""
        many = self.record.codebook.kinds[kind].by_name[column].many
        return f'list_has_any("{column}", ?::VARCHAR[])' if many else f'"{column}" IN (SELECT unnest(?::VARCHAR[]))'

    def _likely(self, kind: str, by: str) -> Sequence[Row]:
        """All claims of a kind that can be evidence of any strand in the same way, and in a small record others."""
        if (kind, by) not in self._read:
            same = [(r, one) for r in rules().strand for one in r.evidence if (one.kind, one.by) == (kind, by)]
            ways = " OR ".join(" AND ".join(self._has(kind, column) for column in one.any) or "true" for _, one in same)
            values = [list(words) for _, one in same for words in one.any.values()]
            if by:
                values.append(sorted({body for rule, _ in same for body in self._bodies[rule.name]}))
            else:
                values.append([claim for claim, tie in self.tied(kind, by).items() if len(tie.states) > 1])
            among = self._has(kind, by) if by else "claim IN (SELECT unnest(?::VARCHAR[]))"
            self._read[kind, by] = self.rows(kind, f"({ways}) AND {among}", values)
        return self._read[kind, by]

    def tied(self, kind: str, besides: str) -> dict[str, Tie]:
        if (kind, besides) not in self._tied:
            self._tied[kind, besides] = self.ties.of(kind, besides)
        return self._tied[kind, besides]

    def _facts(self, rule: Rule, bodies: Sequence[str]) -> list[_Fact]:
        found: dict[str, _Fact] = {}
        for evidence in rule.evidence:
            ties = self.tied(evidence.kind, evidence.by)
            for row in self._likely(evidence.kind, evidence.by):
                tie = ties.get(row["claim"], Tie(frozenset()))
                if not evidence.meets(row) or not self._belongs(row, evidence, rule, tie, bodies):
                    continue
                inferred = "obligations" in evidence.any and row["obligation_basis"] == "inferred"
                fact = _Fact(row, tie, _stance(row, evidence), inferred, evidence.voices)
                found[row["claim"]] = max(found.get(row["claim"], fact), fact, key=lambda one: one.inferred)
        return [found[claim] for claim in sorted(found)]

    def _belongs(self, row: Row, evidence: Evidence, rule: Rule, tie: Tie, bodies: Sequence[str]) -> bool:
        """Whether a claim is about two of the states, or about a body of the strand."""
        if evidence.titled and not mentions(row["title"] or "", rule.bodies):
            return False
        if not evidence.by:
            return len(tie.states) > 1
        others = any(column.name != evidence.by for column in self.record.codebook.kinds[evidence.kind].parties)
        return bool(set(bodies).intersection(_cells(row[evidence.by]))) and (bool(tie.states) or not others)

    def _events(self, facts: Iterable[_Fact]) -> tuple[int, int]:
        by_kind: dict[str, list[Row]] = {}
        for fact in facts:
            by_kind.setdefault(fact.row["kind"], []).append(fact.row)
        counts = [firmness(self.record.codebook.kinds[kind], rows) for kind, rows in by_kind.items()]
        firm = frozenset[str]().union(*(one.firm for one in counts))
        return len(firm), len(frozenset[str]().union(*(one.soft for one in counts)) - firm)

    def _side(self, stance: Stance, facts: Iterable[_Fact], voices: tuple[str, ...]) -> Side:
        mine = [fact for fact in facts if fact.stance == stance]
        claims = tuple(fact.claim for fact in mine)
        dated = [fact.row for fact in mine if fact.row["date"]]
        first = [day.year for row in dated if (day := row["earliest"] or row["begun_by"])]
        last = [day.year for row in dated if (day := row["begun_by"] or row["latest"] or row["earliest"])]
        return Side(
            stance=stance, facts=claims, voices=voices, inferred=tuple(fact.claim for fact in mine if fact.inferred),
            roots=roots(self.record, (*claims, *voices)), undated=len(mine) - len(dated),
            first=min(first, default=None), last=max(last, default=None),
        )  # fmt: skip

    def _pairs(self, facts: Iterable[_Fact], bodies: Sequence[str]) -> tuple[Between, ...]:
        """Pairs by name: in one claim, or each in a claim on the same body."""
        found: dict[tuple[str, str], set[str]] = {}
        inside: dict[str, dict[str, set[str]]] = {}
        for fact in facts:
            if fact.stance != "for":
                continue
            for body in set(bodies).intersection(_cells(fact.row.get("organisation"))):
                for state in fact.tie.named:
                    inside.setdefault(body, {}).setdefault(state, set()).add(fact.claim)
            for pair in combinations(sorted(fact.tie.named), 2):
                found.setdefault(pair, set()).add(fact.claim)
        for by_state in inside.values():
            for a, b in combinations(sorted(by_state), 2):
                found.setdefault((a, b), set()).update(by_state[a] | by_state[b])
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple(Between(pair, tuple(sorted(claims))) for pair, claims in ranked)

    # -- voices ------------------------------------------------------------------------------------------

    def _voices(self, events: set[str], bodies: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Positions and reasons on events and bodies by stance; '' for those that take no side."""
        meant = events | set(bodies)
        found: dict[str, list[str]] = {}
        for kind, (subject, column) in {"statements": ("about", "position"), "arguments": ("question", "role")}.items():
            words = rules().voices[kind]  # type: ignore[index]
            for row in self._spoken(kind, subject):
                if not meant.intersection((row["event"], *_cells(row[subject]))):
                    continue
                word = row[column]
                stance = "for" if word in words.favour else "against" if word in words.against else ""
                if row["assertion"] not in SAID_SO:
                    stance = ""  # a position that was not taken, a reason only weighed
                found.setdefault(stance, []).append(row["claim"])
        return {stance: tuple(sorted(claims)) for stance, claims in found.items()}

    def _spoken(self, kind: str, subject: str) -> Sequence[Row]:
        """The statements or arguments on what any strand is about, and in a small record others."""
        if (kind, subject) not in self._read:
            where, values = f"event IN (SELECT unnest(?::VARCHAR[])) OR {self._has(kind, subject)}", sorted(self._meant)
            self._read[kind, subject] = self.rows(kind, where, [values, values])
        return self._read[kind, subject]


def _stance(row: Row, evidence: Evidence) -> Stance | Literal[""]:
    """On which side a claim stands; '' for an end that is only awaited or weighed."""
    over = row["phase"] == "over" or evidence.side == "against"
    if row["assertion"] == "denied":
        return "for" if over else "denied"
    if over:
        return "against" if row["assertion"] in SAID_SO else ""
    if row["assertion"] in ("expected", "hypothetical") or row["phase"] == "prospect":
        return "expected"
    return "for"


def _place(state: str, facts: Iterable[_Fact]) -> Place:
    counts: dict[Form, int] = {form: 0 for form in FORMS}  # noqa: C420  # the words of a literal, not texts
    for fact in facts:
        if fact.stance and state in fact.tie.states:
            counts[_form(state, fact)] += 1
    reached: Form = next((form for form in FORMS if counts[form]), "none")
    return Place(state, reached, counts[reached])


def _form(state: str, fact: _Fact) -> Form:
    if fact.stance == "for":
        return "full" if state in fact.tie.named else "light"
    return "dashed" if fact.stance == "expected" else "open"


def _cells(cell: object) -> tuple[str, ...]:
    return tuple(cell) if isinstance(cell, list) else (str(cell),) if cell else ()
