"""The check of a site finds what is planted: a link that leads nowhere, a place that is not there, any leak."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.case import read
from foedus.cli.app import app
from foedus.publish.site.check import Fault, Home, faults, home
from tests.publish.site.conftest import CODER, NOTE, SMALL
from tests.record.small import write

Planted = Callable[[str, str], list[Fault]]


PAGES = {
    "claims.html": "<p>\n" * 120 + '<a href="map.html">The map</a>\n',
    "map.html": '<p id="shown">',
    "search.html": "",
    "entity/FIN.html": '<a href="../claims.html">Claims</a>',
    "static/site.js": "",
    "map.svg": "<svg></svg>",
    "network.json": "{}",
    "data/claims/transfers.csv": "claim,note,coder\n",
}
"""A folder like a site: in the check of one each file is looked at by itself."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few pages beside the small case."""
    folder = tmp_path_factory.mktemp("pages")
    write(folder / "case", SMALL)
    for name, text in PAGES.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "site"


@pytest.fixture(scope="module")
def stays(pages: Path) -> Home:
    """What must stay at home."""
    case, _ = read(pages.parent / "case")
    with case:
        return home(case, pages.parent / "case", pages)


@pytest.fixture
def planted(pages: Path, stays: Home) -> Planted:
    """What the check finds when a text is put at the end of a file."""

    def plant(name: str, text: str) -> list[Fault]:
        path = pages / name
        before = path.read_bytes()
        path.write_bytes(before + text.encode())
        found = list(faults(pages, stays))
        path.write_bytes(before)
        return found

    return plant


def test_pages_as_they_should_be_have_no_faults(pages: Path, stays: Home):
    assert list(faults(pages, stays)) == []


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("nowhere.html", "there is no such file"),
        ("../map.html", "there is no such file"),
        ("map.html#nowhere", "no place on its page"),
        ("#nowhere", "no place on its page"),
        ("/map.html", "leads out of the folder"),
        ("file:///home/me/map.html", "leads out of the folder"),
        ("", "leads nowhere"),
    ],
)
def test_a_dead_link_is_found_with_its_file_and_line(planted: Planted, link: str, says: str):
    found = [one for one in planted("claims.html", f'\n<a href="{link}">x</a>') if one.what == "dead-link"]
    assert [(one.file, says in one.says) for one in found] == [("claims.html", True)]
    assert found[0].line > 100


@pytest.mark.parametrize(
    "link", ["map.html", "map.html#shown", "search.html?kind=transfers", "https://example.org/", "entity/"]
)
def test_what_leads_somewhere_is_no_fault_but_a_folder_is_no_page(planted: Planted, link: str):
    assert len(planted("claims.html", f'<a href="{link}">x</a>')) == (link == "entity/")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("claims.html", "<p>/home/jane/cases/north</p>", "somebody's own machine"),
        ("static/site.js", "// C:\\Users\\jane\\case", "somebody's own machine"),
        ("map.svg", "<!-- file:///x -->", "somebody's own machine"),
        ("claims.html", f"<p>{NOTE}</p>", "text that is kept back"),
        ("claims.html", f"<p>{NOTE.replace('the house', 'the&#32;house')}</p>", "text that is kept back"),
        ("network.json", f'"{CODER}"', f"the coder “{CODER}”"),
        ("data/claims/transfers.csv", f"{CODER}\n", f"the coder “{CODER}”"),
    ],
)
def test_a_leak_is_found(planted: Planted, name: str, text: str, says: str):
    found = planted(name, text)
    assert [(one.what, one.file, says in one.says) for one in found] == [("leak", name, True)]


def test_the_folder_of_the_case_is_a_leak_wherever_it_is(planted: Planted, pages: Path):
    found = planted("claims.html", f"<p>{pages.parent / 'case'}</p>")
    assert any(str(pages.parent / "case") in one.says for one in found)


def test_a_table_with_a_column_that_is_kept_back_is_a_leak_as_soon_as_something_stands_in_it(
    pages: Path, stays: Home, tmp_path: Path
):
    copy = shutil.copytree(pages, tmp_path / "site")
    (copy / "own.csv").write_text("claim,coder\ntra-001,\n")
    assert list(faults(copy, stays)) == []
    (copy / "own.csv").write_text("claim,coder\ntra-001,\ntra-002,jo\n")
    assert [(one.file, one.line) for one in faults(copy, stays)] == [("own.csv", 3)]


def test_the_command_answers_with_its_faults_and_exit_code(small: Path, tmp_path: Path):
    said = CliRunner().invoke(app, ["publish", str(small), str(tmp_path / "site"), "--check", "--workers", "1"])
    assert said.exit_code == 0, said.output
    assert "no faults" in said.output
    assert "kept     coder, note" in said.output
    former = shutil.copytree(small, tmp_path / "former", ignore=shutil.ignore_patterns("build"))
    for name, before, after in (("sources", "The first", "In /home/jane"), ("claims/assistance", "ass-002", "ass-009")):
        path = small / f"{name}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    call = [
        "publish",
        str(small),
        str(tmp_path / "site"),
        "--check",
        "--workers",
        "1",
        "--since",
        str(former),
        "--json",
    ]
    said = CliRunner().invoke(app, call)
    assert said.exit_code == 1
    told = json.loads(said.stdout)
    assert (told["edition"]["added"], told["edition"]["withdrawn"]) == (1, 1)
    assert {fault["what"] for fault in told["faults"]} == {"leak"}
    assert any("/home/j" in fault["says"] for fault in told["faults"])
