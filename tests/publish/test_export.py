"""A case in the formats of others: what goes out, and what each file owns up to having lost."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx
import pytest

from foedus.publish.events import events
from foedus.publish.export import FORMATS, Chosen, export
from foedus.publish.ftm import ftm
from foedus.publish.graph import graph
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.build import BuildError
from tests.record.small import recorded, write
from tests.views.brief_case import FILES

CASE = {
    "case.toml": 'format = 1\ntitle = "The straits"\n[coalition]\nlabel = "Two"\nmembers = ["FIN", "SWE"]\n',
    "sources.csv": "source,published,url,publisher\npaper,2022-06-15,https://example.org/p,The Paper\nlater,2023,,\n",
    "entities.csv": (
        "entity,type,name,country,office\nFIN,state,Finland,,\nSWE,state,Sweden,,\nTUR,state,Türkiye,,\n"
        "league,organisation,The League,,\nnordyard,firm,Nordyard,SWE,\nboat-9,platform,Boat 9,SWE,\n"
        "port,place,The Port,FIN,\nenvoy,person,Eva Envoy,FIN,minister\ncoast,group,Coastal states,,\n"
        "SUN,state,Soviet Union,,\n"
    ),
    "events.csv": "event,title\nboats,Boats & <more> for Finland\n",
    "claims/memberships.csv": (
        "claim,event,stage,date,source,member,organisation,role\n"
        "mem-001,fin-league,invited,2019-05-02,paper,FIN,league,member\n"
        "mem-002,fin-league,in-force,2020/..,paper,FIN,league,member\n"
    ),
    "claims/transfers.csv": (
        "claim,event,stage,date,assertion,source,grain,supplier,recipient,item,quantity,terms\n"
        "tra-001,boats,ordered,2019-05-02,asserted,paper,single,nordyard,FIN,boat-9,3,sale\n"
        "tra-002,boats,delivered,2021,asserted,paper,single,SWE,FIN,boat-9,3,grant\n"
        "tra-003,boats,delivered,2021-03-04,asserted,later,single,SWE,FIN,boat-9,3,grant\n"
        "tra-004,boats,delivered,,denied,later,single,SWE,FIN,boat-9,,\n"
        "tra-005,rumour,delivered,2025,expected,later,single,SWE,FIN,boat-9,,\n"
        "tra-006,many,delivered,2020,asserted,later,series,SWE,FIN,,,\n"
        "tra-007,undated,delivered,,asserted,later,single,SWE,TUR,boat-9,,\n"
    ),
    "claims/exercises.csv": (
        "claim,event,stage,date,source,participants,place,name\n"
        "exe-001,drill,held,2020-09-01/2020-09-04,paper,FIN; SWE; TUR,port,Drill\n"
    ),
    "claims/disputes.csv": (
        "claim,event,stage,date,source,parties,type\ndis-001,war,open,199X,paper,FIN; SUN,insurgency\n"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A made-up case with one of everything that other formats stumble over."""
    with recorded(tmp_path_factory.mktemp("export") / "case", CASE) as found:
        yield found


def table(text: str) -> dict[str, dict[str, str]]:
    return {row["event_id"]: row for row in csv.DictReader(io.StringIO(text))}


# -- event data ----------------------------------------------------------------------------------------------


def test_an_event_row_says_who_did_what_to_whom(record: Record) -> None:
    """The one who orders acts on the one who sells; two claims on one delivery are one row, and name both."""
    rows = table(events(record, "plover")[0])
    order = rows["boats:transfers:ordered:FIN:SWE"]
    assert (order["event_date"], order["event_type"], order["context"]) == ("2019-05-02", "AGREE", "military")
    delivery = rows["boats:transfers:delivered:SWE:FIN"]
    assert (delivery["event_type"], delivery["claims"]) == ("AID", "tra-002; tra-003")
    assert (delivery["event_date"], delivery["date_start"], delivery["date_end"]) == ("", "2021-01-01", "2021-12-31")
    assert (delivery["contested"], delivery["sources"]) == ("yes", "later; paper")
    assert rows["fin-league:memberships:invited:league:FIN"]["reciprocal"] == "no"


