"""Briefs for the tests of their content: of the bundled case, and of a small one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.record import Record
from foedus.views.brief import brief
from foedus.views.document import Document
from tests.record.conftest import bundled, record_of
from tests.record.small import recorded
from tests.views.brief_case import FILES

__all__ = ["bundled", "record_of"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the small case."""
    with recorded(tmp_path_factory.mktemp("brief") / "case", FILES) as record:
        yield record


@pytest.fixture(scope="module")
def small_brief(small: Record) -> Document:
    """Its brief."""
    return brief(small)


@pytest.fixture(scope="module")
def bundled_brief(built_case: Path) -> Document:
    """The brief of the bundled case."""
    from foedus.record.build import NAME

    with Record(built_case / "build" / NAME) as record:
        return brief(record)
