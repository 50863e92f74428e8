"""Agencies, offices and sides of states: a role word beside a state's name."""

import re
from collections.abc import Sequence

import msgspec

from foedus.reader.names.entries import Entry
from foedus.reader.names.hits import Hit, Stretch
from foedus.terms.states import states
from foedus.terms.words import slug

BEFORE = re.compile(
    r"(?:['’]s?)?[\s](?:(?:former|then|new|acting|current|federal|own|first|late|outgoing|incoming|interim|central|new|"
    r"transitional|military|regional|top|senior|deputy|visiting)\s)?"
)
_OF = re.compile(r"\sof\s(?:the\s)?")
_NAME_NEXT = re.compile(r"\s[^\W\d_a-z]")


def roles(stretch: Stretch, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with states and role words beside them put together."""
    done: list[Hit] = []
    waiting = list(reversed(hits))
    while waiting:
        hit = waiting.pop()
        after = waiting[-1] if waiting else None
        if hit.entry.role in _JOINED:
            state = done[-1] if done else None
            if state is not None and _is_state(state) and BEFORE.fullmatch(stretch.text, state.end, hit.start):
                joined = join(stretch, state, hit, state.start, hit.end)
                if joined is not None:
                    done[-1] = joined
                continue
            if after is not None and _is_state(after) and _OF.fullmatch(stretch.text, hit.end, after.start):
                joined = join(stretch, after, hit, hit.start, after.end)
                if joined is not None:
                    done.append(joined)
                    waiting.pop()
                continue
        done.append(hit)
    return done


_JOINED = frozenset(["agency", "office", "side"])


def _is_state(hit: Hit) -> bool:
    return hit.entry.type in ("state", "territory") and not hit.entry.role


def join(stretch: Stretch, state: Hit, role: Hit, start: int, end: int) -> Hit | None:
    """A state and a role word as one; None where the state stands on its own, as before "President Tokayev"."""
    country = state.entry.key
    if role.entry.role == "side":
        return Hit(start, end, msgspec.structs.replace(state.entry, form="side"))
    if role.entry.role == "office":
        if role.end == end and _NAME_NEXT.match(stretch.text, end):
            return None
        return Hit(start, end, office(role.entry, country))
    return Hit(start, end, Entry(agency_key(role.entry.key, country), "agency", "office", country=country))


def agency_key(role: str, country: str) -> str:
    """The key of an agency: the slug of its neutral name, `ministry-of-defence-of-norway`, `norwegian-armed-forces`."""
    known = states().get(country)
    if known is None:
        return f"{country}-{role}"
    if role.endswith("ministry"):
        return slug(f"{MINISTRIES[role]} of {known.name}")
    return f"{adjective(country)}-{role}"


MINISTRIES = {
    "defence-ministry": "Ministry of Defence",
    "foreign-ministry": "Ministry of Foreign Affairs",
    "interior-ministry": "Ministry of the Interior",
    "finance-ministry": "Ministry of Finance",
    "justice-ministry": "Ministry of Justice",
    "economy-ministry": "Ministry of Economy",
    "emergencies-ministry": "Ministry of Emergency Situations",
}


def office(role: Entry, country: str) -> Entry:
    """The holder of an office who is not named: `serbian-defence-minister`."""
    return Entry(f"{adjective(country)}-{role.key}", "person", "office", country=country, office=role.key)


_ADJECTIVES = {"USA": "us", "PHL": "philippine", "NZL": "new-zealand", "ARE": "emirati", "NLD": "dutch"}


def adjective(country: str) -> str:
    """A state's adjective as a slug, else its name."""
    if country in _ADJECTIVES:
        return _ADJECTIVES[country]
    known = states().get(country)
    if known is None:
        return country
    return slug(known.demonyms[0] if known.demonyms else known.name)
