"""A data package: by the published rules, the same bytes from the same case, and a case again."""

import csv
import errno
import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import duckdb
import frictionless
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.case import check, read, sums
from foedus.case.folder import CaseError
from foedus.case.package import take
from foedus.codebook import Kind, load
from foedus.publish.package import FILE, package
from foedus.record.ask import AskError
from foedus.record.build import BuildError
from tests.codebook.test_sentences import rows as drawn_rows
from tests.conftest import REPOSITORY
from tests.publish.datapackage import broken, rows
from tests.record.small import write
from tests.views.brief_case import FILES

NORDIC = REPOSITORY / "cases" / "nordic-states"
BOOK = load()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small case, with a note and a coder who wants to stay unnamed."""
    folder = write(tmp_path_factory.mktemp("package") / "case", FILES)
    table = folder / "claims" / "transfers.csv"
    head, first, *rest = table.read_text(encoding="utf-8").splitlines()
    lines = [f"{head},note,coder,x_own", f"{first},Not to be told,Jane Secret,mine", *(f"{line},,," for line in rest)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its package. Not to be written into."""
    return package(small, tmp_path_factory.mktemp("made") / "package").folder


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sums.files(folder)}


def claims(folder: Path, leave: frozenset[str] = frozenset()) -> dict[str, list[tuple[str, ...]]]:
    """All rows of all tables of a case, by table, in the order of the files."""
    case, _ = read(folder)
    with case:
        tables = {name: table.columns for name, table in case.codebook.tables.items()}
        tables |= {kind.kind: kind.columns for kind in case.kinds}
        found = {}
        for name, columns in tables.items():
            picked = ", ".join(f'"{column.name}"' for column in columns if column.name not in leave)
            found[name] = case.con.execute(f'SELECT {picked} FROM "{name}" ORDER BY row').fetchall()
        return found


# -- by the rules --------------------------------------------------------------------------------------------


def test_a_package_keeps_the_published_rules(made: Path) -> None:
    assert broken(made) == []


def test_the_rules_notice_what_is_wrong(made: Path, tmp_path: Path) -> None:
    """A vague day in a day's column, a stage of another list, a source that is not there: each is told."""
    copy = shutil.copytree(made, tmp_path / "package")
    table = copy / "claims" / "transfers.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",delivered,", ",deliverd,", 1).replace(
        "first-2021", "frist-2021", 1), encoding="utf-8")  # fmt: skip
    events = copy / "record" / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("2019-04-02", "2019~", 1), encoding="utf-8")
    told = broken(copy)
    assert sum("bytes or hash" in fault for fault in told) == 2
    assert any("'deliverd'" in fault for fault in told)
    assert any("leads nowhere: ('frist-2021',)" in fault for fault in told)
    assert any("'2019~'" in fault for fault in told)


@pytest.mark.parametrize("case", ["nordic-states", "turkic-states"])
def test_the_bundled_cases_keep_them_too(case: str, tmp_path: Path) -> None:
    """By the rules as we read them, and by the tool that others hold a package against."""
    source = shutil.copytree(REPOSITORY / "cases" / case, tmp_path / "case", ignore=shutil.ignore_patterns("build"))
    made = package(source, tmp_path / "package").folder
    assert broken(made) == []
    report = frictionless.validate(str(made / FILE))
    assert report.flatten(["title", "type", "message"]) == []
    assert (report.valid, report.stats["warnings"]) == (True, 0)
    tables = list(made.rglob("*.csv"))
    assert sum(task.type == "table" for task in report.tasks) == len(tables)


def test_the_tool_of_others_notices_what_is_wrong_as_well(made: Path, tmp_path: Path) -> None:
    """So that its silence above says something: a stage of another list, a source that is not there."""
    copy = shutil.copytree(made, tmp_path / "package")
    table = copy / "claims" / "transfers.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",delivered,", ",deliverd,", 1).replace("first-2021", "frist-2021", 1))
    told = {kind for (kind,) in frictionless.validate(str(copy / FILE)).flatten(["type"])}
    assert {"constraint-error", "foreign-key", "hash-count"} <= told


