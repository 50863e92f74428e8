"""The tables of integration: the group by component, its pairs, and other blocs as a scale."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from foedus.measures.integration.composite import composite
from foedus.measures.integration.facts import COMPONENTS, Component, Facts, Pair
from foedus.measures.integration.portfolios import Portfolios
from foedus.measures.integration.similarity import kappa, pi, s
from foedus.measures.measured import Line, Measure, Sheet
from foedus.record import Record
from foedus.record.figure import DataRow, Figure, missing
from foedus.record.words import Words
from foedus.terms import states as terms

GET = "Put the datasets on this machine (`foedus data list` says which and how), or name their folder with --data-dir."
YARDSTICKS = (
    Measure("S", "Likeness of alliance portfolios, -1 to 1 (Signorino and Ritter 1999)."),
    Measure("kappa", "The same less what chance gives, 1 at most; 0 is chance (Häge 2011, after Cohen)."),
    Measure("pi", "The same with one mean for both (Häge 2011, after Scott)."),
)


class View:
    """Groups of states, the first of them the one asked about."""

    def __init__(
        self, record: Record, facts: Facts, groups: Mapping[str, Sequence[str]], year: int | None,
        held: Portfolios | None, weights: Mapping[str, float],
    ) -> None:  # fmt: skip
        self.record, self.facts, self.groups, self.year = record, facts, dict(groups), year
        self.held, self.weights = held, weights
        self.words = Words.of(record)
        self.name = next(iter(self.groups))

    def at(self, component: Component) -> int | None:
        """The year of a component's figures: that asked for, else the last that it covers."""
        return self.year or self.facts.last(component.name)

    def years(self, component: Component) -> str:
        """The years that a figure is of, in words."""
        year = self.at(component)
        if year is None:
            return ""
        return str(year) if component.span == 1 else f"{year - component.span + 1}–{year}"

    # -- figures -----------------------------------------------------------------------------------------

    def _values(self, component: Component, members: Sequence[str]) -> tuple[list[float], int]:
        """The values of the pairs that are covered, and how many pairs there are."""
        year = self.at(component)
        pairs = list(combinations(sorted(members), 2))
        found = [self.facts.value(component, pair, year) for pair in pairs] if year else []
        return [value for value in found if value is not None], len(pairs)

    def group(self, component: Component, members: Sequence[str]) -> Figure:
        """A group's figure: the share of its pairs that have it, or their mean."""
        values, pairs = self._values(component, members)
        if not values:
            return self._lacking(component)
        value = sum(v > 0 for v in values) / len(values) if component.share else sum(values) / len(values)
        whole = len(values) == pairs
        return Figure(
            value=value, unit="" if component.share else "mean of pairs", digits=2,
            cover="covered" if whole else "partly", coverage=self._coverage(component, len(values), pairs),
            rows=(self._row(component, f"{len(values)} pairs, {self.years(component)}"),),
        )  # fmt: skip

    def pair(self, component: Component, pair: Pair) -> Figure:
        """A pair's figure."""
        year = self.at(component)
        value = self.facts.value(component, pair, year) if year else None
        if value is None:
            return self._lacking(component)
        rounded = round(value, 3)
        return Figure(
            value=int(rounded) if rounded == int(rounded) else rounded,
            coverage=self._coverage(component, 1, 1),
            rows=(self._row(component, f"{pair[0]} and {pair[1]}, {self.years(component)}"),),
        )  # fmt: skip

    def _lacking(self, component: Component) -> Figure:
        window = self.facts.windows.get(component.name)
        if window is None:
            return missing("not-covered", f"{component.title} is not at hand. {GET}")
        reason = f"{component.title} covers {window[0]}–{window[1]} here, for the pairs that {self.facts.place} has."
        return missing("not-covered", reason)

    def _coverage(self, component: Component, values: int, pairs: int) -> str:
        version = self.facts.versions[component.name]
        text = f"{component.title} {version} ({self.facts.place}), {self.years(component)}"
        return f"{text}; {values} of {pairs} pairs." if pairs > 1 else f"{text}."

    def _row(self, component: Component, what: str) -> DataRow:
        return DataRow(component.dataset, self.facts.versions[component.name], what)

    def yardsticks(self, pairs: Sequence[Pair]) -> tuple[Figure, ...]:
        """S, kappa and pi: of a pair, or the mean of a group's pairs."""
        held = self.held
        if held is None:
            lacking = missing("not-covered", f"The alliances of all states are not at hand. {GET}")
            return (lacking,) * len(YARDSTICKS)
        found = []
        every = [(a, b) for one, other in pairs if (a := self._portfolio(one)) and (b := self._portfolio(other))]
        for name, rule in (("S", s), ("kappa", kappa), ("pi", pi)):
            values = [value for a, b in every if (value := rule(a, b, held.weighing)) is not None]
            if not values:
                found.append(
                    missing("unknown", f"{name} is not defined: the portfolios do not vary, or are not there.")
                )
                continue
            weighing = "weighted by CINC" if held.weights is not None else "unweighted"
            coverage = f"ATOP {held.version}, {held.year}, {weighing}; {len(values)} of {len(pairs)} pairs."
            found.append(Figure(
                value=sum(values) / len(values), digits=2, coverage=coverage,
                cover="covered" if len(values) == len(pairs) else "partly",
                rows=(DataRow("atop", held.version, f"portfolios of {len(held.members)} states, {held.year}"),),
            ))  # fmt: skip
        return tuple(found)

    def _portfolio(self, state: str) -> list[float] | None:
        assert self.held is not None
        known = terms.states().get(state)
        code = known.cow_in(self.held.year) if known else None
        return self.held.of(code.number) if code and code.number in self.held.members else None

    def whole(self, members: Sequence[str]) -> Figure:
        """The one number by the case's weights, with what half to twice each weight gives."""
        parts = {}
        most = {c.name: max([v for g in self.groups.values() for v in self._values(c, g)[0]], default=0.0)
                for c in COMPONENTS}  # fmt: skip
        for component in COMPONENTS:
            values, pairs = self._values(component, members)
            if len(values) < pairs or not values:
                continue
            mean = sum(values) / len(values)
            if component.share:
                parts[component.name] = sum(v > 0 for v in values) / len(values)
            elif component.name == "votes":
                parts[component.name] = 1 / (1 + mean)
            else:
                parts[component.name] = mean / most[component.name] if most[component.name] else 0.0
        found = composite(parts, self.weights)
        if found is None:
            lacking = ", ".join(name for name in self.weights if name not in parts)
            return missing("not-covered", f"Not all pairs are covered of {lacking}, which the case weighs.")
        return Figure(
            value=found.value, low=found.low, high=found.high, digits=2,
            coverage="By the weights of case.toml; the interval is for weights from half to twice those.",
            rows=tuple(
                DataRow(c.dataset, self.facts.versions[c.name], self.years(c))
                for c in COMPONENTS
                if c.name in self.weights
            ),
        )  # fmt: skip

    # -- sheets ------------------------------------------------------------------------------------------

    def sheets(self) -> tuple[Sheet, ...]:
        """The group, the blocs beside it, its pairs."""
        return self._components(), self._scale(), self._pairs()

    def _components(self) -> Sheet:
        members = self.groups[self.name]
        lines = []
        for component in COMPONENTS:
            values, pairs = self._values(component, members)
            least, most = (Figure(value=round(f(values), 3)) for f in (min, max)) if values else ("", "")
            cells = (
                component.title, self.years(component), self.group(component, members), least, most,
                f"{len(values)} of {pairs}",
            )  # fmt: skip
            lines.append(Line(component.label, cells, component.name))
        every = list(combinations(sorted(members), 2))
        titles = (measure.label for measure in YARDSTICKS)
        year = str(self.held.year) if self.held else ""
        lines += [
            Line(title, ("ATOP", year, figure, "", "", f"{len(every)}"), title)
            for title, figure in zip(titles, self.yardsticks(every), strict=True)
        ]
        if self.weights:
            lines.append(Line("by the case's weights", ("", "", self.whole(members), "", "", ""), "composite"))
        return Sheet(
            "components", f"Components among {self.name}", "component",
            (
                Measure("dataset"), Measure("years"), Measure("share or mean", "Of pairs that have it; else of pairs."),
                Measure("least pair"), Measure("greatest pair"), Measure("pairs covered"),
            ),
            tuple(lines),
            " ".join(f"{one.label}: {one.says}" for one in COMPONENTS),
        )  # fmt: skip

    def _scale(self) -> Sheet:
        if len(self.groups) < 2:
            return Sheet("scale", "", "", (), ())
        lines = []
        for name, members in self.groups.items():
            every = list(combinations(sorted(members), 2))
            cells: tuple[Figure | str, ...] = (
                str(len(members)), *(self.group(component, members) for component in COMPONENTS),
                *self.yardsticks(every), *([self.whole(members)] if self.weights else []),
            )  # fmt: skip
            lines.append(Line(name, cells, name))
        return Sheet(
            "scale", "Other blocs as a scale", "group",
            (
                Measure("members"), *(Measure(one.label, one.says) for one in COMPONENTS), *YARDSTICKS,
                *([Measure("by the case's weights")] if self.weights else []),
            ),
            tuple(lines),
            "Each bloc has the full members of the year in brackets (COW-IGO); shares and means are over pairs.",
        )  # fmt: skip

    def _pairs(self) -> Sheet:
        lines = []
        for pair in combinations(sorted(self.groups[self.name]), 2):
            cells = (*(self.pair(component, pair) for component in COMPONENTS), *self.yardsticks([pair]))
            lines.append(Line(" – ".join(map(self.words.label, pair)), cells, " ".join(pair)))
        return Sheet(
            "pairs", f"Pairs of {self.name}", "pair",
            (*(Measure(f"{c.label}, {self.years(c)}".rstrip(", "), c.says) for c in COMPONENTS), *YARDSTICKS),
            tuple(lines),
        )  # fmt: skip

    def answer(self) -> str:
        """What the components come to, one by one."""
        members = self.groups[self.name]
        said = []
        for component in COMPONENTS:
            figure = self.group(component, members)
            if isinstance(figure.value, int | float):
                value = f"{figure.value:.0%} of pairs" if component.share else f"{figure.value:.2g} on the mean"
                said.append(f"{component.label} {value} ({self.years(component)})")
        if not said and self.year and self.facts.windows:
            first, last = (f(window[at] for window in self.facts.windows.values()) for f, at in ((min, 0), (max, 1)))
            return (
                f"No dataset at hand covers {self.year} for these states: they run from {first} to {last} at most. "
                "Nothing is said of their integration, which is not 0."
            )
        if not said:
            return "No dataset at hand covers these states: nothing is said of their integration, which is not 0."
        none = "" if self.weights else " They are not made one number: the case sets no weights."
        return f"Among {len(members)} states: {'; '.join(said)}.{none}"
