"""The codebook comes out of its files whole, and takes in the kinds that a case adds."""

from pathlib import Path

import pytest

from foedus.codebook import CodebookError, load

BOOK = load()

OVERFLIGHTS = """
prefix = "ovf"
label = "overflight"
plural = "overflights"
summary = "Aircraft of one state in the airspace of another."

[[stages]]
word = "granted"
label = "granted"
phase = "agreed"

[[stages]]
word = "flown"
label = "flown"
phase = "done"

[[own]]
name = "flyer"
label = "Flyer"
type = "entities"
party = true
core = true

[[own]]
name = "host"
label = "Host"
type = "entities"
party = true
core = true

[say.granted]
fact = ["{host} let {flyer} fly over it"]
future = ["{host} {will} let {flyer} fly over it"]

[say.flown]
fact = ["{flyer} {flies:flyer} over {host}"]
future = ["{flyer} {will} fly over {host}"]
"""


def test_the_codebook_has_its_fifteen_kinds_in_the_order_of_the_screen():
    assert list(BOOK.kinds) == [
        "memberships", "agreements", "exercises", "transfers", "production", "assistance", "training", "meetings",
        "statements", "arguments", "restrictions", "disputes", "presences", "milestones", "indicators",
    ]  # fmt: skip


def test_a_claims_identifier_tells_its_kind():
    for kind in BOOK.kinds.values():
        assert BOOK.kind_of(f"{kind.prefix}-012") is kind
    assert BOOK.kind_of("xyz-012") is None


def test_parties_are_lists_of_entities_and_core_columns_are_compared():
    """`--actor` looks in party columns, strands are formed by core ones: both rest on these types."""
    for kind in BOOK.kinds.values():
        assert all(column.type == "entities" for column in kind.parties)
        if kind.contestable:
            for column in kind.own:
                if column.core and column.type != "text":
                    assert column.compare != "none", f"{kind.kind}.{column.name}"


def test_what_is_only_said_is_never_contradicted_field_by_field():
    assert {kind.kind for kind in BOOK.kinds.values() if not kind.contestable} == {"statements", "arguments"}
    for kind in BOOK.kinds.values():
        for column in kind.own:
            if column.type == "text":
                assert column.compare == "none", f"{kind.kind}.{column.name} is free text"


def test_conflict_ties_are_embargoes_and_quarrels_only():
    tones = {kind.kind: kind.ties.tone for kind in BOOK.kinds.values() if kind.ties}
    assert {kind for kind, tone in tones.items() if tone == "conflict"} == {"restrictions", "disputes"}
    assert set(BOOK.kinds) - set(tones) == {"memberships", "statements", "arguments", "milestones", "indicators"}


def test_partners_may_train_each_other_but_nobody_delivers_to_himself():
    assert BOOK.kinds["training"].distinct == ()
    assert ("supplier", "recipient") in BOOK.kinds["transfers"].distinct


def test_a_founding_member_is_a_case_of_a_member_and_an_observer_is_not():
    role = BOOK.kinds["memberships"].by_name["role"]
    assert role.compare == "narrower"
    assert role.wider["founding-member"] == "member"
    assert "observer" not in role.wider


def test_what_lasts_is_told_from_what_happens():
    agreements = BOOK.kinds["agreements"].stage
    assert agreements["in-force"].lasting
    assert not agreements["signed"].lasting


