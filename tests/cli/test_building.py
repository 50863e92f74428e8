"""`check`, `build`, `make`, `new`: what they write, what they say, and that they lose nothing."""

import errno
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import FILES, Foedus
from tests.record.small import write

FAULTY = {
    **FILES,
    "claims/transfers.csv": """\
        claim,event,stage,date,assertion,attribution,source,locator,supplier,recipient,item,quantity
        tra-001,sale,orderd,2021-10,asserted,,press-2022,¶3,TUR,KGZ,bayraktar-tb2,>=3
        tra-002,sale,delivered,27/04/2022,attributed,,press-2022,¶4,TUR,KGZ,bayraktar-tb2,many
        tra-003,sale,delivered,,denied,,paper-2021,p. 7,TUR,KGZ,bayraktar-tb2,
        tra-003,boats,delivered,2023,asserted,,press-2022,¶9,KGZ,KGZ,patrol boats,
        """,
    "claims/agreements.csv": """\
        claim,event,stage,date,assertion,source,locator,partys,instrument
        agr-001,pact,signed,2020-05-12,asserted,press-2022,¶2,KGZ; TUR,memo
        """,
}


def test_check_shows_each_finding_with_its_line(foedus: Foedus, tmp_path: Path, golden: Callable[[str, str], None]):
    """Read tests/golden/cli-check.txt: file, line and column, the line itself, what is wrong and what to do."""
    said = foedus("check", write(tmp_path / "case", FAULTY))
    assert (said.code, said.err) == (1, "")
    golden("cli-check.txt", "\n".join(line.rstrip() for line in said.out.splitlines()) + "\n")


def test_check_for_machines_has_the_documented_shape(foedus: Foedus, tmp_path: Path):
    """`{findings: [{code, severity, file, line, column, message, hint}], claims}`, errors first."""
    said = foedus("check", write(tmp_path / "case", FAULTY), "--json")
    assert (said.code, said.err) == (1, "")
    found = json.loads(said.out)
    assert found["claims"] == 5
    severities = [finding["severity"] for finding in found["findings"]]
    assert set(severities) <= {"error", "warning"}
    assert severities == sorted(severities)
    assert found["errors"] == severities.count("error") > 0
    for finding in found["findings"]:
        kinds = {"code": str, "severity": str, "file": str, "line": int, "column": int, "message": str, "hint": str}
        assert {name: type(finding[name]) for name in kinds} == kinds
        assert finding["message"].endswith((".", "?", "…"))
        assert (tmp_path / "case" / finding["file"]).exists()


def test_check_passes_a_case_with_warnings(foedus: Foedus, tmp_path: Path):
    """A warning is worth a look, not a red light: exit code 0; the verdict counts both."""
    folder = write(tmp_path / "case", {**FILES, "case.toml": "format = 1\n"})
    said = foedus("check", folder)
    assert said.code == 0
    assert "warning case-toml" in said.out
    assert said.out.splitlines()[-1].startswith("6 claims: no errors, ")


def test_the_bundled_case_has_no_errors(foedus: Foedus, built_case: Path):
    """What we ship checks clean, and says what is waived on request."""
    found = json.loads(foedus("check", built_case, "--json").out)
    assert (found["errors"], found["warnings"], found["claims"]) == (0, 0, 854)
    assert found["waived"] > 0
    assert "Waived in case.toml" in foedus("check", built_case, "--waived").out


def test_build_says_what_it_made_and_where(foedus: Foedus, tmp_path: Path):
    """Counts and paths for people; the same for machines; Parquet on request only left out."""
    folder = write(tmp_path / "case", FILES)
    said = foedus("build", folder)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == "6 claims on 4 events from 2 sources"
    assert str(folder / "build" / "record.duckdb") in said.out
    found = json.loads(foedus("build", folder, "--json", "--out", tmp_path / "out", "--no-parquet").out)
    assert found == {
        "record": str(tmp_path / "out" / "record.duckdb"), "parquet": None, "claims": 6, "events": 4, "sources": 2,
    }  # fmt: skip
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["record.duckdb"]


