"""Asking: each filter does what it says, slips are met with the nearest word, and nothing can be changed."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.record import Record
from foedus.record.ask import AskError
from tests.record.small import recorded

FILES = {
    "case.toml": """\
        format = 1
        title = "A small case"
        [coalition]
        members = ["KAZ", "KGZ"]
        [groups.neighbours]
        label = "Neighbours"
        members = ["UZB"]
        """,
    "sources.csv": "source,published\npress-2022,2022-06-15\npaper-2020,2020\n",
    "entities.csv": """\
        entity,type,name,aliases,country,members
        TUR,state,Türkiye,Turkey; Turquie,,
        KGZ,state,Kyrgyzstan,Kirghizia,,
        baykar,firm,Baykar Makina,Bayraktar,TUR,
        bayraktar-tb2,platform,Bayraktar TB2,,TUR,
        the-two,group,The Two,,,KGZ; UZB
        """,
    "events.csv": "event,title\na-deal,The great sale\n",
    "claims/transfers.csv": """\
        claim,event,stage,date,assertion,source,grain,supplier,recipient,manufacturer,item,note,quote
        tra-001,a-deal,ordered,2019-05,asserted,press-2022,single,TUR,KGZ,baykar,bayraktar-tb2,,
        tra-002,a-deal,delivered,2021,asserted,press-2022,single,TUR,KGZ,,patrol boats,100% sure,
        tra-003,a-deal,delivered,,denied,paper-2020,summary,TUR,KGZ,,drones,,so_called help
        tra-004,b-deal,delivered,2016/..,asserted,press-2022,series,TUR,KAZ,,rifles,,
        tra-005,c-deal,delivered,../2013,expected,press-2022,single,baykar,the-two,,helmets,,
        """,
    "claims/agreements.csv": """\
        claim,event,stage,date,source,parties,title
        agr-001,a-deal,signed,2018,press-2022,KGZ; TUR,It's a "treaty"
        agr-002,d-pact,signed,2023,press-2022,USA; UZB,
        """,
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("asked") / "case", FILES) as made:
        yield made


def claims(record: Record, **filters: Any) -> list[str]:
    return sorted(record.claims(**filters).column("claim"))


FILTERS: list[tuple[dict[str, Any], str]] = [
    ({}, "agr-001 agr-002 tra-001 tra-002 tra-003 tra-004 tra-005"),
    ({"kind": "agreements"}, "agr-001 agr-002"),
    ({"actor": "KGZ"}, "agr-001 tra-001 tra-002 tra-003 tra-005"),
    ({"actor": "kyrgyzstan"}, "agr-001 tra-001 tra-002 tra-003 tra-005"),
    ({"actor": "Kirghizia"}, "agr-001 tra-001 tra-002 tra-003 tra-005"),
    ({"actor": " turkiye "}, "agr-001 tra-001 tra-002 tra-003 tra-004 tra-005"),
    ({"actor": "UZB"}, "agr-002 tra-005"),
    ({"actor": "baykar"}, "tra-001 tra-005"),
    ({"actor": "Bayraktar"}, "tra-001 tra-005"),
    ({"actor": "bayraktar-tb2"}, "tra-001"),
    ({"actor": ("TUR", "KAZ")}, "tra-004"),
    ({"actor": ["UZB", "USA"]}, "agr-002"),
    ({"group": "coalition"}, "agr-001 tra-001 tra-002 tra-003 tra-004 tra-005"),
    ({"group": "neighbours"}, "agr-002 tra-005"),
    ({"group": "the-two"}, "agr-001 agr-002 tra-001 tra-002 tra-003 tra-005"),
    ({"stage": "ordered"}, "tra-001"),
    ({"stage": ["ordered", "signed"]}, "agr-001 agr-002 tra-001"),
    ({"assertion": "denied"}, "tra-003"),
    ({"assertion": ("denied", "expected")}, "tra-003 tra-005"),
    ({"grain": "series"}, "tra-004"),
    ({"event": "a-deal"}, "agr-001 tra-001 tra-002 tra-003"),
    ({"source": "paper-2020"}, "tra-003"),
    ({"start": "2021"}, "agr-002 tra-002 tra-004"),
    ({"start": "2021-12-31"}, "agr-002 tra-002 tra-004"),
    ({"start": "2022"}, "agr-002 tra-004"),
    ({"start": "2013"}, "agr-001 agr-002 tra-001 tra-002 tra-004 tra-005"),
    ({"end": "2013"}, "tra-005"),
    ({"end": "2013-06"}, ""),
    ({"end": "2018"}, "agr-001 tra-004 tra-005"),
    ({"start": "2019", "end": "2020"}, "tra-001 tra-004"),
    ({"text": "patrol"}, "tra-002"),
    ({"text": "PATROL BOATS"}, "tra-002"),
    ({"text": "great sale"}, "agr-001 tra-001 tra-002 tra-003"),
    ({"text": "bayraktar tb2"}, "tra-001"),
    ({"text": "turkiye"}, "agr-001 tra-001 tra-002 tra-003 tra-004"),
    ({"text": "makina"}, "tra-001 tra-005"),
    ({"text": "maki"}, ""),
    ({"text": "treaty"}, "agr-001"),
    ({"text": "100%"}, "tra-002"),
    ({"text": "%"}, "tra-002"),
    ({"text": "_"}, "tra-003"),
    ({"text": "nowhere"}, ""),
    ({"kind": "transfers", "actor": "KGZ", "stage": "delivered", "assertion": "asserted", "text": "boat"}, "tra-002"),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_a_filter_lets_through_what_it_says(record: Record, filters: dict[str, Any], expected: str):
    """Each filter alone and some together, by key, name or alias, with vague and open dates."""
    assert claims(record, **filters) == expected.split()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["c-deal", "b-deal", "a-deal", "d-pact"]),
        ({"actor": "USA"}, ["d-pact"]),
        ({"kind": "agreements", "actor": "TUR"}, ["a-deal"]),
        ({"kind": "transfers", "stage": "signed"}, []),
        ({"text": "boat"}, ["a-deal"]),
    ],
)
def test_events_are_found_through_their_claims(record: Record, filters: dict[str, Any], expected: list[str]):
    """An event is there when one of its claims meets all filters at once."""
    assert sorted(record.events(**filters).column("event")) == sorted(expected)


def test_events_come_in_order_of_time(record: Record):
    """What has no first day comes last."""
    assert record.events().column("event") == ["b-deal", "a-deal", "d-pact", "c-deal"]


SLIPS: list[tuple[dict[str, Any], str, str]] = [
    ({"kind": "transfer"}, "There is no kind of claim called 'transfer'.", "Did you mean 'transfers'?"),
    ({"kind": "xyz"}, "There is no kind of claim called 'xyz'.", "Kinds are: memberships, agreements,"),
    ({"actor": "Kyrgystan"}, "There is no entity 'Kyrgystan' in this case.", "Did you mean 'Kyrgyzstan'?"),
    ({"actor": "zzzzzzzz"}, "There is no entity 'zzzzzzzz' in this case.", "foedus query CASE"),
    ({"actor": ""}, "There is no entity '' in this case.", "foedus query CASE"),
    ({"actor": "  "}, "There is no entity '  ' in this case.", "foedus query CASE"),
    ({"group": "neighbour"}, "There is no group 'neighbour' with members.", "Did you mean 'neighbours'?"),
    ({"group": "zzz"}, "There is no group 'zzz' with members.", "Groups are: neighbours, coalition, the-two."),
    ({"stage": "deliverd"}, "There is no stage 'deliverd'.", "Did you mean 'delivered'?"),
    ({"assertion": "denyed"}, "There is no assertion 'denyed'.", "Did you mean 'denied'?"),
    ({"grain": "singel"}, "There is no grain 'singel'.", "Did you mean 'single'?"),
    ({"grain": "zzz"}, "There is no grain 'zzz'.", "Words are: series, single, summary."),
    ({"event": "a-dael"}, "There is no event 'a-dael'.", "Did you mean 'a-deal'?"),
    ({"event": "zzzzzz"}, "There is no event 'zzzzzz'.", "foedus events CASE --text WORD"),
    ({"source": "press-2023"}, "There is no source 'press-2023'.", "Did you mean 'press-2022'?"),
    ({"source": "zzzzzz"}, "There is no source 'zzzzzz'.", "foedus sources CASE"),
    ({"start": "05/2022"}, '--since: "05/2022" is not a date', "2022-05"),
    ({"end": "2016/.."}, "--until: '2016/..' has no last day.", "Write a day"),
    ({"start": "../2016"}, "--since: '../2016' has no first day.", "Write a day"),
]


@pytest.mark.parametrize(("filters", "message", "hint"), SLIPS)
def test_a_slip_is_met_with_the_nearest_word(record: Record, filters: dict[str, Any], message: str, hint: str):
    """A misspelt filter never finds nothing in silence: it is said what there is."""
    with pytest.raises(AskError) as raised:
        record.claims(**filters)
    assert message in raised.value.message
    assert hint in raised.value.hint


# -- SQL -------------------------------------------------------------------------------------------------------

REFUSED = [
    "INSERT INTO claims SELECT * FROM claims",
    "UPDATE store.claims SET stage = 'x'",
    "DELETE FROM store.claims",
    "CREATE TABLE mine AS SELECT 1",
    "CREATE OR REPLACE VIEW claims AS SELECT 1",
    "DROP VIEW claims",
    "DROP TABLE store.claims",
    "ALTER TABLE store.claims DROP COLUMN stage",
    "COPY claims TO '{tmp}/out.csv'",
    "COPY (SELECT 1) TO '{tmp}/out.parquet' (FORMAT parquet)",
    "EXPORT DATABASE '{tmp}/out'",
    "ATTACH '{tmp}/other.duckdb' AS other",
    "ATTACH ':memory:' AS other",
    "DETACH store",
    "USE store",
    "SELECT * FROM read_csv('{tmp}/secret.csv')",
    "SELECT * FROM read_text('{tmp}/secret.csv')",
    "SELECT * FROM '{tmp}/secret.csv'",
    "SELECT * FROM glob('{tmp}/*')",
    "FROM read_parquet('{tmp}/x.parquet')",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET threads = 1",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "BEGIN",
    "CHECKPOINT store",
    "SELECT 1; DROP VIEW claims",
    "EXPLAIN ANALYZE CREATE TABLE mine AS SELECT 1",
    "SELECT * FROM store.claims",
    'SELECT * FROM "STORE".main.claims',
    "WITH x AS (SELECT * FROM store.claims) SELECT * FROM x",
    "",
    "-- nothing",
    ";",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_sql_can_ask_and_nothing_else(record: Record, tmp_path: Path, sql: str):
    """Nothing is written, no file is read, no clock is passed by: refused, and the record is the same byte for byte."""
    (tmp_path / "secret.csv").write_text("secret\n1\n", encoding="utf-8")
    before = hashlib.sha256(record.path.read_bytes()).hexdigest()
    with pytest.raises(AskError) as raised:
        record.query(sql.replace("{tmp}", str(tmp_path)))
    assert raised.value.message
    assert raised.value.hint
    assert hashlib.sha256(record.path.read_bytes()).hexdigest() == before
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert len(claims(record)) == 7, "the record answers as before"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nothing FROM claims", '"nothing" not found'),
        ("SELECT * FROM claim", "Did you mean"),
        ("SELECT count(*) FROM claims WHERE date > 5 + 'x'", "x"),
    ],
)
def test_sql_with_a_mistake_is_explained(record: Record, sql: str, said: str):
    """DuckDB's own words say what is wrong; the hint says where the tables are listed."""
    with pytest.raises(AskError, match=said) as raised:
        record.query(sql)
    assert "--tables" in raised.value.hint
    assert isinstance(raised.value.__cause__, duckdb.Error)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1", "FROM claims", "WITH x AS (SELECT 1 AS n) SELECT n FROM x", "VALUES (1)", "DESCRIBE claims",
        "SUMMARIZE topics", "SHOW TABLES", "select claim from transfers; -- with a comment",
        "SELECT 'store.claims' AS text", "SELECT * FROM conclusions", "SELECT * FROM Contradictions",
    ],
)  # fmt: skip
def test_every_way_to_ask_is_there(record: Record, sql: str):
    """Whatever only asks is answered, at the clocks as well."""
    record.query(sql)
    with record.at(known="2021") as early:
        early.query(sql)


