"""The studio as an application: every page of the registry with its twins, the forms, the files beside them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import numpy  # noqa: F401  # what places the points of a network; it takes long to load, and whoever asks first waits for that
from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from foedus.case.folder import CaseError
from foedus.desk.errors import DeskError
from foedus.pages.site.assets import assets, media
from foedus.pages.site.page import Page, pages
from foedus.pages.site.render import compiled
from foedus.studio import upload
from foedus.studio.answers import ALWAYS_ANEW, FOR_GOOD, answer, respond
from foedus.studio.forms import Again, Form, Go, Posted, cannot_write, forms
from foedus.studio.safety import Guard, PostError, Safety, posted
from foedus.studio.shown import Studio
from foedus.studio.warm import Warmer
from foedus.watch.live import Live

THREADS = 4
"""Requests that are worked on at a time, more than need a record at a time: an answer that is kept waits for none."""
Endpoint = Callable[[Request], Awaitable[Response]]


def app(live: Live, guard: Guard, *, warm: bool = False) -> ASGIApp:
    """The studio of a case that is watched. `warm`: have pages ready before they are asked for."""
    studio = Studio(live, guard)
    compiled()
    if live.now.record is not None:
        studio.records.prepare(live.now.record)
    warmer = Warmer(studio) if warm else None

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        live.watch()
        # Each thread holds on to memory of its own, and no more are of use than records are lent at a time.
        current_default_thread_limiter().total_tokens = THREADS
        if warmer:
            warmer.start()
        yield
        if warmer:
            warmer.stop()
        live.close()

    routes = [
        Route("/live.json", _live(live)),
        Route("/static/{version}/{file}", _static),
        *(route for page in pages().values() for route in _routes(studio, page)),
        Route(upload.PATH, upload.Upload(live.case, guard).take, methods=["PUT"]),
        *(Route(form.path, _form(studio, form), methods=["POST"]) for form in forms()),
    ]
    if not any(page.path == "/" for page in pages().values()):
        routes.append(Route("/", _first))
    inner = Starlette(
        routes=routes,
        exception_handlers={HTTPException: _missing(studio), Exception: _broken(studio)},
        lifespan=lifespan,
    )
    return Safety(inner, guard)  # around all of it: what went wrong is answered with the same headers


def _routes(studio: Studio, page: Page) -> list[Route]:
    path = "/overview" if page.path == "/" else page.path
    twins = [Route(f"{path}.{ending}", _shown(studio, page, ending)) for ending in page.endings]
    return [*twins, Route(page.path, _shown(studio, page, ""))]


def _shown(studio: Studio, page: Page, ending: str) -> Endpoint:
    async def shown(request: Request) -> Response:
        return await run_in_threadpool(studio.show, request, page, ending)

    return shown


def _form(studio: Studio, form: Form) -> Endpoint:
    async def act(request: Request) -> Response:
        try:
            fields = await posted(request, studio.guard)
        except PostError as error:
            return studio.problem(request, "Nothing was done", error.message, status=error.status)
        given = Posted(studio.live.case, studio.live.now.record, fields, dict(request.path_params))
        try:
            done = await run_in_threadpool(form.act, given)
        except (DeskError, CaseError) as error:
            return studio.problem(request, "Nothing was changed", error.message, error.hint, status=409)
        except OSError as error:
            message, hint = cannot_write(error)
            return studio.problem(request, "Nothing was changed", message, hint, status=409)
        if isinstance(done, Go):
            if done.changed:
                studio.live.look()
            return RedirectResponse(done.address, status_code=303)
        if isinstance(done, Again):
            return await run_in_threadpool(studio.again, request, done, fields)
        return studio.problem(request, done.title, done.message, done.hint, status=done.status)

    return act


def _live(live: Live) -> Endpoint:
    async def state(_: Request) -> Response:
        now = live.now
        said = {"state": now.state, "errors": now.errors, "left_out": len(now.left_out), "message": now.message}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    return state


async def _static(request: Request) -> Response:
    held = assets()
    name = request.path_params["file"]
    if name not in held.files:
        raise HTTPException(404)
    cache = FOR_GOOD if request.path_params["version"] == held.version else ALWAYS_ANEW
    return respond(request, answer(held.files[name], media(name)), cache=cache)


async def _first(_: Request) -> Response:
    first = next(page for page in pages().values() if page.label and not page.keyed)
    return RedirectResponse(first.path, status_code=302)


def _missing(studio: Studio) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def missing(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 404:
            return await run_in_threadpool(studio.missing, request)
        message = "This address does not take what was sent to it."
        return studio.problem(request, "Not possible", message, status=status)

    return missing


def _broken(studio: Studio) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def broken(request: Request, _: Exception) -> Response:
        message = "This page could not be made. That is a fault of foedus, not of the case."
        hint = "What went wrong stands where the studio runs. The other pages work as before."
        return studio.problem(request, "Something went wrong", message, hint, status=500)

    return broken
