"""The matrix: what ties below the diagonal, what divides above; each cell leads to its pair, each figure to claims."""

import csv
import io
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.charts import matrix as chart
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.matrix import LIMITS, MOST, matrix
from tests.cli.conftest import FILES
from tests.record.small import recorded, write


def test_both_halves_hold_what_they_say(studio: TestClient):
    data = studio.get("/matrix.json").json()
    keys = [one["key"] for one in data["parties"]]
    for row, line in enumerate(data["grid"]):
        assert line[row] is None
        for column, cell in enumerate(line):
            if cell:
                assert {cell["a"], cell["b"]} == {keys[row], keys[column]}
                assert cell["tone"] == ("cooperation" if column < row else "conflict")
    told = next(c for line in data["grid"] for c in line if c and {c["a"], c["b"]} == {"KAZ", "TUR"})
    link = next(one for one in studio.get("/network.json").json()["links"] if (one["a"], one["b"]) == ("KAZ", "TUR"))
    assert (told["firm"], told["soft"]) == (link["firm"], link["soft"])


def test_of_one_kind_both_halves_are_the_same(studio: TestClient):
    grid = studio.get("/matrix.json?kind=transfers").json()["grid"]
    assert any(cell for line in grid for cell in line)
    assert all(grid[row][column] == grid[column][row] for row in range(len(grid)) for column in range(row))


def test_states_stand_by_group_by_events_or_by_name(studio: TestClient):
    by_group = studio.get("/matrix.json").json()["parties"]
    assert [one["group"] for one in by_group[:6]] == ["Turkic states"] * 6
    events = [one["events"] for one in studio.get("/matrix.json?sort=-ties").json()["parties"]]
    assert events == sorted(events, reverse=True)
    names = [one["name"] for one in studio.get("/matrix.json?sort=name").json()["parties"]]
    assert names == sorted(names, key=str.casefold)
    answer = studio.get("/matrix?sort=names")
    assert answer.status_code == 400
    assert "Did you mean “name”?" in answer.text


def test_a_figure_by_kind_leads_to_the_claims_that_it_counts(studio: TestClient):
    data = studio.get("/matrix.json").json()
    line = next(one for one in data["lines"] if (one["a"], one["b"]) == ("KAZ", "TUR"))
    for of in filter(None, line["kinds"]):
        href = f"/claims?actor=KAZ&amp;actor=TUR&amp;kind={of['kind']}"
        assert f'href="{href}"' in studio.get("/matrix").text
        found = studio.get(f"/claims.json?actor=KAZ&actor=TUR&kind={of['kind']}").json()
        assert set(of["claims"]) <= {one["claim"] for one in found["lines"]} or found["pages"] > 1


def test_every_pair_is_in_the_csv_however_many_pages_there_are(studio: TestClient):
    data = studio.get("/matrix.json").json()
    assert data["pages"] > 1
    rows = list(csv.DictReader(io.StringIO(studio.get("/matrix.csv").text)))
    assert len(rows) == data["pairs"]
    second = studio.get("/matrix.json?page=2").json()
    shown = [(one["a"], one["b"]) for page in (data, second) for one in page["lines"]]
    assert shown == [(row["a"], row["b"]) for row in rows]
    kazakh = next(row for row in rows if (row["a"], row["b"]) == ("KAZ", "TUR"))
    assert int(kazakh["agreements"]) > 0
    assert kazakh["restrictions"] == ""  # silence is no zero


def test_cells_lead_to_the_pair_and_carry_the_clock_along(studio: TestClient):
    text = studio.get("/matrix?known=2023-12-31").text
    grid = text.partition('class="grid"')[2].partition("</table>")[0]
    cells = re.findall(r'<td class="[^"]*(?:ties|divides|less)[^"]*"><a href="([^"]+)"', grid)
    assert cells
    assert all("known=2023-12-31" in href for href in cells)
    assert studio.get(cells[0].replace("&amp;", "&")).status_code == 200


def test_the_picture_says_which_half_is_which(studio: TestClient):
    svg = studio.get("/matrix.svg").text
    assert "Below the diagonal: cooperation. Above it: disputes and restrictions." in svg
    assert "Below the diagonal: arms transfers. Above it: nothing." in studio.get("/matrix.svg?kind=transfers").text
    assert studio.get("/matrix.png").content.startswith(b"\x89PNG")


def test_it_shades_as_its_picture_does():
    assert LIMITS == chart.LIMITS


def test_of_very_many_states_those_in_question_and_the_most_tied_stay(tmp_path: Path):
    from foedus.terms.states import states

    keys = [key for key in sorted(states()) if len(key) == 3][:90]
    rows = "".join(f"agr-{n:03d},e-{n},signed,{keys[n]}; {keys[n + 1]}\n" for n in range(len(keys) - 1))
    files = {
        "case.toml": f'format = 1\ntitle = "Many"\n[coalition]\nmembers = ["{keys[0]}", "{keys[-1]}"]\n',
        "claims/agreements.csv": "claim,event,stage,parties\n" + rows,
        "claims/transfers.csv": "claim\n",
    }
    with recorded(tmp_path / "case", files) as record:
        found = matrix(Asked(record))
    assert len(found.parties) == MOST
    assert found.left_out == len(keys) - MOST
    assert {keys[0], keys[-1]} <= {one.key for one in found.parties}
    assert found.bracket == 2


def test_a_state_of_which_only_generalities_are_told_is_listed_but_has_no_row(tmp_path: Path):
    files = {
        **FILES,
        "claims/agreements.csv": (
            "claim,event,stage,grain,parties\nagr-001,a,signed,single,KGZ; TUR\nagr-002,b,in-force,summary,KAZ; TUR\n"
        ),
    }
    with recorded(tmp_path / "case", files) as record:
        found = matrix(Asked(record, Selection(kind="agreements")))
    assert {one.key for one in found.parties} == {"KGZ", "TUR"}
    assert [(one.a, one.b) for one in found.lines] == [("KGZ", "TUR"), ("KAZ", "TUR")]


@pytest.mark.parametrize("query", ["kind=arguments", "since=1850&until=1860"])
def test_where_nobody_stands_together_the_page_says_so(studio: TestClient, query: str):
    answer = studio.get(f"/matrix?{query}")
    assert answer.status_code == 200
    assert "No two states stand together in what is chosen" in answer.text
    assert studio.get(f"/matrix.svg?{query}").status_code == 200


def test_an_empty_case_has_a_matrix_too(studio_of, tmp_path: Path):
    assert (
        studio_of(write(tmp_path / "case", {"claims/transfers.csv": "claim\n"})).client.get("/matrix").status_code
        == 200
    )
