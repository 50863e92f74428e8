"""What keys are called within a sentence: entities, sources, events and topics of a case.

`Naming` is made from the rows of those tables and answers the two questions that `say` asks: `name(key)` and
`plural(key)`.
"""

import re
from collections.abc import Iterable, Mapping

from foedus.codebook.grammar import article, several
from foedus.terms.words import join_words, slug

Rows = Iterable[Mapping[str, str]]

_QUESTION = re.compile(r"(?:why|whether|what|where|who|when|how)\b", re.IGNORECASE)
_LINKED = re.compile(r" (?:of|by|between|towards|over|behind) ")
_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"^(?:\S+ ){0,3}\S+(?:'|’)s? ")
_ALONE = re.compile(r"^(?:[A-Z]{2,}\b|[^ ]*\d|(?:[Aa]|[Aa]n|[Tt]he) )")
_DATED = re.compile(r"^(.+?), ((?:[A-Z][a-z]+ )?\d{4}(?:-\d{4})?)$")
_INVERTED = re.compile(r"^([^,]+), ([^,\d]+ (?:and|-) [^,\d]+)$")
_COMPASS = frozenset({"Central", "East", "Eastern", "North", "Northern", "South", "Southern", "West", "Western"})
_MOST_AUTHORS = 2
"""Authors named in full; of more, the first "and others"."""
_FOLLOWS_ACTOR = frozenset({"and", "as", "at", "between", "for", "in", "on", "to", "with", "-"})


class Naming:
    """The names of a case, as they stand within a sentence. All tables may be empty.

    >>> names = Naming(entities=[{"entity": "ots", "type": "organisation", "name": "Organization of Turkic States"}])
    >>> names.name("ots"), names.name("patrol boats")
    ('the Organization of Turkic States', 'patrol boats')
    """

    def __init__(self, *, entities: Rows = (), sources: Rows = (), events: Rows = (), topics: Rows = ()) -> None:
        self._names: dict[str, str] = {}
        self._plural: set[str] = set()
        self._words: dict[str, str] = {}
        events, topics = list(events), list(topics)
        proper: set[str] = set()
        common: set[str] = set()
        for row in entities:
            key, type, name = row["entity"], row.get("type", ""), row.get("name", "")
            self._names[key] = article(type, name) or key
            if several(type, name):
                self._plural.add(key)
            for text in (name, *row.get("aliases", "").split("; ")):
                words = _WORD.findall(text)
                proper |= {word for word in words if word[:1].isupper()}
                common |= {word for word in words if word.islower()}
                if len(words) == 1 and text.istitle():
                    self._words.setdefault(slug(text), text)
        for text in (*(row.get("title", "") for row in events), *(row.get("label", "") for row in topics)):
            common |= {word for word in _WORD.findall(text) if word.islower()}
        proper -= {word for word in proper if word.casefold() in common}
        for table, key, label in ((topics, "topic", "label"), (events, "event", "title")):
            for row in table:
                if row.get(label):
                    self._names.setdefault(row[key], within(row[label], proper))
        for row in sources:
            self._names.setdefault(row["source"], source_name(row) or row["source"])

    def name(self, key: str) -> str:
        """The name for a key of any table; the text itself where it is no key.

        A single word that is an entity's other name in small letters gets its capital: `russian`.
        """
        return self._names.get(key) or self._words.get(key, key)

    def plural(self, key: str) -> bool:
        """Whether a key names several at once."""
        return key in self._plural


def source_name(row: Mapping[str, str]) -> str:
    """A source as it is named in passing: "Kuzio (2024)", "Aselsan (2012)", or by its title.

    `row` is a row of `sources.csv`. A year is given only where `published` is sure of it.

    >>> source_name({"authors": "Taras Kuzio", "published": "2024-05-06"})
    'Kuzio (2024)'
    >>> source_name({"authors": "", "publisher": "Blue Domes", "title": "More than drones", "published": "../2022"})
    'Blue Domes'
    """
    authors = [name.strip() for name in row.get("authors", "").split(";") if name.strip()]
    surnames = [name.split(" ")[-1] for name in authors]
    many = len(surnames) > _MOST_AUTHORS
    who = f"{surnames[0]} and others" if many else join_words(surnames)
    title = row.get("title", "")
    who = who or article("organisation", row.get("publisher", "")) or (f"“{title}”" if title else "")
    year = row.get("published", "")[:4]
    return f"{who} ({year})" if year.isdigit() else who


def within(label: str, proper: Iterable[str] = ()) -> str:
    """A title or label as it stands within a sentence.

    It loses its capital unless its first word is one of the `proper` names, takes "the" where it speaks of
    something by a link ("the independence of East Turkestan"), and becomes "the question why ..." where it
    is one.

    >>> within("Whether an army will come about"), within("Independence of East Turkestan")
    ('the question whether an army will come about', 'the independence of East Turkestan')
    >>> within("Turkish arms", {"Turkish"}), within("TAKM against smuggling", {"TAKM"})
    ('Turkish arms', 'TAKM against smuggling')
    """
    known = proper if isinstance(proper, set) else set(proper)
    if dated := _DATED.match(label):
        return f"{within(dated[1], known)} ({dated[2]})"
    inverted = _INVERTED.match(label)
    if inverted and not _LINKED.search(inverted[1]):
        label = f"{inverted[1]} of {inverted[2]}"
    if _QUESTION.match(label):
        return f"the question {label[0].lower()}{label[1:]}"
    words = label.split(" ")
    first = _WORD.match(label)
    named = first is not None and (first[0] in known or (len(first[0]) > 1 and first[0].isupper()))
    named = named or (len(words) > 1 and words[0] in _COMPASS and words[1][:1].isupper())  # Central Asia's place
    if len(words) > 1 and all(word[:1].isupper() for word in words):
        return article("facility", label)
    text = label if named or not first else label[0].lower() + label[1:]
    if _ALONE.match(text) or _POSSESSIVE.match(text):
        return text
    opens_with_actor = named and len(words) > 1 and words[1] in _FOLLOWS_ACTOR
    return f"the {text}" if _LINKED.search(f" {text} ") and not opens_with_actor else text
