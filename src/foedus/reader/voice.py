"""Who says "I": the authors of a document, or whoever speaks in a passage of an interview ("KN: I doubt it")."""

import re
from collections import Counter
from collections.abc import Sequence

from foedus.reader.mention import Mention
from foedus.terms.words import slug

_LABEL = re.compile(r"([^\W\d_]{1,3}|[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]+){0,2}):\s")


def voices(texts: Sequence[str], named: Sequence[Sequence[Mention]], authors: Sequence[str]) -> list[tuple[str, ...]]:
    """For each passage the keys of those who speak in it. A label in front counts where it stands twice."""
    labels = [_LABEL.match(text) for text in texts]
    often = Counter(found[1] for found in labels if found)
    people = _people(texts, named)
    own = tuple(slug(one) for one in authors if one)
    return [
        _who(found[1], people) if found and often[found[1]] > 1 and found[1][0].isupper() else own for found in labels
    ]


def _people(texts: Sequence[str], named: Sequence[Sequence[Mention]]) -> dict[str, str]:
    """Keys of the persons named, by name, last name and initials, in small letters; the first named wins."""
    found: dict[str, str] = {}
    for text, mentions in zip(texts, named, strict=True):
        for one in mentions:
            words = text[one.start : one.end].split()
            if one.type == "person" and one.form not in ("office", "pronoun") and len(words) > 1:
                initials = "".join(word[0] for word in words[-2:])
                for form in (" ".join(words), words[-1], initials):
                    found.setdefault(form.casefold(), one.key)
    return found


def _who(label: str, people: dict[str, str]) -> tuple[str, ...]:
    known = people.get(label.casefold())
    if known:
        return (known,)
    return (slug(label),) if " " in label else ()
