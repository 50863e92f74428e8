"""Conclusions: for each strand of an event how far it got, and the value of each field, by which rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from foedus.codebook import Column, Kind
from foedus.record.conclude.claims import Said, World, compared
from foedus.record.conclude.rules import RULES, Side, independent, outdated
from foedus.record.conclude.strands import name, strands
from foedus.record.conclude.values import Bond, bond, of_dates
from foedus.record.conclude.where import PARTS, Around, contested, nowhere


class Opposed(msgspec.Struct, frozen=True):
    """A value that was not concluded, and who says it. Without a value: it is said not to be so."""

    value: str | None
    claims: tuple[str, ...]


class Conclusion(msgspec.Struct, frozen=True):
    """What the record concludes for one field of a strand."""

    event: str
    kind: str
    strand: str
    field: str
    """`stage` for how far it got, else a column."""
    stage: str
    """For a date or a figure: the stage that it belongs to; else ''."""
    value: str | None
    """None: not shown, or unresolved; the rule says which."""
    rule: str
    claims: tuple[str, ...]
    """The claims that carry the conclusion."""
    against: tuple[Opposed, ...]
    contradicted: bool
    """Whether claims stand against it that cannot be so as well."""
    roots: int
    """On how many independent roots the claims that carry it rest."""

    @property
    def named(self) -> set[str]:
        """Every claim that speaks for it or against it."""
        return {*self.claims, *(claim for other in self.against for claim in other.claims)}


class Strand(msgspec.Struct, frozen=True):
    """A strand with all that is concluded of it."""

    event: str
    kind: str
    strand: str
    claims: tuple[str, ...]
    conclusions: tuple[Conclusion, ...]


@dataclass(slots=True)
class Denied:
    """A stage that is told and denied, and the rule that decides between the two."""

    stage: str
    rule: str
    told: list[Said]
    denials: list[Said]

    @property
    def contradicted(self) -> bool:
        """Whether both cannot be so: a denial says nothing of what is dated after it."""
        return not all(outdated(one, self.denials) for one in self.told)


class Resolver:
    """Concludes the events of one kind."""

    def __init__(self, kind: Kind, world: World, off: frozenset[str] = frozenset(), larger: Around = nowhere) -> None:
        self.kind, self.world = kind, world
        self._where = ("host", "place") if kind.kind in PARTS else ()
        self._larger = larger
        self.fields = [c for c in (kind.by_name["date"], *compared(kind)) if c.compare != "none"]
        self.rules = [rule for rule in RULES if rule.decide and rule.name not in off]
        self.off = off
        self._expected = False
        self._roots: dict[tuple[str, ...], int] = {}
        self._presupposed = {stage.word: _earlier(kind, stage.word) for stage in kind.stages}

    def event(self, event: str, claims: Sequence[Said]) -> Iterator[Strand]:
        """The strands of one event."""
        for strand in strands(self.kind, claims, self.world):
            yield self.strand(event, strand)

    def strand(self, event: str, claims: list[Said]) -> Strand:
        """Everything that is concluded of one strand."""
        label = name(self.kind, claims, self.world)
        self._roots = {}
        found: list[Conclusion] = []
        standing = self._stages(event, label, claims, found)
        told = [one for one in claims if one.told and one.stage in standing]
        if not told and not any(one.told for one in claims):
            told = [one for one in claims if one.assertion == "expected"]
        self._expected = bool(told) and not told[0].told
        by_stage: dict[str, list[Said]] = {}
        for one in sorted(told, key=lambda one: one.step):
            by_stage.setdefault(one.stage, []).append(one)
        fell = {one.claim for one in claims if one.told and standing and one.stage not in standing}
        kept = [one for one in told if one.claim not in fell] if fell else told
        for column in self.fields:
            if column.compare in ("date", "number"):
                for stage, at in by_stage.items():
                    self._field(event, label, column, stage, at, found)
            else:
                self._field(event, label, column, "", kept, found)
        return Strand(event, self.kind.kind, label, tuple(one.claim for one in claims), tuple(found))

    # -- how far it got ----------------------------------------------------------------------------------

    def _stages(self, event: str, label: str, claims: list[Said], found: list[Conclusion]) -> set[str]:
        """Conclude how far the strand got; returns the stages that stand."""
        single = [one for one in claims if one.told and one.grain == "single"]
        told = [one for one in claims if one.told]
        general: list[Said] = []
        if single and "general" not in self.off:
            general = [one for one in told if one.grain != "single"]
            told = single
        denials = [one for one in claims if one.assertion == "denied"]
        if told and not denials and not general:
            furthest = max(told, key=lambda one: one.step)
            found.append(self._reached(event, label, claims, furthest.stage, [], [], {}))
            return {one.stage for one in told}
        stages = sorted({(one.step, one.stage) for one in told}, reverse=True)
        standing: set[str] = set()
        fallen: list[Denied] = []
        stood: list[Denied] = []
        for _, stage in stages:
            for_it = [one for one in told if one.stage == stage]
            against = [one for one in denials if one.stage == stage or one.stage in self._presupposed[stage]]
            stands, rule = self._denied(for_it, against) if against else (True, "only")
            if stands:
                standing.add(stage)
            if against:
                (stood if stands else fallen).append(Denied(stage, rule, for_it, against))
        general_beyond = self._beyond(general, standing)
        reached = next((stage for _, stage in stages if stage in standing), None)
        found.append(self._reached(event, label, claims, reached, fallen, stood, general_beyond))
        return standing

    def _beyond(self, general: list[Said], standing: set[str]) -> dict[str, list[Said]]:
        """General statements that would have it further than any single claim does."""
        steps = [self.kind.stage_step[stage] for stage in standing]
        reached = max(steps, default=0)
        beyond: dict[str, list[Said]] = {}
        for one in general:
            if one.step > reached:
                beyond.setdefault(one.stage, []).append(one)
        return beyond

    def _denied(self, for_it: list[Said], against: list[Said]) -> tuple[bool, str]:
        """Whether a stage stands against its denial, and which rule decides."""
        if "later" not in self.off and any(outdated(one, against) for one in for_it):
            return True, "later"
        parties = frozenset(
            state
            for one in (*for_it, *against)
            for column in self.kind.own
            if column.core and column.party
            for state in self.world.rolled(_tuple(one.cells.get(column.name)))
        )
        sides: Sequence[Side] = self._sides_of_denial(for_it, against, parties)
        for rule in self.rules:
            assert rule.decide is not None
            if rule.name == "nearer":
                continue
            kept = rule.decide(sides, self.world)
            if len(kept) < len(sides):
                sides = kept
                if not any(side.denies for side in sides):
                    return True, rule.name
                if all(side.denies for side in sides):
                    return False, rule.name
        return False, "unresolved"

    def _sides_of_denial(self, for_it: list[Said], against: list[Said], parties: frozenset[str]) -> list[Side]:
        """Reports fall one by one, so each root that speaks for it is a side of its own; the denial is one side."""
        own = [one for one in for_it if one.assertion == "asserted"]
        sides = [Side("told", own, parties=parties)] if own else []
        by_root: dict[tuple[str, ...], list[Said]] = {}
        for one in for_it:
            if one.assertion == "attributed":
                by_root.setdefault(one.roots, []).append(one)
        sides += [Side("told", group, parties=parties) for _, group in sorted(by_root.items())]
        return [*sides, Side("denied", against, denies=True, parties=parties)]

    def _reached(
        self,
        event: str,
        label: str,
        claims: list[Said],
        furthest: str | None,
        fallen: list[Denied],
        stood: list[Denied],
        general: dict[str, list[Said]],
    ) -> Conclusion:
        against = [Opposed(one.stage, _names(one.told)) for one in fallen]
        against += [Opposed(stage, _names(group)) for stage, group in sorted(general.items())]
        contradicted = bool(fallen) or any(one.contradicted for one in stood)
        if furthest:
            carrying = [one for one in claims if one.told and one.stage == furthest]
            first = next((one.rule for one in stood if one.stage == furthest), fallen[0].rule if fallen else "")
            rule = first or ("general" if general else _unopposed(carrying))
            if stood:
                against.append(Opposed(None, _names(_unique(no for one in stood for no in one.denials))))
        elif fallen:
            unresolved = any(one.rule == "unresolved" for one in fallen)
            denials = _unique(no for one in fallen for no in one.denials)
            carrying = [] if unresolved else denials
            if unresolved:
                against.append(Opposed(None, _names(denials)))
            rule = "unresolved" if unresolved else fallen[0].rule
        else:
            denied = [one for one in claims if one.assertion == "denied"]
            carrying = denied or [one for one in claims if not one.told]
            rule = "denied" if denied else "expected"
        return Conclusion(
            event, self.kind.kind, label, "stage", "", furthest, rule, _names(carrying), tuple(against), contradicted,
            independent([one.roots for one in carrying]),
        )  # fmt: skip

    # -- the other fields --------------------------------------------------------------------------------

    def _field(
        self, event: str, label: str, column: Column, stage: str, claims: list[Said], found: list[Conclusion]
    ) -> None:
        """Conclude one field among the claims that say that the thing is so."""
        groups: Mapping[Any, list[Said]] = _by_value(column, claims)
        if not groups:
            return
        if column.name in self._where and not self._expected:
            widened = contested(column, groups, claims, self._larger(event), self.world)
            if widened is not groups and len(self._merged(column, widened)) > 1:  # else another claim reconciles them
                groups = widened
        if len(groups) == 1:
            [(value, carrying)] = groups.items()
            unopposed = "expected" if self._expected else _unopposed(carrying)
            found.append(self._concluded(event, label, column, stage, value, unopposed, carrying, []))
            return
        sides = self._merged(column, groups)
        if len(sides) == 1:
            [side] = sides
            finer = all(
                self._bond(column, groups, value, side.value) is Bond.VAGUER for value in groups if value != side.value
            )
            grain = "finer" if finer else "agree"
            found.append(self._concluded(event, label, column, stage, side.value, grain, side.claims, []))
            return
        verdict = "unresolved"
        left: Sequence[Side] = sides
        for rule in self.rules:
            assert rule.decide is not None
            if rule.name in ("retracted", "party-denies") or (rule.name == "nearer" and column.compare != "date"):
                continue
            left = rule.decide(left, self.world)
            if len(left) == 1:
                verdict = rule.name
                break
        if len(left) == 1:
            against = [side for side in sides if side is not left[0]]
            found.append(self._concluded(event, label, column, stage, left[0].value, verdict, left[0].claims, against))
        else:
            found.append(self._concluded(event, label, column, stage, None, verdict, [], sides))

    def _merged(self, column: Column, groups: Mapping[Any, list[Said]]) -> list[Side]:
        """Values that agree at another grain put together under the finest of them.

        A vaguer value that holds several finer ones which exclude each other supports none of them against the
        others. Values that may both be so are not held against each other: the one on more roots leads.
        """
        values = list(groups)
        bonds = {(a, b): self._bond(column, groups, a, b) for a in values for b in values if a != b}
        finest = [a for a in values if not any(bonds[a, b] is Bond.VAGUER for b in values if b != a)]
        sides = {a: Side(a, list(groups[a])) for a in finest}
        for value in values:
            if value in sides:
                continue
            inside = [a for a in finest if bonds[value, a] is Bond.VAGUER]
            if len(inside) == 1:
                sides[inside[0]].claims.extend(groups[value])
        apart = [a for a in finest if any(bonds[a, b] is Bond.APART for b in finest if b != a)]
        if apart:
            return [sides[a] for a in sorted(apart, key=str)]
        leading = min(finest, key=lambda a: _leads(sides[a]))
        carried = Side(leading, _unique(one for a in finest for one in sides[a].claims))
        return [carried]

    def _bond(self, column: Column, groups: Mapping[Any, list[Said]], a: Any, b: Any) -> Bond:
        if column.name == "date":
            return of_dates(a, b)
        categories = {one.cells.get("category") for value in (a, b) for one in groups[value]}
        return bond(column, a, b, self.world, len(categories) == 1)

    def _concluded(
        self,
        event: str,
        label: str,
        column: Column,
        stage: str,
        value: Any,
        rule: str,
        carrying: list[Said],
        against: Sequence[Side],
    ) -> Conclusion:
        names = _names(carrying)
        return Conclusion(
            event,
            self.kind.kind,
            label,
            column.name,
            stage if column.compare in ("date", "number") else "",
            None if value is None else _text(value),
            rule,
            names,
            tuple(Opposed(_text(side.value), _names(side.claims)) for side in against),
            bool(against),
            self._independent(names, carrying),
        )

    def _independent(self, names: tuple[str, ...], claims: Sequence[Said]) -> int:
        """On how many independent roots claims rest; asked again and again of the same claims of a strand."""
        found = self._roots.get(names)
        if found is None:
            found = self._roots[names] = independent([one.roots for one in claims])
        return found


def _earlier(kind: Kind, stage: str) -> frozenset[str]:
    """The stages that a stage presupposes, by the codebook's `after`, followed back."""
    found: set[str] = set()
    stack = [stage]
    while stack:
        for earlier in kind.stage[stack.pop()].after:
            if earlier not in found:
                found.add(earlier)
                stack.append(earlier)
    return frozenset(found)


def _by_value(column: Column, claims: Iterable[Said]) -> dict[Any, list[Said]]:
    """Claims that say something of a column, by what they say."""
    groups: dict[Any, list[Said]] = {}
    for one in claims:
        value = one.date if column.name == "date" else one.cells.get(column.name)
        if value:
            groups.setdefault(value, []).append(one)
    return groups


def _leads(side: Side) -> tuple[int, str, str]:
    """What is given of values that can all be so: that on most roots, then the first known."""
    known = min((one.known.isoformat() for one in side.claims if one.known), default="9999")
    return -independent([one.roots for one in side.claims]), known, str(side.value)


def _unopposed(claims: Sequence[Said]) -> str:
    """The rule for what nothing stands against: whether a source vouches for it, or only passes it on."""
    return "only" if any(one.assertion == "asserted" for one in claims) else "passed-on"


def _tuple(value: Any) -> tuple[str, ...]:
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _names(claims: Sequence[Said]) -> tuple[str, ...]:
    names = tuple([one.claim for one in claims])
    return names if len(names) == 1 else tuple(sorted(names))


def _unique(claims: Iterable[Said]) -> list[Said]:
    return list({one.claim: one for one in claims}.values())
