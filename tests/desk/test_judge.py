"""Sources and claims are judged by words of the Admiralty code; the log knows who, when and why."""

from pathlib import Path

import pytest

from foedus.desk.errors import DeskError
from foedus.desk.judge import judge, judgements
from foedus.desk.log import Signature
from foedus.desk.undo import undo


def test_a_source_and_a_claim_are_judged_and_the_log_knows_by_whom(case: Path, me: Signature):
    judge(case, "press-2022", "b", Signature("ada", "own reporters", me.clock))
    judge(case, "sta-001", "6", me)
    assert "press-2022,A report,press,read,2022-06-15,,B\n" in (case / "sources.csv").read_text("utf-8")
    assert (case / "claims/statements.csv").read_text("utf-8").splitlines()[1].endswith("supports,reported,6")
    judged = judgements(case)
    assert (judged["press-2022"].value, judged["press-2022"].who, judged["press-2022"].reason) == (
        "B", "ada", "own reporters",
    )  # fmt: skip
    assert judged["sta-001"].when == "2026-11-21T12:00:00+00:00"
    undo(case, me)
    assert judgements(case).keys() == {"press-2022"}


@pytest.mark.parametrize(("key", "value"), [("press-2022", "1"), ("tra-001", "A"), ("tra-001", "7")])
def test_a_value_that_the_list_has_not_is_refused(case: Path, me: Signature, key: str, value: str):
    with pytest.raises(DeskError, match=f"cannot be '{value}'") as refused:
        judge(case, key, value, me)
    assert "cannot be judged" in refused.value.hint


def test_what_is_not_there_cannot_be_judged(case: Path, me: Signature):
    with pytest.raises(DeskError, match="no 'press-2023'"):
        judge(case, "press-2023", "B", me)
