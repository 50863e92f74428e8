def test_an_organisation_with_members_in_a_cell_is_an_error(make_case, found, pointed):
    """The members of an organisation are claims, with source and date."""
    case = make_case({"entities.csv": "entity,type,members\nots,organisation,TUR; KAZ\nturkic,group,TUR; KAZ\n"})
    [finding] = found(case, "members-of-no-group")
    assert finding.severity == "error"
    assert finding.place == "entities.csv:2:18"
    assert pointed(case, finding) == "TUR; KAZ"
    assert "'ots' is of the type 'organisation'" in finding.message
    assert "memberships.csv" in finding.hint


def test_groups_may_have_groups(make_case, found):
    """A member may be a group, a state, or any entity of the case."""
    case = make_case({"entities.csv": "entity,type,members\nturkic,group,TUR; asia\nasia,group,KAZ\n"})
    assert not found(case, "members-of-no-group")


def test_a_member_that_is_nowhere_is_found(make_case, found, pointed):
    """A slip in a group would leave a state out of it in silence."""
    case = make_case({"entities.csv": "entity,type,members\nturkic,group,TUR; KZA\n"})
    [finding] = found(case, "unknown-entity")
    assert finding.place == "entities.csv:2:14"
    assert pointed(case, finding) == "TUR; KZA"
    assert "'KZA'" in finding.message
