"""A person's own Markdown: what its marks become, what is wrong with them, and what has changed since the last time."""

import pytest

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.document import (
    BulletList,
    Document,
    Emphasis,
    Heading,
    Link,
    Note,
    Paragraph,
    Quotation,
    Runs,
    Table,
    Text,
    numbered,
)
from foedus.views.render import Cited, changes, render


def document(record: Record, text: str) -> Document:
    return render(record, text, "paper.md").document


def only(record: Record, text: str) -> Runs:
    """The runs of a text of one paragraph."""
    (section,) = document(record, text).sections
    (block,) = section.blocks
    assert isinstance(block, Paragraph)
    return block.runs


def words(runs: Runs) -> str:
    return "".join("[n]" if isinstance(run, Note) else getattr(run, "text", "/") for run in runs)


def claims(runs: Runs) -> list[list[str]]:
    return [[claim.claim for claim in run.claims] for run in runs if isinstance(run, Note)]


def fault(record: Record, text: str) -> AskError:
    with pytest.raises(AskError) as raised:
        render(record, text, "paper.md")
    return raised.value


# -- marks ---------------------------------------------------------------------------------------------------


def test_a_claim_becomes_its_sentence_and_a_note(small: Record) -> None:
    runs = only(small, "So: {{claim tra-001}}")
    assert words(runs).startswith("So: ")
    assert words(runs).endswith("[n]")
    assert claims(runs) == [["tra-001"]]


def test_a_note_stands_behind_the_full_stop_that_follows_and_there_is_only_one(small: Record) -> None:
    said = words(only(small, "{{claim tra-001}}. Then."))
    assert ".[n] Then." in said
    assert ".." not in said


def test_an_event_is_told_as_concluded_with_all_claims_on_it(small: Record) -> None:
    runs = only(small, "{{event boat-rumour}}")
    assert words(runs).startswith("Rumoured boats for Sweden (")
    assert claims(runs) == [["tra-003", "tra-004"]]


def test_a_pair_is_counted_as_everywhere_else(small: Record) -> None:
    from foedus.views.dossier import dossier

    runs = only(small, "{{figure pair FIN Norway}}")
    counted = dossier(small, "FIN", "NOR")
    assert counted.firm
    assert ("(and" in words(runs)) == bool(counted.soft)
    assert claims(runs)[0]


def test_a_count_is_of_one_kind_only(small: Record) -> None:
    runs = only(small, "{{count agreements FIN NOR}}")
    assert words(runs) == "one single event[n]"
    assert claims(runs) == [["agr-001", "agr-002"]]


def test_a_count_of_nothing_is_silence_and_has_no_note(small: Record) -> None:
    assert words(only(small, "{{count exercises FIN NOR}}")) == "no single event that a claim tells of"


def test_aid_is_summed_with_what_was_pledged_apart(small: Record) -> None:
    runs = only(small, "{{figure aid FIN}}")
    assert words(runs).startswith("about USD 1 million delivered, in two events;[n]")
    assert "apart from that, USD 1.5 million pledged" in words(runs)
    assert claims(runs) == [["ass-002", "ass-003"], ["ass-001"]]


def test_a_mark_in_code_is_left_alone(small: Record) -> None:
    assert words(only(small, "write `{{claim tra-001}}`")) == "write {{claim tra-001}}"


# -- what is wrong -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "message", "hint"),
    [
        ("claim tra-0001", "no claim 'tra-0001'", "'tra-001'"),
        ("event boat-sales", "no event 'boat-sales'", "'boat-sale'"),
        ("figure aid Finlnd", "no entity 'Finlnd'", "Finland"),
        ("figure pear FIN NOR", "no figure", "figure pair A B"),
        ("count agreement FIN NOR", "no kind", "'agreements'"),
        ("count agreements FIN", "takes 3 words", "{{count KIND A B}}"),
        ("clam tra-001", "not a mark", "'claim'"),
        ("figure pair FIN FIN", "same actor", ""),
        ("", "nothing stands between", "{{claim KEY}}"),
    ],
)
def test_a_mark_that_stands_for_nothing_is_told_with_its_line_and_what_is_near(
    small: Record, mark: str, message: str, hint: str
) -> None:
    error = fault(small, f"# Title\n\nA line\nand {{{{{mark}}}}}\n")
    assert error.message.startswith("paper.md:4: ")
    assert message in error.message
    assert hint in error.hint


