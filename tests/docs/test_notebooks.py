"""The notebooks of the docs: run from top to bottom, they give what is stored in them."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.docs.page import BUNDLED, ROOT, links

HERE = ROOT / "docs" / "notebooks"
BOOKS = sorted(HERE.glob("*.ipynb"))
LARGEST = 300_000
"""Bytes of a notebook with its outputs."""
PATIENCE = 120
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""All that a notebook says of where it was run: the same on every machine."""


@pytest.fixture
def desk(tmp_path: Path, built_case: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a notebook lies in a checkout; nothing of whoever runs the tests is seen from there."""
    shutil.copytree(built_case, tmp_path / BUNDLED)
    folder = tmp_path / "docs" / "notebooks"
    folder.mkdir(parents=True)
    for name in ("FOEDUS_CACHE", "FOEDUS_DATA_HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    return folder


@pytest.mark.needs("frames")
@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_notebook_gives_what_is_stored_in_it(path: Path, desk: Path, request: pytest.FixtureRequest) -> None:
    """Texts, tables and pictures of every cell. `pytest --rewrite-golden tests/docs/test_notebooks.py` stores anew."""
    stored = nbformat.read(path, as_version=4)
    fresh = nbformat.read(path, as_version=4)
    client = NotebookClient(
        fresh, timeout=PATIENCE, record_timing=False, resources={"metadata": {"path": str(desk)}}, kernel_name="python3"
    )
    client.execute()
    fresh.metadata = nbformat.from_dict(METADATA)
    if request.config.getoption("--rewrite-golden"):
        nbformat.write(fresh, path)
        return
    for number, (before, now) in enumerate(zip(stored.cells, fresh.cells, strict=True), 1):
        assert list(shown(before)) == list(shown(now)), f"cell {number} of {path.name} is stale: --rewrite-golden"


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_a_notebook_is_light_and_says_nothing_of_the_machine(path: Path) -> None:
    """Run in order, without an error; no path of whoever ran it, and no more metadata than a reader needs."""
    text = path.read_text(encoding="utf-8")
    assert len(text.encode()) < LARGEST
    assert not [word for word in ("/tmp/", "/home/", "/work/", "site-packages", str(ROOT)) if word in text]
    book = nbformat.read(path, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert {output.output_type for cell in code for output in cell.outputs} <= {
        "stream",
        "execute_result",
        "display_data",
    }
    assert book.metadata == METADATA
    assert all(not cell.metadata for cell in book.cells)


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_links_of_a_notebook_lead_somewhere(path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    found = [link for cell in book.cells if cell.cell_type == "markdown" for link in links(cell.source)]
    assert found
    assert [link for link in found if "://" not in link and not (path.parent / link).resolve().exists()] == []


def test_there_are_notebooks() -> None:
    assert [path.stem for path in BOOKS] == ["analysts-tour", "panel-and-figure"]


def shown(cell: Any) -> Iterator[tuple[str, str]]:
    """What a reader sees of a cell's outputs, by sort; how a stream was cut into pieces is no difference."""
    texts: dict[str, str] = {}
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            texts[output.name] = texts.get(output.name, "") + output.text
        else:
            yield from sorted((sort, str(data)) for sort, data in output.data.items())
    yield from texts.items()
