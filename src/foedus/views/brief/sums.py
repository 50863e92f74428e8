"""What it adds up to: the measures that say most in least room, each with where the whole of it is asked.

The arithmetic is that of `foedus.measures`; a measure that cannot be taken of this case is left out.
"""

from collections.abc import Callable, Iterator

import msgspec

from foedus.measures.dependence import dependence
from foedus.measures.embargo import embargo
from foedus.measures.integration import integration
from foedus.measures.measured import Measured, MeasureError
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from foedus.views.brief.material import Material
from foedus.views.brief.wording import note
from foedus.views.document import Block, BulletList, Emphasis, Heading, Paragraph, Runs, Section, Text
from foedus.views.measured import section

MOST_IMPOSERS = 2
"""Of those whose restrictions fall on the states in question, so many are gone through: those with most first."""


def sums(m: Material) -> Section | None:
    """Dependence on suppliers, integration by datasets, and exposure to those who have withheld."""
    if not m.coalition:
        return None
    blocks: list[Block] = []
    for ask in (lambda: dependence(m.record), lambda: integration(m.record)):
        blocks += _short(m, ask)
    blocks += _exposure(m)
    return Section("sums", "What it adds up to", tuple(blocks)) if blocks else None


def _short(m: Material, ask: Callable[[], Measured]) -> Iterator[Block]:
    """A measure without all its sheets: heading, answer, picture, first sheet, first limit."""
    try:
        measured = ask()
    except (MeasureError, AskError):
        return
    first = measured.sheets[:1]
    if not any(
        isinstance(cell, Figure) and cell.known and cell.rows
        for sheet in first
        for line in sheet.lines
        for cell in line.cells
    ):
        return  # no data set at hand: `foedus measure` says how to get one, a brief has nothing to say
    short = msgspec.structs.replace(measured, sheets=first, limits=measured.limits[:1], sources=())
    anchor = f"sums-{measured.measure}"
    yield Heading(measured.title, anchor)
    yield from section(short, m.record, anchor).blocks
    yield Paragraph((Text(f"In full: foedus measure {measured.measure} CASE."),), small=True)


def _exposure(m: Material) -> Iterator[Block]:
    """Whose restrictions have fallen on the states in question, and what claims say stands on their supply."""
    found: dict[str, set[str]] = {}
    for claim in m.by_kind.get("restrictions", []):
        if set(claim.row["target"]) & set(m.coalition):
            for imposer in claim.row["imposer"]:
                found.setdefault(imposer, set()).add(claim.event)
    items: list[Runs] = []
    for imposer in sorted(found, key=lambda key: (-len(found[key]), key))[:MOST_IMPOSERS]:
        try:
            measured = embargo(m.record, imposer=imposer)
        except (MeasureError, AskError):
            continue
        lines = (line for sheet in measured.sheets[:2] for line in sheet.lines)
        figures = (cell for line in lines for cell in line.cells if isinstance(cell, Figure))
        claims = dict.fromkeys(claim for figure in figures for claim in figure.claims)
        behind = [m.by_claim[claim] for claim in claims if claim in m.by_claim]
        said = (Emphasis(f"{m.label(imposer)}. ", strong=True), Text(measured.answer))
        items.append((*said, note(behind)) if behind else said)
    if items:
        yield Heading("Exposure to those who have withheld", "sums-embargo")
        yield BulletList(tuple(items))
        yield Paragraph(
            (Text("With every link and its claims: foedus measure embargo CASE --imposer STATE."),), small=True
        )
