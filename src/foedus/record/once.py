"""What is worked out once for a build of a record, whatever its clocks: a slider opens many of them."""

import atexit
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from foedus.record.ask import Record

T = TypeVar("T")
MOST = 32
"""Things that are kept of all builds, those not asked for longest going first."""
_held: OrderedDict[tuple[str, str, str, type], object] = OrderedDict()
_lock = threading.Lock()
atexit.register(_held.clear)  # DuckDB complains of what is left


def once(record: "Record", kind: type[T], make: Callable[["Record"], T]) -> T:
    """A thing of its kind that depends on the files of the case alone: made by the first who asks."""
    key = (str(record.path), record.meta["files"], record.meta["foedus"], kind)
    with _lock:
        found = _held.get(key)
        if isinstance(found, kind):
            _held.move_to_end(key)
            return found
    made = make(record)
    with _lock:
        _held[key] = made
        while len(_held) > MOST:
            _held.popitem(last=False)
    return made
