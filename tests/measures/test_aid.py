"""Aid: what is summed, what stands beside, what is left out and why; by hand."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.measures.aid import aid
from foedus.measures.aid.money import Rates, amount, total
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from tests.measures.invented import cells, claims, figures, made, sheet, values
from tests.record.small import Files

CASE = {
    "case.toml": 'format = 1\ntitle = "Help"\nquestion = "How much?"\n',
    "sources.csv": """
        source,title,published,access,derived_from
        press-2022,A report,2022-06-15,read,
        book-2010,A book,2010,read,
        copy-2023,A copy,2023-01-01,read,press-2022
        """,
    "entities.csv": """
        entity,type,name,aliases,country,members
        KGZ,state,Kyrgyzstan,,,
        KAZ,state,Kazakhstan,,,
        TUR,state,Türkiye,Turkey,,
        agency,agency,The Agency,,TUR,
        both,group,Both,,,KAZ; KGZ
        """,
    # To KGZ in USD delivered: 500,000 exact and about 300,000, a series of 100,000, and at least 50,000. Pledged:
    # 1,000,000, of which nobody says that it is what came. Not summed: a total, an amount passed on, one that two
    # sources give otherwise, one without, one denied, one only expected.
    "claims/assistance.csv": """
        claim,event,stage,date,assertion,attribution,source,grain,donor,recipient,form,value,currency,covers
        ass-001,grant,delivered,2005-11,asserted,,press-2022,single,TUR,KGZ,financial,500000,USD,
        ass-002,kit,delivered,2006,asserted,,press-2022,single,agency,KGZ,equipment,~300000,USD,
        ass-003,drip,delivered,2007,asserted,,press-2022,series,TUR,KGZ,financial,100000,USD,
        ass-004,floor,delivered,,asserted,,press-2022,single,TUR,KGZ,financial,>=50000,USD,
        ass-005,pledge,pledged,2005,asserted,,press-2022,single,TUR,KGZ,financial,1000000,USD,
        ass-006,all-of-it,delivered,2005/2006,asserted,,press-2022,series,TUR,KGZ,financial,2000000,USD,2005/2006
        ass-007,rumour,delivered,2008,attributed,KAZ,press-2022,single,TUR,KGZ,financial,900000,USD,
        ass-008,quarrel,delivered,2009,asserted,,press-2022,single,TUR,KGZ,financial,100,USD,
        ass-009,quarrel,delivered,2009,asserted,,book-2010,single,TUR,KGZ,financial,900,USD,
        ass-010,bare,delivered,2010,asserted,,press-2022,single,TUR,KGZ,financial,,,
        ass-011,not-so,delivered,2011,denied,,press-2022,single,TUR,KGZ,financial,700000,USD,
        ass-012,to-come,delivered,2030,expected,,press-2022,single,TUR,KGZ,financial,800000,USD,
        ass-013,euros,delivered,2012,asserted,,press-2022,single,TUR,KAZ,financial,1000,EUR,
        ass-014,dollars,delivered,2012,asserted,,press-2022,single,TUR,KAZ,financial,2000,USD,
        ass-015,coins,delivered,2012,asserted,,press-2022,single,TUR,KAZ,financial,5,KZT,
        """,
}
ASSISTANCE = CASE["claims/assistance.csv"]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("aid") / "case", CASE) as record:
        yield record


def sums(record: Record, key: str, **options: object) -> dict[str, Figure]:
    found = cells(aid(record, **options), "sums", key)  # type: ignore[arg-type]
    return {label: cell for label, cell in found.items() if isinstance(cell, Figure)}


def test_items_are_summed_and_pledges_stand_apart(record: Record):
    """500,000 and 100,000 and at least 50,000; the Agency's 300,000 has a line of its own, as it gave it."""
    found = sums(record, "TUR KGZ USD")
    assert (found["delivered"].value, found["delivered"].low, found["delivered"].high) == (650_000, 650_000, None)
    assert "mere bounds" in found["delivered"].note
    assert set(found["delivered"].claims) == {"ass-001", "ass-003", "ass-004"}
    assert (found["pledged"].value, found["pledged"].claims) == (1_000_000, ("ass-005",))
    agency = sums(record, "agency KGZ USD")["delivered"]
    assert (agency.value, agency.low, agency.high) == (300_000, 270_000, 330_000)


