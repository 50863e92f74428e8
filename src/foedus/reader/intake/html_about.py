"""What a page says of itself: in its linked data, its meta elements, its title; trafilatura where these are silent."""

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any

from foedus.reader.document import About
from foedus.reader.intake.about import day, names, valid

LARGEST = 1_000_000
"""Characters of a page up to which trafilatura is asked: it takes its time."""

_TITLE = ("og:title", "citation_title", "dc.title", "twitter:title", "headline")
_DATE = (
    "article:published_time", "citation_publication_date", "citation_date", "dc.date", "dc.date.issued", "dcterms.date",
    "date", "pubdate", "publish-date", "datepublished", "og:published_time", "sailthru.date", "parsely-pub-date",
)  # fmt: skip
_AUTHOR = ("citation_author", "author", "article:author", "dc.creator", "parsely-author", "byl")
_PUBLISHER = ("og:site_name", "citation_publisher", "dc.publisher", "application-name", "publisher")
_ISO = re.compile(r"(?:19|20)\d\d(?:[-/](?:0[1-9]|1[0-2])(?:[-/](?:0[1-9]|[12]\d|3[01]))?)?(?=$|[T\s])")
_SPLIT = re.compile(r"\s+[|–—·»-]\s+")


def about(tree: Any, heading: str) -> About:
    """What the page says of itself. `heading`: that of the article."""
    fields = _fields(tree)
    linked = list(_linked(tree))
    whole = " ".join((tree.findtext(".//title") or "").split())
    title = heading or _first(fields, _TITLE) or _of(linked, "headline") or _SPLIT.split(whole)[0]
    published = _date(_of(linked, "datePublished")) or _date(_first(fields, _DATE)) or _time(tree)
    authors = [
        name
        for author in (_names(linked, "author") or _all(fields, _AUTHOR) or _bylines(tree))
        if "://" not in author
        for name in _persons(author)
    ]
    publisher = _first(fields, _PUBLISHER) or next(iter(_names(linked, "publisher")), "") or _suffix(whole, title)
    return About(
        title=" ".join(title.split()),
        authors=tuple(dict.fromkeys(authors)),
        published=published,
        publisher=" ".join(publisher.split()),
        language=(tree.get("lang") or "")[:2].lower(),
        url=_canonical(tree) or _first(fields, ("og:url",)),
    )


def asked(tree: Any, said: About) -> About:
    """The day, authors and publisher as trafilatura finds them, where the page's own fields and its text are silent."""
    from trafilatura.metadata import extract_metadata

    with contextlib.suppress(ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        found = extract_metadata(tree, extensive=False, date_config={"extensive_search": False, "original_date": True})
        if found is not None:
            return About(
                title=said.title or found.title or "",
                authors=said.authors or names((found.author or "").replace(";", ",")),
                published=said.published or _date(found.date or ""),
                publisher=said.publisher or found.sitename or "",
                language=said.language or found.language or "",
                url=said.url or found.url or "",
            )
    return said


def _fields(tree: Any) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if name and content:
            fields.setdefault(name.lower(), []).append(content)
    return fields


def _first(fields: dict[str, list[str]], wanted: tuple[str, ...]) -> str:
    return next((fields[name][0] for name in wanted if name in fields), "")


def _all(fields: dict[str, list[str]], wanted: tuple[str, ...]) -> list[str]:
    return next((fields[name] for name in wanted if name in fields), [])


def _linked(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's linked data (JSON-LD) that speak of an article, or of the page."""
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text and len(script.text) < LARGEST:
            with contextlib.suppress(ValueError, RecursionError):
                data = json.loads(script.text)
                objects = data if isinstance(data, list) else [data]
                for each in objects:
                    graph = each.get("@graph") if isinstance(each, dict) else None
                    yield from (one for one in (graph if isinstance(graph, list) else [each]) if _is_article(one))


def _is_article(one: Any) -> bool:
    return isinstance(one, dict) and bool(re.search(r"Article|Report|Posting|WebPage", str(one.get("@type", ""))))


def _of(linked: list[dict[str, Any]], name: str) -> str:
    return next((each[name] for each in linked if isinstance(each.get(name), str)), "")


def _names(linked: list[dict[str, Any]], name: str) -> list[str]:
    for each in linked:
        value = each.get(name)
        found = [
            one if isinstance(one, str) else one.get("name", "") if isinstance(one, dict) else ""
            for one in (value if isinstance(value, list) else [value])
        ]
        if kept := [one for one in found if isinstance(one, str) and one]:
            return kept
    return []


def _persons(text: str) -> tuple[str, ...]:
    inverted = re.fullmatch(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w.'’ -]+)", text)  # "Bell, Ann", as libraries have it
    return (f"{inverted[2]} {inverted[1]}",) if inverted else names(re.sub(r"^by\s+", "", text, flags=re.IGNORECASE))


def _bylines(tree: Any) -> list[str]:
    """The text of the first element that is a byline by its class, or by what it says of itself."""
    for element in tree.iter("p", "span", "div", "a", "address"):
        words = set((element.get("class") or "").lower().split()) | {element.get("rel"), element.get("itemprop")}
        if words & {"byline", "by", "author", "authors", "author-name", "byline-name"}:
            text = " ".join("".join(element.itertext()).split())
            if len(text) < 160:
                return [re.split(r"[|·•–—\d]", text)[0]]
    return []


def _date(text: str) -> str:
    found = _ISO.match(text.strip())
    if found:
        edtf = found.group().replace("/", "-")
        return edtf if valid(edtf) else ""
    return day(text)


def _time(tree: Any) -> str:
    """The first `time` element that stands for a day."""
    return next(filter(None, (_date(each.get("datetime") or "") for each in tree.iter("time"))), "")


def _canonical(tree: Any) -> str:
    links = (link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    return next((link.get("href") for link in links if (link.get("href") or "").startswith("http")), "")


def _suffix(whole: str, title: str) -> str:
    """What stands after the article's title in that of the page: "Title - Publisher"."""
    parts = _SPLIT.split(whole)
    return parts[-1] if len(parts) > 1 and title and parts[-1] != title and whole.startswith(title[:40]) else ""
