"""Strands of closeness: which claim stands where is recomputed by hand on an invented case."""

from collections.abc import Iterator
from datetime import date

import pytest

from foedus.codebook import load
from foedus.forecast.strands import Strand, strands
from foedus.forecast.strands.beside import since
from foedus.forecast.strands.rules import mentions, rules
from foedus.record import Record
from foedus.terms.states import states
from tests.forecast.north import FILES, north
from tests.measures.invented import made

THREE = ("FIN", "NOR", "SWE")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with north(tmp_path_factory.mktemp("strands") / "case") as record:
        yield record


@pytest.fixture(scope="module")
def found(record: Record) -> dict[str, Strand]:
    return {strand.name: strand for strand in strands(record, THREE)}


def facts(strand: Strand) -> dict[str, tuple[str, ...]]:
    return {side.stance: side.facts for side in strand.sides if side.facts}


def test_only_a_pact_has_a_chance(found: dict[str, Strand]):
    assert [name for name, strand in found.items() if strand.evaluated] == ["pact"]


def test_agreements_count_between_members_and_not_with_outsiders(found: dict[str, Strand]):
    """A firm stands for its state and a group for its members; energy is left aside, as is what binds to defence."""
    strand = found["agreements"]
    assert facts(strand) == {
        "for": ("agr-001", "agr-002", "agr-003"),
        "against": ("agr-004",),
        "expected": ("agr-007",),
    }
    told = strand.side("for")
    assert (told.roots, told.undated, told.first, told.last) == (2, 1, 2010, 2010)  # the copy has the report's root
    assert strand.events == 2
    assert [(pair.pair, pair.claims) for pair in strand.pairs] == [(("FIN", "SWE"), ("agr-001", "agr-002", "agr-003"))]
    assert strand.through == ("three",)


def test_exercises_leave_civil_protection_to_its_own_strand(found: dict[str, Strand]):
    assert facts(found["exercises"]) == {"for": ("exe-001",), "against": ("exe-003",)}
    assert facts(found["protection"]) == {"for": ("exe-002",)}


def test_an_inferred_obligation_never_stands_for_a_strand(found: dict[str, Strand]):
    strand = found["consultation"]
    assert strand.left_out == ("agr-009",)
    assert facts(strand) == {"for": ("agr-010",)}
    assert strand.through == ("league",)  # whose members the record has from claims on memberships
    assert [(place.state, place.form) for place in strand.places] == [
        ("FIN", "light"), ("NOR", "none"), ("SWE", "light")
    ]  # fmt: skip


def test_a_denied_pact_is_denied_and_voices_on_it_stand_apart(found: dict[str, Strand]):
    strand = found["pact"]
    assert facts(strand) == {"denied": ("agr-008",)}
    assert strand.side("for").voices == ("sta-001",)
    assert strand.side("against").voices == ("arg-001", "sta-002")
    assert strand.aside == ("arg-002", "sta-003")  # a precondition; a position that was not taken
    assert "sta-004" not in {claim for side in strand.sides for claim in side.claims}  # on the topic in general
    assert not found["agreements"].side("for").voices  # they belong to the pact


def test_a_body_counts_where_two_members_are_told_to_be_in_it(found: dict[str, Strand]):
    """The union in which only Finland is, an agency of one state, and Russia's membership are none of theirs."""
    strand = found["police"]
    assert strand.bodies == ("guard",)
    assert facts(strand) == {"for": ("mem-003", "mem-004", "mil-001")}
    assert [(pair.pair, pair.claims) for pair in strand.pairs] == [(("FIN", "NOR"), ("mem-003", "mem-004"))]


def test_an_army_that_is_weighed_and_denied(found: dict[str, Strand]):
    strand = found["command"]
    assert strand.bodies == ("legion",)  # by its alias
    assert facts(strand) == {"expected": ("mem-007", "mem-008"), "denied": ("mil-003",)}
    assert {place.form for place in strand.places if place.state != "FIN"} == {"dashed"}


