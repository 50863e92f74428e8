"""The English that sentences about claims need: verbs in number and tense, articles, heads of names."""

import re
from typing import Literal

Tense = Literal["present", "past", "perfect", "base"]
"""The tense of a claim: undated, dated, since a date, or after "will" and "might"."""

_IRREGULAR = {
    "is": ("are", "was", "were", "been", "be"),
    "has": ("have", "had", "had", "had", "have"),
    "does": ("do", "did", "did", "done", "do"),
    "makes": ("make", "made", "made", "made", "make"),
    "takes": ("take", "took", "took", "taken", "take"),
    "puts": ("put", "put", "put", "put", "put"),
    "stands": ("stand", "stood", "stood", "stood", "stand"),
    "gives": ("give", "gave", "gave", "given", "give"),
    "holds": ("hold", "held", "held", "held", "hold"),
    "keeps": ("keep", "kept", "kept", "kept", "keep"),
}
"""Third person singular -> plural, past singular, past plural, participle, infinitive."""

_LINKS = ("of", "for", "in", "on", "to", "by", "from", "with", "against", "between", "among", "at", "as")
_HEAD = re.compile(rf"^(.+?)(?:,? (?:{'|'.join(_LINKS)}) .*| \(.*|, .*)?$")
_STATES_WITH_THE = re.compile(
    r"^(United |Soviet |Netherlands|Philippines|Bahamas|Maldives|Comoros|Seychelles|Solomon |Marshall |"
    r"Czech Republic|Dominican Republic|Central African|Republic of|Democratic Republic|Holy See|Vatican)"
)
_PLACES_WITH_THE = frozenset({"Balkans", "Caucasus", "Sahel", "Sea", "border", "coast", "peninsula"})
_COMPASS = re.compile(r"(?:North|South|East|West|Central)[a-z]*(?:-[a-z]+)?ern |Central-")
_COMMON_HEADS = frozenset(
    word
    for line in (
        "academy administration agency alliance army assembly assistance association authority bank bloc board",
        "bureau center centre coalition command commission committee community company confederation conference",
        "congress consortium corporation corps corridor council court department directorate enterprise",
        "federation fleet force forces foundation front fund gendarmerie group guard industry initiative",
        "institute league mechanism ministry mission movement office organisation organization pact parliament",
        "partnership party pipeline plan plant police presidency press program programme project secretariat",
        "service services shipyard society staff state system treaty union university world",
    )
    for word in line.split(" ")
)
_LINES = frozenset({"border", "coast", "front", "island", "islands", "line", "peninsula", "shore"})
"""Heads of places that English puts "on"."""
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics", "news", "series")


def conjugate(verb: str, tense: Tense, plural: bool) -> str:
    """A verb, given in its third person singular, in number and tense.

    >>> conjugate("is", "present", True), conjugate("is", "perfect", False), conjugate("maintains", "past", True)
    ('are', 'has been', 'maintained')
    >>> conjugate("was", "base", True), conjugate("names", "base", False)
    ('were', 'name')

    "was" stays in the past; "been" is "is" for what need not go on, so that undated it says "has been".
    """
    if verb == "was":
        return "were" if plural else "was"
    if verb == "been":
        return conjugate("is", "perfect" if tense == "present" else tense, plural)
    many, past, past_many, participle, base = _IRREGULAR.get(verb) or _regular(verb)
    match tense:
        case "present":
            return many if plural else verb
        case "past":
            return past_many if plural else past
        case "perfect":
            return f"{'have' if plural else 'has'} {participle}"
        case "base":
            return base


def _regular(verb: str) -> tuple[str, str, str, str, str]:
    if verb.endswith("ies"):
        base = verb[:-3] + "y"
    elif verb.endswith(("sses", "shes", "ches", "xes")):
        base = verb[:-2]
    else:
        base = verb.removesuffix("s")
    if base.endswith("e"):
        past = base + "d"
    elif base.endswith("y") and base[-2:-1] not in "aeiou":
        past = base[:-1] + "ied"
    else:
        past = base + "ed"
    return base, past, past, past, base


def choose(phrase: str, tense: Tense, plural: bool) -> str:
    """The form of a phrase that fits: `one|several` for a noun, `singular|plural|past` for a verb.

    >>> choose("a member|members", "present", True), choose("opposes|oppose|opposed", "past", True)
    ('members', 'opposed')
    """
    forms = phrase.split("|")
    if len(forms) == 3:
        one, many, past = forms
        match tense:
            case "present":
                return many if plural else one
            case "past":
                return past
            case "perfect":
                return f"{'have' if plural else 'has'} {past}"
            case "base":
                return many
    return forms[-1] if plural else forms[0]


