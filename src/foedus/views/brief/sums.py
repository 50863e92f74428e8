"""What it adds up to: the measures that say most in least room, each with where the whole of it is asked.

The arithmetic and the pictures are those of `foedus.measures`; a measure that cannot be taken of this case is left
out. Ties, memberships, ventures, aid and arguments have their pictures in the sections on them.
"""

from collections.abc import Callable, Iterator

import msgspec

from foedus.measures.dependence import dependence
from foedus.measures.embargo import embargo
from foedus.measures.integration import integration
from foedus.measures.measured import Measured, MeasureError
from foedus.measures.network import in_short
from foedus.measures.shocks import shocks
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from foedus.views.brief.material import Material
from foedus.views.brief.wording import note
from foedus.views.document import Block, BulletList, Emphasis, Heading, Paragraph, Runs, Section, Text
from foedus.views.measured import drawn, section

MOST_IMPOSERS = 2
"""Of those whose restrictions fall on the states in question, so many are gone through: those with most first."""


def sums(m: Material) -> Section | None:
    """Dependence, integration, exposure to those who have withheld, what prompted what, and who is linked to whom."""
    if not m.coalition:
        return None
    blocks: list[Block] = []
    blocks += _short(m, lambda: dependence(m.record))
    blocks += _short(m, lambda: integration(m.record))
    blocks += _exposure(m)
    blocks += _short(m, lambda: shocks(m.record), tables=0)
    blocks += _short(m, lambda: in_short(m.record), tables=0)
    return Section("sums", "What it adds up to", tuple(blocks)) if blocks else None


def _short(m: Material, ask: Callable[[], Measured], tables: int = 1) -> Iterator[Block]:
    """A measure without all its sheets: heading, answer, picture, first sheet, first limit."""
    try:
        measured = ask()
    except (MeasureError, AskError):
        return
    first = measured.sheets[:tables]
    if not measured.pictures and not any(
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
    pictures: list[Block] = []
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
        pictures += [drawn(one, m.by_claim, f"sums-{imposer.lower()}") for one in measured.pictures]
    if items:
        yield Heading("Exposure to those who have withheld", "sums-embargo")
        yield BulletList(tuple(items))
        yield from pictures
        yield Paragraph(
            (Text("With every link and its claims: foedus measure embargo CASE --imposer STATE."),), small=True
        )
