"""Overlaps: who is in which blocs, what it means to be in two of them, what divides members, who stands outside.

Three columns for each pair of blocs: what the texts of obligations say, what statements say, and how often states
have held both in the data. Memberships are what the record concludes at its clocks.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from foedus.measures import asked
from foedus.measures.measured import Line, Measure, Measured, Sheet
from foedus.measures.membership import Standings, bodies, labels, short, standings
from foedus.measures.overlaps import around, duties
from foedus.measures.overlaps.pairs import Pairs, cell, pairs
from foedus.measures.overlaps.picture import picture
from foedus.record import Record
from foedus.record.words import Words
from foedus.reference.profile import Profile
from foedus.terms.words import join_words

LIMITS = (
    (
        "That two obligations stand side by side is no finding that they clash: whether a text forbids its members "
        "another bloc is not coded, and treaties are read by those who signed them."
    ),
    "That states have held both shows that it can be; that none of a handful has, shows little.",
    (
        "Statements are those that a key ties to both: on the one, by the other or a state in it; and reasons that "
        "concern both. A speech that names neither is not here."
    ),
    "Silence of the sources is not harmony: a quarrel that no document speaks of is unknown, not absent.",
)
SOURCES = (
    (
        "Leeds, B. A., Ritter, J. M., Mitchell, S. M. and Long, A. G. (2002): Alliance Treaty Obligations and "
        "Provisions, 1815–1944. International Interactions 28 (3), 237–260"
    ),
    (
        "Pevehouse, J. C. W., Nordstrom, T., McManus, R. W. and Jamison, A. S. (2020): Tracking Organizations in the "
        "World: The Correlates of War IGO Version 3.0 Datasets. Journal of Peace Research 57 (3), 492–503"
    ),
    "Snyder, G. H. (1984): The Security Dilemma in Alliance Politics. World Politics 36 (4), 461–495",
    (
        "Alter, K. J. and Meunier, S. (2009): The Politics of International Regime Complexity. Perspectives on "
        "Politics 7 (1), 13–24"
    ),
    (
        "Hofmann, S. C. (2011): Why Institutional Overlap Matters: CSDP in the European Security Architecture. "
        "Journal of Common Market Studies 49 (1), 101–120"
    ),
)
QUARRELS = (Measure("Between"), Measure("Sort"), Measure("How far"), Measure("Independent roots"))


def overlaps(
    record: Record,
    *,
    group: str = "",
    states: Iterable[str] = (),
    since: str | int | None = None,
    until: str | int | None = None,
) -> Measured:
    """Who of some states is in which blocs, and what holding two of them means by texts, statements and data.

    `group`: a group of the case, an organisation whose members the record has, or `coalition` (the default).
    `states`: by key or name. `since`, `until`: years of datasets. Raises `MeasureError` for fewer than two states and
    for what is not there.
    """
    first, last = asked.span(since, until)
    of = asked.several(record, states, group or None)
    if record.as_of:
        last = min(last or record.as_of.year, record.as_of.year)
    blocs = bodies(record)
    found = standings(record, blocs)
    texts = duties.duties(record, blocs, last)
    two = pairs(record, of, blocs, found, texts, (first, last))
    tied = around.ties(record, of)
    quarrels = around.quarrels(record, of, tied.inside, first, last)
    others = around.outside(record, of, tied.outside, first, last)
    names, label = short(record, blocs), Words.of(record).label
    groups = {key: one.label for key, one in record.settings.groups.items()}
    groups["coalition"] = record.settings.coalition.label
    whose = labels(record, of) if states and not group else groups.get(group or "coalition") or label(group)
    inside = _members(record, of, blocs, found, last)
    sheets = (
        inside,
        Sheet(
            "duties", "What the texts of each bloc bind to", "bloc", (Measure("Obligations"),),
            tuple(Line(names[bloc], (duties.of_bloc(record, texts[bloc]),), bloc) for bloc in blocs),
        ),
        _two(two),
        Sheet("quarrels", "Quarrels among them", "what", QUARRELS, tuple(quarrels)),
        _outside(record, others, (first, last)),
    )  # fmt: skip
    options = {"group": group, "states": ", ".join(of), "since": str(first or ""), "until": str(last or "")}
    clocks = {name: day for name, day in record.clocks.items() if day}
    return Measured(
        measure="overlaps",
        title=f"Overlapping memberships: {whose}",
        answer=_answer(record, of, two, duties.defending(texts), quarrels),
        asked={**{name: value for name, value in options.items() if value}, **clocks},
        sheets=tuple(sheet for sheet in sheets if sheet.lines),
        pictures=picture(record, inside, of, blocs, found, last),
        warnings=_warnings(record, blocs, found),
        limits=LIMITS,
        sources=SOURCES,
    )


def _members(record: Record, states: Sequence[str], blocs: Sequence[str], found: Standings, last: int | None) -> Sheet:
    names, label = short(record, blocs), Words.of(record).label
    return Sheet(
        "members", "Who is in which bloc, as the record concludes", "state",
        tuple(Measure(names[bloc], label(bloc)) for bloc in blocs),
        tuple(
            Line(label(state), tuple(cell(record, found, state, bloc, last) for bloc in blocs), state)
            for state in states
        ),
        "“Data”: what a dataset has where no claim settles whether a state is in it.",
    )  # fmt: skip


def _two(two: Pairs) -> Sheet:
    columns = (
        Measure("States in both", "Of those asked about, as members, by claims else by data."),
        Measure("Texts", "Obligations that both have, and each alone."),
        Measure("Statements", "Positions on one by the other or a state in it; reasons that concern both."),
        Measure("Held both, in data", "States of the case’s profile that were members of both in some year."),
        Measure("For how long", "Years of membership in both, summed over these states."),
    )
    return Sheet("pairs", "Two blocs at once", "blocs", columns, two.lines, two.note)


def _outside(record: Record, lines: Sequence[Line], years: tuple[int | None, int | None]) -> Sheet:
    covered = around.window(record, *years) or "no dataset covers it"
    columns = (
        Measure("Arms to them, events", around.SILENT), Measure("To whom"),
        Measure("Volume, in data", f"Millions of TIV, a volume, not money: {covered}."),
        Measure("Quarrels, events"), Measure("Restricts them, events"), Measure("Restricted by them, events"),
    )  # fmt: skip
    note = f"Volume: {covered}. In alphabetical order; the order says nothing about weight."
    return Sheet("outside", "Suppliers and opponents outside", "state", columns, tuple(lines), note)


def _answer(
    record: Record, states: Sequence[str], two: Pairs, defending: Sequence[str], quarrels: Sequence[Line]
) -> str:
    several = {state for inside in two.shared.values() for state in inside}
    many = f"{len(several) or 'none'} {'is' if len(several) < 2 else 'are'}"
    text = f"Of {len(states)} states {many} known to be in two blocs or more."
    text += bound(record, two, defending)
    claimed = sum(1 for line in quarrels if line.key)
    if not quarrels:
        return f"{text} No claim and no dataset tells of a quarrel among them."
    return f"{text} Quarrels among them: {claimed} by claims, {len(quarrels) - claimed} pairs in datasets."


def bound(record: Record, two: Pairs, defending: Sequence[str]) -> str:
    """Who is in blocs whose texts bind to defence, and in which two of them nobody is, in words; '' without such."""
    if not defending:
        return ""
    name = short(record, two.inside)
    inside = [f"{name[bloc]} ({labels(record, two.inside[bloc]) or 'none of them known'})" for bloc in defending]
    text = f" Blocs whose texts bind to defence: {'; '.join(inside)}."
    apart = [f"{name[a]} with {name[b]}" for a, b in combinations(defending, 2) if (a, b) not in two.shared]
    return text + (f" Nobody is known to be in both: {join_words(apart)}." if apart else "")


def _warnings(record: Record, blocs: Sequence[str], found: Standings) -> tuple[str, ...]:
    silent = [bloc for bloc in blocs if not any(body == bloc for _, body in found)]
    warnings = []
    if not blocs:
        warnings.append("The case names no blocs, and no claim tells of a membership.")
    if silent:
        warnings.append(f"No claim tells who is in {labels(record, silent)}.")
    if not Profile.of(record):
        why = (
            "left aside at an earlier day of knowledge"
            if record.known
            else "not there: `foedus profile CASE` makes one"
        )
        warnings.append(f"Datasets are not covered: the case’s profile is {why}.")
    return tuple(warnings)
