"""A case's own entities: they add to the gazetteer, and where they differ it is they who are right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import msgspec

from foedus.reader.mention import Type
from foedus.reader.names.entries import Entry, cell, entry
from foedus.terms.words import fold

_TYPES = frozenset(get_args(Type))


def adapt(shipped: Iterable[Entry], entities: Sequence[Mapping[str, str]]) -> list[Entry]:
    """The gazetteer's entries with keys as the case has them, and the case's own before them.

    A shipped entity that shares a name with one of the case, and its type, takes the case's key. `entities` are rows
    of `entities.csv`; what they lack (a platform's category) is taken from what is shipped under the same name.
    """
    if not entities:
        return list(shipped)
    known = list(shipped)
    by_form: dict[tuple[str, str], Entry] = {}
    for one in known:
        by_form.setdefault((fold(one.text), one.type), one)
    own: list[Entry] = []
    renamed: dict[tuple[str, str], str] = {}
    for row in entities:
        found = list(_of_entity(row, by_form))
        own += [one for one, _ in found]
        for one, before in found:
            if before is not None and before.key != one.key:
                renamed[before.key, before.type] = one.key
    renamed = {old: new for old, new in renamed.items() if old[1] != "item"}
    return [*own, *(_renamed(one, renamed) for one in known)]


def _renamed(one: Entry, renamed: Mapping[tuple[str, str], str]) -> Entry:
    key = renamed.get((one.key, one.type))
    return one if key is None or one.role else msgspec.structs.replace(one, key=key)


def _of_entity(
    row: Mapping[str, str], by_form: Mapping[tuple[str, str], Entry]
) -> Iterable[tuple[Entry, Entry | None]]:
    type = row.get("type", "")
    if type not in _TYPES:
        return
    texts = [row.get("name") or "", *cell(row.get("aliases"))]
    before = [by_form.get((fold(text), type)) for text in texts]
    like = next((one for one in before if one is not None and not one.role), None)
    for text, known in zip(texts, before, strict=True):
        if not fold(text):
            continue
        same = known if known is not None and not known.role else None
        form = same.form if same is not None else ("name" if text == texts[0] else "alias")
        found = entry(
            row["entity"], type, text, form=form, country=(cell(row.get("country")) or ("",))[0],
            category=like.category if like is not None else "", office=row.get("office") or "",
            members=cell(row.get("members")), case=True,
        )  # fmt: skip
        yield found, same or (like if text == texts[0] else None)
