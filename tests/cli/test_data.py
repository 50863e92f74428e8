"""`foedus data`: what there is, what is here, how to get it; and what goes wrong, with an honest exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.cli import data
from foedus.cli.app import app
from foedus.reference.store import data_folder
from tests.cli.conftest import Foedus
from tests.reference.conftest import Server, import_file, orchards, server
from tests.reference.orchards import GOOD

__all__ = ["import_file", "orchards", "server"]

Make = Callable[..., Path]


def test_the_list_says_what_is_here_and_how_to_get_the_rest(foedus: Foedus, orchards: Make):
    orchards()
    said = foedus("data", "list")
    assert said.code == 0
    assert "orchards  Orchards of States" in said.out
    assert "2.0, 1990-2005; cite grower2001" in said.out
    assert "not here: Fill in the form on the project's page. Then: foedus data add orchards FILE" in said.out
    assert "1 dataset, none on this machine" in said.out

    path = orchards(GOOD)
    said = foedus("data", "list", "--data-dir", path.parent)
    assert f"here: years (native)  {path}" in said.out
    assert "1 dataset, 1 on this machine" in said.out


def test_the_list_as_json_says_more_once_it_is_imported(
    foedus: Foedus, orchards: Make, import_file: Callable[..., object]
):
    path = orchards(GOOD)
    (one,) = json.loads(foedus("data", "list", "--data-dir", path.parent, "--json").out)
    assert (one["name"], one["version"], one["span"], one["licence"]) == (
        "orchards",
        "2.0",
        [1990, 2005],
        "Invented; no terms.",
    )
    assert one["here"] == [{"part": "years", "form": "native", "file": str(path), "imported": False}]
    import_file(path)
    (one,) = json.loads(foedus("data", "list", "--data-dir", path.parent, "--json").out)
    assert (one["here"][0]["version"], one["here"][0]["rows"]) == ("1.0", 4)


def test_files_that_cannot_be_read_are_named(foedus: Foedus, orchards: Make):
    path = orchards("<html>404</html>")
    said = foedus("data", "list", "--data-dir", path.parent)
    assert "orchards.csv is a web page, not data." in said.out


def test_a_dataset_is_shown_whole(foedus: Foedus, orchards: Make):
    path = orchards(GOOD.replace("2,1992", "9999,1992"))
    said = foedus("data", "show", "orchards", "--data-dir", path.parent)
    assert said.code == 0
    for part in (
        "The Orchard Project · https://orchards.example/",
        "Terms: Invented; no terms.",
        "Table orchards",
        "Apples, tonnes.",
        "Apples that grew.",
        "@misc{grower2001,",
        f"Here: years\n{path}",
        "1.0, 1990-2000, native; 4 rows; tables: orchards 4",
        '"9999" in 1992 is no state that foedus knows under COW numbers',
    ):
        assert part in said.out
    shown = json.loads(foedus("data", "show", "orchards", "--data-dir", path.parent, "--json").out)
    assert shown["here"][0]["findings"][0]["code"] == "unmapped-state"
    assert shown["variables"][0]["name"] == "apples"


def test_a_file_that_cannot_be_used_is_shown_as_that(foedus: Foedus, orchards: Make):
    path = orchards(GOOD.replace("12.5", "many"))
    said = foedus("data", "check", "--data-dir", path.parent)
    assert said.code == 1
    assert '"many" on line 2' in said.out
    assert "1 file: 1 file cannot be used" in said.out
    assert foedus("data", "show", "orchards", "--data-dir", path.parent).code == 0


def test_check_counts_against_what_is_expected(foedus: Foedus, orchards: Make):
    path = orchards(GOOD)
    said = foedus("data", "check", "orchards", "--data-dir", path.parent)
    assert (said.code, "1.0, 1990-2000: 4 rows as expected" in said.out) == (0, True)
    assert "1 file: all can be used" in said.out
    (one,) = json.loads(foedus("data", "check", "--data-dir", path.parent, "--json").out)
    assert (one["dataset"], one["rows"], one["findings"]) == ("orchards", 4, [])
    said = foedus("data", "check", "orchards")
    assert (said.code, said.out) == (2, "")
    assert "Orchards of States is not on this machine." in said.err


def test_a_dataset_is_fetched_once(foedus: Foedus, orchards: Make, server: Server):
    orchards(address=server.put("/orchards.csv", GOOD.encode()))
    said = foedus("data", "get", "orchards")
    assert said.code == 0
    assert "orchards years: 1.0, 1990-2000, 4 rows" in said.out
    assert "that of this file is recorded" in said.out
    assert "(was there already)" in foedus("data", "get", "orchards").out
    assert len(server.asked) == 1
    again = json.loads(foedus("data", "get", "orchards", "years", "--anew", "--json").out)
    assert (again[0]["checksum"], again[0]["rows"]) == ("as before", 4)


def test_a_downloaded_file_is_taken_over(foedus: Foedus, orchards: Make):
    path = orchards(GOOD)
    said = foedus("data", "add", "orchards", path)
    assert said.code == 0
    assert str(data_folder() / "orchards" / "years" / "orchards.csv") in said.out
    assert "1 dataset, 1 on this machine" in foedus("data", "list").out


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("show", "orchad"), 'There is no dataset "orchad".', "Did you mean orchards?"),
        (("get", "orchards"), "cannot be fetched by a program", "Open https://orchards.example/"),
        (("get", "orchards", "months"), 'has no part "months"', "Its parts: years."),
        (("add", "orchards", "{tmp}/none.csv"), "There is no file {tmp}/none.csv.", "foedus data add orchards FILE"),
        (("list", "--data-dir", "{tmp}/none"), "There is no folder {tmp}/none.", "--data-dir"),
    ],
)
def test_what_goes_wrong_is_told(
    foedus: Foedus, orchards: Make, tmp_path: Path, arguments: tuple[str, ...], message: str, hint: str
):
    orchards()
    said = foedus("data", *(one.format(tmp=tmp_path) for one in arguments))
    assert (said.code, said.out) == (2, "")
    assert message.format(tmp=tmp_path) in said.err
    assert hint in said.err
    assert "Traceback" not in said.err


def test_a_wrong_file_shows_its_findings(foedus: Foedus, orchards: Make):
    said = foedus("data", "add", "orchards", orchards(GOOD.replace("12.5", "many").replace("9.9", "x")))
    assert said.code == 1
    assert "not-of-its-kind" in said.err
    assert "cannot be used as Orchards of States" in said.err


def test_the_shell_completes_names_and_parts(orchards: Make):
    orchards()
    assert data.complete("or") == ["orchards"]
    assert data.complete("x") == []
    context = type("Typed", (), {"params": {"name": "orchards"}})()
    assert data.complete_part(context, "y") == ["years"]
    assert data.complete_part(type("Typed", (), {"params": {"name": "none"}})(), "") == []
    assert "data" in [group.name for group in app.registered_groups]