def test_datasets_add_what_they_cover_and_say_where_they_end(found: dict[str, Strand]):
    agreements, exercises, pact = (found[name].data for name in ("agreements", "exercises", "pact"))
    assert (agreements.value, agreements.note) == (2, "FIN–SWE 1, NOR–SWE 1")
    assert [row.key for row in agreements.rows] == ["D-1", "D-3"]
    assert "1980–2010" in agreements.coverage
    assert exercises.value == 3
    assert (pact.value, pact.note) == (1, "in 2018: FIN, SWE and 3 others since 1991")
    for name in ("command", "police", "protection"):
        assert (found[name].data.value, found[name].data.cover) == (None, "not-covered")


def test_clocks_take_claims_and_rows_away(record: Record):
    """In 2000 no agreement of the claims was signed yet; by a day of knowledge there is no dataset at all."""
    early = {strand.name: strand for strand in strands(record.at(as_of="2000"), THREE)}
    assert facts(early["agreements"]) == {}
    assert early["agreements"].data.value == 1
    assert early["pact"].data.note.startswith("in 2000")
    before = {strand.name: strand for strand in strands(record.at(as_of="1970"), THREE)}
    assert before["exercises"].data.cover == "not-covered"
    known = {strand.name: strand for strand in strands(record.at(known="2023-06-01"), THREE)}
    assert facts(known["agreements"])["for"] == ("agr-001", "agr-002")
    assert known["pact"].data.cover == "not-covered"


def test_without_a_profile_nothing_is_covered(tmp_path):
    files = {name: text for name, text in FILES.items() if not name.startswith("profile/")}
    with made(tmp_path / "bare", files) as record:
        assert {strand.data.cover for strand in strands(record, THREE)} == {"not-covered"}


# -- the rules themselves ------------------------------------------------------------------------------------


def test_every_word_of_the_rules_is_one_of_the_codebook():
    """A slip in strands.toml would silently find nothing."""
    book = load()
    assert len({rule.name for rule in rules().strand}) == len(rules().strand)
    for rule in rules().strand:
        assert bool(rule.dataset) != bool(rule.lacking), rule.name
        for evidence in rule.evidence:
            columns = book.kinds[evidence.kind].by_name
            for asked in (evidence.any, evidence.none):
                for column, words in asked.items():
                    assert set(words) <= set(columns[column].words), (rule.name, column)
            assert not evidence.by or evidence.by in columns
            assert not (evidence.by or evidence.titled) or rule.bodies
    for kind, column in {"statements": "position", "arguments": "role"}.items():
        voices = rules().voices[kind]  # type: ignore[index]
        assert {*voices.favour, *voices.against} <= set(book.kinds[kind].by_name[column].words)


def test_the_rules_know_no_state_by_name():
    """They hold for any case."""
    words = [word for rule in rules().strand for word in (*rule.bodies, rule.label, rule.says)]
    names = [name for state in states().values() for name in (state.name, *state.demonyms) if len(name) > 3]
    assert not [name for name in names if any(mentions(word, (name,)) for word in words)]


def test_a_body_is_known_by_whole_words():
    assert mentions("Union of Northern Border Guards", ("border guards",))
    assert not mentions("An armyless alliance", ("army",))
    assert not mentions("Anything", ())


def test_the_bundled_case_has_its_army_weighed_its_police_body_founded_and_no_pact(built_case):
    """What every reader of the sources would say of these three strands."""
    with Record(built_case / "build" / "record.duckdb") as record:
        found = {strand.name: strand for strand in strands(record, record.settings.coalition.members)}
    assert "takm" in found["police"].bodies
    assert {"mem-009", "mem-037", "mem-068"} <= set(found["police"].side("for").facts)
    assert not found["pact"].side("for").facts
    assert "mil-046" in found["command"].side("denied").facts
    assert "exe-014" in found["exercises"].side("denied").facts
    assert "signed later, entered by hand: AZE and TUR, 2021-06-15" in found["pact"].data.note


def test_what_was_signed_after_a_day_is_not_yet_known_on_it():
    assert [pact.signed for pact in since("defense", ("AZE", "TUR"), 2018, None)] == ["2021-06-15"]
    assert since("defense", ("AZE", "TUR"), 2018, date(2021, 6, 14)) == ()
    assert since("defense", ("AZE", "KAZ"), 2018, None) == ()
    assert since("offense", ("AZE", "TUR"), 2018, None) == ()
