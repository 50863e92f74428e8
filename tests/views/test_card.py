"""A card: what it calls firm, contested and open, what it quotes, and that it fits a screen."""

from itertools import combinations
from pathlib import Path

import pytest

from foedus.cli.card import HEIGHT, WIDTH, lines
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.build import NAME
from foedus.views.card import QUOTES, card
from foedus.views.dossier import dossier


@pytest.fixture(scope="module")
def case(built_case: Path) -> Record:
    return Record(built_case / "build" / NAME)


def test_firm_are_the_events_that_are_counted_as_firm(case: Record) -> None:
    view = card(case, "TUR", "KGZ")
    assert len(view.firm) == dossier(case, "TUR", "KGZ").firm
    assert all(one.firmness == "told" for one in view.firm)


def test_since_leaves_out_what_was_over_and_counts_what_has_no_date(case: Record) -> None:
    view = card(case, "TUR", "KGZ", "2021-04")
    whole = card(case, "TUR", "KGZ")
    assert 0 < len(view.firm) < len(whole.firm)
    assert view.undated > 0 == whole.undated
    for one in view.firm:
        assert any(
            claim.date and (claim.row["latest"] is None or claim.row["latest"].year >= 2021) for claim in one.claims
        )


def test_quotes_are_told_by_their_source_of_firm_events_with_their_place(case: Record) -> None:
    view = card(case, "TUR", "KGZ", "2021-04")
    firm = {one.event for one in view.firm}
    assert len(view.quotes) == QUOTES
    assert len({claim.event for claim in view.quotes}) == QUOTES
    assert all(claim.event in firm and claim.assertion == "asserted" and claim.locator for claim in view.quotes)


def test_a_contradiction_is_shown_with_both_sides(case: Record) -> None:
    view = card(case, "TUR", "UZB")
    assert view.contested
    shown = lines(view)
    start = next(number for number, line in enumerate(shown) if line.startswith("CONTESTED"))
    assert " / " in shown[start + 2]


def test_what_is_denied_or_only_expected_is_not_firm(small: Record) -> None:
    view = card(small, "NOR", "SWE")
    assert view.firm == ()
    assert [one.event for one in (*view.disputed, *view.open)] or view.contested
    assert view.quotes == ()


def test_silence_is_called_silence(case: Record) -> None:
    assert "that is silence, not a no" in "\n".join(lines(card(case, "AZE", "ARM")))


def test_every_card_fits_the_screen_and_every_quote_names_its_claim(case: Record) -> None:
    states = ["TUR", "KGZ", "KAZ", "UZB", "RUS"]
    for one, other in combinations(states, 2):
        for since in (None, "2021-04"):
            view = card(case, one, other, since)
            shown = lines(view, ["as of 2022-04-27", "known 2022-05-26"])
            assert len(shown) <= HEIGHT, (one, other, since)
            assert max(map(len, shown)) <= WIDTH, (one, other, since)
            joined = " ".join(shown)
            assert all(f"[{claim.claim}]" in joined for claim in view.quotes)


def test_json_has_every_part_and_the_claims_behind_it(case: Record) -> None:
    data = card(case, "TUR", "UZB").as_dict()
    assert set(data) >= {"firm", "contested", "open", "quotes", "undated"}
    assert all(one["claims"] for one in (*data["firm"], *data["open"]))
    assert all(one["against"] for one in data["contested"])
    assert all(one["sentence"] and one["cite"] and one["locator"] for one in data["quotes"])


def test_a_date_that_is_none_is_told(case: Record) -> None:
    with pytest.raises(AskError, match="--since"):
        card(case, "TUR", "KGZ", "April")