def test_the_schema_comes_from_the_codebook_a_kind_of_the_cases_own_too(tmp_path: Path) -> None:
    kind = (REPOSITORY / "src/foedus/codebook/kinds/transfers.toml").read_text(encoding="utf-8")
    own = kind.replace('prefix = "tra"', 'prefix = "gif"')
    folder = write(tmp_path / "case", {"kinds/gifts.toml": own})
    (folder / "claims" / "gifts.csv").write_text(
        "claim,event,stage,assertion,source,locator,grain,supplier,recipient\n"
        "gif-001,a-gift,delivered,asserted,press-2022,¶1,single,TUR,KGZ\n",
        encoding="utf-8",
    )
    out = package(folder, tmp_path / "package").folder
    assert broken(out) == []
    described = json.loads((out / FILE).read_text(encoding="utf-8"))
    gifts = next(one for one in described["resources"] if one["name"] == "gifts")
    stage = next(field for field in gifts["schema"]["fields"] if field["name"] == "stage")
    assert stage["constraints"]["enum"] == [one.word for one in BOOK.kinds["transfers"].stages]
    assert gifts["schema"]["fields"][0]["constraints"]["pattern"] == "gif-[0-9]+"
    take(out, tmp_path / "back")
    assert claims(tmp_path / "back")["gifts"] == claims(folder)["gifts"]


def test_parquet_has_the_same_claims_with_days_beside_them(made: Path) -> None:
    with duckdb.connect() as con:
        names = [row[0] for row in con.execute(f"DESCRIBE FROM '{made}/parquet/transfers.parquet'").fetchall()]
        found = con.execute(f"SELECT claim, date, earliest FROM '{made}/parquet/transfers.parquet'").fetchall()
    assert {"earliest", "latest", "known", "quantity_number"} <= set(names)
    assert not {"note", "coder", "file", "line"} & set(names)
    told = {row["claim"]: row["date"] for row in rows(made, {"path": "claims/transfers.csv"})}
    assert {claim: date or "" for claim, date, _ in found} == told


# -- the same bytes ------------------------------------------------------------------------------------------


def test_two_exports_are_the_same_bytes_and_so_is_the_export_of_what_was_taken_over(
    small: Path, tmp_path: Path
) -> None:
    first = package(small, tmp_path / "first").folder
    second = package(small, tmp_path / "second").folder
    assert tree(first) == tree(second)
    take(first, tmp_path / "back")
    assert tree(package(tmp_path / "back", tmp_path / "third").folder) == tree(first)


def test_the_list_of_files_is_what_sha256sum_reads(made: Path) -> None:
    if not shutil.which("sha256sum"):
        pytest.skip("needs sha256sum, which is not installed")
    done = subprocess.run(["sha256sum", "-c", "--quiet", sums.NAME], cwd=made, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert set(sums.read(made)) == set(tree(made)) - {sums.NAME}


# -- what stays at home --------------------------------------------------------------------------------------


def test_notes_and_coders_stay_at_home_and_columns_of_ones_own(made: Path) -> None:
    everything = b"\n".join(data for data in tree(made).values())
    for told in (b"Not to be told", b"Jane Secret", b"x_own", str(made.parent).encode(), str(Path.home()).encode()):
        assert told not in everything
    described = json.loads((made / FILE).read_text(encoding="utf-8"))
    assert described["foedus"]["withheld"] == ["coder", "note"]


def test_case_toml_lets_them_out_and_keeps_quotes_back(small: Path, tmp_path: Path) -> None:
    case = shutil.copytree(small, tmp_path / "case", ignore=shutil.ignore_patterns("build"))
    text = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(text + "\n[publish]\nnotes = true\ncoders = true\nquotes = false\n")
    out = package(case, tmp_path / "package").folder
    header, first, *_ = csv.reader(io.StringIO((out / "claims/transfers.csv").read_text(encoding="utf-8")))
    assert ("Not to be told" in first, "Jane Secret" in first, "quote" in header) == (True, True, False)
    assert broken(out) == []


# -- a case again --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["nordic-states", "turkic-states"])
def test_the_bundled_cases_come_back_with_the_same_claims(case: str, tmp_path: Path) -> None:
    source = shutil.copytree(REPOSITORY / "cases" / case, tmp_path / "case", ignore=shutil.ignore_patterns("build"))
    taken = take(package(source, tmp_path / "package").folder, tmp_path / "back")
    leave = frozenset() if case == "nordic-states" else frozenset({"note", "coder"})  # the former keeps nothing back
    assert claims(tmp_path / "back", leave) == claims(source, leave)
    assert taken.claims == check(source).claims
    report = check(tmp_path / "back")
    assert (report.errors, report.warnings) == (0, 0)


KINDS = st.sampled_from(list(BOOK.kinds.values()))
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=12)


