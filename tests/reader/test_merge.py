"""Claims on one event share its key, what cannot be one event does not, and a copy names its origin."""

import re

from hypothesis import given
from hypothesis import strategies as st

from foedus.case.proposals import Proposed
from foedus.reader.merge import fill_derived, with_events
from foedus.reader.reposts import Repost


def sale(number: int = 0, **cells: str) -> Proposed:
    """A proposed transfer from Norway to Ghana."""
    row = {"stage": "delivered", "supplier": "NOR", "recipient": "GHA", "item": "patrol boats", "source": "a", **cells}
    return Proposed(id=str(number), kind="transfers", row=row, sentence="S.")


def keys(*proposals: Proposed) -> list[str]:
    """Their events."""
    return [one.row["event"] for one in with_events(proposals)]


def test_a_key_says_who_what_and_of_which_kind():
    """As a coder would make it up."""
    assert keys(sale()) == ["nor-gha-patrol-boats-arms-transfer"]
    many = Proposed(
        id="m", kind="exercises", row={"stage": "held", "participants": "CHL; GHA; NOR; PER; POL"}, sentence="S."
    )
    assert keys(many) == ["chl-gha-nor-and-others-exercise"]


def test_stages_of_one_sale_are_one_event_and_two_deliveries_years_apart_are_two():
    """Ordered in 2019 and delivered in 2021 may be one; delivered in 2012 and in 2021 cannot."""
    one, other = keys(sale(stage="ordered", date="2019"), sale(date="2021"))
    assert one == other
    assert keys(sale(date="2012"), sale(date="2021"), sale(date="2021-05", source="b")) == [
        "nor-gha-patrol-boats-arms-transfer-2012",
        "nor-gha-patrol-boats-arms-transfer-2021",
        "nor-gha-patrol-boats-arms-transfer-2021",
    ]


def test_an_event_of_the_case_stays():
    """What was matched is not made up anew."""
    assert keys(sale(event="boats"), sale(event="boats", date="1990")) == ["boats", "boats"]


@given(
    st.lists(
        st.builds(
            sale,
            supplier=st.sampled_from(["NOR", "POL", "x y", "Ä"]),
            item=st.sampled_from(["", "radars", "RADARS", "…"]),
            date=st.sampled_from(["", "2001", "2001-05", "199X", "2020/.."]),
            stage=st.sampled_from(["ordered", "delivered"]),
        ),
        max_size=12,
    )
)
def test_keys_are_keys_and_the_same_roles_on_the_same_day_share_one(proposals: list[Proposed]):
    """Whatever the cells hold."""
    made = with_events(proposals)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.row["event"]) for one in made)
    by_row: dict[tuple[tuple[str, str], ...], set[str]] = {}
    for one in made:
        row = tuple(sorted((column, cell) for column, cell in one.row.items() if column != "event"))
        by_row.setdefault(row, set()).add(one.row["event"])
    assert all(len(events) == 1 for events in by_row.values())


def test_only_a_certain_copy_is_written_down_and_nothing_is_overwritten():
    """`derived_from` of a person stays; a guess is told, not written."""
    rows = [{"source": "a"}, {"source": "b", "derived_from": "mine"}, {"source": "c"}]
    reposts = [
        Repost(copy="a", origin="x", share=0.9, certain=True, why=""),
        Repost(copy="b", origin="x", share=0.9, certain=True, why=""),
        Repost(copy="c", origin="x", share=0.9, certain=False, why=""),
    ]
    fill_derived(rows, reposts)
    assert [row.get("derived_from", "") for row in rows] == ["x", "mine", ""]
