"""Where things happen, as a text goes on: "in Lebanon" holds until somewhere else is named."""

import re
from collections.abc import Iterable

import msgspec

from foedus.reader.mention import Mention
from foedus.reader.names.entries import is_territory
from foedus.terms.states import states
from foedus.terms.words import slug

_IN = re.compile(
    r"\b(?:in|into|on|to|across|inside|throughout)\s+(?:the\s+)?(?:(?:south|north|east|west|central)[a-z-]*\s+)?$",
    re.IGNORECASE,
)
_PLACES = ("state", "territory", "place", "facility")


def scene_after(text: str, mentions: Iterable[Mention], scene: Mention | None) -> Mention | None:
    """The scene after a stretch of text, `scene` being that before it: a state, or a territory.

    A place stands for its country, and so does a mission whose soil is known by its name.
    """
    for one in mentions:
        placed = one.type in _PLACES and _IN.search(text, max(0, one.start - 30), one.start) is not None
        if placed or (one.type == "organisation" and one.country):
            scene = soil(one) or scene
    return scene


def soil(one: Mention) -> Mention | None:
    """The state or territory that a mention stands for: itself, the country of a place, the soil of a mission."""
    if one.type in ("state", "territory"):
        return one if one.form != "demonym" else None
    known = states().get(one.country)
    if known is None:
        return None
    apart = is_territory(known)
    key = slug(known.name) if apart else known.key
    return msgspec.structs.replace(
        one, key=key, type="territory" if apart else "state", form="soil", keys=(), country=""
    )
