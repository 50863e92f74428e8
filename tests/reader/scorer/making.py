"""Proposals and texts made by hand, for tests of the scorer."""

from foedus.reader.propose import Proposal
from foedus.reader.scorer.texts import Known, Text


def proposal(kind: str = "transfers", *, trigger: tuple[int, int] = (10, 15), **features: float) -> Proposal:
    """A proposal of Norway's missiles for Chile, with features of your choice."""
    return Proposal(
        kind=kind,
        row={"supplier": "NOR", "recipient": "CHL", "item": "missiles", "stage": "ordered", "locator": "¶3"},
        block=3,
        sentence=(0, 60),
        spans={"trigger": (trigger,), "supplier": ((0, 6),), "recipient": ((40, 45),)},
        frame="sells",
        features=dict(features),
    )


def lesson(source: str, kind: str = "transfers") -> Text:
    """A text of which what grammar says is right, and what nearness says is wrong, save one of each."""
    good = [Known(proposal(kind, grammar=1.0), at != 0) for at in range(8)]
    bad = [Known(proposal(kind, nearness=1.0), at == 0) for at in range(8)]
    return Text(source, (*good, *bad), {kind: 10})
