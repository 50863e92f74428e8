"""Every verb that asks: plain, as JSON, as CSV; each with examples in its help and honest exit codes."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foedus.cli.app import app
from tests.cli.conftest import Foedus

VERBS = [str(verb.name) for verb in app.registered_commands] + [str(group.name) for group in app.registered_groups]

ASKED: dict[str, tuple[tuple[str, ...], set[str]]] = {
    # verb and arguments after the case -> keys of its JSON
    "check": ((), {"findings", "waived", "errors", "warnings", "claims"}),
    "claims": (
        ("--kind", "transfers"),
        {"claim", "event", "stage", "date", "assertion", "source", "locator", "sentence"},
    ),
    "events": (("--group", "coalition"), {"event", "title", "kinds", "actors", "first", "last", "claims", "roots"}),
    "event": (("tjk-bayraktar-2022",), {"event", "title", "kinds", "stages", "roots", "sources", "claims"}),
    "actor": (("KAZ",), {"actor", "name", "type", "memberships", "partners", "claims", "undated"}),
    "dossier": (("TUR", "KAZ"), {"a", "b", "names", "sections", "undated", "claims"}),
    "timeline": (("--actor", "UZB"), {"entries", "undated"}),
    "sources": ((), {"source", "title", "published", "known", "claims", "origins"}),
    "query": (("SELECT kind, count(*) AS n FROM claims GROUP BY kind",), {"kind", "n"}),
}
AS_CSV = ("claims", "events", "timeline", "sources", "query")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_examples_in_its_help(foedus: Foedus, verb: str):
    """`foedus VERB --help` shows how it is used: what it does, at least one whole command, each option explained."""
    said = foedus(verb, "--help")
    assert (said.code, said.err) == (0, "")
    assert len(re.findall(rf"^ +foedus {verb}\b", said.out, re.MULTILINE)) >= 1, "no example"
    assert "\b" not in said.out
    short = foedus(verb, "-h")
    assert short.out == said.out


def test_help_lists_every_verb_with_a_line(foedus: Foedus):
    """Without knowing anything one finds the verbs, in the order in which one meets them."""
    for arguments in ((), ("--help",), ("-h",)):
        said = foedus(*arguments)
        listed = re.findall(r"^  ([a-z]+) +[A-Z].*", (said.out + said.err).partition("Commands:")[2], re.MULTILINE)
        assert listed == VERBS
        assert said.code == (0 if arguments else 2)


@pytest.mark.parametrize("verb", ASKED)
def test_the_plain_answer_is_for_people(foedus: Foedus, built_case: Path, verb: str):
    """Text without codes for colours, on standard output only, exit code 0."""
    said = foedus(verb, built_case, *ASKED[verb][0])
    assert (said.code, said.err) == (0, "")
    assert len(said.out.splitlines()) > 2 or verb == "check"
    assert "\x1b" not in said.out
    assert "None" not in said.out


@pytest.mark.parametrize("verb", ASKED)
def test_json_is_valid_and_has_its_keys(foedus: Foedus, built_case: Path, verb: str):
    """Whatever reads JSON can read it, also where nothing is known."""
    arguments, keys = ASKED[verb]
    said = foedus(verb, built_case, *arguments, "--json")
    assert (said.code, said.err) == (0, "")
    found: Any = json.loads(said.out, parse_constant=pytest.fail)
    rows = found if isinstance(found, list) else [found]
    assert rows
    for row in rows:
        assert keys <= row.keys()


@pytest.mark.parametrize("verb", AS_CSV)
def test_csv_parses_and_has_a_row_for_each(foedus: Foedus, built_case: Path, verb: str):
    """It opens in a spreadsheet: a header, and as many rows as the JSON has."""
    arguments, keys = ASKED[verb]
    said = foedus(verb, built_case, *arguments, "--csv")
    assert (said.code, said.err) == (0, "")
    header, *rows = csv.reader(io.StringIO(said.out, newline=""), strict=True)
    found = json.loads(foedus(verb, built_case, *arguments, "--json").out)
    assert len(rows) == len(found["entries"] if verb == "timeline" else found) > 0
    assert {len(row) for row in rows} == {len(header)}
    assert len(set(header)) == len(header)
    assert (keys - {"sentence"} if verb != "timeline" else {"date", "claim", "sentence"}) <= set(header)


def test_the_two_clocks_of_the_issue(foedus: Foedus, built_case: Path):
    """The command that the founders asked for, word by word: fewer claims were known in June 2022 than now."""
    question = "SELECT count(*) FROM claims"
    early = json.loads(foedus("query", built_case, question, "--known", "2022-06-01", "--json").out)
    now = json.loads(foedus("query", built_case, question, "--json").out)
    assert 0 < early[0]["count_star()"] < now[0]["count_star()"] == 854
    then = json.loads(foedus("event", built_case, "tjk-bayraktar-2022", "--as-of", "2022-04-27", "--json").out)
    assert "denied" not in {stage["assertion"] for stage in then["stages"]}


def test_filters_reach_the_record(foedus: Foedus, small_case: Path):
    """Each option of the lists narrows what comes, several together narrow more."""
    for options, expected in (
        (("--kind", "agreements"), ["agr-001", "agr-002"]),
        (("-a", "Türkiye", "-a", "KAZ"), ["agr-002"]),
        (("--stage", "delivered", "--assertion", "denied"), ["tra-003"]),
        (("--since", "2021", "--until", "2022"), ["tra-001", "tra-002"]),
        (("--text", "patrol"), ["tra-004"]),
        (("--known", "2021"), ["agr-002", "tra-003"]),
        (("--as-of", "2020-12-31"), ["agr-001", "agr-002", "tra-003"]),
    ):
        found = json.loads(foedus("claims", small_case, *options, "--json").out)
        assert sorted(claim["claim"] for claim in found) == expected, options


def test_long_lists_say_how_much_is_left_out(foedus: Foedus, built_case: Path):
    """Fifty rows fit a screen; that there are more is said, and how to see them."""
    some = foedus("claims", built_case, "--kind", "agreements", "--limit", "3")
    assert re.search(r"^3 of \d+; --limit 0 shows all$", some.out, re.MULTILINE)
    everything = foedus("claims", built_case, "--kind", "agreements", "--limit", "0")
    assert "--limit" not in everything.out


def test_an_empty_answer_is_no_error(foedus: Foedus, small_case: Path):
    """Nothing found is an answer: said to people, an empty list or a bare header to machines, exit code 0."""
    nothing = ("--text", "there is no such text")
    for verb in ("claims", "events"):
        assert foedus(verb, small_case, *nothing).out.splitlines()[-1] == "nothing"
        assert json.loads(foedus(verb, small_case, *nothing, "--json").out) == []
    assert json.loads(foedus("timeline", small_case, *nothing, "--json").out) == {"entries": [], "undated": 0}
    for verb in ("claims", "events", "timeline"):
        found = foedus(verb, small_case, *nothing, "--csv")
        full = foedus(verb, small_case, "--csv")
        assert (found.code, found.out) == (0, full.out.splitlines()[0] + "\n")


def test_a_record_is_asked_like_its_case(foedus: Foedus, small_case: Path):
    """Where a case is named, a record.duckdb will do."""
    assert foedus("claims", small_case / "build" / "record.duckdb", "--json") == foedus("claims", small_case, "--json")


def test_sql_from_standard_input_and_the_list_of_tables(
    foedus: Foedus, small_case: Path, monkeypatch: pytest.MonkeyPatch
):
    """A long question comes through a pipe; what can be asked is listed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("SELECT 1.5 AS one, NULL AS nothing"))
    assert json.loads(foedus("query", small_case, "-", "--json").out) == [{"one": 1.5, "nothing": None}]
    tables = json.loads(foedus("query", small_case, "--tables", "--json").out)
    assert "sentence" not in tables["claims"]
    assert {"claim", "known", "roots"} <= set(tables["claims"])
    assert "transfers" in foedus("query", small_case, "--tables").out


def test_codebook_shows_kinds_columns_and_schema(foedus: Foedus):
    """All kinds, one kind, and both for machines."""
    assert "transfers" in foedus("codebook").out
    assert "in-service" in foedus("codebook", "transfers").out
    assert json.loads(foedus("codebook", "--json").out)["kinds"].keys() >= {"transfers"}
    assert json.loads(foedus("codebook", "transfers", "--json").out)["prefix"] == "tra"
    assert "$schema" in json.loads(foedus("codebook", "transfers", "--schema").out)


# -- golden files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("event", ("event", "sale")), ("dossier", ("dossier", "TUR", "KGZ")), ("actor", ("actor", "KGZ")),
     ("claims", ("claims",)), ("timeline", ("timeline",))],
)  # fmt: skip
def test_what_a_person_reads(
    foedus: Foedus, small_case: Path, golden: Callable[[str, str], None], name: str, arguments: tuple[str, ...]
):
    """Read the files in tests/golden: no denied or expected claim reads as a fact, each sentence has its source."""
    verb, *rest = arguments
    said = foedus(verb, small_case, *rest)
    assert (said.code, said.err) == (0, "")
    golden(f"cli-{name}.txt", "\n".join(line.rstrip() for line in said.out.splitlines()) + "\n")
