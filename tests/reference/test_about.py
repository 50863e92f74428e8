"""What foedus knows of datasets: every description is whole, and agrees with its importer."""

import re

import pytest

from foedus.reference import about, importers
from foedus.reference.errors import DataError
from foedus.reference.obtain import downloads, offers

NAMES = about.names()


@pytest.mark.parametrize("name", NAMES)
def test_a_description_is_whole(name: str):
    """Every part has an importer, a release and a table; every column of a key is described; spans run forwards."""
    known = about.dataset(name)
    parts = {file.part for file in known.files}
    assert set(importers.parts(name)) == parts
    assert {table.part for table in known.tables} == parts
    for file in known.files:
        assert file.signature or file.width, f"{file.part} cannot be recognised"
        assert file.releases, f"{file.part} has no release"
        assert all(release.span[0] <= release.span[1] for release in file.releases)
        assert all(re.fullmatch(r"(https?://\S+)?", release.address) for release in file.releases)
        assert all(re.fullmatch(r"([0-9a-f]{64})?", release.sha256) for release in file.releases)
    for table in known.tables:
        assert set(table.keys) <= set(table.columns), table.name
        assert all(says.endswith(".") for says in (table.says, *table.columns.values())), table.name
    assert known.citations
    assert known.licence
    assert known.homepage.startswith("http")


def test_names_of_tables_and_variables_are_unique_over_all():
    tables = [table.name for name in NAMES for table in about.dataset(name).tables]
    assert len(tables) == len(set(tables))
    variables = [one.name for name in NAMES for one in about.dataset(name).variables]
    assert sorted(about.variables()) == sorted(variables)


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(DataError, match='There is no dataset "contiguty"') as told:
        about.dataset("contiguty")
    assert "Did you mean contiguity?" in told.value.hint


def test_what_lies_in_one_archive_is_fetched_once():
    """ATOP's three files come in one archive: one download brings all of them."""
    (wanted,) = downloads(offers(about.dataset("atop")))
    assert [offer.file.part for offer in wanted] == ["alliances", "members", "state-years"]