def test_a_tie_without_direction_is_written_from_each_side(record: Record) -> None:
    rows = table(events(record, "cameo")[0])
    drill = [row for row in rows.values() if row["event"] == "drill"]
    assert len(drill) == 6
    assert {(row["event_code"], row["event_root"], row["reciprocal"]) for row in drill} == {("062", "06", "yes")}
    assert {(row["date_start"], row["date_end"]) for row in drill} == {("2020-09-01", "2020-09-04")}


@pytest.mark.parametrize("scheme", ["plover", "cameo"])
def test_every_claim_is_in_the_file_or_among_the_losses(record: Record, scheme: Any) -> None:
    text, losses = events(record, scheme)
    written = {claim for row in table(text).values() for claim in row["claims"].split("; ")}
    (every,) = record.con.execute("SELECT count(*) FROM claims").fetchall()[0]
    assert len(written) + sum(losses.left_out.values()) == every
    told = losses.markdown()
    for why in ("only denied", "only expected", "series of events", "without a date", "memberships/in-force"):
        assert why in told
    assert "disputes/open" in told  # neither scheme has a code for an insurgency as a whole


# -- FollowTheMoney ------------------------------------------------------------------------------------------

PROPERTIES = {
    "Thing": {"name", "alias", "country", "notes"},
    "Person": {"position"},
    "Address": {"full"},
    "Membership": {"member", "organization", "role", "status"},
    "Event": {"involved", "location", "keywords"},
    "Interval": {"date", "startDate", "endDate", "description", "recordId", "sourceUrl", "publisher"},
}
"""Of the schemata of FollowTheMoney 4 what ours uses."""
ALLOWED = {
    schema: PROPERTIES["Thing"] | PROPERTIES.get(schema, set())
    for schema in ("Organization", "Company", "Person", "PublicBody", "Territory", "Asset", "Address")
} | {"Membership": PROPERTIES["Membership"] | PROPERTIES["Interval"],
     "Event": PROPERTIES["Event"] | PROPERTIES["Interval"] | {"name"}}  # fmt: skip


def entities(record: Record) -> dict[str, dict[str, Any]]:
    lines = ftm(record)[0].splitlines()
    assert lines == sorted(lines, key=lambda line: json.loads(line)["id"])
    return {one["id"]: one for one in map(json.loads, lines)}


@pytest.mark.parametrize("case", ["made up", "small"])
def test_entities_keep_to_the_schemata_and_lead_nowhere_else(case: str, record: Record, small: Record) -> None:
    found = entities(record if case == "made up" else small)
    for one in found.values():
        assert set(one["properties"]) <= ALLOWED[one["schema"]], one
        assert all(values and all(isinstance(v, str) and v for v in values) for values in one["properties"].values())
        for name in ("member", "organization", "involved"):
            for key in one["properties"].get(name, ()):
                assert found[key]["schema"] in {"Organization", "PublicBody", "Company", "Person"}


def test_what_a_claim_says_stands_at_its_event_with_source_and_place(record: Record) -> None:
    found = entities(record)
    boats = found["the-straits-event-boats"]["properties"]
    assert boats["involved"] == ["the-straits-FIN", "the-straits-nordyard", "the-straits-SWE"]
    assert boats["date"] == ["2019-05-02", "2021", "2021-03-04"]
    assert "tra-001" in boats["description"][0]
    assert not any("tra-004" in text for text in boats["description"])  # denied: it is no fact
    membership = found["the-straits-claim-mem-002-FIN-league"]["properties"]
    assert (membership["startDate"], membership["sourceUrl"]) == (["2020"], ["https://example.org/p"])
    assert found["the-straits-FIN"]["properties"]["country"] == ["fi"]
    assert found["the-straits-SUN"]["properties"]["country"] == ["suhh"]
    assert "the-straits-event-rumour" not in found


def test_the_losses_of_entities_are_told(record: Record) -> None:
    told = ftm(record)[1].markdown()
    for what in ("platform as Asset", "group as Organization", "only expected", "no day, month, year or span"):
        assert what in told


# -- networks ------------------------------------------------------------------------------------------------