def capital(text: str) -> str:
    """The text with a capital letter in front.

    >>> capital("the Anka"), capital("“arms”")
    ('The Anka', '“Arms”')
    """
    for place, letter in enumerate(text):
        if letter.isalpha():
            return text[:place] + letter.upper() + text[place + 1 :]
        if letter.isdigit():
            return text
    return text


def bare(name: str) -> str:
    """A name without the article in front.

    >>> bare("the Anka"), bare("an agreement"), bare("The Gambia")
    ('Anka', 'agreement', 'The Gambia')
    """
    for article in ("the ", "an ", "a "):
        if name.startswith(article):
            return name[len(article) :]
    return name


def at(place: str) -> str:
    """A place with its preposition.

    >>> at("Nakhchivan"), at("the Kyrgyz-Tajik border")
    ('in Nakhchivan', 'on the Kyrgyz-Tajik border')
    """
    return f"{'on' if place.rpartition(' ')[2] in _LINES else 'in'} {place}"


def head(name: str) -> str:
    """The words up to the first link: what a name is at bottom a name for.

    >>> head("State Committee for National Security of Kyrgyzstan"), head("Ada class")
    ('State Committee', 'Ada class')
    """
    found = _HEAD.match(name)
    return found[1] if found else name


def plural_head(name: str) -> bool:
    """Whether a name is one for several, by the last word of its head.

    >>> plural_head("Western defence firms"), plural_head("Organization of Turkic States"), plural_head("press")
    (True, False, False)
    """
    last = head(name).split(" ")[-1]
    return last.endswith("s") and not last.endswith(_SINGULAR_ENDINGS) and last != name


def several(type: str, name: str) -> bool:
    """Whether an entity of that type and name is several: a group of states, armed forces, a family of drones.

    >>> several("group", "Central Asian states"), several("agency", "Turkish Armed Forces")
    (True, True)
    >>> several("state", "United States"), several("platform", "ARES 150 Hercules")
    (False, False)
    """
    if type == "platform":
        last = head(name).split(" ")[-1]
        return plural_head(name) and not last.istitle() and not last.isupper()
    return type in ("group", "armed-group", "agency") and plural_head(name)


def article(type: str, name: str) -> str:
    """The name of an entity as it stands within a sentence: with "the" where English wants it.

    `type` is the entity's type in `entities.csv`. Organisations, agencies, groups and facilities with a
    common noun for a head take "the" (the Organization of Turkic States, the Turkish press), and so do
    models (the Anka) and some states (the United States); proper names do not (NATO, Aselsan), nor do
    groups named in the plural (Western states).

    >>> article("organisation", "Commonwealth of Nations"), article("organisation", "NATO")
    ('the Commonwealth of Nations', 'NATO')
    >>> article("group", "Turkish press"), article("group", "Turkic states"), article("state", "United States")
    ('the Turkish press', 'Turkic states', 'the United States')
    """
    if not name or name.casefold().startswith(("the ", "a ", "an ", "unnamed ")):
        return name
    if "(not named)" in name:
        return name if plural_head(name) else f"the {name}"
    if type == "platform":
        return name if several(type, name) else f"the {name}"
    if type == "state":
        return f"the {name}" if _STATES_WITH_THE.match(name) else name
    if type in ("territory", "place"):
        name = name[0].lower() + name[1:] if type == "place" and _COMPASS.match(name) else name
        return f"the {name}" if name.split(" ")[-1] in _PLACES_WITH_THE else name
    words = head(name).split(" ")
    last = words[-1].casefold()
    linked = head(name) != name and " of " in name
    if type == "person":
        return f"the {name}" if linked or (name[:1].islower() and not plural_head(name)) else name
    if type in ("group", "armed-group"):
        if plural_head(name):
            return name if type == "group" else f"the {name}"
        return f"the {name}" if linked or last in _COMMON_HEADS or " " in name else name
    if type == "firm":
        return f"the {name}" if linked or last in ("plant", "corporation", "company") else name
    proper = name.isupper() or (len(words) == 1 and not linked)
    return name if proper and last not in _COMMON_HEADS else _with_the(name, last, linked)


def _with_the(name: str, last: str, linked: bool) -> str:
    wanted = linked or last in _COMMON_HEADS or any(w.casefold() in _COMMON_HEADS for w in name.split(" "))
    return f"the {name}" if wanted else name
