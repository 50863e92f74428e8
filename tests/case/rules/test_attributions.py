def test_attributed_to_nobody_is_a_warning(make_case, found, pointed):
    """ "It is said": a claim that passes on a word says whose."""
    case = make_case({"claims/transfers.csv": "claim,assertion,attribution\ntra-001,attributed,\n"})
    [finding] = found(case, "no-attribution")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:2:20"
    assert pointed(case, finding) == ""
    assert finding.subject == "tra-001"
    assert "does not say to whom" in finding.message
    assert "unnamed" in finding.hint


def test_attributed_to_a_state_or_a_cited_work_is_fine(make_case, found):
    """Whoever is named, the claim has a root."""
    case = make_case(
        {
            "sources.csv": "source,access\npress-2022,read\nbook-2010,cited\n",
            "claims/transfers.csv": """
                claim,assertion,attribution
                tra-001,attributed,TUR
                tra-002,attributed,book-2010; KAZ
                tra-003,asserted,
            """,
        }
    )
    assert not found(case, "no-attribution")
    assert not found(case, "own-word")


def test_own_word_is_an_error(make_case, found, pointed):
    """A source that passes on its own word would count as independent of itself."""
    case = make_case({"claims/transfers.csv": "claim,assertion,attribution\ntra-001,attributed,KAZ; press-2022\n"})
    [finding] = found(case, "own-word")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:2:20"
    assert pointed(case, finding) == "KAZ; press-2022"
    assert "press-2022, which is its own source" in finding.message
    assert "asserted" in finding.hint


def test_no_source_and_no_attribution_is_nobodys_own_word(make_case, found):
    """Where both cells are empty the one fault is the empty source."""
    case = make_case({"claims/transfers.csv": "claim,source,attribution\ntra-001,,\n"})
    assert not found(case, "own-word")
    assert [finding.field for finding in found(case, "empty-cell")] == ["source"]
