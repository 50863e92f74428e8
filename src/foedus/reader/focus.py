"""Whom a document is about: the state, and the organisation, that it names most; what its title names weighs more."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from foedus.reader.mention import Mention

TITLE = 120
"""Characters: a first passage that is shorter is a title."""
WEIGHT = 4
"""Of what a title names."""
LEAST = 3.0
"""Times that it must be named."""
SHARE = 0.25
"""Of all that are named."""
HEADING = 80
"""Characters: a passage that is shorter, and no sentence, is a heading."""
OURS = 3
"""Times that a text says "our" or "us" whose author speaks as a citizen."""
BODY = 4
"""Times that a text names the organisation in its title which is about that."""
LEAD = 2
FAR = 2.0
"""Times that the last of those whom a document is about is named as often as the next."""
PARAGRAPH = 200
"""Characters: a passage that is longer is no title, letterhead or byline."""
HEADS = 5
"""Passages at most of which a head consists."""
"""Times that an organisation must be named as often as the next."""


def focus(texts: Sequence[str], found: Sequence[Sequence[Mention]]) -> str:
    """The state that a document is about; empty where none stands out. The one that its title names comes first.

    A body, place, person or firm counts half for its country.
    """
    counts: Counter[str] = Counter()
    ours = _ours(texts) >= OURS
    for weight, one in _weighed(texts, found):
        if ours and one.type == "state" and one.form != "capital":
            counts[one.key] += 0  # who says "our navy" seldom names his state, but its people and places
        elif one.type == "state":
            counts[one.key] += 2 * weight
        elif one.country and one.type in ("agency", "place", "facility", "person", "firm"):
            counts[one.country] += weight
    if not counts:
        return ""
    first, times = counts.most_common(1)[0]
    titled = _titled(texts, found)
    if not titled and not ours and _of_a_body(texts, found):
        return ""
    if titled and not ours and counts[titled] >= max(2 * WEIGHT + 2, counts.most_common(1)[0][1] / 2):
        return titled
    least = LEAST if ours else 2 * LEAST
    return first if times >= least and times >= SHARE * counts.total() else ""


def _titled(texts: Sequence[str], found: Sequence[Sequence[Mention]]) -> str:
    """The only state that a title brings to mind, where it has one."""
    if len(texts[0]) >= TITLE:
        return ""
    states = {one.key if one.type == "state" else one.country for one in found[0]} - {""}
    named = {one.key for one in found[0] if one.type == "state" and one.form in ("name", "alias", "capital")}
    return next(iter(named)) if states == named and len(named) == 1 else ""


def party_to_it(texts: Sequence[str], found: Sequence[Sequence[Mention]]) -> tuple[str, ...]:
    """The states, two or more, that a document's head and the rest of it name most, else those named far more often.

    They are whom "both delegations" or "the three" means where nothing nearer is.
    """
    head = [one for place in _head(texts) for one in found[place] if one.type == "state"]
    titled = tuple(dict.fromkeys(one.key for one in head))
    counts = Counter(one.key for mentions in found for one in mentions if one.type == "state")
    ranked = counts.most_common()
    most = {key for key, _ in ranked[: max(2, len(titled) + (len(titled) > 2))]}
    if len(titled) > 1 and set(titled) <= most:
        return titled
    for number in (2, 3, 4):
        rest = ranked[number][1] if len(ranked) > number else 0
        if len(ranked) >= number and ranked[number - 1][1] >= max(LEAST, FAR * rest):
            return tuple(key for key, _ in ranked[:number])
    return ()


def _head(texts: Sequence[str]) -> list[int]:
    """The places of the short passages before the first paragraph: title, letterhead, byline."""
    long = next((place for place, text in enumerate(texts) if len(text) >= PARAGRAPH), len(texts))
    return [place for place in range(min(long, HEADS)) if not texts[place].rstrip().endswith((".", "!", ":", ";", "”"))]


def _of_a_body(texts: Sequence[str], found: Sequence[Sequence[Mention]]) -> bool:
    """Whether a title names one organisation and no state, and the text goes on naming it: an entry on a body."""
    named = {one.key for one in found[0] if one.type == "organisation"} if len(texts[0]) < TITLE else set()
    if len(named) != 1 or any(one.type == "state" or one.country for one in found[0]):
        return False
    return sum(one.key in named for mentions in found for one in mentions) >= BODY


def foci(texts: Sequence[str], found: Sequence[Sequence[Mention]]) -> list[str]:
    """For each passage the state that it is about: that of its section, else of the document.

    A section is what stands behind a state's name, "Kuwait. The forces ...", where there are several of the sort; else
    under a heading that names one state, where the document as a whole is about none.
    """
    about = focus(texts, found)
    here = about
    done = []
    labels = {place for place in range(1, len(texts)) if _labels(texts, found, place)}
    if len({found[place][0].key for place in labels}) < 2:
        labels = set()
    for place, (text, mentions) in enumerate(zip(texts, found, strict=True)):
        states = list(dict.fromkeys(one.key for one in mentions if one.type == "state"))
        if place and not about and _is_heading(text):
            here = states[0] if len(states) == 1 else about
        elif place in labels:
            here = mentions[0].key
        elif head := HEAD.match(text):
            states = list(dict.fromkeys(one.key for one in mentions if one.type == "state" and one.end <= head.end()))
            here = states[0] if len(states) == 1 else about
        done.append(here)
    return done


def partners(texts: Sequence[str], found: Sequence[Sequence[Mention]], about: Sequence[str]) -> list[str]:
    """For each passage the other state of a pair that its heading, or the title, names.

    `about`: whom each passage is about. Empty where there is no such pair.
    """
    whole = party_to_it(texts, found)
    two = set(whole) if len(whole) == 2 else set()
    done = []
    for place, (text, mentions) in enumerate(zip(texts, found, strict=True)):
        head = HEAD.match(text)
        heads = len(text) < TITLE if place == 0 else _is_heading(text)
        if heads or head is not None:
            end = head.end() if head is not None else len(text)
            named = {one.key for one in mentions if one.type == "state" and one.end <= end}
            two = named if len(named) == 2 else two
        rest = two - {about[place]}
        done.append(next(iter(rest)) if len(rest) == 1 else "")
    return done


def _is_heading(text: str) -> bool:
    return len(text) < HEADING and not text.rstrip().endswith((".", "!", "?", ":", ";", ",", "”", '"'))


def _labels(texts: Sequence[str], found: Sequence[Sequence[Mention]], place: int) -> bool:
    """Whether a state's name stands before a passage as its label."""
    first = next(iter(found[place]), None)
    if first is None or first.type != "state" or first.form not in ("name", "alias"):
        return False
    before = texts[place][: first.start].strip("*•-–— \t").removeprefix("The").removeprefix("the")
    return (
        not before and texts[place - 1].rstrip().endswith(_ENDS) and _LABEL.match(texts[place], first.end) is not None
    )


