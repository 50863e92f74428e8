"""`foedus measure overlaps` and `arguments` as they are typed: tables, JSON with claims, clear errors."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Foedus, foedus
from tests.measures.blocs_case import FILES
from tests.record.small import write

__all__ = ["foedus"]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("typed") / "case", FILES)


def test_tables_on_the_screen(foedus: Foedus, case: Path):
    said = foedus("measure", "overlaps", case)
    assert said.code == 0
    for title in ("Who is in which bloc", "Two blocs at once", "Quarrels among them", "Suppliers and opponents"):
        assert title in said.out
    assert "! Datasets are not covered" in said.out
    reasons = foedus("measure", "arguments", case, "--topic", "the-army")
    assert "enables" in reasons.out
    assert "Cold binds." in reasons.out


@pytest.mark.parametrize("asked", [("overlaps",), ("arguments", "--topic", "the-army")])
def test_json_has_claims_and_coverage_of_every_figure(foedus: Foedus, case: Path, asked: tuple[str, ...]):
    found = json.loads(foedus("measure", asked[0], case, *asked[1:], "--json").out)
    cells = [cell for sheet in found["sheets"] for line in sheet["lines"] for cell in line["cells"]]
    figures = [cell for cell in cells if isinstance(cell, dict)]
    assert figures
    assert all({"value", "unit", "claims", "rows", "cover", "coverage", "roots"} <= figure.keys() for figure in figures)
    assert any(figure["claims"] for figure in figures)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("overlaps", "--group", "alone"), "one member only"),
        (("overlaps", "--group", "pakt"), "Did you mean 'pact'?"),
        (("overlaps", "--state", "FIN", "--state", "Narnia"), "There is no state 'Narnia'."),
        (("overlaps", "--since", "soon"), "'soon' is no year"),
        (("arguments", "--topic", "the-armi"), "Did you mean 'the-army'?"),
        (("overlaps", "--as-of", "yesterday"), "--as-of"),
    ],
)
def test_bad_input_is_one_sentence_and_the_next_step(foedus: Foedus, case: Path, asked: tuple[str, ...], said: str):
    found = foedus("measure", asked[0], case, *asked[1:])
    assert found.code == 2
    assert said in found.err
    assert not found.out
    assert "Traceback" not in found.err
