"""What stands in the record: days, figures, roots, roles and ties, as the data dictionary says."""

import datetime
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.record import Record, Rows
from tests.record.small import recorded

SOURCES = """\
source,published,access,derived_from
press-2022,2022-06-15,read,
month-2022,2022-06,read,
year-2022,2022,read,
not-after-2024,../2024,read,
no-day,,read,
agency-2021,2021-03-01,cited,
book-2019,2019,cited,
archive-1990,1990,cited,
repost-2022,2022-07-01,read,press-2022
rests-on-two-2023,2023-01-05,read,repost-2022; book-2019
"""

DAYS = {
    # date: earliest, begun_by, latest; `known` stands for the day of the source
    "2022-05-10": ("2022-05-10", "2022-05-10", "2022-05-10"),
    "2022-05": ("2022-05-01", "2022-05-31", "2022-05-31"),
    "2020-02": ("2020-02-01", "2020-02-29", "2020-02-29"),
    "2021": ("2021-01-01", "2021-12-31", "2021-12-31"),
    "2021~": ("2021-01-01", "2021-12-31", "2021-12-31"),
    "2021?": ("2021-01-01", "2021-12-31", "2021-12-31"),
    "2021%": ("2021-01-01", "2021-12-31", "2021-12-31"),
    "199X": ("1990-01-01", "1999-12-31", "1999-12-31"),
    "18XX": ("1800-01-01", "1899-12-31", "1899-12-31"),
    "2000-23": ("2000-09-01", "2000-11-30", "2000-11-30"),
    "2000-24": ("2000-12-01", "2001-02-28", "2001-02-28"),
    "2016/..": ("2016-01-01", "2016-12-31", None),
    "2016-03/..": ("2016-03-01", "2016-03-31", None),
    "../2013": (None, "2013-12-31", "2013-12-31"),
    "../2013-04-05": (None, "2013-04-05", "2013-04-05"),
    "2002/2004": ("2002-01-01", "2002-12-31", "2004-12-31"),
    "2002-05/2004": ("2002-05-01", "2002-05-31", "2004-12-31"),
    "199X/1995": ("1990-01-01", "1995-12-31", "1995-12-31"),
    "[2021-10..2021-12]": ("2021-10-01", "2021-12-31", "2021-12-31"),
    "[2016..]": ("2016-01-01", "known", None),
    "[..2016]": (None, "2016-12-31", "2016-12-31"),
    "": (None, "known", None),
}
KNOWN = "2022-06-15"

FIGURES = {
    # quantity: number, least, most
    "3": (3, 3, 3),
    "~100": (100, 90, 110),
    "<5": (5, 0, 5),
    "<=5": (5, 0, 5),
    ">170": (170, 170, None),
    ">=3": (3, 3, None),
    "0": (0, 0, 0),
    "1500000": (1_500_000, 1_500_000, 1_500_000),
    "2.5": (2.5, 2.5, 2.5),
    "": (None, None, None),
}


def transfers(
    rows: Sequence[str], columns: str = "claim,event,stage,date,assertion,source,attribution,quantity"
) -> str:
    return "\n".join([f"{columns},supplier,recipient", *(f"{row},TUR,KGZ" for row in rows)]) + "\n"


ASSERTIONS = {
    # assertion, date -> the day from which it belongs to the state of the world
    ("asserted", "2021"): "2021-01-01",
    ("asserted", "2021/.."): "2021-01-01",
    ("asserted", "../2013"): "2013-12-31",
    ("asserted", ""): KNOWN,
    ("denied", "2021-05"): "2021-05-01",
    ("denied", ""): KNOWN,
    ("attributed", "2021-05"): "2021-05-01",
    ("expected", "2030"): KNOWN,
    ("expected", "2021"): "2021-01-01",
    ("expected", ""): KNOWN,
    ("hypothetical", "2030"): KNOWN,
    ("hypothetical", "../2013"): "2013-12-31",
}

