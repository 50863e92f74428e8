"""Dossier, actor, summary and timeline of a case that is small enough to count by hand."""

import json
from collections.abc import Iterator

import pytest

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.actor import actor
from foedus.views.dossier import dossier
from foedus.views.event import event
from foedus.views.summary import pairs, summary
from foedus.views.timeline import timeline
from tests.record.small import recorded

FILES = {
    "case.toml": 'format = 1\ntitle = "Three states"\nquestion = "Who with whom?"\n',
    "sources.csv": "source,published,access\npress-2022,2022-06-15,read\npaper-2020,2020,read\nbook-1999,1999,cited\n",
    "entities.csv": """\
        entity,type,name,aliases,country,members
        TUR,state,Türkiye,Turkey,,
        KGZ,state,Kyrgyzstan,,,
        KAZ,state,Kazakhstan,,,
        baykar,firm,Baykar,,TUR,
        a-league,organisation,The League,,,
        both,group,Both,,,KAZ; KGZ
        """,
    "events.csv": "event,title,part_of\nsale,The sale,all-sales\nall-sales,All sales,\n",
    # TUR and KGZ, firm: the sale (ordered, delivered, delivery also denied, of two kinds) and the summit. Soft: the
    # talks. The gift is only expected, the loan only denied, the base only weighed, the aid a series, and the pact
    # names KGZ only as a member of a group: none of these counts.
    "claims/transfers.csv": """\
        claim,event,stage,date,assertion,source,grain,supplier,recipient,manufacturer,item
        tra-001,sale,ordered,2019-05,asserted,press-2022,single,TUR,KGZ,baykar,drones
        tra-002,sale,delivered,2021,asserted,press-2022,single,TUR,KGZ,,drones
        tra-003,sale,delivered,,denied,paper-2020,single,TUR,KGZ,,drones
        tra-004,gift,delivered,2030,expected,press-2022,single,TUR,KGZ,,boats
        tra-005,loan,delivered,2018,denied,press-2022,single,TUR,KGZ,,rifles
        tra-006,aid,delivered,,asserted,press-2022,series,TUR,KGZ,,helmets
        tra-007,kazakh-sale,delivered,2010/..,asserted,press-2022,single,baykar,KAZ,,drones
        """,
    "claims/agreements.csv": """\
        claim,event,stage,date,assertion,source,attribution,parties,prompted_by
        agr-001,sale,signed,2018,asserted,press-2022,,KGZ; TUR,summit
        agr-002,pact,signed,,attributed,press-2022,book-1999,TUR; both,
        agr-003,talks,negotiated,2016,asserted,press-2022,,KGZ; TUR,
        """,
    "claims/meetings.csv": """\
        claim,event,stage,date,source,participants
        mee-001,summit,held,2017-03-02,press-2022,KGZ; TUR
        """,
    "claims/presences.csv": """\
        claim,event,stage,assertion,sender,host,type
        pre-001,base,in-place,hypothetical,TUR,KGZ,base
        """,
    "claims/disputes.csv": """\
        claim,event,stage,date,parties,type
        dis-001,quarrel,open,../2015,KGZ; TUR,political-dispute
        """,
    "claims/memberships.csv": """\
        claim,event,stage,member,organisation,role
        mem-001,tur-in-league,in-force,TUR,a-league,member
        mem-002,kaz-in-league,in-force,KAZ,a-league,observer
        """,
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("counts") / "case", FILES) as made:
        yield made


def test_a_dossier_counts_what_is_told_of_as_single_once(record: Record):
    """Of eleven events between TUR and KGZ three count: the sale, once though of two kinds, the summit, the talks."""
    found = dossier(record, "TUR", "KGZ")
    assert found.names == ("Türkiye", "Kyrgyzstan")
    assert (found.firm, found.soft) == (2, 1)
    assert sorted(claim.claim for claim in found.claims) == [
        "agr-001", "agr-002", "agr-003", "dis-001", "mee-001", "pre-001", "tra-001", "tra-002", "tra-003", "tra-004",
        "tra-005", "tra-006",
    ]  # fmt: skip
    assert found.undated == 4
    assert {(s.kind, s.tone): [x.event for x in s.standings] for s in found.sections} == {
        ("agreements", "cooperation"): ["talks", "sale", "pact"],
        ("transfers", "cooperation"): ["loan", "sale", "gift", "aid"],
        ("meetings", "cooperation"): ["summit"],
        ("disputes", "conflict"): ["quarrel"],
        ("presences", "cooperation"): ["base"],
    }


