"""The table on how little is known."""

from collections.abc import Iterable, Sequence

from foedus.measures.embargo.chains import Known
from foedus.measures.embargo.exposures import Exposure
from foedus.measures.measured import Line, Measure, Sheet
from foedus.record.figure import Figure


def covered(about: Known, rows: Sequence[Exposure]) -> Sheet:
    """How little is known: chokepoints here and in all, those known by a restriction, parts without platform."""
    here = {
        pair: about.foreign[pair]
        for row in rows
        for pair in zip(row.chain.nodes, row.chain.nodes[1:], strict=False)
        if pair in about.foreign
    }
    hit = {
        pair
        for row in rows
        for pair in zip(row.chain.nodes, row.chain.nodes[1:], strict=False)
        if pair in here and row.denials
    }
    rest = "Parts are mostly told of where they were withheld; the rest is not covered."
    lines = (
        _count("Foreign parts known to go into a platform", about.foreign.values(), rest),
        _count("of these supplied by the state asked about", here.values(), rest),
        _count("of these hit by one of its restrictions", [here[pair] for pair in hit], rest),
        Line(
            "Platforms that the case lists",
            (Figure(value=about.platforms, coverage="Entries of entities.csv that no claim has as a part."),),
        ),
        Line("of these with a part told of", (Figure(value=about.with_part, cover="partly", coverage=rest),)),
        _count("Supplies of components that name no platform", about.unplaced, rest),
    )
    return Sheet("known", "Known chokepoints, the rest not covered", "what", (Measure("How many"),), lines)


def _count(label: str, links: Iterable[Sequence[str]], coverage: str) -> Line:
    found = list(links)
    claims = tuple(sorted({claim for link in found for claim in link}))
    return Line(label, (Figure(value=len(found), cover="partly", coverage=coverage, claims=claims),))
