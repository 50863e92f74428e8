"""What a site has besides its pages: style, scripts, the search, a page for what is not there, what robots read."""

from collections.abc import Callable
from html import escape
from urllib.parse import quote, urlsplit

from foedus.pages.pictures import pngs, sized
from foedus.pages.site.assets import SHEET, assets
from foedus.pages.site.render import Problem, problem_html
from foedus.publish.site import search
from foedus.publish.site.links import STATIC, SiteLinks
from foedus.publish.site.making import PICTURE, Maker, tidied
from foedus.publish.site.script import script
from foedus.record.ask import AskError
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked

ICON = "icon.svg"
CARD = "network"
"""The page whose picture stands for the site."""


def address(text: str) -> str:
    """Where a site will be, with a slash at its end. Raises `AskError` for what is no address."""
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise AskError(f"[publish] address in case.toml is no address: '{text}'.", "Write https://example.org/case/.")
    return text if text.endswith("/") else f"{text}/"


def put_all(maker: Maker, step: Callable[[str], None]) -> None:
    """Everything but the pages themselves."""
    plan, out, record = maker.plan, maker.out, maker.record
    step("style and scripts")
    files = assets().files
    out.put(f"{STATIC}/{SHEET}", files[SHEET])
    out.put(f"{STATIC}/{ICON}", files[ICON])
    out.put(f"{STATIC}/site.js", script())
    step("the search")
    out.put(f"{STATIC}/{search.NAMES}.js", search.names(record, plan))
    if plan.selects:
        out.put(f"{STATIC}/{search.CLAIMS}.js", search.claims(record, plan))
    out.put("404.html", _missing(maker))
    if plan.address:
        out.put("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {plan.address}sitemap.xml\n")


def put_card(maker: Maker) -> None:
    """The picture for those who pass on a link."""
    page = maker.pages[CARD]
    content = page.content(Asked(maker.record, Selection()))
    draw = next(iter(page.pictures.values()))
    maker.out.put(PICTURE, pngs([sized(draw(content))])[0])


def sitemap(at: str, names: list[str]) -> str:
    """The pages of a site, for search engines. Source of the format: sitemaps.org."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{escape(at + quote(name))}</loc></url>" for name in names]
    return "\n".join([*lines, "</urlset>", ""])


def _missing(maker: Maker) -> str:
    """The page that a server gives for an address that leads nowhere: from wherever that is, links must work."""
    root = urlsplit(maker.plan.address).path if maker.plan.address else ""
    links = SiteLinks(maker.plan, root=root)
    problem = Problem(
        "Not found", "There is no page at this address.", "The search and the pages above lead to what there is."
    )
    frame = maker.frame(None, (), Selection(), problem.title)
    return tidied(problem_html(problem, links, frame))
