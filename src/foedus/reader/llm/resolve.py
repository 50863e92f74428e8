"""Who and what a model names, as keys: of the case, a state, of the gazetteer, or a new name that the text has."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from foedus.reader.llm.named import alone
from foedus.reader.llm.questions import NAMED, Question
from foedus.reader.llm.quotes import words
from foedus.terms.states import states
from foedus.terms.words import is_key, slug

if TYPE_CHECKING:
    from foedus.reader.names import Gazetteer

NO_PARTY = frozenset(["platform", "item", "topic"])
"""Types of things that do nothing themselves."""


class Known:
    """The names that are known: of a case's entities and of the gazetteer."""

    def __init__(self, names: "Gazetteer", entities: Iterable[Mapping[str, str]] = ()) -> None:
        self.names = names
        self.types: dict[str, str] = {}
        for entries in names.entries.values():
            for one in entries:
                if one.key and not one.role:
                    self.types.setdefault(one.key, one.type)
        self.types |= {row["entity"]: row.get("type") or "organisation" for row in entities if row.get("entity")}
        self.types |= dict.fromkeys(states(), "state")

    def key(self, value: str, question: Question) -> str:
        """The key of what is known under a key or a name; nothing where it is not."""
        if value in self.types or value in question.keys:
            return value
        if value.upper() in states() and len(value) == 3 and value.islower():
            return value.upper()
        for one in alone(value, question.passage.language, self.names):
            if one.end - one.start >= len(value) - 1 and one.type in NAMED and is_key(one.key):
                self.types.setdefault(one.key, one.type)
                return one.key
        return ""

    def party(self, value: str, question: Question) -> str:
        """The key of somebody: known, or named in the text; nothing where it is neither.

        In scripts of which no key can be made, a name in Latin letters is taken as a name.
        """
        key = self.key(value, question)
        if key:
            return "" if self.types.get(key) in NO_PARTY else key
        named = words(question.text, value) or words(question.before, value)
        made = slug(value)
        if not is_key(made) or not any(map(str.isalpha, made)):
            return ""
        return made if named is not None or _other_script(question.text) else ""


def _other_script(text: str) -> bool:
    """Whether most letters of a text are of a script that keys are not made of."""
    letters = [char for char in text if char.isalpha()]
    return sum(bool(slug(char)) for char in letters) * 2 < len(letters)