def test_a_dossier_is_the_same_from_both_sides(record: Record):
    """By key or by name, in this order or in that."""
    there, back = dossier(record, "TUR", "KGZ"), dossier(record, "kyrgyzstan", "Turkey")
    assert (there.firm, there.soft, there.claims, there.sections) == (back.firm, back.soft, back.claims, back.sections)


def test_a_dossier_shows_how_far_each_event_got(record: Record):
    """Denied, expected and weighed stand there as such; the sale was delivered, and that is disputed."""
    sections = dossier(record, "TUR", "KGZ").sections
    assert {(s.kind, x.event): (x.reached, x.firmness) for s in sections for x in s.standings} == {
        ("transfers", "sale"): ("delivered", "disputed"), ("agreements", "sale"): ("signed", "told"),
        ("transfers", "loan"): ("", "denied"), ("agreements", "pact"): ("signed", "passed on"),
        ("transfers", "gift"): ("", "expected"), ("agreements", "talks"): ("negotiated", "told"),
        ("transfers", "aid"): ("delivered", "told"), ("meetings", "summit"): ("held", "told"),
        ("disputes", "quarrel"): ("open", "told"), ("presences", "base"): ("", "weighed"),
    }  # fmt: skip


def test_a_dossier_of_a_firm_or_a_body_shows_the_claims_they_share(record: Record):
    """Only states are tied; that Baykar made what KGZ bought, and that TUR is in the League, is there all the same."""
    assert [claim.claim for claim in dossier(record, "baykar", "KGZ").claims] == ["tra-001"]
    assert [claim.claim for claim in dossier(record, "TUR", "a-league").claims] == ["mem-001"]
    members = dossier(record, "KAZ", "KGZ")
    assert ([claim.claim for claim in members.claims], members.firm, members.soft) == (["agr-002"], 0, 0)
    assert dossier(record, "a-league", "KGZ").claims == ()


def test_a_dossier_needs_two(record: Record):
    """TUR and Turkey are one; so it is said, instead of that nothing ties them."""
    with pytest.raises(AskError, match="'TUR' and 'Turkey' are the same actor"):
        dossier(record, "TUR", "Turkey")
    with pytest.raises(AskError, match="There is no entity 'Atlantis'"):
        dossier(record, "TUR", "Atlantis")


def test_an_actor_has_its_memberships_partners_and_claims(record: Record):
    """TUR: in one league, tied to KGZ by two events and talks, and by a quarrel, and to KAZ by one."""
    found = actor(record, "Türkiye")
    assert (found.actor, found.name, found.type, found.aliases) == ("TUR", "Türkiye", "state", "Turkey")
    assert [claim.claim for claim in found.memberships] == ["mem-001"]
    assert [(p.actor, p.firm, p.soft, p.kinds, p.conflicts) for p in found.partners] == [
        ("KGZ", 2, 1, {"agreements": (1, 1), "transfers": (1, 0), "meetings": (1, 0)}, {"disputes": (1, 0)}),
        ("KAZ", 1, 0, {"transfers": (1, 0)}, {}),
    ]
    assert len(found.claims) == 14
    assert found.undated == 5


def test_a_firm_has_claims_but_no_partners(record: Record):
    """States are tied, firms are named: Baykar's page lists what it made and sold."""
    found = actor(record, "baykar")
    assert sorted(claim.claim for claim in found.claims) == ["tra-001", "tra-007"]
    assert found.partners == ()


def test_partners_name_the_claims_behind_their_counts(record: Record):
    """A count leads back to all that is said of the events counted, the denial of the delivery too."""
    (kgz,) = [partner for partner in actor(record, "TUR").partners if partner.actor == "KGZ"]
    assert sorted(kgz.claims) == ["agr-001", "agr-003", "dis-001", "mee-001", "tra-001", "tra-002", "tra-003"]


def test_the_summary_counts_the_case(record: Record):
    """Claims, events, sources read and cited, what has no date; by kind what is done, expected, denied."""
    found = summary(record)
    assert (found.title, found.question) == ("Three states", "Who with whom?")
    assert (found.claims, found.events, found.sources, found.cited, found.undated) == (15, 12, 2, 1, 6)
    counts = {kind.kind: (kind.claims, kind.events, kind.done, kind.expected, kind.denied) for kind in found.kinds}
    assert counts == {
        "memberships": (2, 2, 2, 0, 0),
        "agreements": (3, 3, 2, 0, 0),
        "transfers": (7, 5, 2, 1, 2),
        "meetings": (1, 1, 1, 0, 0),
        "disputes": (1, 1, 1, 0, 0),
        "presences": (1, 1, 0, 0, 0),
    }


