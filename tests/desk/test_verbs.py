"""The verbs by which one decides at the command line."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from foedus.cli.app import app
from foedus.cli.errors import told

Contents = Callable[[Path], dict[str, bytes]]
Run = Callable[..., tuple[int, str, str]]
VERBS = (
    "add", "change", "remove", "rename", "merge", "undo", "log", "import", "judge", "agreement", "adjudicate",
)  # fmt: skip


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `foedus` with arguments; returns exit code, output and errors."""
    monkeypatch.setenv("FOEDUS_WHO", "ada")

    def go(*args: object) -> tuple[int, str, str]:
        typed: Sequence[str] = [str(arg) for arg in args]
        code = told(lambda: app(typed))
        said = capsys.readouterr()
        return code, said.out, said.err

    return go


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_an_example(run: Run, verb: str):
    code, out, _ = run(verb, "--help")
    assert code == 0
    assert f"foedus {verb} " in out


def test_a_day_at_the_desk(run: Run, case: Path, contents: Contents):
    before = contents(case)
    cells = ["event=drone-sale", "stage=delivered", "assertion=asserted", "source=wire-2022", "locator=¶7",
             "grain=single", "supplier=TUR", "recipient=TKM", "item=bayraktar-tb2"]  # fmt: skip
    code, out, _ = run("add", case, "transfers", *cells)
    assert (code, out.splitlines()[0]) == (0, "tra-003 was added to claims/transfers.csv.")
    assert run("change", case, "tra-003", "quantity=6", "--reason", "as the wire has it")[0] == 0
    assert run("judge", case, "tra-003", "2", "--who", "grace")[0] == 0
    code, out, _ = run("log", case, "--json")
    decided = json.loads(out)
    assert [(entry["what"], entry["who"]) for entry in decided] == [
        ("add", "ada"), ("change", "ada"), ("judge", "grace"),
    ]  # fmt: skip
    assert decided[1]["reason"] == "as the wire has it"
    assert "tra-003 is judged 2 probably true" in run("log", case, "--about", "tra-003")[1]
    assert "grace" in run("judge", case)[1]
    for _ in decided:
        assert run("undo", case)[0] == 0
    assert contents(case) == before
    code, _, err = run("undo", case)
    assert (code, "no decision to undo" in err) == (2, True)


def test_errors_that_a_decision_would_bring_are_shown(run: Run, case: Path):
    code, _, err = run("change", case, "tra-001", "stage=deliverd")
    assert code == 1
    assert "claims/transfers.csv:2" in err
    assert "delivered" in err


def test_a_cell_without_a_column_is_explained(run: Run, case: Path):
    code, _, err = run("change", case, "tra-001", "delivered")
    assert code == 2
    assert "column=value" in err


def test_a_renaming_is_shown_first(run: Run, case: Path, contents: Contents):
    before = contents(case)
    code, out, _ = run("rename", case, "baykar", "bay", "--dry-run")
    assert code == 0
    assert "claims/transfers.csv:3" in out
    assert "5 cells would change" in out
    code, _, err = run("rename", case, "baykar", "bay")
    assert code == 1
    assert "--yes does it" in err
    assert contents(case) == before
    assert run("rename", case, "baykar", "bay", "--yes")[0] == 0
    code, out, _ = run("merge", case, "baykar-technology", "bay", "--dry-run", "--json")
    plan = json.loads(out)
    assert plan["files"] == ["claims/transfers.csv", "entities.csv"]
    assert any("named both" in note for note in plan["notes"])


def test_a_spreadsheet_is_imported(run: Run, case: Path, tmp_path: Path):
    deals = tmp_path / "deals.csv"
    deals.write_text(
        "Deal,Supplier,Buyer,Date\nsale one,Turkey,Tajikistan,2022\nsale two,Turkey,Nowhere,2022\n", "utf-8"
    )
    args = ["import", case, deals, "--kind", "transfers", "--map", "Deal=event", "--map", "Buyer=recipient"]
    for cell in ("stage=delivered", "assertion=asserted", "grain=single", "source=press-2022"):
        args += ["--set", cell]
    code, out, err = run(*args, "--yes")
    assert code == 2
    assert "row 3  Buyer: There is no entity 'Nowhere'" in out
    assert "none was written" in err
    code, out, _ = run(*args, "--yes", "--skip-faulty", "--json")
    assert code == 0
    assert json.loads(out)["entry"]["about"] == ["tra-003"]


def test_two_coders_are_compared_and_settled(run: Run, case: Path, tmp_path: Path):
    cells = ["event=drone-sale", "stage=ordered", "date=2021", "assertion=asserted", "source=press-2022", "locator=¶1",
             "grain=single", "supplier=TUR", "recipient=KGZ", "coder=grace"]  # fmt: skip
    assert run("add", case, "transfers", *cells)[0] == 0
    listed = tmp_path / "settle.csv"
    both = ["--coder", "me", "--coder", "grace"]
    code, out, _ = run("agreement", case, "--source", "press-2022", *both, "--json")
    assert code == 0
    assert {"date", "transfers.stage", "transfers.supplier"} <= {c["column"] for c in json.loads(out)["columns"]}
    code, out, _ = run("agreement", case, "--source", "press-2022", *both, "--differences", listed)
    assert code == 0
    assert "differences written to" in out
    listed.write_text("\n".join(
        line + ("A" if "tra-003" in line else "") for line in listed.read_text("utf-8").splitlines()
    ), "utf-8")  # fmt: skip
    code, out, _ = run("adjudicate", case, listed, *both)
    assert code == 0
    assert "settled" in out
    assert b"tra-003" not in (case / "claims/transfers.csv").read_bytes()
    assert run("agreement", case, "--source", "press-2022")[0] == 2
