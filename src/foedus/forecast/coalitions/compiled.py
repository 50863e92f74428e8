"""Functions compiled when first called, and kept compiled in a folder that can be written.

The package's own folder may be read-only; what is compiled goes to `numba/` in the cache folder (`FOEDUS_CACHE`, else
where the system keeps caches). Where nothing can be written it is compiled anew in each process: some seconds, and no
error. Sums are made in the order in which they are written: no freedom is taken that could change ties.
"""

import contextlib
import pickle
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from foedus.forecast.errors import ForecastError
from foedus.reference.store import cache_folder

F = TypeVar("F", bound=Callable[..., Any])
BROKEN = (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError, ValueError)
"""What comes of reading a file of the cache that was cut off or overwritten."""
_PLAIN = {"nogil": True, "error_model": "numpy"}
_LOCK = threading.Lock()


def part(function: F) -> F:
    """A function that only compiled ones call: it becomes part of theirs, and is not kept by itself."""
    return cast(F, _numba().njit(**_PLAIN)(function))


def compiled(function: F) -> F:
    """A function compiled by numba for the types it is first called with; it runs without the interpreter's lock.

    Raises `ForecastError` where numba is not installed.
    """
    numba, folder = _numba(), _folder()
    if folder is None:
        return part(function)
    with _LOCK, _kept_in(numba.config, folder):
        return cast(F, numba.njit(cache=True, **_PLAIN)(function))


def called(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a compiled function; where what was kept of it is broken, it is thrown away and compiled again."""
    try:
        return function(*arguments)
    except BROKEN:
        shutil.rmtree(_kept(), ignore_errors=True)
        return function(*arguments)


def _numba() -> Any:
    try:
        import numba
    except ImportError as error:
        hint = 'Install it with: pip install "foedus[forecast]"'
        raise ForecastError("A search over coalitions needs the package numba.", hint) from error
    return numba


def _kept() -> Path:
    return cache_folder() / "numba"


def _folder() -> Path | None:
    """Where compiled functions are kept; None where nothing can be written."""
    folder = _kept()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return None
    return folder


@contextlib.contextmanager
def _kept_in(config: Any, folder: Path) -> Iterator[None]:
    """numba reads where to keep a function when it meets it; others in this process keep theirs where they did."""
    before = config.CACHE_DIR
    config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        config.CACHE_DIR = before