def test_the_pairs_of_the_summary_agree_with_the_dossiers(record: Record, bundled: Record):
    """The number beside a pair is that of its dossier and of either actor's page, here and in the bundled case."""
    found = {(pair.a, pair.b): pair for pair in pairs(record)}
    assert {key: (pair.firm, pair.soft, pair.first) for key, pair in found.items()} == {
        ("KGZ", "TUR"): (2, 1, "2016"),
        ("KAZ", "TUR"): (1, 0, "2010"),
    }
    there = {frozenset((pair.a, pair.b)): (pair.firm, pair.soft) for pair in pairs(bundled)}
    for pair in list(there)[:25]:
        found_there = dossier(bundled, *sorted(pair))
        assert (found_there.firm, found_there.soft) == there[pair], pair
    for state in ("KAZ", "TUR"):
        of_state = {frozenset((state, p.actor)): (p.firm, p.soft) for p in actor(bundled, state).partners}
        tied = {pair: counts for pair, counts in of_state.items() if counts != (0, 0)}
        assert tied == {pair: counts for pair, counts in there.items() if state in pair}


def test_pairs_come_with_most_events_first(record: Record):
    """And at most so many as asked for."""
    assert [(pair.a, pair.b) for pair in pairs(record)] == [("KGZ", "TUR"), ("KAZ", "TUR")]
    assert len(pairs(record, 1)) == len(summary(record, 1).pairs) == 1


def test_the_timeline_places_the_dated_and_counts_the_others(record: Record):
    """In order of the first day; an open beginning by its last; six claims have no date and no place."""
    found = timeline(record)
    assert [(entry.claim.claim, entry.year) for entry in found.entries] == [
        ("tra-007", 2010), ("dis-001", 2015), ("agr-003", 2016), ("mee-001", 2017), ("tra-005", 2018),
        ("agr-001", 2018), ("tra-001", 2019), ("tra-002", 2021), ("tra-004", 2030),
    ]  # fmt: skip
    assert found.undated == 6
    quarrel = found.entries[1]
    assert (quarrel.earliest, quarrel.begun_by, quarrel.latest) == (None, "2015-12-31", "2015-12-31")


def test_the_timeline_takes_the_filters_of_claims(record: Record):
    """By kind, actor and span; what is undated is counted among what meets the filters."""
    found = timeline(record, "transfers", actor="KGZ", assertion=["asserted"])
    assert [entry.claim.claim for entry in found.entries] == ["tra-001", "tra-002"]
    assert found.undated == 1
    # A span leaves the undated out, and says how many: they may belong in it.
    assert timeline(record, start="2021", end="2022").undated == timeline(record).undated > 0


def test_an_event_tells_all_that_is_said_of_it(record: Record):
    """Told, and denied beside it; its parts, what it led to, and on how many roots it rests."""
    sale = event(record, "sale")
    assert (sale.title, sale.part_of, sale.prompted_by, sale.roots, sale.sources) == (
        "The sale", ("all-sales",), ("summit",), 2, 2,
    )  # fmt: skip
    assert [(s.stage, s.assertion, s.claims) for s in sale.stages if s.kind == "transfers"] == [
        ("ordered", "asserted", ("tra-001",)),
        ("delivered", "asserted", ("tra-002",)),
        ("delivered", "denied", ("tra-003",)),
    ]
    assert event(record, "summit").led_to == ("sale",)


def test_every_view_is_plain_data_for_machines(record: Record):
    """`--json` of each view is valid JSON, and names claims by their identifiers."""
    for view in (dossier(record, "TUR", "KGZ"), actor(record, "TUR"), timeline(record), event(record, "sale")):
        text = json.dumps(view.as_dict(), allow_nan=False)
        assert "tra-001" in text


def test_at_a_clock_everything_is_counted_from_what_was_there(record: Record):
    """Known by 2020 is only what the paper says: one denied delivery, nothing that counts."""
    with record.at(known="2021") as early:
        assert (summary(early).claims, summary(early).pairs) == (1, ())
        assert (dossier(early, "TUR", "KGZ").firm, dossier(early, "TUR", "KGZ").soft) == (0, 0)
    with record.at(as_of="2018-12-31") as then:
        found = dossier(then, "TUR", "KGZ")
        assert (found.firm, found.soft) == (2, 1)
        assert [claim.claim for claim in found.claims] == ["agr-001", "agr-003", "tra-005", "mee-001", "dis-001"]
