def test_misspelt_stage_is_an_error_with_the_nearest_word(make_case, found, pointed):
    """`deliverd` is no stage; `delivered` was meant."""
    case = make_case({"claims/transfers.csv": "claim,stage\ntra-001,ordered\ntra-002,deliverd\n"})
    [finding] = found(case, "unknown-word")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:3:9"
    assert pointed(case, finding) == "deliverd"
    assert finding.message == "'deliverd' is not a stage that the codebook knows for transfers."
    assert finding.hint.startswith("Did you mean 'delivered'? The list: requested, offered,")
    assert finding.subject == "tra-002"


def test_word_of_another_kind_is_an_error(make_case, found):
    """A meeting is held, a transfer is not; nothing is near, so only the list is shown."""
    case = make_case({"claims/transfers.csv": "claim,stage\ntra-001,held\n"})
    [finding] = found(case, "unknown-word")
    assert finding.hint.startswith("The list: ")


def test_one_bad_word_among_several(make_case, found):
    """Each of the words in one cell is looked at, and only the bad one is named."""
    case = make_case({"claims/agreements.csv": "claim,sectors\nagr-001,training; inteligence; arms-trade\n"})
    [finding] = found(case, "unknown-word")
    assert finding.place == "claims/agreements.csv:2:9"
    assert "'inteligence'" in finding.message
    assert "Did you mean 'intelligence'?" in finding.hint


def test_words_in_the_other_tables(make_case, found):
    """Sources and entities have closed lists as well."""
    case = make_case(
        {
            "sources.csv": "source,type,reliability\npress-2022,newspaper,G\n",
            "entities.csv": "entity,type\nots,organization\n",
        }
    )
    assert [(f.file, f.line, f.field) for f in found(case, "unknown-word")] == [
        ("entities.csv", 2, "type"),
        ("sources.csv", 2, "type"),
        ("sources.csv", 2, "reliability"),
    ]


def test_empty_cells_and_words_of_the_list_are_fine(make_case, found):
    """An empty cell means that the source does not say."""
    case = make_case({"claims/transfers.csv": "claim,category,terms,credibility\ntra-001,,,\ntra-002,uav,sale,2\n"})
    assert not found(case, "unknown-word")


def test_capital_letters_are_a_slip(make_case, found):
    """Words are written as the list has them."""
    case = make_case({"claims/transfers.csv": "claim,stage\ntra-001,Delivered\n"})
    [finding] = found(case, "unknown-word")
    assert "Did you mean 'delivered'?" in finding.hint