def test_a_case_adds_a_kind_of_its_own_with_a_file_and_no_code(tmp_path: Path):
    path = tmp_path / "overflights.toml"
    path.write_text(OVERFLIGHTS, encoding="utf-8")
    book = load([path])
    assert book.kinds["overflights"].columns[0].name == "claim"
    assert book.kind_of("ovf-001") is book.kinds["overflights"]
    assert "overflights" not in load().kinds, "the package's own codebook stays as it was"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("transfers", "ovf", "ovf", "There is a kind or table called 'transfers' already."),
        ("entities", "ovf", "ovf", "There is a kind or table called 'entities' already."),
        ("overflights", '"ovf"', '"tra"', "The prefix 'tra' belongs to transfers already."),
    ],
)
def test_a_case_may_not_take_a_name_that_is_taken(tmp_path: Path, name: str, old: str, new: str, message: str):
    path = tmp_path / f"{name}.toml"
    path.write_text(OVERFLIGHTS.replace(old, new), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load([path])
    assert caught.value.message == message
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"ovf"', '"Over"', "The prefix 'Over' is not three small letters."),
        (
            'prefix = "ovf"',
            'prefix = "ovf"\nkind = "flights"',
            "The file is called overflights but its kind is flights.",
        ),
        (
            'name = "flyer"',
            'name = "Flyer"',
            "'Flyer' cannot name a column: use small letters, digits and underscores.",
        ),
        ('name = "flyer"', 'name = "date"', "The column 'date' is there twice."),
        ("{host} let", "{hosts} let", "There is no column 'hosts'; 'host' is near."),
        ("[say.flown]", "[say.flew]", "There is no sentence for the stage 'flown' under [say.flown]."),
        ('word = "flown"', 'word = "granted"', "The stage 'granted' is there twice."),
        (
            'word = "flown"',
            'word = "flown"\nafter = ["asked"]',
            "Stage 'flown' is said to come after 'asked', which is no stage.",
        ),
        (
            "{flyer} {will} fly over {host}",
            "{flyer} fly over {host}",
            "The future '{flyer} fly over {host}' lacks {will}: what is only expected would read as a fact.",
        ),
        (
            "{host} let {flyer}",
            "{host} {will} let {flyer}",
            "The fact '{host} {will} let {flyer} fly over it' has {will}, which belongs in a future.",
        ),
        (
            "{flies:flyer} over {host}",
            "{flies:flyer} over [{host}",
            "The sentence '{flyer} {flies:flyer} over [{host}' has a '[' that opens or closes nothing.",
        ),
        (
            "[say.granted]",
            '[parts]\nhost = ["{flyer}"]\n[say.granted]',
            "The part 'host' has the name of a column or of a word of sentences.",
        ),
        ("[say.granted]", '[parts]\nway = ["{way}"]\n[say.granted]', "The part 'way' contains itself."),
        (
            'type = "entities"\nparty = true\ncore = true\n\n[say',
            'type = "word"\n\n[say',
            "The column 'host' is a closed list without words.",
        ),
        (
            "[say.granted]",
            '[own.words]\n"two words" = "two"\n[say.granted]',
            "'two words' cannot be a word of 'host': use letters, digits and hyphens.",
        ),
        ("[say.granted]", '[own.phrases]\nup = "up"\n[say.granted]', "The column 'host' has no word 'up'."),
        (
            "{host} let",
            "{stage=given}{host} let",
            "In '{stage=given}{host} let {flyer} fly over it', 'given' is no word of the column 'stage'.",
        ),
        (
            'prefix = "ovf"',
            'prefix = "ovf"\ndistinct = [["flyer", "hoste"]]',
            "There is no column 'hoste'; 'host' is near.",
        ),
    ],
)
def test_a_faulty_kind_file_is_refused_with_a_sentence_that_says_why(tmp_path: Path, old: str, new: str, message: str):
    assert old in OVERFLIGHTS, "the fault must be in the file"
    path = tmp_path / "overflights.toml"
    path.write_text(OVERFLIGHTS.replace(old, new), encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load([path])
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"prefix = ", "The kind file is not valid TOML:"),
        (b"\xff\xfe", "The kind file is not UTF-8 text."),
        (b'prefix = "ovf"', "The kind file does not have the form of a kind:"),
    ],
)
def test_a_file_that_is_no_kind_file_at_all_is_refused(tmp_path: Path, content: bytes, message: str):
    path = tmp_path / "overflights.toml"
    path.write_bytes(content)
    with pytest.raises(CodebookError) as caught:
        load([path])
    assert caught.value.message.startswith(message)


def test_a_kind_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(CodebookError, match="cannot be read"):
        load([tmp_path / "overflights.toml"])
