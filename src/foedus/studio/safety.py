"""What keeps a studio to those whom it is for: the names it answers to, its token, its forms, its headers."""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from html import escape
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"
TOKEN_COOKIE = "foedus-token"
SESSION_COOKIE = "foedus-session"
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-foedus-csrf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MOST_POSTED = 1 << 20
"""Bytes of a form."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script and no style but our own files; nothing from elsewhere, nothing to elsewhere."""
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # without any, a browser would not say from where a form is sent
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard(NamedTuple):
    """Whom the studio is for."""

    names: frozenset[str] = frozenset({"localhost"})
    """The names it answers to. An address in figures is no name: it cannot be bound to another machine."""
    token: str = ""
    """What a link must carry; '' where only this machine can reach the studio."""
    secret: bytes = b""
    """What the tokens of forms are made from."""

    @classmethod
    def made(cls, host: str | None = None, *, token: bool = False) -> "Guard":
        """A guard for the name under which the studio is to be reached."""
        names = {"localhost"} | ({host.casefold()} if host else set())
        return cls(frozenset(names), secrets.token_urlsafe(24) if token else "", secrets.token_bytes(32))

    def answers(self, host: str) -> bool:
        """Whether a request for this host is for us: another site whose name points here is told no."""
        name = _name(host)
        if name in self.names:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or bool(self.token)

    def csrf(self, session: str) -> str:
        """What a form must send along, for the browser that has this session."""
        return hmac.new(self.secret, session.encode(), hashlib.sha256).hexdigest()


class Safety:
    """Around the whole studio: turns away what is not for it, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app, self.guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(Request(scope))
        await (refused or self.app)(scope, receive, sealed)

    def _refused(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if not self.guard.answers(host):
            return plain("Not this address", f"The studio does not answer to “{host[:100]}”.", 421)
        if request.method not in SAFE and not same_origin(request.headers):
            return plain("Not from here", "This was sent from another site, so nothing was done.", 403)
        if not self.guard.token:
            return None
        given = request.query_params.get(TOKEN, "")
        if given and hmac.compare_digest(given.encode(), self.guard.token.encode()):
            return self._let_in(request)
        if hmac.compare_digest(cookie(request, TOKEN_COOKIE).encode(), self.guard.token.encode()):
            return None
        return plain("A link is needed", "Open the link that the studio has printed where it was started.", 403)

    def _let_in(self, request: Request) -> Response:
        """The same page without the token in its address, which would otherwise be copied along."""
        rest = [(name, value) for name, value in parse_qsl(request.url.query) if name != TOKEN]
        path = "/" + request.url.path.lstrip("/\\")  # never another host
        answer = RedirectResponse(f"{path}?{urlencode(rest)}" if rest else path, status_code=303)
        answer.set_cookie(TOKEN_COOKIE, self.guard.token, httponly=True, samesite="lax", path="/")
        return answer


class PostError(Exception):
    """A form that is not taken."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message, self.status = message, status


async def posted(request: Request, guard: Guard) -> dict[str, tuple[str, ...]]:
    """The fields of a form, each with its values. Raises `PostError` for what is no form of ours."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise PostError("Only forms are taken here.", 415)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_POSTED:
            raise PostError("The form is too large.", 413)
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in parse_qsl(body.decode("utf-8", errors="replace"), keep_blank_values=True):
        fields[name] = (*fields.get(name, ()), value)
    given = request.headers.get(CSRF_HEADER) or next(iter(fields.pop(CSRF_FIELD, ())), "")
    if not genuine(request, given, guard):
        raise PostError("The form is from an earlier session, so nothing was done. Load the page anew.", 403)
    return fields


def genuine(request: Request, given: str, guard: Guard) -> bool:
    """Whether what was sent comes from a page of ours, by the token that the page has for this browser's session."""
    session = cookie(request, SESSION_COOKIE)
    return bool(session) and hmac.compare_digest(given.encode(), guard.csrf(session).encode())


def session_of(request: Request) -> tuple[str, bool]:
    """The session of a browser, and whether it is new."""
    found = cookie(request, SESSION_COOKIE)
    return (found, False) if found else (secrets.token_urlsafe(18), True)


def cookie(request: Request, name: str) -> str:
    """A cookie's value; '' where there is none."""
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def same_origin(headers: Headers) -> bool:
    """Whether a browser says that a form was sent from a page of ours. What is no browser says nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.casefold() == headers.get("host", "").casefold()


def plain(title: str, message: str, status: int) -> Response:
    """An answer that needs no page around it."""
    return HTMLResponse(
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><p>{escape(message)}</p></html>",
        status_code=status,
    )


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    host = host.strip().casefold()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host
