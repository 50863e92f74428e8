"""The tables on what took the place of what, how long that took, and how good it is said to be."""

from collections.abc import Sequence

from foedus.measures import lag
from foedus.measures.embargo.exposures import Exposure
from foedus.measures.embargo.substitutes import Step, Substitute
from foedus.measures.embargo.wording import labels, step
from foedus.measures.measured import Line, Measure, Sheet
from foedus.measures.told import names, stated
from foedus.record import Record
from foedus.record.figure import Figure, missing


def replaced(record: Record, rows: Sequence[Exposure]) -> Sheet:
    """Substitutes: since when agreed, since when in use, how long without."""
    lines: dict[tuple[str, str], Line] = {}
    for row in rows:
        for one in row.substitutes:
            cells = (
                one.label, labels(record, one.makers), _step(record, one.agreed, "agreed"),
                _step(record, one.fielded, "in use"), _gap(row, one.agreed), _gap(row, one.fielded),
            )  # fmt: skip
            lines.setdefault((row.thing.key, one.key), Line(row.thing.label, cells, key=one.key))
    columns = (
        Measure("Substitute"), Measure("Made by"), Measure("Agreed"), Measure("In use"),
        Measure("Gap to agreement", "Months from the stop to the agreement, as the dates allow."),
        Measure("Gap to use", "Months from the stop to its use, as the dates allow."),
    )  # fmt: skip
    return Sheet("substitutes", "What took the place of what", "in place of", columns, tuple(lines.values()))


def said(record: Record, rows: Sequence[Exposure]) -> Sheet:
    """What is said of substitutes and by whom; how good they are is nobody's finding."""
    lines: dict[str, Line] = {}
    for row in rows:
        for one in row.substitutes:
            cells = (_opinions(record, one), _word(record, one), " ".join(one.notes))
            lines.setdefault(one.key or one.label, Line(one.label, cells, key=one.key))
    columns = (
        Measure("Said of it", "What somebody says followed, or holds of it; not a finding."),
        Measure("On whose word", "The roots of the claims on it."), Measure("Coders’ notes"),
    )  # fmt: skip
    return Sheet("opinions", "How good it is said to be, and by whom", "substitute", columns, tuple(lines.values()))


def _step(record: Record, found: Step | None, word: str) -> Figure:
    if found is None:
        return missing("unknown", f"No claim has it {word}.")
    return stated(step(found, word), found.claims, record)


def _gap(row: Exposure, found: Step | None) -> Figure:
    if found is None or row.state not in ("stopped", "stopped, then resumed", "stopped, then lifted"):
        return missing("unknown", "There are not two dates to hold against each other.", "months")
    since, when = row.since, found.when
    claims = [*(since.claims if since else ()), *(when.claims if when else ())]
    return lag.figure(lag.between(since, when), claims)


def _opinions(record: Record, one: Substitute) -> Figure:
    if not one.opinions:
        return missing("unknown", "No claim says how good it is.")
    return stated("; ".join(dict.fromkeys(o.words for o in one.opinions)), [o.claim for o in one.opinions], record)


def _word(record: Record, one: Substitute) -> str:
    rows = record.con.execute(
        "SELECT DISTINCT unnest(roots) FROM claims WHERE claim IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1",
        [list(one.claims)],
    ).fetchall()
    return names(record, [row[0] for row in rows])