def read_graph(text: str, form: str, place: Path) -> Any:
    path = place / f"network.{form}"
    path.write_text(text, encoding="utf-8")
    return networkx.read_gexf(path, version="1.3") if form == "gexf" else networkx.read_graphml(path)


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_another_program_reads_the_same_network(form: Any, record: Record, tmp_path: Path) -> None:
    text, losses = graph(record, form)
    read = read_graph(text, form, tmp_path)
    edges = {(*sorted((a, b)), data["kind"], data.get("year")): data for a, b, data in read.edges(data=True)}
    assert set(edges) == {
        ("FIN", "SWE", "exercises", 2020), ("FIN", "TUR", "exercises", 2020), ("SWE", "TUR", "exercises", 2020),
        ("FIN", "SUN", "disputes", None), ("SWE", "TUR", "transfers", None), ("FIN", "SWE", "transfers", 2019),
    }  # fmt: skip
    assert edges["FIN", "SWE", "exercises", 2020]["claims"] == "exe-001"
    assert edges["FIN", "SUN", "disputes", None]["tone"] == "conflict"
    assert read.nodes["SWE"]["label"] == "Sweden"
    assert losses.changed == {"Edges of no certain year, which a time line does not show": 2}


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_network_of_one_kind_or_of_some_years(form: Any, record: Record, tmp_path: Path) -> None:
    only = read_graph(graph(record, form, kind="disputes")[0], form, tmp_path)
    assert set(only.nodes) == {"FIN", "SUN"}
    text, losses = graph(record, form, since=2020, until=2020)
    assert len(read_graph(text, form, tmp_path).edges) == 3
    assert losses.left_out == {"Edges of no certain year": 2, "Edges of other years": 1}
    assert len(read_graph(graph(record, form, since=2021)[0], form, tmp_path).edges) == 0
    with pytest.raises(AskError, match="tie nobody"):
        graph(record, form, kind="indicators")
    with pytest.raises(AskError, match="There is no kind of claim called 'exercise'"):
        graph(record, form, kind="exercise")


def test_odd_letters_do_not_break_the_files(tmp_path: Path) -> None:
    """Quotation marks, ampersands and angle brackets in a title and in names."""
    files = CASE | {
        "case.toml": 'format = 1\ntitle = "A & B <c> \\"d\\""\n',
        "entities.csv": CASE["entities.csv"].replace("Finland", '"Fin ""& <land>"""'),
    }
    with recorded(tmp_path / "case", files) as odd:
        for form in ("gexf", "graphml"):
            root = ET.fromstring(graph(odd, form)[0])
            assert any('Fin "& <land>"' in (one.text or "", one.get("label")) for one in root.iter())
        assert entities(odd)["a-b-c-d-FIN"]["properties"]["name"] == ['Fin "& <land>"']


def test_more_states_than_are_weighed_at_once(tmp_path: Path) -> None:
    """The network of 70 states, each tied to the first, is whole: pairs are taken in blocks."""
    from foedus.terms.states import states

    keys = sorted(key for key, state in states().items() if state.status == "state")[:70]
    rows = [f"exe-{n:03d},drill-{n},held,2020,{keys[0]}; {key}" for n, key in enumerate(keys[1:], 1)]
    table = "\n".join(["claim,event,stage,date,participants", *rows]) + "\n"
    with recorded(tmp_path / "case", {"claims/exercises.csv": table}) as wide:
        read = read_graph(graph(wide, "graphml", kind="exercises")[0], "graphml", tmp_path)
    assert (len(read.nodes), len(read.edges)) == (70, 69)


# -- Stata ---------------------------------------------------------------------------------------------------


