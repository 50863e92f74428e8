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
