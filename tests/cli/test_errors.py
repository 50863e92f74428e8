"""What goes wrong is told in a sentence with the next step, on standard error, with an honest exit code."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.cli.errors import told
from tests.cli.conftest import Foedus

WRONG: list[tuple[tuple[str, ...], str, str]] = [
    # arguments, what is said, what is advised
    (("claims", "{tmp}/nowhere"), "There is no folder {tmp}/nowhere.", "foedus new DIR"),
    (("check", "{tmp}/nowhere"), "There is no folder {tmp}/nowhere.", "foedus new DIR"),
    (("build", "{case}x"), "There is no folder {case}x.", "Did you mean {case}?"),
    (("claims", "{case}/case.toml"), "{case}/case.toml is a file, not a case folder.", "Name the folder: {case}."),
    (("check", "{case}/case.toml"), "{case}/case.toml is a file, not a case folder.", "Name the folder: {case}."),
    (("claims", "{tmp}"), "{tmp} is no case", "foedus new {tmp}"),
    (("claims", "{tmp}/no.duckdb"), "There is no record {tmp}/no.duckdb.", "foedus build CASE"),
    (("claims", "{case}/sources.duckdb"), "is not a record that can be opened", "foedus build CASE"),
    (("claims", "{case}", "--kind", "transfer"), "no kind of claim called 'transfer'", "Did you mean 'transfers'?"),
    (("events", "{case}", "--stage", "deliverd"), "There is no stage 'deliverd'.", "Did you mean 'delivered'?"),
    (("claims", "{case}", "--actor", "Turkiey"), "There is no entity 'Turkiey'", "Did you mean 'Türkiye'?"),
    (("claims", "{case}", "--group", "coaliton"), "There is no group 'coaliton'", "Did you mean 'coalition'?"),
    (("claims", "{case}", "--known", "2022-13-01"), '--known: "2022-13-01" is not a date', "2022-01-13"),
    (("claims", "{case}", "--as-of", "soon"), '--as-of: "soon" is not a date', "2022-05-10"),
    (("timeline", "{case}", "--since", "22/05/2022"), '--since: "22/05/2022" is not a date', "Write 2022-05-22."),
    (("event", "{case}", "sael"), "There is no event 'sael'.", "Did you mean 'sale'?"),
    (("event", "{case}", "sale", "--known", "2019"), "Nothing on 'sale' was there at these clocks.", "later --known"),
    (("actor", "{case}", "Atlantis"), "There is no entity 'Atlantis'", "foedus query CASE"),
    (("dossier", "{case}", "TUR", "Turkey"), "'TUR' and 'Turkey' are the same actor.", "foedus actor CASE TUR"),
    (("query", "{case}", "SELEC 1"), "syntax error", "--tables"),
    (("query", "{case}", "DROP TABLE claims"), "not one question", "--tables"),
    (("query", "{case}", ""), "not one question", "--tables"),
    (("codebook", "transfer"), "no kind of claim called 'transfer'", "Did you mean 'transfers'?"),
]


@pytest.mark.parametrize(("arguments", "message", "hint"), WRONG)
def test_a_wrong_question_is_told_with_the_next_step(
    foedus: Foedus, small_case: Path, tmp_path: Path, arguments: tuple[str, ...], message: str, hint: str
):
    """Exit code 2, nothing on standard output, no traceback: what is wrong, and under it what to do."""
    (small_case / "sources.duckdb").write_bytes(b"no database at all")
    places = {"{tmp}": str(tmp_path), "{case}": str(small_case)}

    def placed(text: str) -> str:
        return re.sub(r"\{(tmp|case)\}", lambda found: places[found[0]], text)

    said = foedus(*map(placed, arguments))
    assert (said.code, said.out) == (2, "")
    told_lines = re.sub(r"\s+", " ", said.err)
    assert said.err.startswith("foedus: ")
    assert re.sub(r"\s+", "", placed(message)) in re.sub(r"\s+", "", told_lines)
    assert re.sub(r"\s+", "", placed(hint)) in re.sub(r"\s+", "", told_lines)
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("chek", "."), "No such command 'chek'"),
        (("claims",), "Missing argument 'CASE'"),
        (("claims", ".", "--kinds", "x"), "No such option: --kinds"),
        (("claims", ".", "--limit", "many"), "Input should be a valid integer"),
        (("claims", ".", "--limit", "-1"), "greater than or equal to 0"),
        (("query", "."), "write a question, or --tables"),
        (("dossier", ".", "TUR"), "Missing argument 'B'"),
    ],
)
def test_a_wrong_use_shows_the_usage(foedus: Foedus, arguments: tuple[str, ...], message: str):
    """A verb, option or argument that is not there: exit code 2, the usage and where help is."""
    said = foedus(*arguments)
    assert (said.code, said.out) == (2, "")
    assert message in re.sub(r"\s+", " ", said.err)
    assert said.err.startswith("Usage: foedus")


def test_the_version_is_said(foedus: Foedus):
    """`foedus --version`, for a report of a fault."""
    assert foedus("--version") == (0, "foedus 0.1.0\n", "")


# -- stopping --------------------------------------------------------------------------------------------------


def stop() -> None:
    raise KeyboardInterrupt


def interrupted() -> None:
    raise RuntimeError("Query interrupted")


@pytest.mark.parametrize("run", [stop, interrupted])
def test_ctrl_c_is_exit_code_130(capsys: pytest.CaptureFixture[str], run: Callable[[], None]):
    """Whoever stops a long question is told so, by whatever name DuckDB raises it."""
    assert told(run) == 130
    assert capsys.readouterr() == ("", "foedus: Stopped. Nothing was changed.\n")


@pytest.mark.parametrize("verb", ["claims", "check", "build", "make"])
def test_ctrl_c_in_any_verb(foedus: Foedus, small_case: Path, monkeypatch: pytest.MonkeyPatch, verb: str):
    """It is the same whichever verb is stopped."""

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["foedus.case.check"], "read", stopped)
    monkeypatch.setattr(sys.modules["foedus.record.build"], "read", stopped)
    monkeypatch.setattr("foedus.api.fresh", stopped)
    assert foedus(verb, small_case) == (130, "", "foedus: Stopped. Nothing was changed.\n")


def test_a_fault_of_ours_is_not_hidden():
    """What nobody has foreseen keeps its traceback: it belongs into a report, not into a soothing sentence."""

    def fault() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        told(fault)


# -- real processes --------------------------------------------------------------------------------------------

FOEDUS = f"{sys.executable} -m foedus"


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **variables},
    )


@pytest.mark.parametrize(
    "question",
    ["claims {case} --limit 0", "claims {case} --json", "query {case} 'SELECT * FROM claims' --csv", "codebook --json"],
)
def test_a_closed_pipe_is_no_error(built_case: Path, question: str):
    """`| head -1` has had enough: exit code 0, and not a word on standard error."""
    said = shell(f"{FOEDUS} {question.format(case=built_case)} | head -1")
    assert (said.returncode, said.stderr) == (0, "")
    assert len(said.stdout.splitlines()) == 1


def test_a_reader_that_is_gone_before_the_answer_is_no_error(small_case: Path):
    """Not even at the end, when Python closes its output."""
    said = shell(f"{FOEDUS} sources {small_case} --csv | true")
    assert (said.returncode, said.stderr) == (0, "")


def test_a_wrong_folder_in_a_real_shell(tmp_path: Path):
    """The program itself, as it is called: exit code 2, the sentence, the hint, no traceback."""
    said = shell(f"{FOEDUS} claims {tmp_path / 'nowhere'}")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("foedus: There is no folder")
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_shells_get_their_completion(name: str):
    """`foedus --show-completion` prints the script of the shell it is called from."""
    said = shell(f"{FOEDUS} --show-completion {name}", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert said.returncode == 0
    assert "_COMPLETE" in said.stdout


LIGHT = """
import sys
sys.argv = ["foedus", "--help"]
from foedus.cli import main
try:
    main()
except SystemExit:
    pass
print(*sorted({"duckdb", "msgspec", "jinja2", "rich", "numpy", "pandas", "polars"} & set(sys.modules)), file=sys.stderr)
"""


def test_help_loads_nothing_heavy():
    """`foedus --help` comes at once: no database, no frames, no templates are loaded for it."""
    said = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert said.stderr.split() == []
    assert "Usage: foedus" in said.stdout
