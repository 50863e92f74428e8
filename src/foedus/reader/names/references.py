"""Words that refer back, as patterns, and which nouns fit which bodies."""

import re
from collections.abc import Callable, Mapping

from foedus.reader.mention import Mention
from foedus.reader.names.lists import either, words

NUMBERS: Mapping[str, int] = {
    "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "pair": 2, "trio": 3, "either": 2, "neither": 2,
}  # fmt: skip
COUNTED = re.compile(
    r"(?<!other )\b(?:(?:the|these|those|all|all the|all of the|both of the)\s"
    r"(?P<number>two|three|four|five|six|seven|eight|nine|ten)|(?P<both>both(?: of)?(?: the| these)?|neither|either))\s"
    rf"(?:(?:{either('kinds_of_states')})\s)?(?:{either('states', 'one_of_two')})\b",
    re.IGNORECASE,
)
BARE = re.compile(
    r"\b(?:(?:the|all)\s(?P<number>two|three|four|five|six|pair|trio)|(?P<both>both|neither))"
    rf"(?=(?:\s(?:{either('after_the_two')}|[a-z]+ed)\b)|(?:[.,;]\s)|[.;]$)",
    re.IGNORECASE,
)
ORDINAL = re.compile(
    rf"\bthe (?P<which>former|latter)(?=[,.;:)]|['’]s\b|\s(?:{either('after_the_former')}|[a-z]+ed)\b)", re.IGNORECASE
)
COUNTRY = re.compile(
    rf"\bthe (?P<noun>{either('the_country')})"
    rf"(?=['’]s\b|[,.;:)]|\s(?:{either('after_the_country')}|[a-z]+ed|[a-z]+s)\b)",
    re.IGNORECASE,
)
BODY = re.compile(
    rf"\bthe (?P<noun>{either('the_body')})\b(?!\s(?:of|for|against|between|on)\b|[-‐‑]|(?-i:\s[A-Z]))", re.IGNORECASE
)
PRONOUN = re.compile(
    rf"\b(?P<it>its|it(?!\s(?:can|could|may|might|should|will|would|must)(?:\snot)? be\b)"
    rf"(?=\s(?:(?:also|now|still|already|then|later|long|never|not|itself)\s)?(?:{either('after_it')}|[a-z]+ed)\b"
    rf"|\s(?:is|was|remains|became)\s(?:(?:also|now|still|already|not)\s)?(?:among|party to|host to|home to|part of"
    rf"|(?:an?|the|one)\s(?:[\w-]+\s){{0,3}}(?:{either('it_is_a')})\b)))\b|"
    r"\b(?P<they>they|their|them)\b|\b(?P<he>he|she|his|her)\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    rf"[;:—]|,\s(?:but|while|whereas|and|which|who|whose|where|the|an?)\b|\b(?:{either('new_clause')})\b"
)
OWNS = re.compile(r"['’]s?\b|['’]\s")
SHARE = re.compile(r"(?:percent|per cent|%|share|most|much|half|third|quarter|part) of $", re.IGNORECASE)
HOW_MANY = re.compile(
    r"(?:\b[Aa]ll(?: of)?(?: the)? |\b[Tt]he )?\b(?P<number>two|three|four|five|six|seven|eight) $", re.IGNORECASE
)

KINGDOMS = words("kingdoms")
_FIRMS, _ANY, _NO_BLOCS = words("the_firm"), words("any_organisation"), words("no_blocs")
_ARMED = frozenset(["movement", "militia", "rebels"])
_PACTS = frozenset(["aukus", "nato"])
_CHECKS: Mapping[str, Callable[[Mention, str], bool]] = {
    "alliance": lambda one, called: one.key == "nato" or "alliance" in called,
    "ministry": lambda one, called: "ministry" in one.key,
    "agency": lambda one, called: one.type == "agency" and "ministry" not in one.key,
    "embassy": lambda one, called: "embassy" in one.key,
    "group": lambda one, called: one.type == "armed-group" or "group" in called,
    "pact": lambda one, called: "pact" in called or "arrangements" in called or one.key in _PACTS,
}


def fits(one: Mention, noun: str, called: str) -> bool:
    """Whether "the" and a noun may stand for a body, which goes by the names `called`."""
    called = f"{called} {one.key}"
    if noun in _FIRMS:
        return one.type == "firm"
    if noun in _ARMED:
        return one.type == "armed-group"
    if noun in _CHECKS:
        return one.type in ("organisation", "agency", "armed-group") and _CHECKS[noun](one, called)
    if one.type == "agency":
        return noun in ("council", "commission", "mission") and noun in called
    if one.type != "organisation":
        return False
    if noun in _ANY:
        return not one.country and (noun != "bloc" or one.key not in _NO_BLOCS)
    return noun in called