def test_build_refuses_a_case_with_errors(foedus: Foedus, tmp_path: Path):
    """Exit code 1; the findings and the sentence on standard error; nothing is written."""
    folder = write(tmp_path / "case", FAULTY)
    said = foedus("build", folder)
    assert (said.code, said.out) == (1, "")
    assert "claims/transfers.csv:2:" in said.err
    assert "so no record was built from it." in said.err
    assert f"foedus check {folder}" in said.err.replace("\n", "")
    assert not (folder / "build").exists()


def test_a_read_only_disk_is_said_with_the_way_out(foedus: Foedus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nothing can be written beside the case: exit code 1 and `--out`, no traceback."""
    folder = write(tmp_path / "case", FILES)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(folder))

    monkeypatch.setattr(sys.modules["foedus.record.build"], "fill", refuse)
    for verb in (("build", folder), ("make", folder), ("claims", folder)):
        said = foedus(*verb)
        assert (said.code, said.out) == (1, "")
        assert "Read-only file system" in said.err
        assert "--out DIR" in said.err


def test_make_does_it_all(foedus: Foedus, tmp_path: Path):
    """Check, build, brief and a summary with the places of what was written."""
    folder = write(tmp_path / "case", FILES)
    said = foedus("make", folder)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("A small case\nWho arms whom?\n")
    for path in ("record.duckdb", "brief.html", "parquet"):
        assert (folder / "build" / path).exists()
        assert str(folder / "build" / path) in said.out.replace("\n", "")


def test_a_first_question_builds_the_record(foedus: Foedus, tmp_path: Path):
    """Nobody has to think of `build`: asking is enough, and standard output has only the answer."""
    folder = write(tmp_path / "case", FILES)
    said = foedus("query", folder, "SELECT count(*) AS n FROM claims", "--json")
    assert (said.code, said.err, json.loads(said.out)) == (0, "", [{"n": 6}])
    assert (folder / "build" / "record.duckdb").is_file()


# -- new -------------------------------------------------------------------------------------------------------


def test_a_new_case_checks_and_builds(foedus: Foedus, tmp_path: Path):
    """What `new` writes teaches by being right: no errors, no warnings, a record, a brief."""
    folder = tmp_path / "my case"
    said = foedus("new", folder, "--title", 'The "North" \\ Nord', "--question", "Will it hold?\nOr not?")
    assert (said.code, said.err) == (0, "")
    found = json.loads(foedus("check", folder, "--json").out)
    assert (found["findings"], found["claims"]) == ([], 2)
    made = foedus("make", folder)
    assert made.code == 0
    assert made.out.startswith('The "North" \\ Nord\nWill it hold?\nOr not?\n')


def test_new_takes_an_empty_folder_and_no_other(foedus: Foedus, tmp_path: Path):
    """A folder with anything in it is left alone, as is a file."""
    (tmp_path / "empty").mkdir()
    assert foedus("new", tmp_path / "empty").code == 0
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("full", "file", "empty"):
        said = foedus("new", tmp_path / name)
        assert (said.code, said.out) == (2, "")
        assert "is there already and not empty" in said.err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_new_that_fails_leaves_nothing(foedus: Foedus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The disk is full after the third file: exit code 1, no half a case, no leftovers."""
    really, written = Path.write_text, []

    def full(self: Path, *arguments: object, **options: object) -> int:
        written.append(self)
        if len(written) > 3:
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return really(self, *arguments, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        said = foedus("new", tmp_path / "case")
    assert (said.code, "No space left on device" in said.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


DIES = """
import os, signal, sys
from pathlib import Path
from foedus.case.start import start

really, left = Path.write_text, int(sys.argv[2])

def write_text(self, *arguments, **options):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return really(self, *arguments, **options)

Path.write_text = write_text
start(Path(sys.argv[1]), title="A case", question="Why?")
"""


@pytest.mark.parametrize("moment", [1, 5, 9])
def test_new_that_is_killed_leaves_no_half_a_case(foedus: Foedus, tmp_path: Path, moment: int):
    """A power cut in the middle: the folder is not there, and the next `new` makes it whole."""
    folder = tmp_path / "case"
    died = subprocess.run([sys.executable, "-c", DIES, str(folder), str(moment)], check=False)
    assert died.returncode == -signal.SIGKILL
    assert not folder.exists()
    assert foedus("new", folder).code == 0
    assert foedus("check", folder).code == 0
