"""The brief: nothing in it claims more than the claims do, and every figure says who says so."""

import re
from collections.abc import Iterator

import pytest

from foedus.pages.text import text
from foedus.record import Record
from foedus.views.brief import brief
from foedus.views.brief.material import Material
from foedus.views.document import (
    Block,
    Document,
    Emphasis,
    Heading,
    Note,
    Run,
    Runs,
    Section,
    Table,
    Text,
    notes,
    numbered,
    texts,
)

BRIEFS = ("small_brief", "bundled_brief")


@pytest.fixture(params=BRIEFS)
def any_brief(request: pytest.FixtureRequest) -> Document:
    chosen: Document = request.getfixturevalue(request.param)
    return chosen


def pieces(document: Document) -> Iterator[tuple[Section, Block, Runs]]:
    for section in document.sections:
        for block in section.blocks:
            for runs in texts(block):
                yield section, block, runs


def section(document: Document, anchor: str) -> Section:
    return next(one for one in document.sections if one.anchor == anchor)


def rows(document: Document, anchor: str) -> dict[str, list[Runs]]:
    """The rows of a table by their first cell."""
    table = next(
        block
        for one in document.sections
        for block in one.blocks
        if isinstance(block, Table) and block.anchor == anchor
    )
    return {plain(row.cells[0]): list(row.cells[1:]) for row in table.rows if not row.group}


def plain(runs: Runs) -> str:
    """Words without notes."""
    return "".join(" / " if run.__class__.__name__ == "Break" else getattr(run, "text", "") for run in runs)


def claimed_digits(run: Run) -> bool:
    """Whether a run says a figure: names, tallies of the record and links say none."""
    return isinstance(run, Text | Emphasis) and bool(re.search(r"\d", run.text))


def test_every_figure_that_claims_give_carries_a_note(any_brief: Document) -> None:
    bare = [
        plain(runs)
        for _, block, runs in pieces(any_brief)
        if not isinstance(block, Heading)
        and any(claimed_digits(run) for run in runs)
        and not any(isinstance(run, Note) for run in runs)
    ]
    assert bare == []


def test_every_note_rests_on_claims_of_the_record(small: Record, small_brief: Document) -> None:
    known = set(small.claims().column("claim"))
    for note in numbered(small_brief):
        assert note.entries
        assert {entry.claim.claim for entry in note.entries} <= known


def test_every_claim_of_a_note_is_given_in_full_in_exactly_one(any_brief: Document) -> None:
    found = numbered(any_brief)
    full = [claim.claim for note in found for claim in note.full]
    assert sorted(full) == sorted({entry.claim.claim for note in found for entry in note.entries})


def test_what_only_denied_expected_or_weighed_claims_say_never_reads_as_told(any_brief: Document) -> None:
    """In tables each line of a cell says how it is said, unless a note on it holds a claim that tells it."""
    for _, block, runs in pieces(any_brief):
        if not isinstance(block, Table) or block.anchor in ("expected-table", "pair-table"):
            continue
        start = 0
        for place, run in enumerate(runs):
            if not isinstance(run, Note):
                continue
            manners = {claim.assertion for claim in run.claims}
            if not manners & {"asserted", "attributed"}:
                said = plain(runs[start:place])
                assert re.search(r"\b(denied|expected|weighed|[Nn]ot shown)\b", said), said
            start = place + 1


def test_aid_pledged_and_delivered_are_summed_apart_and_totals_not_at_all(small_brief: Document) -> None:
    cells = rows(small_brief, "aid-table")["Sum of the single amounts"]
    assert plain(cells[1]) == "USD 1.5 million pledged, in one event"
    assert plain(cells[2]) == "about USD 1 million delivered, in two events"
    total = next(name for name in rows(small_brief, "aid-table") if name.endswith("(a total, not added)"))
    assert "USD 2 million" in plain(rows(small_brief, "aid-table")[total][2])


def test_an_announced_transfer_is_not_a_delivered_one(small_brief: Document) -> None:
    sale = rows(small_brief, "transfer-table")["Sale of Boat 9 to Finland"]
    assert plain(sale[1]) == "ordered in 2020 (quantity: 3)"
    assert plain(sale[2]) == "expected to be delivered by 2024 (quantity: 3)"
    rumour = rows(small_brief, "transfer-table")["Rumoured boats for Sweden"]
    assert plain(rumour[1]) == "denied: ordered on 3 February 2022"
    assert plain(rumour[2]) == ("not shown (denied by a state that has a part in it): delivered on 1 February 2022")


def test_a_cell_without_a_claim_is_empty_and_never_zero(any_brief: Document) -> None:
    for _, block, runs in pieces(any_brief):
        if isinstance(block, Table) and not block.anchor.startswith("sums-"):  # a data set's nil is a finding
            assert plain(runs).strip() not in ("0", "none", "no", "-"), block.anchor
    pairs = rows(any_brief, "pair-table")
    assert any(cell == () for cells in pairs.values() for cell in cells)


def test_a_denied_membership_is_shown_as_denied_and_silence_as_nothing(small_brief: Document) -> None:
    blocs = rows(small_brief, "bloc-matrix")
    assert [plain(blocs[name][0]) for name in ("Finland", "Norway", "Sweden")] == [
        "member since 2015",
        "observer",
        "denied: member",
    ]
    table = next(b for b in section(small_brief, "blocs").blocks if isinstance(b, Table))
    assert [column.label for column in table.columns] == ["State", "NPT"]
    assert "Eastern Union (EAU)" in plain(table.note)


def test_only_single_events_are_counted_and_uncertain_ones_apart(small: Record) -> None:
    material = Material(small)
    firm, soft = material.total(("FIN", "NOR"))
    assert firm == {"pact-2019", "boat-sale", "boat-plant", "grant-2018", "grant-2019", "grant-2020"}
    assert soft == frozenset()
    assert material.total(("NOR", "SWE")) == (frozenset(), frozenset({"boat-rumour"}))
    assert "talks" not in material.total(("FIN", "SWE"))[0]


def test_a_weighed_pact_is_no_pact(small_brief: Document) -> None:
    said = plain(section(small_brief, "short").blocks[0].items[0])  # type: ignore[union-attr]
    assert "No claim tells of an obligation of mutual defence among the northern states" in said
    assert "It is weighed as a possibility" in said


def test_the_brief_follows_the_clocks(small: Record) -> None:
    """Who knew only the source of 2021 had heard nothing of the rumour, and so of no dispute over it."""
    with small.at(known="2021-12-31") as early:
        document = brief(early)
    assert "Rumoured boats for Sweden" not in text(document)
    assert "only sources published by 31 December 2021" in dict(document.meta)["Clocks"]
    assert {claim.source for one in document.sections for note in notes(one) for claim in note.claims} == {"first-2021"}


def test_an_empty_record_has_a_brief_that_says_so(small: Record) -> None:
    with small.at(known="2009-01-01") as silent:
        document = brief(silent)
    assert "holds 0 claims" in text(document)
    assert numbered(document) == ()


def test_the_brief_of_the_small_case_reads_as_it_should(small_brief: Document, golden) -> None:
    golden("brief-small.txt", text(small_brief))