def test_what_is_in_no_sum_is_counted_with_the_reason(record: Record):
    found = values(aid(record), "sums", "TUR KGZ USD")
    assert found["without an amount"] == 3
    assert set(str(found["why"]).split("; ")) == {
        "no amount", "an amount on somebody's word only", "claims differ: 100, 900",
    }  # fmt: skip
    assert not {"ass-011", "ass-012"} & claims(aid(record))


def test_a_total_stands_beside_the_items_that_it_may_hold(record: Record):
    """2005 to 2006: the grant, the undated floor, the pledge; never in a sum. At most all, if none is the same."""
    row = cells(aid(record), "totals", "all-of-it")
    shown = {label: cell.value for label, cell in row.items() if isinstance(cell, Figure)}
    assert shown == {
        "total": 2_000_000, "items delivered": 550_000, "items pledged": 1_000_000, "items at most": 1_550_000,
    }  # fmt: skip
    assert all("ass-006" not in one.claims for one in sums(record, "TUR KGZ USD").values())


def test_currencies_stay_apart_and_turn_only_by_a_rate(record: Record):
    apart = aid(record, recipient="KAZ")
    found = {one.key: values(apart, "sums", one.key)["delivered"] for one in sheet(apart, "sums").lines}
    assert found == {"TUR KAZ EUR": 1000, "TUR KAZ KZT": 5, "TUR KAZ USD": 2000}
    turned = aid(record, recipient="KAZ", into="usd", rates={"EUR": 1.5})
    assert values(turned, "sums", "TUR KAZ USD")["delivered"] == 3500
    assert "Without a rate, and so apart: KZT." in turned.warnings[0]
    assert "EUR" in aid(record, recipient="KAZ", into="USD").warnings[0]


def test_a_firm_or_agency_counts_for_its_state_where_that_is_asked(record: Record):
    assert "ass-002" in claims(aid(record, donor="Turkey", recipient="kyrgyzstan"))
    assert "ass-001" not in claims(aid(record, donor="agency"))


def test_years_are_told_apart_and_what_has_none_is_counted(record: Record):
    found = aid(record, since=2005, until=2005)
    assert sums(record, "TUR KGZ USD", since=2005, until=2005)["delivered"].value == 500_000
    assert "Left out, as no claim gives them a year: 1." in found.warnings
    assert values(aid(record), "years", "KGZ 9999")["year"] == "no certain year"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rates": {"EUR": 0}, "into": "USD"}, "rate of EUR is 0"),
        ({"rates": {"EUR": -1}, "into": "USD"}, "rate of EUR is -1"),
        ({"rates": {"EUR": float("nan")}, "into": "USD"}, "rate of EUR"),
        ({"rates": {"EUR": 1}}, "no currency to turn amounts into"),
        ({"into": "shells"}, "'SHELLS' is no currency"),
        ({"since": 2010, "until": 2000}, "end .2000. before"),
        ({"recipient": "Atlantis"}, "no entity 'Atlantis'"),
    ],
)
def test_what_cannot_be_asked_is_said(record: Record, options: dict[str, object], message: str):
    with pytest.raises((MeasureError, AskError), match=message):
        aid(record, **options)  # type: ignore[arg-type]


def test_without_any_aid_it_is_said(record_of: Callable[[Files], Record]):
    with pytest.raises(MeasureError, match="no claims of assistance"):
        aid(record_of({k: v for k, v in CASE.items() if "assistance" not in k}))


