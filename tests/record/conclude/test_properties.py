"""What holds of every case: drawn claims, put in any order, reposted or not."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.record.conclude import Conclusion
from tests.record.conclude.conftest import Row, conclusions

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "event": st.sampled_from(["one-event", "another"]),
            "stage": st.sampled_from(["negotiated", "ordered", "delivered", "cancelled"]),
            "date": st.sampled_from(["", "2012", "2012-05", "2012-05-10", "2013~", "../2012", "2011/2013", "2015?"]),
            "assertion": st.sampled_from(["asserted", "asserted", "attributed", "denied", "expected", "hypothetical"]),
            "attribution": st.sampled_from(["", "minister", "committee", "pundit", "reports", "cited"]),
            "source": st.sampled_from(["early", "middle", "late", "later", "treaty", "good", "poor"]),
            "grain": st.sampled_from(["single", "single", "series", "summary"]),
            "supplier": st.sampled_from(["TUR", "wolf", ""]),
            "recipient": st.sampled_from(["KAZ", "RUS"]),
            "item": st.sampled_from(["falcon-1", "drones", "Falcon drones", "frigates", ""]),
            "category": st.sampled_from(["uav", "uav", "ships", ""]),
            "quantity": st.sampled_from(["", "3", ">=3", "5", "~4"]),
            "terms": st.sampled_from(["", "sale", "grant"]),
        }
    ),
    min_size=1,
    max_size=8,
)


def concluded(rows: Sequence[Row]) -> list[Conclusion]:
    """What is concluded of some transfers, with their claim ids where given."""
    return conclusions("transfers", rows)


def numbered(rows: Sequence[Row]) -> list[Row]:
    return [{**row, "claim": f"tra-{number:03d}"} for number, row in enumerate(rows, 1)]


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_every_concluded_value_is_some_claims_value(rows: list[Row]):
    """The record invents nothing: each value stands in a cell of a claim that carries it."""
    by_claim = {row["claim"]: row for row in numbered(rows)}
    for one in concluded(numbered(rows)):
        if one.value is not None:
            assert one.value in {
                by_claim[claim]["stage" if one.field == "stage" else one.field] for claim in one.claims
            }


@settings(max_examples=300, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[Row], rng: random.Random):
    """Sorting the spreadsheet does not change what is known."""
    shuffled = numbered(rows)
    rng.shuffle(shuffled)
    assert concluded(shuffled) == concluded(numbered(rows))


@settings(max_examples=300, deadline=None)
@given(ROWS.filter(lambda rows: any(row["source"] == "early" for row in rows)))
def test_a_source_that_only_repeats_another_changes_no_conclusion(rows: list[Row]):
    """A repost adds claims, never a value, a rule or a root."""
    claims = numbered(rows)
    reposts = [
        {**row, "claim": f"tra-{900 + n}", "source": "repost"}
        for n, row in enumerate(claims)
        if row["source"] == "early"
    ]

    def known(found: list[Conclusion]) -> list[tuple[object, ...]]:
        return [(c.event, c.strand, c.field, c.stage, c.value, c.rule, c.roots, c.contradicted) for c in found]

    assert known(concluded([*claims, *reposts])) == known(concluded(claims))


PLACES = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["early", "middle", "late", "later"]),
        "grain": st.sampled_from(["single", "single", "series"]),
        "assertion": st.sampled_from(["asserted", "asserted", "attributed", "denied", "expected"]),
        "host": st.sampled_from(["", "KAZ", "TUR", "KAZ; TUR", "bear", "league"]),
        "place": st.sampled_from(["", "port", "capital", "steppe", "TUR", "KAZ", "the border"]),
    }
).map(lambda row: {**row, "stage": "held", "participants": "KAZ; TUR"})


def placed(rows: Sequence[Row], visit: Sequence[Row]) -> list[Conclusion]:
    """What is concluded of a meeting that is part of a visit."""
    return conclusions("meetings", rows, visit=visit)


@settings(max_examples=300, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=4), st.lists(PLACES, max_size=4))
def test_a_place_is_told_by_a_claim_on_the_meeting_or_the_visit(rows: list[Row], visit: list[Row]):
    """A host is some claim's host; a place some claim's place, or else the only state that hosts."""
    meeting = [{**row, "claim": f"mee-{n:03d}"} for n, row in enumerate(rows, 1)]
    whole = [{**row, "claim": f"mee-{n:03d}"} for n, row in enumerate(visit, 501)]
    by_claim = {row["claim"]: row for row in (*meeting, *whole)}
    for one in placed(meeting, whole):
        if one.value is not None and one.field in ("host", "place"):
            cells = {by_claim[claim][name] for claim in one.claims for name in {one.field, "host"}}
            assert one.value in cells | ({"KAZ"} if "bear" in cells else set())
        if not one.contradicted:
            assert set(one.claims) <= {row["claim"] for row in meeting}


@settings(max_examples=300, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=4), st.lists(PLACES, max_size=4), st.randoms(use_true_random=False))
def test_neither_order_nor_reposts_change_where_it_was(rows: list[Row], visit: list[Row], rng: random.Random):
    """Of the meeting, or of the visit of which it is a part."""

    def known(found: list[Conclusion]) -> list[tuple[object, ...]]:
        return [(c.field, c.value, c.rule, c.roots, c.contradicted) for c in found]

    def reposted(of: list[Row]) -> list[Row]:
        return [*of, *({**row, "source": "repost"} for row in of if row["source"] == "early")]

    before = known(placed(rows, visit))
    assert known(placed(reposted(rows), reposted(visit))) == before
    rng.shuffle(rows)
    rng.shuffle(visit)
    assert known(placed(rows, visit)) == before