@st.composite
def small_cases(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """Rows of a few kinds, with odd letters in the cells that take any text."""
    tables: dict[str, list[dict[str, str]]] = {}
    for kind in draw(st.lists(KINDS, min_size=1, max_size=3, unique_by=lambda kind: kind.kind)):
        for number in range(1, draw(st.integers(1, 3)) + 1):
            row = draw(_rows(kind)) | {"claim": f"{kind.prefix}-{number:03d}"}
            tables.setdefault(kind.kind, []).append(row)
    return tables


@st.composite
def _rows(draw: st.DrawFn, kind: Kind) -> dict[str, str]:
    row: dict[str, str] = draw(drawn_rows(kind))
    for column in kind.columns:
        if column.type in ("event", "source"):
            row[column.name] = "sale" if column.type == "event" else "press-2022"
        elif column.type in ("entities", "events", "entities-or-sources", "sources", "entity", "coverage"):
            row[column.name] = "TUR" if column.required else ""
        elif column.type in ("entity-event-or-topic", "topic-or-event", "entity-or-text"):
            row[column.name] = "sale" if column.type != "entity-or-text" else ""
        elif column.type == "text" and column.name not in ("locator", "currency"):
            row[column.name] = draw(TEXT).strip()
        elif not row[column.name] and column.words and column.required:
            row[column.name] = next(iter(column.words))
    return row | {"assertion": "asserted", "locator": "¶1"}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(small_cases(), st.booleans())
def test_any_small_case_comes_back_with_the_same_claims(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, list[dict[str, str]]], open_: bool
) -> None:
    """Whatever stands in the cells: a case, its package, and the case of the package say the same."""
    place = tmp_path_factory.mktemp("any")
    publish = "[publish]\nnotes = true\ncoders = true\n" if open_ else ""
    case = write(place / "case", {"case.toml": f'format = 1\ntitle = "Any"\n{publish}'})
    (case / "claims" / "transfers.csv").unlink()
    for kind, lines in tables.items():
        with (case / "claims" / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [column.name for column in BOOK.kinds[kind].columns], restval="")
            writer.writeheader()
            writer.writerows(lines)
    faulty = check(case).errors > 0
    out = package(case, place / "package", force=faulty).folder
    if not faulty:
        assert broken(out) == []
    take(out, place / "back")
    leave = frozenset() if open_ else frozenset({"note", "coder"})
    assert claims(place / "back", leave) == claims(case, leave)
    shutil.rmtree(place)


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "copy")


def test_a_package_that_was_changed_or_lost_a_file_is_no_case(copy: Path, tmp_path: Path) -> None:
    table = copy / "claims" / "transfers.csv"
    kept = table.read_text(encoding="utf-8")
    table.write_text(kept.replace("boat", "goat"), encoding="utf-8")
    with pytest.raises(CaseError, match="has been changed since the package was made"):
        take(copy, tmp_path / "back")
    table.unlink()
    with pytest.raises(CaseError, match=r"has lost claims/transfers\.csv"):
        take(copy, tmp_path / "back")
    table.write_text(kept, encoding="utf-8")
    absent = next(kind for kind in BOOK.kinds if not (copy / "claims" / f"{kind}.csv").exists())
    (copy / "claims" / f"{absent}.csv").write_text("claim\n", encoding="utf-8")
    with pytest.raises(CaseError, match="is no part of the package"):
        take(copy, tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"foedus": 3}', b"\xff\xfe", b'{"resources": []}'])
def test_what_is_no_package_is_told_and_leaves_nothing(data: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / FILE).write_bytes(data)
    with pytest.raises(CaseError, match="package"):
        take(folder, tmp_path / "back")
    with pytest.raises(CaseError, match="is no data package"):
        take(tmp_path / "nowhere", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_package_is_not_taken_into_a_folder_that_holds_something(made: Path, tmp_path: Path) -> None:
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "thesis.txt").write_text("mine")
    with pytest.raises(CaseError, match="is there already and not empty"):
        take(made, tmp_path / "back")
    assert take(made / FILE, tmp_path / "other").claims > 0  # the file that describes it names it as well


# -- bad input -----------------------------------------------------------------------------------------------


