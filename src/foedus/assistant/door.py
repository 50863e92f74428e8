"""The door: a case that is watched, and the answer to a call, whoever speaks it in whichever protocol."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from foedus.assistant.answer import Answer, Stand, sized
from foedus.assistant.tool import Asked, Clocked, Tool, tools
from foedus.forecast.errors import ForecastError
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.ask import AskError, day
from foedus.terms.words import nearest
from foedus.views.site.citing import cited
from foedus.views.site.measures import told
from foedus.watch.live import Live, Now
from foedus.watch.records import Records


class RefusedError(Exception):
    """A call that cannot be answered: what is wrong, and the next step, in one text."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message, self.hint = message, hint


class Door:
    """A case that can be asked. Its files are looked at whenever it is."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.records = Records()
        self._lock = threading.Lock()
        self._shown: Path | None = None
        self._open = False

    def open(self) -> None:
        """Have a record, unless there is one: of a large case that takes its time. The first question does it too."""
        with self._lock:
            self._opened()

    def _opened(self) -> None:
        if not self._open:
            self._open = True
            self.live.open()

    def call(self, name: str, arguments: Mapping[str, Any]) -> Answer[Any, Any]:
        """The answer of a tool. Raises `RefusedError` where there is none."""
        tool = self.tool(name)
        try:
            given = tool.parsed(arguments)
            as_of, known = ("", "") if not isinstance(given, Clocked) else (given.as_of, given.known)
            with self.asked(as_of, known) as (asked, stand):
                return sized(asked.record, tool.answer(asked, given), stand)
        except (AskError, MeasureError, ForecastError) as error:
            trouble = told(error.message, error.hint)
            raise RefusedError(trouble.message, trouble.hint or tool.hint) from error

    def tool(self, name: str) -> Tool:
        """A tool by its name. Raises `RefusedError` with the nearest one."""
        found = tools().get(name)
        if found is None:
            near = nearest(name, tools())
            raise RefusedError(
                f"There is no tool '{name[:60]}'.",
                f"Did you mean '{near}'?" if near else f"Tools: {', '.join(tools())}.",
            )
        return found

    @contextmanager
    def asked(self, as_of: str = "", known: str = "") -> Iterator[tuple[Asked, Stand]]:
        """The newest record at its clocks, for one question. Raises `AskError` for clocks that are no dates."""
        now = self._newest()
        if now.record is None:
            raise RefusedError(now.message or "The case has no record.", now.hint)
        with self.records.lent(now.record, day(as_of or None, "as_of"), day(known or None, "known")) as record:
            yield (
                Asked(record, self.live.case, now.findings, now.left_out, now.waived),
                _stand(record, now),
            )

    def _newest(self) -> Now:
        with self._lock:  # one looks and builds; the others wait for what it finds
            self._opened()
            self.live.check()
            now = self.live.now
            if now.record != self._shown:
                self._shown = now.record
                self.records.forget(but=now.record)
        return now

    def close(self) -> None:
        """Let go of the records."""
        self.records.forget()
        self.live.close()


def _stand(record: Record, now: Now) -> Stand:
    notices = [f"{now.message} {now.hint}".strip()] if now.message else []
    if now.left_out:
        rows = f"{len(now.left_out)} {'row is' if len(now.left_out) == 1 else 'rows are'}"
        notices.append(f"{rows} left out, because the case has {now.errors} errors: the tool findings names them.")
    clocks = record.clocks
    return Stand(cited(record).title, cited(record).build, clocks["as_of"], clocks["known"], tuple(notices))


def encoded(answer: Answer[Any, Any]) -> bytes:
    """An answer as JSON."""
    return msgspec.json.encode(answer)
