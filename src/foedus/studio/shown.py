"""One request for a page: what was chosen, the record at its clocks, the page in the form that is asked for."""

from collections.abc import Mapping
from contextlib import nullcontext
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from foedus.pages.pictures import pngs, sized
from foedus.pages.site.assets import assets
from foedus.pages.site.links import StudioLinks
from foedus.pages.site.page import Page, pages
from foedus.pages.site.render import Frame, Notice, Problem, as_csv, as_json, html, problem_html
from foedus.record import Record
from foedus.record.ask import AskError, day
from foedus.studio.answers import Answer, Kept, answer, respond
from foedus.studio.forms import Again
from foedus.studio.missing import suggestions
from foedus.studio.safety import SESSION_COOKIE, Guard, session_of
from foedus.views.selection import parse, settle
from foedus.views.site.asked import Asked, Sent
from foedus.views.site.choices import choices
from foedus.views.site.citing import cited
from foedus.watch.live import Live, Now
from foedus.watch.records import Records

PICTURE = "picture"
"""The field of an address that names one of a page's pictures."""
MEDIA = {"json": "application/json", "csv": "text/csv", "svg": "image/svg+xml", "png": "image/png"}
SAVED = ("csv", "png")
LONGEST_QUERY = 4000
NEW_SESSION = "foedus.session"


class Studio:
    """What answers to requests for pages."""

    def __init__(self, live: Live, guard: Guard) -> None:
        self.live, self.guard = live, guard
        self.records = Records()
        self.kept = Kept()
        self._state = live.now.state
        self.asked_last = 0.0
        """When somebody asked for a page, by the clock that only goes forward."""

    def show(self, request: Request, page: Page, ending: str) -> Response:
        """A page, or its twin with an ending."""
        self.asked_last = monotonic()
        return self.ready(request, page, ending)

    def ready(self, request: Request, page: Page, ending: str = "") -> Response:
        """The same before anybody has asked for it: it is kept for those who will."""
        now = self._now()
        if now.record is None:
            return self._without_record(request, now)
        query = request.url.query[:LONGEST_QUERY]
        key = (now.state, request.url.path, query)
        made = self.kept.get(key) if page.reads else None
        if made is None:
            found = self._made(request, now, page, ending, query)
            if isinstance(found, Response):
                return found
            made = found
            if page.reads and made.status == 200:
                self.kept.put(key, made)
        response = respond(request, made, cache="no-store" if not page.reads else "no-cache")
        if session := request.scope.get(NEW_SESSION):
            response.set_cookie(SESSION_COOKIE, session, httponly=True, samesite="strict", path="/")
        return response

    def again(self, request: Request, wanted: Again, fields: Mapping[str, tuple[str, ...]]) -> Response:
        """The page of a form with what was sent, which was not done."""
        now = self._now()
        page = pages()[wanted.page]
        if now.record is None:
            return self._without_record(request, now)
        sent = Sent(fields, wanted.message, wanted.hint, wanted.findings)
        query = request.url.query[:LONGEST_QUERY]
        made = self._made(request, now, page, wanted.ending, query, key=wanted.key, sent=sent)
        if isinstance(made, Response):
            return made
        if made.status == 200:
            made = msgspec.structs.replace(made, status=wanted.status)
        return respond(request, made, cache="no-store")

    def _now(self) -> Now:
        """The state of the case; what was kept of an earlier one is let go."""
        now = self.live.now
        if now.state != self._state:
            self._state = now.state
            self.kept.clear()
            self.records.forget(but=now.record)
        return now

    def _made(
        self,
        request: Request,
        now: Now,
        page: Page,
        ending: str,
        query: str,
        *,
        key: tuple[str, ...] | None = None,
        sent: Sent | None = None,
    ) -> Answer | Response:
        pairs = parse_qsl(query, keep_blank_values=True)
        picture = next((value for name, value in pairs if name == PICTURE), "")
        given, troubles = parse([pair for pair in pairs if pair[0] != PICTURE], page.own)
        if key is None:
            key = tuple(request.path_params[name] for name in page.keyed)
        assert now.record is not None
        try:
            as_of, known = day(given.as_of or None, "As of"), day(given.known or None, "Known by")
            with self.records.lent(now.record, as_of, known) as record:
                selection, more = settle(record, given)
                troubles += more
                links = StudioLinks(page, key, selection, assets=assets().version)
                if (
                    not troubles
                    and not ending
                    and sent is None
                    and parse_qsl(query, keep_blank_values=True) != parse_qsl(selection.query)
                ):
                    return RedirectResponse(links.here(page=selection.page), status_code=302)
                asked = Asked(record, selection, key, now.findings, now.left_out, now.waived, self.live.case, sent)
                frame = self._frame(request, now, record, troubles, csrf=not page.reads)
                try:
                    content = page.content(asked)
                except AskError as error:
                    return self._refused(request, page, record, links, frame, error)
                return _in_form(page, content, asked, links, frame, ending, picture)
        except AskError as error:  # the record cannot be opened
            return self.problem(request, "The record cannot be opened", error.message, error.hint, status=503)

    def _refused(
        self, request: Request, page: Page, record: Record, links: StudioLinks, frame: Frame, error: AskError
    ) -> Answer:
        """There is no such key, or the page's own fields make no sense."""
        hint = "" if "`foedus" in error.hint or "--" in error.hint else error.hint
        found = suggestions(record, request.url.path, links) if page.keyed else ()
        problem = Problem("Not found" if page.keyed else "Not possible", error.message, hint, found)
        return answer(problem_html(problem, links, frame), "text/html", status=404 if page.keyed else 400)

    def missing(self, request: Request) -> Response:
        """An address that leads nowhere."""
        now = self._now()
        links = StudioLinks(assets=assets().version)
        message = f"There is no page at “{request.url.path[:200]}”."
        with nullcontext() if now.record is None else self.records.lent(now.record) as record:
            found = suggestions(record, request.url.path, links)
            frame = self._frame(request, now, record, [])
        problem = Problem("Not found", message, "", found)
        return respond(request, answer(problem_html(problem, links, frame), "text/html", status=404))

    def problem(self, request: Request, title: str, message: str, hint: str = "", status: int = 400) -> Response:
        """Instead of a page: what is wrong, and what to do."""
        links = StudioLinks(assets=assets().version)
        frame = self._frame(request, self.live.now, None, [])
        made = answer(problem_html(Problem(title, message, hint), links, frame), "text/html", status=status)
        return respond(request, made, cache="no-store")

    def _without_record(self, request: Request, now: Now) -> Response:
        hint = now.hint or "When the files are mended, this page shows the case by itself."
        return self.problem(request, "There is nothing to show yet", now.message, hint, status=503)

    def _frame(
        self, request: Request, now: Now, record: Record | None, troubles: list[Any], *, csrf: bool = False
    ) -> Frame:
        token = ""
        if csrf:
            session, new = session_of(request)
            if new:
                request.scope[NEW_SESSION] = session
            token = self.guard.csrf(session)
        return Frame(
            cited=cited(record) if record else None,
            choices=choices(record) if record else None,
            troubles=tuple(troubles),
            notices=tuple(notices(now)),
            live=True,
            state=now.state,
            csrf=token,
        )


