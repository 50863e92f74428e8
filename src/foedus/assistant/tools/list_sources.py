"""The sources of a case."""

from typing import Annotated

import msgspec

from foedus.assistant.answer import Told, counted
from foedus.assistant.tool import Asked, Clocked, Text, Tool, sliced
from foedus.views.selection import Selection
from foedus.views.site import asked as pages
from foedus.views.site.sources import sources as shown


class Arguments(Clocked, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which sources."""

    text: Annotated[Text, msgspec.Meta(description="Letters of a key, title, author or publisher; all without.")] = ""


class Listed(msgspec.Struct, frozen=True):
    """A source, and how much rests on it."""

    source: str
    cite: str
    title: str
    authors: str
    publisher: str
    type: str
    access: str
    """read: its text was coded; cited: known only through another source."""
    published: str
    reliability: str
    """In words; '' until somebody judges."""
    claims_total: int
    """That stand in it."""
    resting: int
    """Claims that rest on it, in whichever source they stand."""
    alone: int
    """Events of which every claim rests on it."""


def answer(asked: Asked, given: Arguments) -> Told:
    """The sources, those with most claims first; works that are only cited last."""
    found = shown(pages.Asked(asked.record, Selection(q=given.text)))
    items = [
        Listed(
            one.source, one.cite, one.title, one.authors, one.publisher, one.type, one.access, one.published,
            one.reliability, one.claims, one.resting, one.alone,
        )
        for one in (*found.read, *found.cited)
    ]  # fmt: skip
    return Told(
        answer=f"{counted(len(found.read), 'source')} read, {len(found.cited)} that these cite.",
        items=sliced(items, given.start),
        start=given.start,
        total=len(items),
        what="sources",
    )


TOOL = Tool(
    name="list_sources",
    title="List sources",
    says="The sources of the case, with how many claims stand in each, rest on it, and would fall with it.",
    arguments=Arguments,
    answer=answer,
    item=Listed,
)
