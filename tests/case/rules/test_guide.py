"""The guide: what is wrong with the file is told by line, and addresses that lead nowhere are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case.guide import NAME, Question, Step, read

CLAIMS = "claim,event,supplier,recipient\ntra-001,sale,TUR,KGZ\n"
ONE = """\
format = 1

[[question]]
title = "Who bought?"
sentence = "One source tells of a sale."
address = "/event/sale"

[[question.step]]
says = "By May"
address = "/event/sale?known=2022-05"
"""


def test_a_guide_is_read_with_its_steps(make_case, found):
    case = make_case({NAME: ONE, "claims/transfers.csv": CLAIMS})
    guide, findings = read(case)
    assert findings == found(case) == []
    step = Step("By May", "/event/sale?known=2022-05")
    assert guide.questions == (Question("Who bought?", "One source tells of a sale.", "/event/sale", (step,)),)
    assert [(placed.address, placed.line) for placed in guide.addresses] == [
        ("/event/sale", 6),
        ("/event/sale?known=2022-05", 10),
    ]


def test_a_case_needs_none(make_case):
    case = make_case({})
    assert read(case) == (type(read(case)[0])(), [])


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("/event/sail", "there is no event 'sail'", "Did you mean 'sale'?"),
        ("/entity/TUU", "there is no entity 'TUU'", "Mend the address"),
        ("/pair/TUR/nobody-here", "there is no entity 'nobody-here'", "Mend the address"),
        ("/source/press-2023", "there is no source 'press-2023'", "Did you mean 'press-2022'?"),
        ("/event/sale?as_of=spring", "as_of is no date", ""),
    ],
)
def test_an_address_that_leads_nowhere_is_a_warning_with_its_line(make_case, found, address, message, hint):
    case = make_case({NAME: ONE.replace("/event/sale?known=2022-05", address), "claims/transfers.csv": CLAIMS})
    [finding] = found(case, "guide")
    assert (finding.severity, finding.place) == ("warning", "guide.toml:10")
    assert message in finding.message
    assert hint in finding.hint


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("format = 1\n[[question]]\ntitle = \n", "guide.toml:3", "not valid TOML"),
        ("format = 2\n", "guide.toml", "says format = 2"),
        ('format = 1\n\n[[question]]\ntitle = "A?"\n', "guide.toml:3", "missing required field `sentence`"),
        ('format = 1\nquestion = "A?"\n', "guide.toml:2", "'question' is no list"),
        ("format = 1\n[[qestion]]\n", "guide.toml:2", "no setting 'qestion'"),
        (ONE.replace("/event/sale?known=2022-05", "event/sale"), "guide.toml:3", "'event/sale' is no address"),
        (ONE.replace("/event/sale?known=2022-05", "//elsewhere.org/"), "guide.toml:3", "is no address"),
        (ONE.replace('"Who bought?"', '" "'), "guide.toml:3", "its title is empty"),
        (ONE.replace("says =", "tells ="), "guide.toml:3", "unknown field `tells`"),
    ],
)
def test_a_fault_of_the_form_is_an_error_with_its_line(make_case, found, text, place, message):
    [finding] = found(make_case({NAME: text, "claims/transfers.csv": CLAIMS}), "guide")
    assert (finding.severity, finding.place) == ("error", place)
    assert message in finding.message


def test_of_two_questions_the_good_one_stays(make_case):
    case = make_case({NAME: ONE + '\n[[question]]\ntitle = "Only a title"\n'})
    guide, findings = read(case)
    assert [question.title for question in guide.questions] == ["Who bought?"]
    assert [finding.line for finding in findings] == [12]


def test_a_file_that_is_no_text_of_the_case_is_not_read(make_case, tmp_path):
    case = make_case({NAME: b"\xff\xfe\x00bad"})
    assert "not UTF-8" in read(case)[1][0].message
    (case / NAME).unlink()
    (tmp_path / "other.toml").write_text(ONE, encoding="utf-8")
    (case / NAME).symlink_to(tmp_path / "other.toml")
    assert "no file of this folder" in read(case)[1][0].message


@given(st.text(max_size=200))
def test_whatever_stands_in_it_is_read_or_told(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("guide")
    (folder / NAME).write_text(text, encoding="utf-8", errors="replace", newline="")
    guide, findings = read(folder)
    assert findings or guide.questions == ()
