"""Proposals become claims by somebody's decision, and are proposals again when it is taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.case import check
from foedus.case import proposals as filed
from foedus.case.proposals import ProposalsError, Proposed
from foedus.desk.accept import accept, reject, take_back
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature
from foedus.desk.undo import undo

SALE = Proposed(
    id="0123456789abcdef",
    kind="transfers",
    row={
        "event": "pol-ots-radars-transfer", "stage": "delivered", "date": "2023", "assertion": "asserted",
        "source": "desk-2023", "locator": "¶4", "grain": "single", "coder": "foedus", "coded": "2026-11-20",
        "origin": "reader", "supplier": "POL", "recipient": "KGZ", "manufacturer": "radar-works", "item": "radars",
    },
    sentence="Poland delivered radars to Kyrgyzstan in 2023.",
    spans={"trigger": ((7, 16),), "supplier": ((0, 6),)},
    features={"words": 7.0},
)  # fmt: skip
OFFERED = {
    "sources": [{"source": "desk-2023", "title": "A desk", "type": "press", "access": "read", "published": "2023-05"}],
    "entities": [
        {"entity": "POL", "type": "state", "name": "Poland"},
        {"entity": "KGZ", "type": "state", "name": "Kyrgyzstan"},
        {"entity": "radar-works", "type": "firm", "name": "Radar Works", "country": "CZE"},
        {"entity": "CZE", "type": "state", "name": "Czechia"},
        {"entity": "SVK", "type": "state", "name": "Slovakia"},
    ],
}


def test_an_accepted_proposal_is_a_claim_with_all_that_it_refers_to(case: Path, me: Signature):
    """Its source and entities come with it, through one another; what it does not need stays behind."""
    done = accept(case, SALE, me, OFFERED)
    assert done.key == "tra-003"
    claim = (case / "claims" / "transfers.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert claim.startswith("tra-003,pol-ots-radars-transfer,delivered,2023,asserted,,desk-2023,¶4,single,")
    assert ",ada,2026-11-21,reader," in claim
    entities = (case / "entities.csv").read_text(encoding="utf-8")
    assert all(name in entities for name in ("Poland", "Radar Works", "Czechia"))
    assert "Slovakia" not in entities
    assert "desk-2023" in (case / "sources.csv").read_text(encoding="utf-8")
    assert not [finding for finding in check(case).findings if finding.severity == "error"]
    (review,) = filed.reviews(case)
    assert (review.what, review.claim, review.who, review.proposal) == ("accepted", "tra-003", "ada", SALE)


def test_an_edit_is_kept_beside_what_was_proposed(case: Path, me: Signature):
    """The scorer learns from both; a cell that is typed as it was is no change."""
    accept(case, SALE, me, OFFERED, changes={"quantity": "4", "item": "radars", "date": ""})
    claim = (case / "claims" / "transfers.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert claim.startswith("tra-003,pol-ots-radars-transfer,delivered,,asserted,")
    (review,) = filed.reviews(case)
    assert (review.what, review.changed) == ("edited", {"quantity": "4", "date": ""})


def test_what_would_be_an_error_is_refused_and_nothing_is_written(
    case: Path, me: Signature, contents: Callable[[Path], dict[str, bytes]]
):
    """A stage that there is not; rows that are not offered."""
    before = contents(case)
    with pytest.raises(DeskError):
        accept(case, SALE, me, OFFERED, changes={"stage": "sunk"})
    with pytest.raises(DeskError):
        accept(case, SALE, me, {})
    assert contents(case) == before
    assert filed.reviews(case) == []


def test_a_decision_is_made_once(case: Path, me: Signature):
    """Whoever comes second is told by whom and when."""
    reject(case, SALE, me)
    with pytest.raises(DeskError, match="rejected already, by ada on 2026-11-21"):
        accept(case, SALE, me, OFFERED)
    with pytest.raises(DeskError, match="rejected already"):
        reject(case, SALE, me)


def test_undoing_goes_back_step_by_step_to_where_one_began(
    case: Path, me: Signature, contents: Callable[[Path], dict[str, bytes]]
):
    """A rejection, then an acceptance, taken back in turn; the last says that there is nothing more."""
    begun = contents(case)
    accept(case, SALE, me, OFFERED)
    accepted = contents(case)
    other = Proposed(id="fedcba9876543210", kind="transfers", row=SALE.row, sentence="Another.")
    reject(case, other, me)
    first = take_back(case, me)
    assert first is not None
    assert first.proposal == other
    assert contents(case) == accepted
    second = take_back(case, me)
    assert second is not None
    assert second.claim == "tra-003"
    assert contents(case) == begun
    assert take_back(case, me) is None


def test_undoing_at_the_desk_makes_it_a_proposal_again_also_out_of_turn(case: Path, me: Signature):
    """`foedus undo` of an acceptance takes its review out, whatever was decided since."""
    done = accept(case, SALE, me, OFFERED)
    other = Proposed(id="fedcba9876543210", kind="transfers", row=SALE.row, sentence="Another.")
    reject(case, other, me)
    undo(case, me, done.entry.id)
    assert [review.proposal.id for review in filed.reviews(case)] == [other.id]


def test_a_damaged_file_of_reviews_is_said_so(case: Path, me: Signature):
    """By its line, and nothing is decided."""
    (case / filed.REVIEWS).write_text(filed.FIRST + "\n{\n", encoding="utf-8")
    with pytest.raises(ProposalsError, match=r"reviews\.jsonl, line 2"):
        reject(case, SALE, me)
