"""The codebook's page of the docs is made from the codebook, and up to date."""

from pathlib import Path

from foedus.codebook import load
from foedus.codebook.reference import examples, markdown, write
from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference" / "codebook.md"


def test_the_page_in_the_docs_is_the_one_that_is_made_now(tmp_path: Path):
    made = write(tmp_path / "reference")
    assert PAGE.read_bytes() == made.read_bytes(), f"{PAGE.name} is out of date: run `make docs`"


def test_the_page_shows_every_kind_column_stage_and_word():
    page = markdown(load())
    for kind in load().kinds.values():
        assert f"\n## {kind.kind}\n" in page
        for column in kind.own:
            assert f"| `{column.name}`" in page
            assert all(f"`{word}`" in page for word in column.words)
        assert all(f"| `{stage.word}` |" in page for stage in kind.stages)


def test_every_kind_has_examples_and_they_are_of_more_than_one_assertion():
    said = [text for kind in load().kinds.values() for text in examples(kind)]
    assert all(examples(kind) for kind in load().kinds.values())
    assert not any("an event of the kind" in text for text in said)
    for marker in ("According to", "denied that", "it is not so that", "It is expected", "It is weighed"):
        assert any(marker in text for text in said), marker
