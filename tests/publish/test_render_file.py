"""A person's own text as a file, and the list of what it cites beside it."""

import json
from pathlib import Path

import pytest

from foedus.publish.file import FORMATS
from foedus.publish.render import render
from foedus.record import Record
from foedus.record.ask import AskError
from tests.record.small import recorded
from tests.views.brief_case import FILES

TEXT = '# Boats & "pacts" <b>\n\nSold: {{claim tra-001}}.\n\n## More\n\n{{figure aid FIN}}\n\n## Last\n\nEnd #1 $2.\n'


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    (tmp_path / "paper.md").write_text(TEXT, encoding="utf-8")
    return tmp_path / "paper.md"


@pytest.mark.parametrize("ending", FORMATS)
def test_a_text_is_written_in_every_format_and_the_same_each_time(small: Record, paper: Path, ending: str) -> None:
    one, other = paper.with_name(f"one{ending}"), paper.with_name(f"other{ending}")
    assert render(small, paper, one) == []
    assert render(small, paper, other) == []
    assert one.read_bytes() == other.read_bytes()
    cited = json.loads(paper.with_name("one.cited.json").read_text(encoding="utf-8"))
    assert "tra-001" in cited["claims"]
    assert cited["marks"]["claim tra-001"] == ["tra-001"]


def test_a_claim_that_changed_in_the_case_is_told_of_once(small: Record, paper: Path, tmp_path: Path) -> None:
    target = tmp_path / "paper.html"
    render(small, paper, target)
    files = dict(FILES)
    files["claims/transfers.csv"] = files["claims/transfers.csv"].replace(
        "tra-001,boat-sale,ordered,2020,", "tra-001,boat-sale,ordered,2021,"
    )
    with recorded(tmp_path / "changed", files) as changed:
        (warning,) = render(changed, paper, target)
        assert warning.startswith("paper.md:3: tra-001 has changed")
        assert render(changed, paper, target) == []


def test_a_case_that_only_moved_its_rows_changes_nothing(small: Record, paper: Path, tmp_path: Path) -> None:
    target = tmp_path / "paper.html"
    render(small, paper, target)
    files = dict(FILES)
    head, first, *others = [line for line in files["claims/transfers.csv"].splitlines() if line.strip()]
    files["claims/transfers.csv"] = "\n".join([head, *others, first]) + "\n"
    with recorded(tmp_path / "moved", files) as moved:
        assert render(moved, paper, target) == []


def test_a_text_with_a_fault_leaves_file_and_list_as_they_were(small: Record, paper: Path, tmp_path: Path) -> None:
    target = tmp_path / "paper.html"
    render(small, paper, target)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    broken = tmp_path / "broken.md"
    broken.write_text("{{claim nothing}}")
    with pytest.raises(AskError, match=r"broken\.md:1: "):
        render(small, broken, target)
    broken.unlink()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_text_that_is_not_there_and_a_list_that_is_none_are_told(small: Record, paper: Path, tmp_path: Path) -> None:
    with pytest.raises(AskError, match=r"absent\.md cannot be read"):
        render(small, tmp_path / "absent.md", tmp_path / "x.html")
    (tmp_path / "x.cited.json").write_text("[]")
    with pytest.raises(AskError, match="is not a list of cited claims"):
        render(small, paper, tmp_path / "x.html")
