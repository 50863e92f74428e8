"""Great powers and rivalries: what ties the groups of the case to the coalition, and who quarrels with whom."""

from collections.abc import Sequence

from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.ties import number
from foedus.views.brief.wording import head, listing, name, note, stages
from foedus.views.document import Block, Column, Row, Runs, Section, Table, Tally, Text
from foedus.views.evidence import Evidence
from foedus.views.history import independent

KIND = "disputes"


def rivalries(m: Material) -> Section | None:
    """The table of the powers' ties, where the case names such a group, and the disputes."""
    blocks: list[Block] = [*_powers(m), *_disputes(m)]
    return Section("rivalries", "Great powers and rivalries", tuple(blocks)) if blocks else None


def outside(m: Material) -> dict[str, list[str]]:
    """The groups of the case that have no state of the coalition among them: label and states."""
    return {
        group.label: [state for state in group.members if m.is_state(state)]
        for group in m.record.settings.groups.values()
        if m.coalition and not set(group.members) & set(m.coalition)
    }


def _powers(m: Material) -> list[Block]:
    tables: list[Block] = []
    for title, powers in outside(m).items():
        rows = [Row((name(m.label(power)), *(_cell(m, power, state) for state in m.coalition))) for power in powers]
        if not any(cell for row in rows for cell in row.cells[1:]):
            continue
        tables.append(
            Table(
                f"powers-{len(tables) + 1}",
                f"{title}: single events that tie them to each of {m.the_coalition}",
                (Column("State"), *(Column(m.label(state), "right") for state in m.coalition)),
                tuple(rows),
                note=(Text("Counted as in the table of pairs. “•”: claims, but of no single event. Empty: no claim."),),
                dense=True,
            )
        )
    return tables


def _cell(m: Material, one: str, other: str) -> Runs:
    pair = (min(one, other), max(one, other))
    kinds = [kind for kind in m.ties.get(pair, {}) if m.tone(kind) == "cooperation"]
    claims = [claim for kind in kinds for claim in m.ties[pair][kind]]
    if not claims:
        return ()
    firm, soft = m.total(pair)
    counted = number(len(firm), len(soft))
    chosen = [claim for claim in claims if claim.event in firm | soft] if counted else claims
    return (Text(counted or "•"), note(chosen))


def _disputes(m: Material) -> list[Block]:
    claims = m.by_kind.get(KIND, [])
    if not claims:
        return []
    among, mixed = f"Among {m.the_coalition}", f"Of {m.the_coalition} with others"
    groups: dict[str, list[Row]] = {among: [], mixed: [], "Of others" if m.coalition else "": []}
    for event, of in m.events(claims).items():
        own = set(m.states(key for claim in of for key in claim.row["parties"])) & set(m.coalition)
        place = among if len(own) > 1 else mixed if own else list(groups)[-1]
        groups[place].append(_row(m, event, of))
    body: list[Row] = []
    for title, rows in groups.items():
        if rows:
            body += [*([head(title)] if title else []), *merged(rows, joined=(0, 1))]
    silent = (
        [] if groups[among] or not m.coalition else [f"No claim tells of a dispute between two of {m.the_coalition}."]
    )
    table = Table(
        "dispute-table",
        "Conflicts and rivalries",
        (Column("What"), Column("Between"), Column("Of what kind"), Column("State of it"), Column("Roots", "right")),
        tuple(body),
        note=(Text(f"No claim tells of a dispute between two of {m.the_coalition}."),) if silent else (),
    )
    return [table]


def _row(m: Material, event: str, claims: Sequence[Evidence]) -> Row:
    types = m.kinds[KIND].by_name["type"].words
    kinds = dict.fromkeys(types.get(claim.row["type"], claim.row["type"]) for claim in claims if claim.row["type"])
    parties = dict.fromkeys(m.label(key) for claim in claims for key in claim.row["parties"])
    return Row((
        name(m.title(event)),
        name(listing(list(parties))),
        name("; ".join(kinds)),
        stages(m, m.history(KIND, claims)),
        (Tally(str(independent(claims))),),
    ))  # fmt: skip
