"""Briefs as files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.publish.brief import write
from foedus.record import Record
from foedus.record.build import NAME
from tests.record.small import recorded
from tests.views.brief_case import FILES


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The record of the small case."""
    with recorded(tmp_path_factory.mktemp("brief") / "case", FILES) as record:
        yield record


@pytest.fixture(scope="module")
def bundled_page(built_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief of the bundled case as a file."""
    target = tmp_path_factory.mktemp("page") / "brief.html"
    with Record(built_case / "build" / NAME) as record:
        write(record, target)
    return target
