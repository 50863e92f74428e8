"""The chain as a picture: who withholds, the part, the platform, who makes or has it; substitutes beside."""

from collections.abc import Sequence
from typing import Any

from foedus.measures.embargo.exposures import Exposure
from foedus.measures.measured import Picture
from foedus.measures.told import names
from foedus.record import Record

MOST = 14
"""Rows that a picture can carry."""
COLUMNS = ("Supplied by", "Part", "Platform or work", "Made, held or ordered by")


def picture(record: Record, imposer: str, rows: Sequence[Exposure]) -> tuple[Picture, ...]:
    """The picture of the exposures; none where there are none. Parts come before wholes where not all find room."""
    chosen = sorted(rows, key=lambda row: not (len(row.chain.nodes) > 1 or row.denials or row.spared))[:MOST]
    if not chosen:
        return ()
    drawn = _Drawn(record)
    for row in chosen:
        drawn.add(imposer, row)
    claims = tuple(dict.fromkeys(claim for row in chosen for claim in _claims(row)))
    left = f" {len(rows) - len(chosen)} further rows of the table are not drawn." if len(rows) > len(chosen) else ""
    data = {
        "columns": list(COLUMNS), "nodes": list(drawn.nodes.values()), "links": list(drawn.links.values()),
        "source": f"Source: {len(claims)} claims of the case.",
        "coverage": "Coverage: parts that published sources name, mostly because they were withheld; the rest is not "
        f"covered. The order of boxes says nothing about weight.{left}",
    }  # fmt: skip
    name = names(record, [imposer])
    told = "; ".join(f"{row.thing.label}: {row.state}" for row in chosen)
    return (
        Picture(
            "chain", data, f"From {name} to the platforms of others, as claims have it",
            f"Boxes in four columns, from {name} by way of parts and platforms to states. {told}.", claims,
        ),
    )  # fmt: skip


def _claims(row: Exposure) -> list[str]:
    hands = [claim for hand in (*row.makers, *row.holders) for claim in hand.claims]
    others = [claim for one in row.substitutes for claim in one.claims]
    return [*row.thing.claims, *row.over, *row.chain.claims, *hands, *others]


class _Drawn:
    """Boxes and lines, each once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.nodes: dict[str, dict[str, Any]] = {}
        self.links: dict[tuple[str, str], dict[str, Any]] = {}

    def add(self, imposer: str, row: Exposure) -> None:
        """An exposure with its substitutes."""
        form = {"goes on": "works", "said to go on": "planned", "agreed or talked of": "planned"}.get(
            row.state, "stopped"
        )
        if row.state in ("stopped, then resumed", "stopped, then lifted"):
            form = "works"
        giver = self._node(0, imposer)
        # Things that are only called alike are boxes of their own.
        own = "" if row.thing.listed or len(row.chain.nodes) > 1 else f" {min(row.thing.events)}"
        top = self._node(2, f"{row.chain.top}{own}", names(self.record, [row.chain.top]))
        if len(row.chain.nodes) == 1:
            self._link(giver, top, form, row.state)
        else:
            part = self._node(1, row.thing.key, row.thing.label)
            self._link(giver, part, form, row.state)
            self._link(part, top, form, "")
        for hand in (*row.makers, *row.holders):
            self._link(top, self._node(3, hand.state), "works" if hand.there else "planned", hand.how)
        for one in row.substitutes:
            used = "works" if one.fielded is not None and one.fielded.vouched else "planned"
            box = self._node(1, one.key or one.label, one.label)
            for state in one.makers:
                self._link(self._node(0, state), box, used, "substitute")
            self._link(box, top, used, "")

    def _node(self, column: int, key: str, label: str = "") -> str:
        name = f"{column}:{key}"
        self.nodes.setdefault(name, {"key": name, "column": column, "label": label or names(self.record, [key])})
        return name

    def _link(self, one: str, other: str, form: str, label: str) -> None:
        self.links.setdefault((one, other), {"one": one, "other": other, "form": form, "label": label})
