"""Sections of the brief: what they put together, what they leave apart, and that they agree with the record."""

from collections.abc import Iterator

import pytest

from foedus.pages.text import text
from foedus.record import Record
from foedus.views.brief import brief
from foedus.views.brief.material import Material
from foedus.views.brief.rows import merged
from foedus.views.brief.wording import furthest
from foedus.views.concluded import contradictions
from foedus.views.document import Document, Figure, Name, Note, Row, Table, Tally, Text
from foedus.views.evidence import Evidence
from tests.views.test_brief import any_brief, plain, rows, section

__all__ = ["any_brief"]


@pytest.fixture(scope="module")
def material(small: Record) -> Material:
    return Material(small)


def tables(document: Document) -> Iterator[Table]:
    for one in document.sections:
        yield from (block for block in one.blocks if isinstance(block, Table))


# -- what the record concludes ---------------------------------------------------------------------------------


def test_the_brief_shows_the_contradictions_that_the_record_has(small: Record, small_brief: Document) -> None:
    """The same as `foedus contradictions`: on what, and what is concluded of it."""
    found = contradictions(small)
    shown = rows(small_brief, "contradiction-table")
    assert len(shown) == len(found) == 3
    for one in found:
        said, concluded = shown[f"{one.title} / {one.label}"]
        assert {c.claim for run in said if isinstance(run, Note) for c in run.claims} == {
            c.claim for c in (*one.claims, *(c for side in one.against for c in side.claims))
        }
        expected = "Open" if one.rule == "unresolved" else "Not shown" if one.value is None else one.words
        assert plain(concluded).startswith(expected[:1].upper() + expected[1:])


def test_what_fell_by_a_rule_reads_as_not_shown_wherever_it_stands(any_brief: Document) -> None:
    """No note on claims that fell alone stands behind words that have them told."""
    fallen = {
        claim.claim
        for table in tables(any_brief)
        if table.anchor == "contradiction-table"
        for row in table.rows
        if not row.group and plain(row.cells[2]).startswith("Not shown")
        for run in row.cells[1]
        if isinstance(run, Note)
        for claim in run.claims
        if claim.assertion != "denied"
    }
    assert fallen
    for table in tables(any_brief):
        if table.anchor in ("contradiction-table", "pair-table"):
            continue
        for row in table.rows:
            for cell in row.cells:
                start = 0
                for place, run in enumerate(cell):
                    if isinstance(run, Note):
                        if {claim.claim for claim in run.claims} <= fallen:
                            assert "not shown" in plain(cell[start:place]), table.anchor
                        start = place + 1


def test_a_date_is_given_as_the_record_concludes_it_and_the_other_named(small_brief: Document) -> None:
    said = plain(rows(small_brief, "agreement-table")["Fin-Nor agreement, 2019"][0])
    assert said.startswith("signed on 2 April 2019 (also told: in April 2020; decided by ")
    pact = plain(rows(small_brief, "institution-table")["Northern Pact"][0]).split(" / ")
    assert pact == [
        "founded in 1999 or in 2001 (left open)", "denied: operational", "Finland: in force since 2015",
    ]  # fmt: skip


def test_how_far_it_got_is_what_single_claims_show(material: Material) -> None:
    """A general statement that boats are made there does not carry the one plant further than its agreement."""
    plant = furthest(material, material.history("production", material.by_event["boat-plant"]))
    assert (plant.stage.word, plant.grain) == ("agreed", "single")
    sale = furthest(material, material.history("transfers", material.by_event["boat-sale"]))
    assert (sale.stage.word, sale.manner) == ("ordered", "told")


# -- rows put together -----------------------------------------------------------------------------------------


def test_rows_that_say_the_same_become_one_and_lose_no_claim(material: Material) -> None:
    one, two, three = material.by_kind["agreements"][:3]
    made = merged(
        [_row("A", "in force", one), _row("B", "in force", two), _row("C", "ended", three)], names=["a", "b", "c"]
    )
    assert [plain(row.cells[0]) for row in made] == ["a; b", "C"]
    assert plain(made[0].cells[-1]) == "1\u00a0each"
    (note,) = (run for run in made[0].cells[1] if isinstance(run, Note))
    assert {claim.claim for claim in note.claims} == {one.claim, two.claim}