_ENDS = (".", "!", "?", ":", ";", "”", '"', ")")
HEAD = re.compile(r"[^\W\d_a-z][^\n.!?:;,]{2,78}\n\s*(?=[\"“‘'(]*[^\W\d_a-z][^\n]{80})")
"""A heading that stands on a line of its own right above its paragraph."""
_LABEL = re.compile(r"\s?(?:\([^)]{1,30}\))?(?:[.:]\s|\s?[–—]\s|\n)")


def body(texts: Sequence[str], found: Iterable[Iterable[Mention]]) -> str:
    """The organisation that a document is about; empty where none stands out."""
    counts = Counter[str]()
    for weight, one in _weighed(texts, found):
        if one.type == "organisation":
            counts[one.key] += weight
    if not counts:
        return ""
    (first, times), *rest = counts.most_common(2)
    return first if times > LEAST and (not rest or times >= LEAD * rest[0][1]) else ""


def _ours(texts: Sequence[str]) -> int:
    """How often a text says "our army" or "us", outside quotation marks."""
    found = 0
    for text in texts:
        if "our " not in text and " us" not in text:
            continue
        plain = text.translate(_QUOTES)
        found += sum(plain.count('"', 0, one.start()) % 2 == 0 for one in _OUR.finditer(plain))
    return found


_QUOTES = str.maketrans("“”„«»", '"""""')
_OUR = re.compile(
    r"\b(?:our(?! (?:own )?(?:analys|article|argument|author|case|conversation|data|finding|interview|model|opinion|"
    r"paper|reader|report|research|result|sample|stud|survey|time|view|website))|us)\b"
)


def _weighed(texts: Sequence[str], found: Iterable[Iterable[Mention]]) -> Iterable[tuple[int, Mention]]:
    for place, (text, mentions) in enumerate(zip(texts, found, strict=True)):
        weight = WEIGHT if place == 0 and len(text) < TITLE else 1
        yield from ((weight, one) for one in mentions)
