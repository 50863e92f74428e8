"""What a brief is made of: every claim as evidence, read once, and the pairs of states that claims tie."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations

from foedus.codebook import Kind
from foedus.codebook.say import title as headline
from foedus.record import Record
from foedus.record.conclude import OPEN, Conclusion, Strand, conclude, disagreements
from foedus.record.words import Words, cells
from foedus.terms.numbers import parse, say
from foedus.views.counting import Count, Pair, count
from foedus.views.evidence import Evidence, evidence
from foedus.views.history import Said, history

STATES = ("state", "territory")


class Material:
    """A record, read in one pass for a brief."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words = Words.of(record)
        self.kinds: Mapping[str, Kind] = record.codebook.kinds
        self.claims: list[Evidence] = evidence(self.words)
        self.by_claim: dict[str, Evidence] = {claim.claim: claim for claim in self.claims}
        self.by_kind: dict[str, list[Evidence]] = {kind: [] for kind in self.kinds}
        self.by_event: dict[str, list[Evidence]] = {}
        for claim in self.claims:
            self.by_kind[claim.kind].append(claim)
            self.by_event.setdefault(claim.event, []).append(claim)
        self.coalition: tuple[str, ...] = record.settings.coalition.members
        self.coalition_name = record.settings.coalition.label or "States in question"

    @property
    def the_coalition(self) -> str:
        """The coalition as it stands in a sentence: "the Turkic states"."""
        label = self.record.settings.coalition.label or "states in question"
        return label if label.lower().startswith("the ") else f"the {label}"

    # -- names -------------------------------------------------------------------------------------------

    def label(self, key: str) -> str:
        """A name as it stands in a table."""
        return self.words.label(key)

    def labels(self, keys: Iterable[str]) -> str:
        """Names as they stand in a table, one after the other."""
        return ", ".join(self.words.label(key) for key in keys)

    @cached_property
    def _aliases(self) -> dict[str, tuple[str, ...]]:
        rows = self.record.con.execute("SELECT entity, aliases FROM entities WHERE aliases IS NOT NULL").fetchall()
        return {
            entity: tuple(part.strip() for part in aliases.split(";")) if isinstance(aliases, str) else tuple(aliases)
            for entity, aliases in rows
        }

    def aliases(self, key: str) -> tuple[str, ...]:
        """The other names of an entity."""
        return self._aliases.get(key, ())

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {
            event: headline(self.kinds[of[0].kind], cells(of[0].row), self.words.name, self.words.plural)
            for event, of in self.by_event.items()
            if event not in self.words.titles
        }

    def title(self, event: str) -> str:
        """The title of an event; without a query for each."""
        return self.words.titles.get(event) or self._titles.get(event) or event

    # -- events ------------------------------------------------------------------------------------------

    def events(self, claims: Iterable[Evidence]) -> dict[str, list[Evidence]]:
        """Claims by event, events in order of their earliest day, undated ones last."""
        found: dict[str, list[Evidence]] = {}
        for claim in claims:
            found.setdefault(claim.event, []).append(claim)
        return dict(sorted(found.items(), key=lambda item: (started(item[1]), item[0])))

    def history(self, kind: str, claims: Iterable[Evidence]) -> list[Said]:
        """The history of one event in one kind."""
        return history(self.kinds[kind], claims)

    def step(self, said: Said) -> int:
        """The place of a stage among those of its kind."""
        return self.kinds[said.claims[0].kind].stages.index(said.stage)

    def amounts(self, claim: Evidence, column: str) -> list[str]:
        """A figure of a claim in words, with its currency where it has one; none where the source gives none."""
        text = claim.row[column]
        if not text:
            return []
        currency = claim.row.get("currency") if column == "value" else None
        return [say(parse(text), currency)]

    def figures(self, claim: Evidence) -> list[str]:
        """The amounts a claim gives, in words: "USD 1.5 million", "quantity: at least 3"."""
        found = []
        for column in self.kinds[claim.kind].own:
            if column.type == "money":
                found += self.amounts(claim, column.name)
            elif column.type == "number":
                found += [f"{column.label.lower()}: {amount}" for amount in self.amounts(claim, column.name)]
        return found

    @cached_property
    def prompted(self) -> dict[str, dict[str, list[Evidence]]]:
        """For each event, the events that a claim says it prompted, with those claims."""
        found: dict[str, dict[str, list[Evidence]]] = {}
        for claim in self.claims:
            for cause in claim.row["prompted_by"] or ():
                found.setdefault(cause, {}).setdefault(claim.event, []).append(claim)
        return found

    # -- what the record concludes -----------------------------------------------------------------------

    @cached_property
    def strands(self) -> list[Strand]:
        """Everything that the record concludes at its clocks."""
        return list(conclude(self.record))

    @cached_property
    def contradictions(self) -> list[Conclusion]:
        """Conclusions that claims stand against which cannot be so as well: the decided first, then those left open."""
        found = [one for strand in self.strands for one in strand.conclusions if one.contradicted]
        return sorted([*found, *disagreements(self.record)], key=lambda one: one.rule in OPEN)

    @cached_property
    def _fates(self) -> dict[str, tuple[str, str]]:
        """For claims on a stage that another claim denies: whether it `fell`, `stands` or is `open`, and the rule."""
        found: dict[str, tuple[str, str]] = {}
        for strand in self.strands:
            single = any(self._single(claim) for claim in strand.claims)
            for one in strand.conclusions:
                if one.field != "stage" or not one.contradicted:
                    continue
                if any(other.value is None for other in one.against) and one.value is not None:
                    found.update(dict.fromkeys(one.claims, ("stands", one.rule)))
                for other in one.against:
                    told = [claim for claim in other.claims if not single or self._single(claim)]
                    if other.value is not None:
                        fate = "open" if one.rule == "unresolved" else "fell"
                        found.update(dict.fromkeys(told, (fate, one.rule)))
        return found

    def _single(self, claim: str) -> bool:
        one = self.by_claim[claim]
        return one.grain == "single" and one.assertion in ("asserted", "attributed")

    def fate(self, said: Said) -> tuple[str, str]:
        """Whether the record has a stage that is told and denied `stand`, `fell` or `open`, and why; else ''."""
        fates = {self._fates.get(claim.claim) for claim in said.claims}
        (one, *others) = fates
        return one if one and not others else ("", "")

    @cached_property
    def _dates(self) -> dict[tuple[str, str, str], list[Conclusion]]:
        found: dict[tuple[str, str, str], list[Conclusion]] = {}
        for one in self.contradictions:
            if one.field == "date":
                found.setdefault((one.event, one.kind, one.stage), []).append(one)
        return found

    def date(self, said: Said) -> Conclusion | None:
        """What the record concludes of the date of a stage for which claims give dates that cannot both be right."""
        first = said.claims[0]
        held = {claim.claim for claim in said.claims}
        for one in self._dates.get((first.event, first.kind, said.stage.word), ()):
            if held & {*one.claims, *(claim for other in one.against for claim in other.claims)}:
                return one
        return None

    # -- pairs -------------------------------------------------------------------------------------------

    @cached_property
    def ties(self) -> dict[Pair, dict[str, list[Evidence]]]:
        """The claims that name two states together, by pair (in order of key) and kind."""
        return self._ties(expanded=False)

    @cached_property
    def group_ties(self) -> dict[Pair, dict[str, list[Evidence]]]:
        """The claims that tie two states only as members of a group they name."""
        return self._ties(expanded=True)

    @cached_property
    def _tie_rows(self) -> list[tuple[str, str, str, str, bool]]:
        query = (
            "SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, kind, claim, bool_and(expanded) AS expanded "
            "FROM ties GROUP BY ALL ORDER BY 1, 2, 3, 4"
        )
        return self.record.con.execute(query).fetchall()

    def _ties(self, *, expanded: bool) -> dict[Pair, dict[str, list[Evidence]]]:
        found: dict[Pair, dict[str, list[Evidence]]] = {}
        for a, b, kind, claim, only_in_group in self._tie_rows:
            if only_in_group == expanded and claim in self.by_claim:
                found.setdefault((a, b), {}).setdefault(kind, []).append(self.by_claim[claim])
        return found

    @cached_property
    def group_names(self) -> list[str]:
        """The groups through which claims tie states only as members, the most used first."""
        rows = self.record.con.execute(
            "SELECT entity, count(DISTINCT claim) AS claims FROM roles WHERE via = 'member' GROUP BY entity ORDER BY "
            "2 DESC, 1"
        ).fetchall()
        return [self.label(entity) for entity, _ in rows]

    def tone(self, kind: str) -> str:
        """cooperation or conflict; '' for kinds that tie nobody."""
        ties = self.kinds[kind].ties
        return ties.tone if ties else ""

    def count(self, kind: str, claims: Iterable[Evidence]) -> Count:
        """How many events of a kind among claims may be counted, and how firmly."""
        return count(self.kinds[kind], claims)

    @cached_property
    def counts(self) -> dict[Pair, dict[str, Count]]:
        """What claims that name two states together count up to, by pair and kind."""
        return {
            pair: {kind: self.count(kind, claims) for kind, claims in by_kind.items()}
            for pair, by_kind in self.ties.items()
        }

    def total(self, pair: Pair, tone: str = "cooperation") -> tuple[frozenset[str], frozenset[str]]:
        """The events, each once, that tie a pair: firm in some kind, and the rest."""
        counts = [count for kind, count in self.counts.get(pair, {}).items() if self.tone(kind) == tone]
        firm = frozenset[str]().union(*(count.firm for count in counts))
        return firm, frozenset[str]().union(*(count.soft for count in counts)) - firm

    def strongest(self, among: Iterable[str] | None = None) -> list[Pair]:
        """Pairs with a counted event, most firm events first; only those within `among` where it is given."""
        chosen = self.counts if among is None else [pair for pair in pairs(among) if pair in self.counts]
        ranked = [(len(firm), len(soft), pair) for pair in chosen for firm, soft in [self.total(pair)] if firm or soft]
        return [pair for _, _, pair in sorted(ranked, key=lambda item: (-item[0], -item[1], item[2]))]

    @cached_property
    def parents(self) -> dict[str, str]:
        """Every topic with the one above it; '' for the topmost."""
        rows = self.record.con.execute("SELECT topic, coalesce(parent, '') FROM topics").fetchall()
        return dict(rows)

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        query = "SELECT DISTINCT claim, actor FROM roles WHERE via IS DISTINCT FROM 'member'"
        for claim, actor in self.record.con.execute(query).fetchall():
            found.setdefault(claim, set()).add(actor)
        return found

    def named(self, claim: Evidence) -> set[str]:
        """The actors that a claim names, firms standing for their states as well; not through a group."""
        return self._named.get(claim.claim, set())

    @cached_property
    def countries(self) -> dict[str, tuple[str, ...]]:
        """The states that a firm, agency, person or platform belongs to."""
        rows = self.record.con.execute("SELECT entity, country FROM entities WHERE country IS NOT NULL").fetchall()
        return {entity: tuple(country) if isinstance(country, list) else (country,) for entity, country in rows}

    def states(self, keys: Iterable[str]) -> list[str]:
        """The states among parties, firms standing for theirs; each once, in order."""
        found: dict[str, None] = {}
        for key in keys:
            for state in (key,) if self.is_state(key) else self.countries.get(key, ()):
                found[state] = None
        return list(found)

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for entity, member in self.record.con.execute("SELECT entity, member FROM members ORDER BY 1, 2").fetchall():
            found[entity] = (*found.get(entity, ()), member)
        return found

    def members(self, key: str) -> tuple[str, ...]:
        """The members of a group, as its entry lists them, and of an organisation, as claims tell of them."""
        return self._members.get(key) or self._belonging.get(key, ())

    @cached_property
    def _belonging(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for claim in self.by_kind.get("memberships", ()):
            if claim.assertion == "asserted" and self.kinds["memberships"].stage[claim.stage].lasting:
                for body in claim.row["organisation"]:
                    found.setdefault(body, {}).update(dict.fromkeys(claim.row["member"]))
        return {body: tuple(members) for body, members in found.items()}

    def is_state(self, key: str) -> bool:
        """Whether a party is a state, or a territory that acts like one."""
        entity = self.words.entities.get(key)
        return entity[1] in STATES if entity else len(key) == 3 and key.isupper()


def pairs(among: Iterable[str]) -> Iterator[Pair]:
    """The pairs of some states, each in order of key."""
    return combinations(sorted(among), 2)


def started(claims: Iterable[Evidence]) -> str:
    """A text to sort by time: the earliest day of dated claims; those without come last."""
    days = [claim.row["earliest"] or claim.row["begun_by"] for claim in claims if claim.date]
    return min((day.isoformat() for day in days if day), default="9999")