def test_a_source_that_repeats_another_adds_nothing(record: Record, record_of: Callable[[Files], Record]):
    more = "        ass-016,grant,delivered,2005-11,asserted,,copy-2023,single,TUR,KGZ,financial,500000,USD,\n        "
    found = record_of({**CASE, "claims/assistance.csv": ASSISTANCE + more})
    before, after = (sums(of, "TUR KGZ USD")["delivered"] for of in (record, found))
    assert (after.value, after.low, after.high, after.roots) == (before.value, before.low, before.high, before.roots)


def test_the_order_of_rows_changes_nothing(record: Record, record_of: Callable[[Files], Record]):
    head, *rows = [one.strip() for one in ASSISTANCE.strip().splitlines()]
    turned = record_of({**CASE, "claims/assistance.csv": "\n".join([head, *reversed(rows)]) + "\n"})

    def shown(of: Record) -> list[object]:
        return [(one.value, one.low, one.high, frozenset(one.claims)) for one in figures(aid(of))]

    assert shown(turned) == shown(record)


def test_a_claim_taken_out_is_behind_no_figure(record: Record, record_of: Callable[[Files], Record]):
    """Without the grant the sum is less by it, and no figure names it."""
    rows = [one.strip() for one in ASSISTANCE.strip().splitlines() if "ass-001" not in one]
    found = record_of({**CASE, "claims/assistance.csv": "\n".join(rows) + "\n"})
    assert sums(found, "TUR KGZ USD")["delivered"].value == 150_000
    assert "ass-001" not in claims(aid(found))


TEXTS = st.lists(st.tuples(st.sampled_from(["", "~", "<", ">", "<=", ">="]), st.integers(1, 10**9)), min_size=1)


@given(TEXTS)
def test_a_sum_lies_in_its_interval_whatever_the_signs(texts: list[tuple[str, int]]):
    amounts = [one for sign, number in texts if (one := amount(f"{sign}{number}", "USD"))]
    found = total(amounts, ())
    assert isinstance(found.value, int | float)
    assert found.low is None or found.low <= found.value
    assert found.high is None or found.value <= found.high + 1e-6
    assert all(sign == "" for sign, _ in texts) == (found.low is None)


@given(TEXTS, st.floats(0.001, 1000))
def test_a_rate_turns_the_interval_with_the_amount(texts: list[tuple[str, int]], rate: float):
    rates = Rates("USD", {"EUR": rate})
    for sign, number in texts:
        one = amount(f"{sign}{number}", "EUR")
        assert one is not None
        turned = rates.of(one)
        assert turned.currency == "USD"
        assert float(turned.given) == pytest.approx(float(one.given) * rate)
        assert (turned.high is None) == (one.high is None)
        assert not rates.lacking([one])


def test_the_bundled_case_has_the_sums_that_its_documents_give(bundled: Record):
    """KGZ: .8, about .65 and about 1 million delivered, 1 and 1.5 pledged, two totals apart. UZB: 3.3 against 1.81."""
    kgz = aid(bundled, recipient="KGZ")
    row = values(kgz, "sums", "TUR KGZ USD")
    assert (row["delivered"], row["pledged"]) == (2_450_000, 2_500_000)
    assert {one.key for one in sheet(kgz, "totals").lines} == {"kgz-tur-aid-2007-total", "kgz-tur-aid-total"}
    summed = {claim for cell in cells(kgz, "sums", "TUR KGZ USD").values() if isinstance(cell, Figure)
              for claim in cell.claims}  # fmt: skip
    assert not {"ass-011", "ass-014"} & summed
    uzb = values(aid(bundled, recipient="UZB"), "totals", "tur-uzb-aid-2002-2004")
    assert (uzb["total"], uzb["items at most"]) == (3_300_000, 1_810_000)
    assert (uzb["items delivered"], uzb["items pledged"]) == (610_000, 1_200_000)
