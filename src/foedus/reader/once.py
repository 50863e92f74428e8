"""The same thing said once: within a sentence the reading that is trusted most, in a document one proposal."""

from collections.abc import Iterable

import msgspec

from foedus.codebook import load
from foedus.reader.proposal import Proposal, roles_of


def once(found: Iterable[Proposal]) -> list[Proposal]:
    """The same thing said twice as one proposal with two locators; what the later one leaves open is no difference."""
    kept: dict[tuple[str, ...], list[Proposal]] = {}
    order: list[tuple[tuple[str, ...], int]] = []
    for one in found:
        said = kept.setdefault(roles_of(one), [])
        same = next((at for at, other in enumerate(said) if _again(other, one)), None)
        if same is None:
            order.append((roles_of(one), len(said)))
            said.append(one)
        else:
            said[same] = _with_locator(said[same], one)
    return [kept[key][at] for key, at in order]


_NUMBERS = ("value", "quantity", "people", "personnel")
_EACH_TIME = frozenset(["statements", "arguments"])
"""What somebody says twice may be two things: only what the words are about would tell."""


def _again(before: Proposal, after: Proposal) -> bool:
    """Whether the later of two proposals with the same roles says the same as the earlier."""
    was, now = before.row, after.row
    if before.kind in _EACH_TIME and was["quote"] != now["quote"]:
        return False
    if was["grain"] == now["grain"] == "summary":
        return was["stage"] == now["stage"]
    if any(was.get(column, now.get(column)) != now.get(column, was.get(column)) for column in _NUMBERS):
        return False
    vouched = {"asserted", "attributed"}
    if was["assertion"] != now["assertion"] and not {was["assertion"], now["assertion"]} <= vouched:
        return False
    if now.get("date", "") not in ("", was.get("date", "")):
        return False
    return was["stage"] == now["stage"] and was["grain"] == now["grain"]


def _with_locator(before: Proposal, after: Proposal) -> Proposal:
    """The earlier of the two, with the place of the later, and with the numbers that only the later gives."""
    places = dict.fromkeys([*before.row["locator"].split("; "), *after.row["locator"].split("; ")])
    added = {name: after.row[name] for name in _NUMBERS if name in after.row and name not in before.row}
    if "value" in added and "currency" in after.row:
        added["currency"] = after.row["currency"]
    return msgspec.structs.replace(before, row={**before.row, **added, "locator": "; ".join(places)})


def best_of(found: Iterable[Proposal]) -> list[Proposal]:
    """Of proposals that say the same of the same, the one that is trusted most."""
    best: dict[tuple[str, ...], Proposal] = {}
    for one in found:
        key = (*roles_of(one), one.row.get("date", ""), _stage(one))
        if key not in best or one.score > best[key].score:
            best[key] = one
    kept: list[Proposal] = []
    for key, one in best.items():
        if key[-1] and any(_is_told(key, other) for other in best.items()):
            continue  # taken up again, and nothing new said of it
        if any(_turned_round(one, other) for other in kept):
            continue
        if not any(_part_of(one, other) or _nearer(other, one) for other in best.values()):
            kept.append(one)
    return kept


def _nearer(other: Proposal, one: Proposal) -> bool:
    """Whether another word of the sentence has the same figure, and stands nearer to it: a figure says one thing."""
    if one.kind != "indicators" or other.kind != one.kind or "value" not in one.spans:
        return False
    at = one.spans["value"]
    ours, theirs = one.spans["trigger"][0][0], other.spans["trigger"][0][0]
    return ours != theirs and other.spans.get("value") == at and _away(theirs, at[0][0]) < _away(ours, at[0][0])


BEHIND = 30
"""Characters by which a word behind a figure counts as farther from it than one before it."""


def _away(word: int, figure: int) -> int:
    return figure - word if word < figure else word - figure + BEHIND


def _part_of(one: Proposal, other: Proposal) -> bool:
    """Whether a proposal of the same sentence has the same tie with more parties to it."""
    ties = load().kinds[one.kind].ties
    if one.kind != other.kind or ties is None or not ties.among:
        return False
    fewer, more = (set(each.row.get(ties.among, "").split("; ")) for each in (one, other))
    return fewer < more and all(one.row.get(column) == other.row.get(column) for column in ("stage", "date"))


def _turned_round(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals of a sentence differ in who gives and who takes: the first word for it is right."""
    ties = load().kinds[one.kind].ties
    if one.kind != other.kind or ties is None or not ties.source:
        return False
    gave, took = ties.source, ties.target
    same = all(one.row.get(column) == other.row.get(column) for column in ("item", "date"))
    return same and bool(one.row.get(gave)) and (one.row.get(gave), one.row.get(took)) == (
        other.row.get(took), other.row.get(gave)
    )  # fmt: skip


def _stage(one: Proposal) -> str:
    """The stage, where a claim takes up what has just been said: "bought tanks, delivered in 2012"."""
    return one.row["stage"] if any(name.endswith((" by again", " by likewise")) for name in one.features) else ""


def _is_told(key: tuple[str, ...], other: tuple[tuple[str, ...], Proposal]) -> bool:
    """Whether a claim that takes up another says nothing new of it: the same stage, and no other day."""
    (*roles, date, again), one = other
    same = not again and tuple(roles) == key[:-2] and one.row["stage"] == key[-1]
    return same and (date == key[-2] or not date or not key[-2])
