"""The second bundled case: whatever the program says of the first it says of another part of the world as well."""

import re
import shutil
from pathlib import Path

import pytest

from foedus.case import check
from foedus.cli.app import app, on_measure
from foedus.record import Record, build
from foedus.record.build import NAME
from tests.cli.conftest import Foedus, foedus
from tests.conftest import REPOSITORY

__all__ = ["foedus"]

NORDIC = REPOSITORY / "cases" / "nordic-states"
ELSEWHERE = re.compile(r"turkic|türk|turk(?:ey|ish|men)|turan|kazakh|kyrgyz|uzbek|azerbaijan|bayraktar", re.IGNORECASE)
"""Words of the other case's region, which nothing may say of this one."""
NEEDS_MORE = {"embargo": ("--imposer", "USA")}
"""What a measure cannot do without."""


@pytest.fixture(scope="module")
def nordic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nordic") / "nordic-states"
    shutil.copytree(NORDIC, folder, ignore=shutil.ignore_patterns("build"))
    build(folder)
    return folder


def test_it_is_whole_and_small() -> None:
    """Without an error, a warning or a waiver; each claim with a place, each source read with an address and a date."""
    report = check(NORDIC)
    assert (report.errors, report.warnings, len(report.waived)) == (0, 0, 0)
    assert 60 <= report.claims <= 120


def test_every_claim_can_be_looked_up(nordic: Path) -> None:
    with Record(nordic / "build" / NAME) as record:
        assert record.rows("SELECT claim FROM claims WHERE locator IS NULL OR date_part('year', known) > 2026") == []
        lacking = record.rows(
            "SELECT source FROM sources "
            "WHERE access = 'read' AND (url IS NULL OR published IS NULL OR publisher IS NULL)"
        )
        assert lacking == []
        years = record.con.execute(
            "SELECT min(earliest), max(earliest) FROM claims WHERE kind <> 'memberships'"
        ).fetchall()
    assert [day.year for day in years[0]] == [2001, 2024]


def test_the_brief_answers_its_question_and_knows_no_other_region(nordic: Path, foedus: Foedus, tmp_path: Path) -> None:
    said = foedus("brief", nordic, "-o", tmp_path / "brief.txt")
    assert said.code == 0
    text = " ".join((tmp_path / "brief.txt").read_text(encoding="utf-8").split())
    assert ELSEWHERE.findall(text) == []
    assert "No claim tells of an obligation of mutual defence among the Nordic states" in text
    assert (
        "denied that Finland and Sweden have a memorandum in force, with an obligation (by its text) to defend" in text
    )
    assert "between Finland and Sweden" in text


@pytest.mark.parametrize("verb", [str(one.name) for one in on_measure.registered_commands])
def test_every_measure_has_an_answer(verb: str, nordic: Path, foedus: Foedus, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOEDUS_CACHE", "FOEDUS_DATA_HOME"):
        monkeypatch.setenv(name, str(nordic.parent / name))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    said = foedus("measure", verb, nordic, *NEEDS_MORE.get(verb, ()))
    assert (said.code, ELSEWHERE.findall(said.out)) == (0, []), said
    assert len(said.out.strip()) > 80


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (("card", "FIN", "SWE"), "FIRM: agreed or carried out"),
        (("event", "usa-swe-dca"), "6 December 2023"),
        (("contradictions",), "5 December 2023"),
        (("dossier", "NOR", "SWE"), "Archer"),
        (("actor", "nordefco"), "Nordic Defence Cooperation"),
        (("timeline", "--actor", "ISL"), "Haga declaration"),
        (("why", "usa-swe-dca"), "How far it got"),
        (("without", "osw-2023-12"), "osw-2023-12"),
        (("export",), "package"),
    ],
)
def test_every_question_has_an_answer(question: tuple[str, ...], answer: str, nordic: Path, foedus: Foedus) -> None:
    verb, *more = question
    said = foedus(verb, nordic, *more)
    assert (said.code, answer in said.out, ELSEWHERE.findall(said.out)) == (0, True, []), said


def test_at_an_earlier_day_less_was_known(nordic: Path) -> None:
    with Record(nordic / "build" / NAME, known="2021-12-31") as record:
        assert record.rows("SELECT claim FROM claims WHERE event = 'swe-nato'") == []
        assert record.rows("SELECT claim FROM claims WHERE event = 'nor-usa-sdca'") != []


def test_the_readme_says_how_many_claims_there_are() -> None:
    text = (NORDIC / "README.md").read_text(encoding="utf-8")
    assert f"{check(NORDIC).claims} claims" in text
    assert app.info.name == "foedus"
