"""What to cite of a case: itself, the sources that its claims stand in, foedus; as BibTeX or as a list."""

from pathlib import Path

from tests.cli.conftest import Foedus, foedus, small_case

__all__ = ["foedus", "small_case"]


def test_a_case_is_cited_with_the_sources_of_its_claims(foedus: Foedus, small_case: Path) -> None:
    said = foedus("cite", small_case)
    assert said.code == 0
    assert "% The case: 6 claims\n@misc{a-small-case," in said.out
    assert "author = {{The editors of the case}}" in said.out
    assert said.out.count("\n@") == 4
    assert "@software{foedus," in said.out


def test_a_list_begins_with_authors_or_where_there_are_none_with_the_title(foedus: Foedus, small_case: Path) -> None:
    lines = foedus("cite", small_case, "--style", "text").out.splitlines()
    assert [line.split(" (")[0] for line in lines] == [
        "A. Writer", "The editors of the case", "The foedus contributors", "What was not sent",
    ]  # fmt: skip
    assert "What was not sent (2020). A Think Tank." in lines


def test_what_is_no_case_is_told(foedus: Foedus, tmp_path: Path) -> None:
    said = foedus("cite", tmp_path)
    assert said.code == 2
    assert "is no case" in said.err
    assert said.out == ""
