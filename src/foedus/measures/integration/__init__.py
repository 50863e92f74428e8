"""Integration: what datasets have of a group's pairs, by component, with yardsticks and other blocs as a scale.

From datasets, each within its window, never from the record's own counts (those are `ties`). `facts` are the values of
pairs, `portfolios` and `similarity` the yardsticks S, kappa and pi, `composite` the one number that there is only where
case.toml sets weights, `sheets` the tables.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import duckdb

from foedus.measures import asked
from foedus.measures.integration.composite import checked
from foedus.measures.integration.facts import Facts, of_library, of_profile
from foedus.measures.integration.picture import picture
from foedus.measures.integration.portfolios import Portfolios, portfolios
from foedus.measures.integration.sheets import GET, View
from foedus.measures.measured import Measured
from foedus.record import Record
from foedus.record.words import Words
from foedus.reference.store import Library
from foedus.terms import states as terms

BLOCS = {"NATO": "nato", "CSTO": "csto", "GCC": "gcc", "SCO": "sco", "Nordic states": "nordc"}
"""Other groups as a scale, by what COW-IGO calls their organisations."""
LIMITS = (
    "What states signed, held and bought together is not how far they would go for each other.",
    "Components are given one by one: nobody has shown how they would add up. Windows end in different years.",
    "MME is from the press and DCAD ends in 2010: a lower bound, more so for states of which little is reported.",
    "A pact in ATOP counts as in force until it is ended; promises of 1992 weigh as much as those of yesterday.",
)
SOURCES = (
    "Signorino, Curtis S., and Jeffrey M. Ritter (1999): Tau-b or Not Tau-b, International Studies Quarterly 43(1)",
    "Häge, Frank M. (2011): Choice or Circumstance?, Political Analysis 19(3)",
    "Leeds, Brett Ashley, and others (2002): Alliance Treaty Obligations and Provisions, Int. Interactions 28(3)",
)


def integration(
    record: Record,
    *,
    state: Iterable[str] = (),
    group: str | None = None,
    year: str | int | None = None,
    weighted: bool = False,
    library: Callable[[], Library] | None = None,
) -> Measured:
    """How integrated a group of states is by what datasets have of its pairs.

    `state`, `group`: whose pairs, else those of the case's coalition. `year`: for all components, else the last that
    each covers. `weighted`: weigh states by capability (CINC) in the yardsticks. `library`: gives the datasets on this
    machine: the yardsticks and the blocs beside need them; without it only the case's profile is asked. Raises
    `MeasureError` for fewer than two states, unknown ones, or weights in case.toml that are none.
    """
    states = asked.several(record, state, group)
    at = asked.year(year, "--year")
    weights = checked(record.settings.weights)
    own = Facts("the case's profile") if record.known else of_profile(record)
    here = None if record.known or library is None else library()
    blocs = _blocs(here, at) if here is not None and here.found else {}
    theirs = None
    if here is not None and here.found:
        theirs = of_library(here, _codes({*states, *(key for members in blocs.values() for key in members)}))
    facts = theirs if theirs is not None and theirs.windows else own
    held = _portfolios(here, at, weighted) if here is not None and here.found else None
    name = _name(record, group)
    view = View(record, facts, {name: sorted(states), **blocs}, at, held, weights)
    return Measured(
        measure="integration",
        title="Integration, by datasets",
        answer=view.answer(),
        asked={
            "states": ", ".join(sorted(states)), **({"year": str(at)} if at else {}),
            "weighted": "by CINC" if weighted else "no",
        },
        sheets=tuple(sheet for sheet in view.sheets() if sheet.lines),
        pictures=picture(view),
        warnings=_warnings(record, facts, held, at),
        limits=LIMITS,
        sources=SOURCES,
    )  # fmt: skip


def _name(record: Record, group: str | None) -> str:
    """What the states asked about are called together."""
    if group and group != "coalition":
        known = record.settings.groups.get(group)
        return (known.label if known else Words.of(record).label(group)) or group
    return record.settings.coalition.label or "the states asked about"


def _codes(states: Iterable[str]) -> Mapping[str, Sequence[int]]:
    known = terms.states()
    return {key: sorted({code.number for code in known[key].cow}) for key in states if key in known}


def _blocs(library: Library, year: int | None) -> dict[str, list[str]]:
    """The members of other organisations in a year, or in the last that COW-IGO covers."""
    if not library.has("igo", "memberships"):
        return {}
    last = library.part("igo", "memberships")[0].span[1]
    at = min(year or last, last)
    with duckdb.connect() as con:
        rows = con.execute(
            f"SELECT igo, state FROM {library.table('igo_members')} WHERE status = 'full' AND year = ? "
            "AND list_contains(?, igo) AND state IS NOT NULL ORDER BY ALL",
            [at, list(BLOCS.values())],
        ).fetchall()
    found = {name: [state for igo, state in rows if igo == short] for name, short in BLOCS.items()}
    return {f"{name} ({at})": members for name, members in found.items() if len(members) > 1}


def _portfolios(library: Library, year: int | None, weighted: bool) -> Portfolios | None:
    if not (library.has("atop", "members") and library.has("cow-states", "members")):
        return None
    last = min(library.part(*part)[0].span[1] for part in (("atop", "members"), ("cow-states", "members")))
    return portfolios(library, year or last, weighted=weighted)


def _warnings(record: Record, facts: Facts, held: Portfolios | None, year: int | None) -> tuple[str, ...]:
    told = []
    if record.known:
        told.append("At an earlier day of knowledge no dataset is used: when each figure came out is not known.")
    elif not facts.windows:
        told.append(f"No dataset is at hand. {GET}")
    elif held is None:
        told.append(f"S, kappa and pi need the alliances of all states{f' in {year}' if year else ''}. {GET}")
    return tuple(told)