def test_all_that_is_wrong_is_told_at_once(small: Record) -> None:
    error = fault(small, "{{claim x}}\n\n| a |\n|---|\n| {{event y}} |\n\n## {{claim tra-001}}\n\n{{claim tra-001")
    assert [line.split(": ")[0].strip() for line in error.message.splitlines()] == [
        f"paper.md:{line}" for line in (1, 5, 7, 9)
    ]


# -- Markdown ------------------------------------------------------------------------------------------------


def test_headings_make_title_sections_and_headings(small: Record) -> None:
    found = document(small, "# T\n\nBefore\n\n## One\n\ntext\n\n### Sub\n\n## One\n\ntext")
    assert found.title == "T"
    assert [section.title for section in found.sections] == ["", "One", "One"]
    assert len({section.anchor for section in found.sections}) == 3
    assert any(isinstance(block, Heading) and block.text == "Sub" for block in found.sections[1].blocks)


def test_a_text_without_a_title_is_called_by_its_file(small: Record) -> None:
    assert document(small, "text").title == "paper.md"


def test_emphasis_links_and_html_are_words(small: Record) -> None:
    runs = only(small, "*a* **b** [c](https://example.org) <b>d</b> [e](javascript:alert(1))")
    assert Emphasis("a") in runs
    assert Emphasis("b", strong=True) in runs
    assert Link("c", "https://example.org") in runs
    assert words(runs) == "a b c <b>d</b> [e](javascript:alert(1))"


def test_lists_tables_and_quotations(small: Record) -> None:
    text = "- a\n- b\n  - c\n\n1. x\n\n> said\n\nTable: Things\n\n| l | r |\n|:-:|--:|\n| {{claim tra-001}} | 2 |\n"
    (section,) = document(small, text).sections
    bullets, counted, quoted, table = section.blocks
    assert isinstance(bullets, BulletList)
    assert not bullets.ordered
    assert [words(item) for item in bullets.items] == ["a", "b", "– c"]
    assert isinstance(counted, BulletList)
    assert counted.ordered
    assert quoted == Quotation((Text("said"),))
    assert isinstance(table, Table)
    assert table.caption == "Things"
    assert [(column.label, column.align) for column in table.columns] == [("l", "centre"), ("r", "right")]
    assert claims(table.rows[0].cells[0]) == [["tra-001"]]


def test_notes_of_quotations_and_tables_are_numbered_with_the_others(small: Record) -> None:
    found = document(small, "> {{claim tra-001}}\n\n- {{claim tra-002}}\n\n{{claim tra-001}}")
    assert [(note.number, note.uses) for note in numbered(found)] == [(1, 2), (2, 1)]


# -- the next time -------------------------------------------------------------------------------------------


def test_what_is_cited_is_remembered_by_mark_and_row(small: Record) -> None:
    made = render(small, "a\n{{event boat-rumour}}\n\n{{claim tra-001}}", "paper.md")
    assert made.lines == {"event boat-rumour": 2, "claim tra-001": 4}
    assert set(made.cited.claims) == {"tra-001", "tra-003", "tra-004"}
    assert changes(made, made.cited, "paper.md") == []


def test_a_change_is_told_with_the_line_of_the_mark(small: Record) -> None:
    made = render(small, "a\n{{claim tra-001}} {{event boat-rumour}}", "paper.md")
    one = made.cited.claims["tra-001"]
    before = Cited(
        {**made.cited.claims, "tra-001": type(one)("0" * 64, "It was so."), "tra-009": type(one)("0", "Gone.")},
        {"claim tra-001": ["tra-001"], "event boat-rumour": ["tra-003", "tra-009"]},
    )
    changed = changes(made, before, "paper.md")
    assert changed[0] == "paper.md:2: tra-001 has changed since the last time. It said: “It was so.”"
    assert "tra-009 no longer stands behind {{event boat-rumour}}. It said: “Gone.”" in changed[1]
    assert changed[2].endswith("now also rests on tra-004.")
    assert len(changed) == 3


def test_a_claim_that_is_gone_is_told_with_what_it_said(small: Record) -> None:
    made = render(small, "{{claim tra-001}}", "paper.md")
    last = Cited({"tra-009": made.cited.claims["tra-001"]}, {"claim tra-009": ["tra-009"]})
    with pytest.raises(AskError, match="When last rendered, it said"):
        render(small, "{{claim tra-009}}", "paper.md", last)