def test_stata_files_have_labels_days_and_the_same_bytes(record: Record, tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat", reason="needs the extra [data]: pyreadstat not installed")
    pytest.importorskip("pandas", reason="needs the extra [frames]: pandas not installed")
    from foedus.publish.stata import stata

    case = record.path.parent.parent
    names = stata(record, case, tmp_path / "one")
    stata(record, case, tmp_path / "two")
    assert {"claims.dta", "transfers.dta", "events.dta", "sources.dta"} <= set(names)
    assert "meetings.dta" not in names  # no claims of it
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    frame, meta = pyreadstat.read_dta(str(tmp_path / "one" / "transfers.dta"))
    labels = meta.variable_value_labels["stage"]
    assert labels[frame.stage[frame.claim == "tra-002"].iloc[0]] == "delivered"
    assert meta.column_names_to_labels["supplier"].startswith("A maker's state stands in")
    assert meta.original_variable_types["earliest"] == "%td"
    days = {claim: str(day)[:10] for claim, day in zip(frame.claim, frame.earliest, strict=True)}
    assert (days["tra-003"], days["tra-007"]) == ("2021-03-04", "nan")
    assert frame.quantity_number[frame.claim == "tra-001"].iloc[0] == 3
    assert "note" not in frame.columns
    assert all(len(label) <= 80 for label in meta.column_labels)


def test_a_variable_that_stata_keeps_for_itself_gets_another_name(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat", reason="needs the extra [data]: pyreadstat not installed")
    pytest.importorskip("pandas", reason="needs the extra [frames]: pandas not installed")
    kind = """
        prefix = "gif"
        label = "gift"
        plural = "gifts"
        summary = "Gifts."
        [[stages]]
        word = "made"
        label = "made"
        phase = "done"
        [[own]]
        name = "using"
        label = "Using"
        type = "text"
        [say.made]
        fact = ["a gift was made"]
        future = ["a gift {will} be made"]
        """
    files = {"kinds/gifts.toml": kind}
    case = write(tmp_path / "case", files)
    long = "so much " * 400
    (case / "claims" / "gifts.csv").write_text(
        f"claim,event,stage,assertion,source,locator,grain,using\ngif-001,g,made,asserted,press-2022,¶1,single,{long}\n"
    )
    done = export(case, tmp_path / "stata", "dta")
    frame, _ = pyreadstat.read_dta(str(done.target / "gifts.dta"))
    assert frame.using_.iloc[0] == long.strip()


# -- the verb's own --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "dta"])
def test_every_format_has_its_place_and_gives_the_same_bytes_twice(form: str, tmp_path: Path) -> None:
    case = write(tmp_path / "case", CASE)
    first = export(case, None, form)
    assert first.target == case / "build" / FORMATS[form].target
    second = export(case, tmp_path / "again", form)
    if first.target.is_file():
        assert first.target.read_bytes() == second.target.read_bytes()
    if first.losses:
        assert "What is lost" in first.losses.read_text(encoding="utf-8")
        assert first.losses.name == FORMATS[form].target.partition(".")[0] + ".losses.md"


@pytest.mark.parametrize(
    ("form", "target", "chosen", "message"),
    [
        ("plovr", "out", Chosen(), "There is no format 'plovr'"),
        ("ftm", "out", Chosen(kind="transfers"), "choose among the ties of a network"),
        ("cameo", "case/sources.csv", Chosen(), "lies among the case's own files"),
        ("bibtex", "case/case.toml", Chosen(), "lies among the case's own files"),
        ("dta", "case/stata", Chosen(), "lies among the case's own files"),
    ],
)
def test_a_wrong_question_writes_nothing(form: str, target: str, chosen: Chosen, message: str, tmp_path: Path) -> None:
    case = write(tmp_path / "case", CASE)
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    with pytest.raises(AskError, match=message):
        export(case, tmp_path / target, form, chosen=chosen)
    assert {path: path.read_bytes() for path in before} == before
    assert not (tmp_path / "out").exists()


def test_a_case_with_errors_gives_its_sources_when_forced_and_no_events(tmp_path: Path) -> None:
    case = write(tmp_path / "case", CASE | {"claims/presences.csv": "claim,date\npre-001,2022-13\n"})
    for form in ("plover", "bibtex"):
        with pytest.raises(BuildError):
            export(case, tmp_path / "out", form)
    with pytest.raises(AskError, match="needs a record"):
        export(case, tmp_path / "out", "plover", force=True)
    assert export(case, tmp_path / "out.bib", "bibtex", force=True).errors == 2
    assert "{paper," in (tmp_path / "out.bib").read_text(encoding="utf-8")


def test_the_small_case_has_an_export_in_every_format(tmp_path: Path) -> None:
    case = write(tmp_path / "case", FILES)
    for form in FORMATS:
        if form != "dta":
            export(case, tmp_path / form, form)
