"""Compiled functions are kept where one can write, and nothing fails where one cannot, or where what is kept broke."""

import sys
from pathlib import Path
from typing import Any

import numba
import pytest

from foedus.forecast.coalitions.compiled import called, compiled, part
from foedus.forecast.errors import ForecastError

CONFIG: Any = numba.config


def twice(number: int) -> int:
    return 2 * number


def test_what_is_compiled_is_kept_in_the_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """And numba keeps what others compile where it did before."""
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    before = CONFIG.CACHE_DIR
    assert called(compiled(twice), 21) == 42
    assert {path.suffix for path in (tmp_path / "numba").rglob("*.nb?")} == {".nbi", ".nbc"}
    assert before == CONFIG.CACHE_DIR
    again = compiled(twice)
    assert called(again, 21) == 42
    assert sum(again.stats.cache_hits.values()) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
@pytest.mark.parametrize("text", [b"", b"not what numba writes", b"\x80\x04"])
def test_what_broke_is_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, text: bytes):
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path))
    called(compiled(twice), 21)
    for path in (tmp_path / "numba").rglob(f"*{suffix}"):
        path.write_bytes(text)
    assert called(compiled(twice), 21) == 42
    hits = compiled(twice)
    assert called(hits, 21) == 42
    assert sum(hits.stats.cache_hits.values()) == 1  # type: ignore[attr-defined]


def test_where_nothing_can_be_written_it_is_compiled_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder that cannot be: below a file."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("FOEDUS_CACHE", str(tmp_path / "file" / "cache"))
    assert called(compiled(twice), 21) == 42
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


def test_without_numba_one_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    for make in (compiled, part):
        with pytest.raises(ForecastError, match="numba") as told:
            make(twice)
        assert "foedus[forecast]" in told.value.hint
