import pytest

PART = "source,published,blocks\npress-2022,2022,10-13\n"


def test_a_claim_without_a_place_is_a_warning(make_case, found, pointed):
    """Without a locator a reader cannot check the claim."""
    case = make_case({"claims/transfers.csv": "claim,locator,supplier\ntra-001,,TUR\n"})
    [finding] = found(case, "no-locator")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:2:9"
    assert pointed(case, finding) == ""


@pytest.mark.parametrize(
    "locator", ["¶12", "p. 345", "pp. 3-5", "p. xii", "¶12; p. 345", "¶12-14", "art. 5", "§ 4", "note 12", "p.3"]
)
def test_blocks_pages_and_articles_are_places(make_case, found, locator):
    """Several are joined by a semicolon, the fullest first."""
    case = make_case({"claims/transfers.csv": f"claim,locator\ntra-001,{locator}\n"})
    assert not found(case, "locator-form")


@pytest.mark.parametrize("locator", ["12", "¶0", "¶", "see above", "¶12; there", f"¶{'1' * 5000}"])
def test_anything_else_is_a_warning(make_case, found, pointed, locator):
    """A place that nobody can go to."""
    case = make_case({"claims/transfers.csv": f"claim,locator\ntra-001,{locator}\n"})
    [finding] = found(case, "locator-form")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:2:9"
    assert pointed(case, finding) == locator
    assert "¶12 for a block" in finding.hint


@pytest.mark.parametrize("locator", ["¶9", "¶14", "p. 3; ¶14", "¶12-14"])
def test_a_block_outside_of_its_part_is_an_error(make_case, found, pointed, locator):
    """The source is blocks 10 to 13 of its document; another block is another source's."""
    case = make_case({"sources.csv": PART, "claims/transfers.csv": f"claim,locator\ntra-001,{locator}\n"})
    [finding] = found(case, "locator-range")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:2:9"
    assert pointed(case, finding) == locator
    assert "press-2022, which is blocks 10 to 13" in finding.message


@pytest.mark.parametrize("locator", ["¶10", "¶13", "¶10-13", "p. 99", "¶11; ¶12"])
def test_blocks_inside_and_pages_are_fine(make_case, found, locator):
    """The ends belong to the part, and pages are not blocks."""
    case = make_case({"sources.csv": PART, "claims/transfers.csv": f"claim,locator\ntra-001,{locator}\n"})
    assert not found(case, "locator-range")


@pytest.mark.parametrize("blocks", ["ten", "13-10", "¶10", "1" * 5000])
def test_what_is_no_span_of_blocks_is_an_error(make_case, found, blocks):
    """It would hold every locator to nonsense."""
    case = make_case({"sources.csv": f"source,published,blocks\npress-2022,2022,{blocks}\n"})
    [finding] = found(case, "blocks-form")
    assert finding.severity == "error"
    assert finding.place == "sources.csv:2:17"
    assert "34-35" in finding.hint
    assert not found(case, "locator-range")
