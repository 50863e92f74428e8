"""The history of an event: every manner of saying a thing stays by itself."""

from collections.abc import Callable

from foedus.record import Record
from foedus.record.words import Words
from foedus.views.evidence import evidence
from foedus.views.history import Said, history, independent

HEAD = "claim,event,stage,date,assertion,attribution,supplier,recipient,item"


def claim(stage: str, assertion: str, date: str = "", by: str = "", to: str = "KGZ") -> str:
    """A claim on one event, but for its identifier."""
    return f"e,{stage},{date},{assertion},{by},TUR,{to},boats"


def told(record_of: Callable[..., Record], rows: list[str]) -> list[Said]:
    lines = [f"tra-{number:03d},{row}" for number, row in enumerate(rows, 1)]
    record = record_of({"claims/transfers.csv": "\n".join([HEAD, *lines]) + "\n"})
    return history(record.codebook.kinds["transfers"], evidence(Words(record), kinds=["transfers"]))


def said(stages: list[Said]) -> list[tuple[str, str, bool]]:
    return [(one.stage.word, one.manner, one.disputed) for one in stages]


def test_denying_an_order_disputes_the_delivery_that_somebody_passes_on(record_of) -> None:
    rows = [claim("delivered", "attributed", by="TUR"), claim("ordered", "denied")]
    assert said(told(record_of, rows)) == [("ordered", "denied", False), ("delivered", "passed on", True)]


def test_denying_a_delivery_leaves_the_order_undisputed(record_of) -> None:
    rows = [claim("ordered", "asserted"), claim("delivered", "denied")]
    assert said(told(record_of, rows)) == [("ordered", "told", False), ("delivered", "denied", False)]


def test_a_denial_about_another_recipient_disputes_nothing(record_of) -> None:
    rows = [claim("ordered", "asserted"), claim("ordered", "denied", to="TJK")]
    assert said(told(record_of, rows)) == [("ordered", "told", False), ("ordered", "denied", False)]


def test_what_is_expected_never_joins_what_is_told(record_of) -> None:
    rows = [claim("delivered", "asserted", date="2022"), claim("delivered", "expected", date="2023")]
    found = told(record_of, rows)
    assert said(found) == [("delivered", "told", False), ("delivered", "expected", False)]
    assert found[0].whens == ("in 2022",)


def test_a_vaguer_date_agrees_and_a_disjoint_one_differs(record_of) -> None:
    rows = [claim("ordered", "asserted", date="2021"), claim("ordered", "asserted", date="2021-05")]
    (found,) = told(record_of, rows)
    assert (found.whens, found.differ) == (("in May 2021",), False)
    (found,) = told(record_of, [*rows, claim("ordered", "asserted", date="2019")])
    assert (found.whens, found.differ) == (("in 2019", "in May 2021"), True)


def test_two_claims_on_one_word_are_one_independent_root(record_of) -> None:
    rows = [claim("ordered", "asserted", by="KGZ"), claim("delivered", "asserted", by="KGZ; TUR")]
    stages = told(record_of, rows)
    assert independent(claim for one in stages for claim in one.claims) == 1