ROOTS = {
    # attribution, source -> roots
    ("", "press-2022"): ["press-2022"],
    ("", "repost-2022"): ["press-2022"],
    ("", "rests-on-two-2023"): ["book-2019", "press-2022"],
    ("a-minister", "press-2022"): ["a-minister"],
    ("a-minister; a-agency", "press-2022"): ["a-agency", "a-minister"],
    ("agency-2021", "press-2022"): ["agency-2021"],
    ("a-minister", "repost-2022"): ["a-minister"],
    ("repost-2022; book-2019", "year-2022"): ["book-2019", "press-2022"],
    ("rests-on-two-2023; press-2022", "month-2022"): ["book-2019", "press-2022"],
}

ENTITIES = """\
entity,type,name,country,office,members
TUR,state,Türkiye,,,
baykar,firm,Baykar,TUR,,
a-minister,person,A Minister,KGZ,minister,
a-agency,agency,An Agency,KAZ,,
bayraktar-tb2,platform,Bayraktar TB2,TUR,,
ankara,place,Ankara,TUR,,
the-three,group,The Three,,,KAZ; the-two
the-two,group,The Two,,,KGZ; UZB
a-league,organisation,A League,,,
rebels,armed-group,Rebels,SYR,,
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """One case that has every form of date and figure, and every way to name a party."""
    rows = [f"tra-1{n:02d},day-{n},delivered,{date},asserted,press-2022,," for n, date in enumerate(DAYS)]
    rows += [f"tra-2{n:02d},figure-{n},delivered,,asserted,press-2022,,{figure}" for n, figure in enumerate(FIGURES)]
    rows += [
        f"tra-3{n:02d},said-{n},delivered,{date},{assertion},press-2022,,"
        for n, (assertion, date) in enumerate(ASSERTIONS)
    ]
    rows += [f"tra-4{n:02d},root-{n},delivered,,attributed,{source},{who}," for n, (who, source) in enumerate(ROOTS)]
    rows += [
        "tra-501,known-month,delivered,,asserted,month-2022,,",
        "tra-502,known-year,delivered,2022,asserted,year-2022,,",
        "tra-503,known-by,delivered,,asserted,not-after-2024,,",
        "tra-504,never-known,delivered,,asserted,no-day,,",
        "tra-505,never-known-dated,delivered,2015,asserted,no-day,,",
    ]
    files = {
        "sources.csv": SOURCES,
        "entities.csv": ENTITIES,
        "topics.csv": "topic,label\nneutrality,Neutrality\n",
        "events.csv": "event,title,part_of\nday-0,The first,whole\nwhole,The whole,\n",
        "claims/transfers.csv": transfers(rows),
        "claims/agreements.csv": """\
            claim,event,stage,assertion,grain,parties,sectors,place
            agr-001,pact,signed,asserted,single,KGZ; TUR; KAZ,training; industry,ankara
            agr-002,pact,ratified,asserted,single,the-two; TUR,,
            agr-003,club,in-force,asserted,summary,the-three,,
            agr-004,self,signed,asserted,single,the-two; KGZ,,
            agr-005,paper,signed,denied,single,baykar; a-agency,,
            agr-006,league,signed,asserted,single,a-league; KAZ,,
            """,
        "claims/restrictions.csv": """\
            claim,event,imposer,target
            res-001,embargo,USA,TUR
            res-002,group-embargo,USA; KGZ,the-two
            """,
        "claims/production.csv": """\
            claim,event,partners,country,item
            pro-001,drones,baykar,TUR,bayraktar-tb2
            """,
        "claims/statements.csv": """\
            claim,event,speaker,speaks_for,about,position
            sta-001,word,a-minister,KGZ,neutrality,supports
            """,
        "claims/indicators.csv": """\
            claim,event,subject,measure,value,unit
            ind-001,trend,KAZ,spending,rising,
            ind-002,share,KAZ,spending,~0.7,%
            """,
    }  # fmt: skip
    with recorded(tmp_path_factory.mktemp("content") / "case", files) as made:
        yield made


def row(record: Record, claim: str) -> dict[str, Any]:
    """The row of a claim in the table of its kind."""
    kind = record.codebook.kind_of(claim)
    assert kind is not None
    return record.query(f'SELECT * FROM "{kind.kind}" WHERE claim = ?', [claim])[0]


def iso(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


# -- days and figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", DAYS)
def test_a_date_is_kept_as_it_is_and_as_days(record: Record, date: str):
    """Every form of date can be compared: the first day it allows, the last by which it began, the last at all."""
    found = row(record, f"tra-1{list(DAYS).index(date):02d}")
    earliest, begun_by, latest = DAYS[date]
    assert found["date"] == (date or None)
    assert (iso(found["earliest"]), iso(found["latest"])) == (earliest, latest)
    assert iso(found["begun_by"]) == (KNOWN if begun_by == "known" else begun_by)
    assert iso(found["known"]) == KNOWN


@pytest.mark.parametrize(
    ("claim", "known", "begun_by"),
    [
        ("tra-501", "2022-06-30", "2022-06-30"),
        ("tra-502", "2022-12-31", "2022-12-31"),
        ("tra-503", "2024-12-31", "2024-12-31"),
        ("tra-504", None, None),
        ("tra-505", None, "2015-12-31"),
    ],
)
def test_a_source_is_known_from_the_last_day_of_its_publication(
    record: Record, claim: str, known: str | None, begun_by: str | None
):
    """A monthly counts from the end of its month; what has no day is known at no day, but is not lost."""
    found = row(record, claim)
    assert (iso(found["known"]), iso(found["begun_by"])) == (known, begun_by)


def test_what_is_known_at_no_day_is_there_without_clocks_only(record: Record):
    """A source without a day of publication: the claim is listed, at `--known` it is out, at `--as-of` if undated."""
    with record.at(known="2999") as known, record.at(as_of="2999") as as_of:
        both = ["tra-504", "tra-505"]
        question = "SELECT claim FROM claims WHERE source = 'no-day' ORDER BY claim"
        assert record.query(question).column("claim") == both
        assert known.query(question).column("claim") == []
        assert as_of.query(question).column("claim") == ["tra-505"]


@pytest.mark.parametrize(("assertion", "date"), ASSERTIONS)
def test_since_when_it_belongs_to_the_state_of_the_world(record: Record, assertion: str, date: str):
    """What is told counts from its first day; an expectation of 2030 counts from the day it was voiced."""
    found = row(record, f"tra-3{list(ASSERTIONS).index((assertion, date)):02d}")
    assert iso(found["since"]) == ASSERTIONS[assertion, date]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_kept_as_it_is_and_as_a_range(record: Record, figure: str):
    """`>=3` has a least and no most; silence is no zero."""
    found = row(record, f"tra-2{list(FIGURES).index(figure):02d}")
    assert found["quantity"] == (figure or None)
    assert (found["quantity_number"], found["quantity_low"], found["quantity_high"]) == FIGURES[figure]


def test_a_word_in_place_of_a_figure_has_no_range(record: Record):
    """`rising` is a value of an indicator, not a number and not zero."""
    assert [row(record, "ind-001")[f"value{part}"] for part in ("", "_number", "_low", "_high")] == [
        "rising", None, None, None,
    ]  # fmt: skip
    assert row(record, "ind-002")["value_high"] == pytest.approx(0.77)


def test_cells_with_several_values_are_lists_and_silence_is_null(record: Record):
    """`training; industry` is two sectors; an empty list says that nothing was said, an empty cell is NULL."""
    pact = row(record, "agr-001")
    assert pact["sectors"] == ["training", "industry"]
    assert pact["parties"] == ["KGZ", "TUR", "KAZ"]
    assert (pact["obligations"], pact["title"], pact["quote"]) == ([], None, None)


def test_every_claim_says_where_it_stands(record: Record):
    """From any row one comes back to the file and the line."""
    assert (row(record, "agr-003")["file"], row(record, "agr-003")["line"]) == ("claims/agreements.csv", 4)
    assert record.query("SELECT count(*) FROM claims WHERE file IS NULL OR line IS NULL OR line < 2")[0] == {
        "count_star()": 0
    }


# -- roots -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "source"), ROOTS)
def test_on_whose_word_a_claim_rests_in_the_end(record: Record, who: str, source: str):
    """The attribution if there is one, else the source; a repost is followed back to what it reposts."""
    found = row(record, f"tra-4{list(ROOTS).index((who, source)):02d}")
    assert found["roots"] == ROOTS[who, source]
    assert found["root"] == "; ".join(ROOTS[who, source])


def test_a_source_names_what_it_rests_on(record: Record):
    """Through two steps back: what rests on a repost rests on the original."""
    origins = {source["source"]: source["origins"] for source in record.sources()}
    assert origins["rests-on-two-2023"] == ["book-2019", "press-2022"]
    assert origins["press-2022"] == ["press-2022"]


def disjoint(many: Sequence[frozenset[str]]) -> int:
    """The size of the largest choice of which no two share a root, by trying all."""
    different = list(set(many))
    return max(
        size
        for size in range(len(different) + 1)
        for chosen in combinations(different, size)
        if len(frozenset().union(*chosen)) == sum(map(len, chosen))
    )


ROOT_LISTS = st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=3), min_size=1, max_size=7)


def independent(record: Record, many: Sequence[frozenset[str]]) -> int:
    values = [sorted(roots) for roots in many]
    return int(record.con.execute("SELECT independent(?::VARCHAR[][])", [values]).fetchall()[0][0])


@given(many=ROOT_LISTS)
def test_independent_roots_are_never_overcounted(record: Record, many: list[frozenset[str]]):
    """Two claims that share a root are never two witnesses, and where there is one claim there is one root."""
    assert 1 <= independent(record, many) <= disjoint(many)


@given(many=st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=1), min_size=1, max_size=9))
def test_claims_with_one_root_each_are_counted_exactly(record: Record, many: list[frozenset[str]]):
    """Nearly all claims are so: then the count is that of the different roots."""
    assert independent(record, many) == len(set(many))


@given(many=ROOT_LISTS, seed=st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_change_how_many_roots_there_are(record: Record, many: list[frozenset[str]], seed):
    """The same claims in another order are as independent as before."""
    shuffled = list(many)
    seed.shuffle(shuffled)
    assert independent(record, shuffled) == independent(record, many)


def test_where_claims_share_roots_in_part_one_may_be_missed(record: Record):
    """Known and documented: taken one by one, {a, b} may bar both {a, x} and {b, y}. It errs on the careful side."""
    many = [frozenset("ab"), frozenset("ax"), frozenset("by")]
    assert (independent(record, many), disjoint(many)) == (1, 2)


# -- roles and ties --------------------------------------------------------------------------------------------


def roles(record: Record, claim: str) -> set[tuple[str, str, str, str]]:
    found = record.query("SELECT role, entity, actor, via FROM roles WHERE claim = ?", [claim])
    return {(r["role"], r["entity"], r["actor"], r["via"]) for r in found}


def test_a_state_stands_in_for_its_firms_persons_and_agencies(record: Record):
    """Who asks for KAZ finds the deal of its agency; the firm is found under its own name too."""
    assert roles(record, "agr-005") == {
        ("parties", "baykar", "baykar", "named"),
        ("parties", "baykar", "TUR", "country"),
        ("parties", "a-agency", "a-agency", "named"),
        ("parties", "a-agency", "KAZ", "country"),
    }
    assert ("speaker", "a-minister", "KGZ", "country") in roles(record, "sta-001")


def test_members_stand_in_for_their_group_and_for_groups_within(record: Record):
    """The Three are KAZ and The Two, who are KGZ and UZB: three states, by way of membership."""
    assert roles(record, "agr-003") == {
        ("parties", "the-three", "the-three", "named"),
        ("parties", "the-three", "KAZ", "member"),
        ("parties", "the-three", "KGZ", "member"),
        ("parties", "the-three", "UZB", "member"),
    }
    members = record.query("SELECT member FROM members WHERE entity = 'the-three' ORDER BY 1")
    assert members.column("member") == ["KAZ", "KGZ", "UZB"]


def test_who_is_mentioned_is_found_but_takes_no_part(record: Record):
    """A platform or a place leads to the claim; the state in which something was signed is no party to it."""
    assert ("item", "bayraktar-tb2", "bayraktar-tb2", "mentioned") in roles(record, "pro-001")
    assert ("place", "ankara", "ankara", "mentioned") in roles(record, "agr-001")
    assert not any(via == "mentioned" and actor == "TUR" for _, _, actor, via in roles(record, "pro-001"))
    assert ("attribution", "a-minister", "a-minister", "mentioned") in roles(record, "tra-403")


def ties(record: Record, claim: str) -> list[tuple[str, str, bool, str, bool]]:
    found = record.query("SELECT a, b, directed, tone, expanded FROM ties WHERE claim = ? ORDER BY a, b", [claim])
    return [(r["a"], r["b"], r["directed"], r["tone"], r["expanded"]) for r in found]


def test_an_agreement_ties_each_pair_of_its_parties_once(record: Record):
    """Three parties, three pairs, none of them directed."""
    assert ties(record, "agr-001") == [
        ("KAZ", "KGZ", False, "cooperation", False),
        ("KAZ", "TUR", False, "cooperation", False),
        ("KGZ", "TUR", False, "cooperation", False),
    ]


def test_a_delivery_ties_from_supplier_to_recipient(record: Record):
    """Who gave is `a`, who got is `b`."""
    assert ties(record, "tra-100") == [("TUR", "KGZ", True, "cooperation", False)]


def test_an_embargo_is_a_tie_of_conflict(record: Record):
    """It is never counted among what states do together."""
    assert ties(record, "res-001") == [("USA", "TUR", True, "conflict", False)]


def test_ties_by_way_of_a_group_are_marked(record: Record):
    """Whether a state is meant by name or only as a member of a group can be told apart, and left out."""
    assert ties(record, "agr-002") == [
        ("KGZ", "TUR", False, "cooperation", True),
        ("KGZ", "UZB", False, "cooperation", True),
        ("TUR", "UZB", False, "cooperation", True),
    ]


def test_a_state_is_never_tied_to_itself(record: Record):
    """KGZ beside a group that KGZ is in, on the same side or on the other, makes no pair of KGZ with KGZ."""
    assert ties(record, "agr-004") == [("KGZ", "UZB", False, "cooperation", True)]
    assert ties(record, "res-002") == [
        ("KGZ", "UZB", True, "conflict", True),
        ("USA", "KGZ", True, "conflict", True),
        ("USA", "UZB", True, "conflict", True),
    ]
    assert record.query("SELECT count(*) AS n FROM ties WHERE a = b")[0]["n"] == 0


def test_firms_tie_their_states_and_organisations_tie_nobody(record: Record):
    """Baykar and a Kazakh agency tie TUR and KAZ; a league without listed members is no state."""
    assert ties(record, "agr-005") == [("KAZ", "TUR", False, "cooperation", False)]
    assert ties(record, "agr-006") == []


# -- events and stages -----------------------------------------------------------------------------------------


def test_an_event_is_what_its_claims_say(record: Record):
    """Its claims, who is in it, its title and the larger event, from the claims and events.csv."""
    (day,) = record.query("SELECT * FROM events WHERE event = 'day-0'")
    assert (day["title"], day["part_of"], day["kinds"], day["claims"]) == ("The first", ["whole"], ["transfers"], 1)
    (pact,) = record.query("SELECT * FROM events WHERE event = 'pact'")
    assert pact["actors"] == ["KAZ", "KGZ", "TUR", "the-two"]
    assert (pact["claims"], pact["undated"], pact["sources"], pact["roots"]) == (2, 2, 1, 1)
    assert (pact["first"], pact["last"], pact["single"], pact["told"], pact["denied"]) == (
        None,
        None,
        True,
        True,
        False,
    )
    (paper,) = record.query("SELECT * FROM events WHERE event = 'paper'")
    assert (paper["told"], paper["denied"]) == (False, True)
    (club,) = record.query("SELECT * FROM events WHERE event = 'club'")
    assert club["single"] is False


def test_a_denied_stage_stands_beside_a_told_one(record_of):
    """One says ordered, another says it was not: two rows, in the kind's order, never one merged."""
    record = record_of(
        {
            "claims/transfers.csv": """\
            claim,event,stage,date,assertion,supplier,recipient
            tra-001,a-deal,delivered,2021,asserted,TUR,KGZ
            tra-002,a-deal,ordered,2020,asserted,TUR,KGZ
            tra-003,a-deal,ordered,2020-05,asserted,TUR,KGZ
            tra-004,a-deal,ordered,,denied,TUR,KGZ
            """
        }
    )
    stages: Rows = record.stages("a-deal")
    assert [(s["stage"], s["assertion"], s["claims"]) for s in stages] == [
        ("ordered", "asserted", ["tra-002", "tra-003"]),
        ("ordered", "denied", ["tra-004"]),
        ("delivered", "asserted", ["tra-001"]),
    ]
    ordered = stages[0]
    assert ordered["dates"] == ["2020", "2020-05"]
    assert [iso(ordered[name]) for name in ("earliest", "begun_by", "latest")] == [
        "2020-01-01",
        "2020-05-31",
        "2020-12-31",
    ]
    assert [iso(stages[1][name]) for name in ("earliest", "begun_by", "latest")] == [None, None, None]


