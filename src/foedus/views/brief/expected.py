"""What the sources expected, with the date awaited, and what claims have said of it since."""

from collections.abc import Sequence

from foedus.views.brief.material import Material, started
from foedus.views.brief.wording import name, note, stages
from foedus.views.document import Column, Paragraph, Row, Runs, Section, Table, Text
from foedus.views.evidence import Evidence


def expected(m: Material) -> Section | None:
    """All claims of what lay in the future when their source wrote."""
    claims = [claim for claim in m.claims if claim.assertion == "expected"]
    if not claims:
        return None
    grouped: dict[tuple[str, str, str], list[Evidence]] = {}
    for claim in claims:
        what = claim.sentence if _figure(m, claim) else claim.stage
        grouped.setdefault((claim.kind, claim.event, what), []).append(claim)
    ordered = sorted(grouped.values(), key=lambda of: (started(of), of[0].event, of[0].claim))
    lead = (
        "What follows was expected by a source when it wrote. None of it counts as having happened; the last column "
        "shows what claims say of the same event at that stage or a later one, and stays empty where they are silent."
    )
    table = Table(
        "expected-table",
        "What was expected",
        (Column("What"), Column("Expected"), Column("By whom"), Column("What claims say of it")),
        tuple(Row((name(m.title(of[0].event)), _what(m, of), _who(of), _since(m, of[0]))) for of in ordered),
    )
    return Section("expected", "What is expected", (Paragraph((Text(lead),)), table))


def _figure(m: Material, claim: Evidence) -> bool:
    """Whether a claim is of a kind without stages on a way: a figure, not something that comes about."""
    return len(m.kinds[claim.kind].stages) == 1


def _what(m: Material, claims: Sequence[Evidence]) -> Runs:
    if _figure(m, claims[0]):
        return (Text(claims[0].sentence), note(claims))
    return stages(m, m.history(claims[0].kind, claims))


def _who(claims: Sequence[Evidence]) -> Runs:
    said = dict.fromkeys(f"{claim.cite}, on the word of {claim.via}" if claim.via else claim.cite for claim in claims)
    return name("; ".join(said))


def _since(m: Material, claim: Evidence) -> Runs:
    """What other claims say of the event in the same kind, from the stage expected on and not of days before it."""
    steps = [stage.word for stage in m.kinds[claim.kind].stages]
    if _figure(m, claim):
        return ()  # a figure expected is another figure than the one reported, not a stage on its way
    others = [
        other for other in m.by_event[claim.event]
        if other.kind == claim.kind and other.assertion != "expected"
        and steps.index(other.stage) >= steps.index(claim.stage) and not _earlier(other, claim)
    ]  # fmt: skip
    return stages(m, m.history(claim.kind, others))


def _earlier(one: Evidence, other: Evidence) -> bool:
    """Whether one claim speaks of days that lie before those of the other."""
    last, first = one.row["latest"], other.row["earliest"]
    return bool(one.date and other.date and last and first and last < first)