def notices(now: Now) -> list[Notice]:
    """What every page must say about the case."""
    found = []
    if now.message:
        found.append(Notice(now.message, now.hint, grave=True))
    if now.left_out:
        rows = f"{len(now.left_out)} {'row is' if len(now.left_out) == 1 else 'rows are'}"
        found.append(Notice(f"{rows} left out, because the case has {now.errors} errors.", grave=True))
    return found


def _in_form(
    page: Page, content: Any, asked: Asked, links: StudioLinks, frame: Frame, ending: str, picture: str
) -> Answer:
    """The page as what the ending of its address says."""
    name = "-".join((page.name, *asked.key)) + f".{ending}"
    saved = (
        name.encode("ascii", "ignore").decode().replace('"', "") if ending in SAVED or ending in page.exports else ""
    )
    match ending:
        case "":
            return answer(html(page, content, asked, links, frame), "text/html")
        case "json":
            return answer(as_json(page, content, asked, frame), MEDIA[ending])
        case "csv":
            rows = page.table(asked) if page.table else content.rows()
            return answer(as_csv(rows), MEDIA[ending], name=saved)
        case "svg" | "png":
            svg = _drawn(page.pictures, picture, content)
            return answer(svg if ending == "svg" else pngs([sized(svg)])[0], MEDIA[ending], name=saved)
    export = page.exports[ending]
    return answer(export.write(content), export.media, name=saved)


def _drawn(pictures: Mapping[str, Any], name: str, content: Any) -> str:
    """A picture by its name, else the page's first."""
    draw = pictures.get(name) or next(iter(pictures.values()))
    svg: str = draw(content)
    return svg