def test_a_state_that_is_only_named_in_a_claim_has_a_row_of_its_own(record: Record):
    """KGZ stands in no entities.csv here; the record knows its name all the same."""
    rows = {entity["entity"]: entity for entity in record.entities("state")}
    assert rows["KGZ"]["name"] == "Kyrgyzstan"
    assert rows["TUR"]["name"] == "Türkiye"


def test_the_small_cases_of_all_kinds_stand_in_one_table(record: Record):
    """`claims` has each claim of each kind once, with what all kinds share."""
    assert record.query("SELECT count(*) AS n, count(DISTINCT claim) AS d FROM claims")[0] == {
        "n": sum(len(record.claims(kind)) for kind in record.codebook.kinds),
        "d": len(record.claims()),
    }


# -- chains ----------------------------------------------------------------------------------------------------


def test_long_chains_and_wide_nets_of_derivation_are_followed(record_of):
    """Each of 60 reposts rests on two earlier ones: 2 to the 60 paths, one origin, and the build does not hang."""
    rows = ["s-0,2000,"] + [f"s-{n},2000,s-{max(n - 1, 0)}; s-{max(n - 2, 0)}" for n in range(1, 60)]
    record = record_of(
        {
            "sources.csv": "source,published,derived_from\n" + "\n".join(rows) + "\n",
            "claims/transfers.csv": "claim,event,source,supplier,recipient\ntra-001,a-deal,s-59,TUR,KGZ\n",
        }
    )
    assert record.claims()[0]["roots"] == ["s-0"]


def test_a_case_without_a_single_claim_has_a_record(record_of):
    """Somebody begins with sources and entities: every table is there and empty, and can be asked."""
    record = record_of({"claims/transfers.csv": "claim,event,stage,supplier,recipient\n"})
    for table in ("claims", "events", "stages", "ties", "conclusions", "contradictions"):
        assert len(record.query(f"SELECT * FROM {table}")) == 0
    assert record.query("SELECT title FROM sources").column("title") == ["A report"]