def test_a_former_output_is_written_over_and_nothing_else(small: Path, tmp_path: Path) -> None:
    out = package(small, tmp_path / "package").folder
    before = tree(out)
    package(small, out)
    assert tree(out) == before
    (out / "thesis.txt").write_text("mine")
    with pytest.raises(AskError, match=r"holds 'thesis.txt', which foedus did not write there"):
        package(small, out)
    (out / "thesis.txt").unlink()
    (out / "README.md").write_text("Edited by hand.")
    with pytest.raises(AskError, match=r"README.md has been changed since it was written"):
        package(small, out)
    assert (out / "README.md").read_text() == "Edited by hand."
    other = tmp_path / "other"
    other.mkdir()
    package(small, other)  # an empty folder is no hindrance
    (tmp_path / "letter").mkdir()
    (tmp_path / "letter" / "a.txt").write_text("mine")
    with pytest.raises(AskError, match="is not empty, and not an export"):
        package(small, tmp_path / "letter")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(AskError, match="is no folder"):
        package(small, tmp_path / "file")
    (tmp_path / "link").symlink_to(out)
    with pytest.raises(AskError, match="is no folder"):
        package(small, tmp_path / "link")


@pytest.mark.parametrize("place", ["", "claims", "package", "build"])
def test_the_cases_own_files_are_never_written_over(place: str, copy_case: Callable[..., Path]) -> None:
    case = copy_case()
    with pytest.raises(AskError, match="lies among the case's own files"):
        package(case, case / place)


def test_a_full_disk_leaves_the_former_package(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = package(small, tmp_path / "package").folder
    before = tree(out)

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(AskError, match="cannot be written: No space left on device"):
        package(small, out)
    monkeypatch.undo()
    assert tree(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_names_that_a_disk_cannot_tell_apart_or_have_are_refused(tmp_path: Path) -> None:
    from foedus.publish.folder import written

    def write_both(*names: str) -> None:
        with written(tmp_path / "out") as work:
            for name in names:
                (work / name).write_text(name)

    with pytest.raises(AskError, match="are one name on disks"):
        write_both("Gifts.csv", "gifts.csv")
    with pytest.raises(AskError, match=r"Windows cannot have a file called 'aux\.csv'"):
        write_both("aux.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_case_with_errors_goes_out_only_when_forced_and_says_so_everywhere(tmp_path: Path) -> None:
    case = write(
        tmp_path / "case", {"claims/transfers.csv": "claim,supplier,recipient,date\ntra-001,TUR,KGZ,2022-13\n"}
    )
    with pytest.raises(BuildError, match="has 1 error, so no package was written") as told:
        package(case, tmp_path / "package")
    assert [finding.code for finding in told.value.findings] == ["date-form"]
    assert not (tmp_path / "package").exists()
    made = package(case, tmp_path / "package", force=True)
    out = made.folder
    assert made.errors == 1
    assert "2022-13" in (out / "FINDINGS.txt").read_text(encoding="utf-8")
    assert "FAULTY" in json.loads((out / FILE).read_text(encoding="utf-8"))["description"]
    assert "This case has 1 error: see FINDINGS.txt" in (out / "README.md").read_text(encoding="utf-8")
    assert not (out / "record").exists()
    assert not (out / "parquet").exists()
    assert take(out, tmp_path / "back").errors == 1
    assert [finding.code for finding in check(tmp_path / "back").findings] == ["date-form"]
    package(case, out, force=True)
    shutil.rmtree(case)
    with pytest.raises(CaseError, match="There is no folder"):
        package(case, tmp_path / "again", force=True)


def test_whom_to_cite_and_under_which_terms(made: Path, tmp_path: Path) -> None:
    """A licence that is known by name stands with its address; words of one's own stand as they are; none is told."""
    assert "The case names no licence" in (made / "LICENCE.txt").read_text(encoding="utf-8")
    for said, name, known in (("cc by 4.0", "CC-BY-4.0", True), ("Ask Jane", "ask-jane", False)):
        case = write(
            tmp_path / name, {"case.toml": f'format = 1\ntitle = "T"\nlicence = "{said}"\neditors = ["J. M."]\n'}
        )
        out = package(case, tmp_path / f"{name}-package").folder
        terms = json.loads((out / FILE).read_text(encoding="utf-8"))["licenses"][0]
        citation = (out / "CITATION.cff").read_text(encoding="utf-8")
        assert (terms["name"], "path" in terms, "license:" in citation) == (name, known, known)
        assert '  - name: "J. M."' in citation
        assert broken(out) == []
