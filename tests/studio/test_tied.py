"""Ties counted by the database are those counted claim by claim, whatever is chosen."""

from pathlib import Path

import pytest

from foedus.record import Record
from foedus.record.tied import tied as counted
from foedus.record.words import Words
from foedus.views import counting
from foedus.views.evidence import chosen
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.tied import Ties, of_tone, tied, total

SELECTIONS = (
    Selection(),
    Selection(actor=("KAZ",)),
    Selection(kind="transfers"),
    Selection(source="blue-domes-2022"),
    Selection(since="2022", until="2022"),
    Selection(group="central-asia", since="2000"),
)


def by_hand(record: Record, selection: Selection, tone: str) -> dict[tuple[str, str], tuple[int, int]]:
    """The same, with every claim read and counted as the brief counts."""
    kinds = record.codebook.kinds
    claims = chosen(Words.of(record), "true", (), selection.kind or None, selection.filters)
    by_claim = {claim.claim: claim for claim in claims}
    found = {}
    for pair, ids in counting.tied(record).items():
        mine = [by_claim[claim] for claim in ids if claim in by_claim]
        sums = counting.total(counting.counted(kinds, mine, tone).values())
        if sums.firm or sums.soft:
            found[pair] = len(sums.firm), len(sums.soft)
    return found


@pytest.fixture(scope="module")
def record(built_case: Path):
    with Record(built_case / "build" / "record.duckdb") as opened:
        yield opened


CLOCKS: tuple[dict[str, str], ...] = (
    {"known": "2022-06-01"},
    {"as_of": "2019"},
    {"known": "2024", "as_of": "2022-04-28"},
    {"without": "future-perspectives-2023"},
)


@pytest.mark.parametrize("clocks", CLOCKS, ids=str)
def test_at_every_clock_they_are_what_is_counted_by_hand(record: Record, clocks: dict[str, str]):
    with record.at(**clocks) as opened:
        for tone in ("cooperation", "conflict"):
            ties = Ties(Asked(opened)).sums(of_tone(opened.codebook.kinds, tone))
            sums = {(tie.a, tie.b): (tie.firm, tie.soft) for tie in ties if tie.told}
            assert sums == by_hand(opened, Selection(), tone)


def test_what_a_record_keeps_is_what_its_claims_give(record: Record):
    """Counted anew of all its claims, the ties are those that were counted when the record was built."""
    columns = "a, b, kind, event, list_sort(claims), told, firm, last"
    kept, anew = counted(record), counted(record, where="claim <> ?", values=[""])
    assert kept != anew
    tables = [record.con.execute(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall() for name in (kept, anew)]
    assert tables[0] == tables[1]
    assert any(not firm and told for *_, told, firm, _ in tables[0])


@pytest.mark.parametrize("tone", ["cooperation", "conflict"])
@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda one: one.query or "all")
def test_they_are_what_is_counted_by_hand(record: Record, selection: Selection, tone: str):
    kinds = of_tone(record.codebook.kinds, tone)
    ties = Ties(Asked(record, selection))
    sums = {(tie.a, tie.b): (tie.firm, tie.soft) for tie in ties.sums(kinds) if tie.told}
    assert sums == by_hand(record, selection, tone)
    events = {
        pair: (of.firm, of.soft)
        for pair, by_kind in tied(Asked(record, selection)).items()
        if (of := total(by_kind, kinds)).firm or of.soft
    }
    assert events == sums


def test_the_claims_of_a_kind_are_those_behind_its_figures(record: Record):
    pairs = [(tie.a, tie.b) for tie in Ties(Asked(record)).sums(of_tone(record.codebook.kinds, "cooperation"))]
    of_kinds, sets = Ties(Asked(record)).of_kinds(pairs), tied(Asked(record))
    for pair, found in of_kinds.items():
        assert {one.kind for one in found} == sets[pair].keys()
        for one in found:
            by = sets[pair][one.kind]
            assert (one.firm, one.soft, one.claims) == (len(by.firm), len(by.soft), by.claims)


def test_among_some_states_are_only_their_own_ties(record: Record):
    cooperation = of_tone(record.codebook.kinds, "cooperation")
    every = {(t.a, t.b): t for t in Ties(Asked(record)).sums(cooperation)}
    some = Ties(Asked(record), ["KAZ", "KGZ", "TUR"]).sums(cooperation)
    assert {(t.a, t.b) for t in some} == {("KAZ", "KGZ"), ("KAZ", "TUR"), ("KGZ", "TUR")}
    assert all(every[t.a, t.b] == t for t in some)


def test_events_of_a_state_count_once_however_many_took_part(record: Record):
    cooperation = of_tone(record.codebook.kinds, "cooperation")
    events, sets = Ties(Asked(record)).events(cooperation), tied(Asked(record))
    mine = [by_kind for pair, by_kind in sets.items() if "TUR" in pair]
    firm = {event for by_kind in mine for kind, of in by_kind.items() if kind in cooperation for event in of.firm}
    assert events["TUR"] == len(firm)
