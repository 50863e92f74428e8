"""What data sets know stands in the brief beside what claims say: marked, dated, cited, never filled in."""

from pathlib import Path

import pytest

from foedus.pages.text import text
from foedus.record import Record
from foedus.record.build import NAME
from foedus.views.brief import brief
from foedus.views.document import Document, Note, Table, numbered


def table(document: Document, anchor: str) -> Table:
    return next(
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table) and block.anchor == anchor
    )


def rows(document: Document, anchor: str) -> list[list[str]]:
    return [
        ["".join(getattr(run, "text", "; ") for run in cell if not isinstance(run, Note)) for cell in row.cells]
        for row in table(document, anchor).rows
        if not row.group
    ]


def test_the_defence_pacts_that_no_document_mentions_are_there_by_rule(bundled_brief: Document) -> None:
    found = rows(bundled_brief, "unmentioned-table")
    assert ["Azerbaijan and Türkiye", "Defence", "since 1994"] in found
    assert ["Azerbaijan and Türkiye", "Defence, non-aggression and consultation", "since 2010"] in found
    assert ["Kazakhstan and Kyrgyzstan", "Defence and consultation", "since 1997"] in found
    assert ["Kazakhstan and Kyrgyzstan", "Defence", "since 2003"] in found


def test_an_organisations_treaty_is_not_called_unmentioned_where_claims_name_the_organisation(
    bundled_brief: Document,
) -> None:
    """NATO's treaty and the Collective Security Treaty bind states of the case, and claims speak of both bodies."""
    noted = {entry.claim.claim for note in numbered(bundled_brief) for entry in note.entries}
    assert "atop-6035" in noted
    assert not {"atop-3180", "atop-4220"} & noted


def test_a_fact_of_a_data_set_is_noted_with_data_set_version_and_what_to_cite(bundled_brief: Document) -> None:
    facts = {entry.claim.claim: entry.claim for note in numbered(bundled_brief) for entry in note.entries}
    fact = facts["atop-6035"]
    assert fact.cite.startswith("ATOP 5.1 (")
    assert "Leeds" in fact.cite
    assert fact.locator == "alliance 6035"
    assert fact.file == "profile/pacts.csv"
    assert "Azerbaijan since 16 August 2010" in fact.sentence


def test_matched_agreements_of_a_data_set_are_not_called_unmentioned(bundled_brief: Document) -> None:
    """Three agreements of Kazakhstan and Türkiye are in both; others may be meant by claims without a date."""
    noted = {entry.claim.claim for note in numbered(bundled_brief) for entry in note.entries}
    assert not {"DCADv1.0-1723", "DCADv1.0-1725", "DCADv1.0-1726"} & noted
    assert "DCADv1.0-1546" in noted


def test_a_cell_of_the_bloc_matrix_says_whether_a_claim_or_a_data_set_speaks(bundled_brief: Document) -> None:
    matrix = table(bundled_brief, "bloc-matrix")
    names = [column.label for column in matrix.columns]
    cells = {row[0]: dict(zip(names, row, strict=True)) for row in rows(bundled_brief, "bloc-matrix")}
    assert cells["Kazakhstan"]["CIS"] == "data: member 1991–2014"
    assert cells["Kazakhstan"]["CSTO"].startswith("member")
    assert cells["Kazakhstan"]["TAKM"] == "n. c."
    assert cells["Uzbekistan"]["NATO"].startswith("denied:")
    legend = "".join(getattr(run, "text", "") for run in matrix.note)
    assert "Intergovernmental Organizations 3.0 (1816–2014)" in legend
    assert "not covered" in legend


def test_the_data_sets_of_the_profile_are_in_the_list_of_sources(bundled_brief: Document) -> None:
    found = {row[0]: row for row in rows(bundled_brief, "dataset-table")}
    assert found["Alliance Treaty Obligations and Provisions"][1:3] == ["5.1", "1815–2018"]
    assert "Kinne" in found["Defense Cooperation Agreement Dataset"][3]


def test_a_fact_of_a_data_set_is_no_claim_of_the_case(bundled_brief: Document, built_case: Path) -> None:
    with Record(built_case / "build" / NAME) as record:
        claims = len(record.claims())
    extent = dict(bundled_brief.meta)["Extent"]
    noted, _, rest = extent.partition(" of ")
    assert rest.startswith(f"{claims} claims")
    assert int(noted) < claims


def test_without_a_profile_the_brief_says_how_to_make_one(small_brief: Document) -> None:
    said = " ".join(text(small_brief).split())
    assert "no dataset profile: `foedus profile CASE`" in said
    assert "n. c." not in said


def test_at_an_earlier_day_of_knowledge_no_data_set_speaks(built_case: Path) -> None:
    with Record(built_case / "build" / NAME, known="2022-06-01") as record:
        said = " ".join(text(brief(record)).split())
    assert "Data sets are left aside at an earlier day of knowledge" in said
    assert "atop-" not in said


@pytest.mark.parametrize("as_of", ["2009-01-01", "2011-01-01"])
def test_a_pact_that_was_not_yet_is_not_there(built_case: Path, as_of: str) -> None:
    with Record(built_case / "build" / NAME, as_of=as_of) as record:
        said = text(brief(record))
    assert ("atop-6035" in said) == (as_of > "2010-08-16")
