"""Office-holders, people with a title, and surnames once they have been introduced."""


def who(gazetteer, *blocks):
    read = gazetteer.read(blocks)
    return [
        (text[one.start : one.end], one.key, one.country)
        for text, found in zip(blocks, read, strict=True)
        for one in found
        if one.type == "person"
    ]


def test_leaders_are_known_with_their_state(gazetteer):
    assert who(gazetteer, "Prime Minister Jacinda Ardern received President Macron.") == [
        ("Jacinda Ardern", "jacinda-ardern", "NZL"), ("Macron", "emmanuel-macron", "FRA"),
    ]  # fmt: skip


def test_a_title_makes_an_unknown_name_a_person_of_the_state_beside_it(gazetteer):
    assert who(gazetteer, "Zambian Defence Minister Mutale Chanda spoke first.") == [
        ("Mutale Chanda", "mutale-chanda", "ZMB")
    ]


def test_a_surname_behind_a_states_office_is_the_office_holder(gazetteer):
    assert who(gazetteer, "Uzbek President Karimov declined.") == [("Karimov", "islam-karimov", "UZB")]


def test_an_office_without_a_name_has_a_key_of_its_own(gazetteer):
    assert who(gazetteer, "The Minister of Defence of Ghana and Peru's foreign minister agreed.") == [
        ("Minister of Defence of Ghana", "ghanaian-defence-minister", "GHA"),
        ("Peru's foreign minister", "peruvian-foreign-minister", "PER"),
    ]


def test_a_surname_counts_from_where_the_name_was_given_in_full(gazetteer):
    assert who(gazetteer, "Osei agreed.", "“It will pass,” said Kwabena Osei.", "Osei’s party did not.") == [
        ("Osei", "kwabena-osei", ""), ("Kwabena Osei", "kwabena-osei", ""), ("Osei", "kwabena-osei", ""),
    ]  # fmt: skip


def test_a_surname_that_two_people_share_is_nobodys(gazetteer):
    found = who(gazetteer, "Mr Anton Rell and Ms Berta Rell spoke.", "Rell left early.")
    assert [name for name, _, _ in found] == ["Anton Rell", "Berta Rell"]


def test_relatives_of_leaders_are_not_the_leaders(gazetteer):
    assert who(gazetteer, "A film about Ivanka Trump and the Obama Library opened.") == []


def test_an_office_beside_a_name_is_the_persons(gazetteer):
    """One speaker, whichever of the two stands where the grammar leads."""
    assert who(gazetteer, "Kenya's president, William Ruto, was there.") == [
        ("Kenya's president", "william-ruto", "KEN"), ("William Ruto", "william-ruto", "KEN"),
    ]  # fmt: skip
    assert who(gazetteer, "Ana Lopes, Gabon's foreign minister, was there.") == [
        ("Ana Lopes", "ana-lopes", "GAB"), ("Gabon's foreign minister", "ana-lopes", "GAB"),
    ]  # fmt: skip
    assert who(gazetteer, "Gabon's foreign minister, Mrs Lopes-Diallo, was there.") == [
        ("Gabon's foreign minister", "lopes-diallo", "GAB"), ("Lopes-Diallo", "lopes-diallo", "GAB"),
    ]  # fmt: skip


def test_two_offices_in_a_list_are_two(gazetteer):
    assert who(gazetteer, "William Ruto and Peru's foreign minister met.") == [
        ("William Ruto", "william-ruto", "KEN"), ("Peru's foreign minister", "peruvian-foreign-minister", "PER"),
    ]  # fmt: skip


def test_an_office_alone_is_that_of_whoever_the_text_names_in_it(gazetteer):
    text = "Vladimir Putin came late. The Russian president left early, the German chancellor stayed."
    assert who(gazetteer, text) == [
        ("Vladimir Putin", "vladimir-putin", "RUS"), ("Russian president", "vladimir-putin", "RUS"),
        ("German chancellor", "german-prime-minister", "DEU"),
    ]  # fmt: skip


def test_the_minister_is_the_one_named_last_with_his_office(gazetteer):
    found = who(gazetteer, "Defence Minister Mutale Chanda of Zambia came.", "The minister left. The admiral stayed.")
    assert ("The minister", "mutale-chanda", "") in found
    assert not [one for one in found if one[0] == "The admiral"]


def test_somebody_named_behind_what_he_is(gazetteer):
    assert who(gazetteer, "It was what the analyst Ana Lopes-Diallo had feared.") == [
        ("Ana Lopes-Diallo", "ana-lopes-diallo", "")
    ]
    assert who(gazetteer, "Moscow's envoy, Pavel Sidorin, mocked it.") == [("Pavel Sidorin", "pavel-sidorin", "RUS")]
    assert (
        who(gazetteer, "A researcher in Mae Sot, who asked for nothing, and the Border Committee, a body, agreed.")
        == []
    )
