def test_a_source_without_a_day_of_publication_is_a_warning(make_case, found, pointed):
    """Its claims would have no place on the clock of what was known when."""
    case = make_case({"sources.csv": "source,published,title\npress-2022,,A report\n"})
    [finding] = found(case, "unpublished")
    assert finding.severity == "warning"
    assert finding.place == "sources.csv:2:12"
    assert pointed(case, finding) == ""
    assert "'press-2022' was published" in finding.message
    assert "../2024" in finding.hint


def test_a_source_without_claims_may_lack_its_day(make_case, found):
    """A cited work is nobody's reading."""
    case = make_case({"sources.csv": "source,published\npress-2022,2022\nbook,\n"})
    assert not found(case, "unpublished")


def test_claims_on_a_source_that_was_not_read_are_a_warning(make_case, found, pointed):
    """They belong to the source that cites it."""
    case = make_case({"sources.csv": "source,access,published\npress-2022,cited,2022\n"})
    [finding] = found(case, "source-not-read")
    assert finding.severity == "warning"
    assert finding.place == "sources.csv:2:12"
    assert pointed(case, finding) == "cited"
    assert "attribution" in finding.hint


def test_a_cited_work_as_attribution_is_fine(make_case, found):
    """That is how it is meant."""
    case = make_case(
        {
            "sources.csv": "source,access,published\npress-2022,read,2022\nbook,cited,2010\n",
            "claims/transfers.csv": "claim,assertion,attribution\ntra-001,attributed,book\n",
        }
    )
    assert not found(case)