def test_the_tables_that_can_be_asked_are_listed(record: Record):
    """`--tables` names each table with its columns; each can be asked."""
    listed = record.tables()
    assert {"claims", "transfers", "events", "stages", "sources", "entities", "ties", "conclusions"} <= set(listed)
    for table, columns in listed.items():
        assert list(record.query(f'SELECT * FROM "{table}" LIMIT 0').columns) == columns


def test_two_columns_of_one_name_are_both_there(record: Record):
    """`SELECT a.claim, b.claim` loses neither."""
    assert record.query("SELECT 1 AS x, 2 AS x, 3 AS x").to_dicts() == [{"x": 1, "x_1": 2, "x_2": 3}]


NASTY = [
    "'; DROP TABLE claims; --",
    "' OR 1=1 --",
    '" OR ""="',
    "%' --",
    "\\",
    "a\0b",
    "{}",
    "?",
    "$1",
    "😀",
    "x" * 5000,
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("name", ["kind", "actor", "group", "stage", "assertion", "grain", "event", "source", "text"])
def test_what_looks_like_sql_in_a_filter_is_only_text(record: Record, name: str, text: str):
    """A filter is a value and never a part of the question."""
    if name == "text":
        assert claims(record, text=text) == []
    else:
        with pytest.raises(AskError):
            record.claims(**{name: text})
    assert len(claims(record)) == 7


@settings(max_examples=40, deadline=None)
@given(text=st.text(min_size=1, max_size=20))
def test_any_text_can_be_looked_for(record: Record, text: str):
    """Whatever is typed, it finds the claims that hold it or none, and never an error."""
    assert set(claims(record, text=text)) <= set(claims(record))


# -- what can be opened ----------------------------------------------------------------------------------------


def alien(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE meta AS SELECT 'colour' AS key, 'blue' AS value")


def empty(path: Path) -> None:
    with duckdb.connect(str(path)):
        pass


def older(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute(
            "CREATE TABLE meta AS SELECT * FROM (VALUES ('codebook', '{}'), ('settings', '{}')) AS t(key, value)"
        )


def text(path: Path) -> None:
    path.write_text("claim,event\n", encoding="utf-8")


@pytest.mark.parametrize("make", [alien, empty, older, text])
def test_what_is_no_record_is_said_to_be_none(tmp_path: Path, make: Callable[[Path], None]):
    """Somebody else's database, an older record, a text file: one sentence, and how to get a record."""
    path = tmp_path / "record.duckdb"
    make(path)
    with pytest.raises(AskError, match="is not a record that can be opened") as raised:
        Record(path)
    assert "foedus build CASE" in raised.value.hint