def _row(title: str, said: str, claim: Evidence) -> Row:
    return Row(((Name(title),), (Text(said), Note((claim,))), (Tally("1"),)))


def test_things_of_which_the_same_is_told_share_a_row(small_brief: Document) -> None:
    exercises = rows(small_brief, "exercise-table")
    assert [plain(cell) for cell in exercises["Cold Wind; Cold Water"]] == [
        "Finland, Norway; Finland, Russia", "", "held in 2020 (series)", "1\u00a0each",
    ]  # fmt: skip


# -- single sections -------------------------------------------------------------------------------------------


def test_arguments_on_the_question_stand_by_role_and_the_others_are_only_named(small_brief: Document) -> None:
    one = section(small_brief, "arguments")
    table = next(block for block in one.blocks if isinstance(block, Table))
    heads = [plain(row.cells[0]) for row in table.rows if row.group]
    assert [head.split(":")[0] for head in heads] == ["What speaks for it", "What stands against it"]
    assert "Herring is dear" not in text(small_brief).split("Notes\n")[0]
    assert "one reason on other matters (Fishing rights)" in text(small_brief).replace("\n", " ")


def test_what_replaced_what_names_the_restriction_it_came_after(small_brief: Document) -> None:
    cells = rows(small_brief, "replaced-table")["old sonar"]
    assert plain(cells[-1]) == "Russian oil ban"


def test_silence_is_not_covered_and_never_zero(small_brief: Document) -> None:
    silent = rows(small_brief, "omitted-table")["Meetings"]
    assert [plain(cell) for cell in silent] == ["", "", "any of them: not covered"]


def test_each_measure_has_its_picture_where_the_brief_tells_of_it(bundled_brief: Document) -> None:
    """Ten measures; whoever leafs through sees each once, and exposure for every imposer that is gone through."""
    drawn = {
        one.anchor: [block.chart for block in one.blocks if isinstance(block, Figure)] for one in bundled_brief.sections
    }
    assert drawn["blocs"] == ["tiles"]
    assert {"map", "matrix"} <= set(drawn["ties"])
    assert "timeline" in drawn["production"]
    assert drawn["aid"] == ["bars"]
    assert drawn["arguments"] == ["tiles"]
    assert drawn["sums"] == ["shares", "dots", "chain", "chain", "timeline", "network"]


def test_each_picture_of_a_measure_says_which_claims_or_datasets_it_rests_on(bundled_brief: Document) -> None:
    pictures = [block for block in section(bundled_brief, "sums").blocks if isinstance(block, Figure)]
    noted = {one.chart: [run for run in one.note if isinstance(run, Note) and run.claims] for one in pictures}
    assert noted["chain"]
    assert noted["timeline"]
    named = {one.chart: one.data["source"] for one in pictures}
    assert "SIPRI" in named["shares"]
    assert "ATOP" in named["dots"]
    assert "claims of the case" in named["network"]


def test_the_map_draws_the_pairs_that_the_table_notes(any_brief: Document) -> None:
    figure = next(b for one in any_brief.sections for b in one.blocks if isinstance(b, Figure) and b.chart == "map")
    noted = rows(any_brief, "pair-table")
    for arc in figure.data["arcs"]:
        name, said = arc["title"].split(": ")
        assert plain(noted[name][0]) == said


def test_every_anchor_is_there_once(any_brief: Document) -> None:
    anchors = [one.anchor for one in any_brief.sections]
    anchors += [anchor for one in any_brief.sections for b in one.blocks if (anchor := getattr(b, "anchor", ""))]
    assert len(anchors) == len(set(anchors))


def test_the_brief_is_the_same_each_time(small: Record) -> None:
    assert text(brief(small)) == text(brief(small))
