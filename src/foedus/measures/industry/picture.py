"""Ventures with each partner in time: announced hollow, at work solid."""

from collections.abc import Sequence
from string import ascii_uppercase

from foedus.measures.industry.ventures import ALONE, Ventures
from foedus.measures.measured import Picture
from foedus.measures.told import Told, names
from foedus.record import Record
from foedus.record.words import Words

MOST = 14
"""Lanes of the picture."""
UNSAID = "–"
FORMS = {"prospect": "soft", "agreed": "agreed", "done": "done", "over": "soft"}


def picture(record: Record, made: Sequence[tuple[str, Sequence[Ventures]]]) -> tuple[Picture, ...]:
    """Lanes of dated ventures, one for each pair of states; none where nothing is dated."""
    kind = record.codebook.kinds["production"]
    letters = dict(zip(kind.by_name["mode"].words, ascii_uppercase, strict=False))
    lanes: dict[str, dict[tuple[str, str], Told]] = {}
    for state, many in made:
        for of in many:
            if of.partner == ALONE:
                continue
            pair = " – ".join(sorted(names(record, [key]) for key in (state, of.partner)))
            for one in (*of.announced, *of.at_work, *of.passed_on, *of.over):
                lanes.setdefault(pair, {})[one.event, of.mode] = one
    Words.of(record).read(one.event for ventures in lanes.values() for one in ventures.values())
    drawn = []
    for pair, ventures in sorted(lanes.items(), key=lambda item: (-len(item[1]), item[0])):
        marks = [mark for (_, mode), one in ventures.items() for mark in _marks(record, one, letters.get(mode, UNSAID))]
        undated = sum(not any(when.by for when in one.dates.values()) for one in ventures.values())
        if marks:
            drawn.append({"label": pair, "marks": marks, "undated": undated})
    if not drawn:
        return ()
    claims = tuple(dict.fromkeys(c for ventures in lanes.values() for one in ventures.values() for c in one.claims))
    words = kind.by_name["mode"].words
    used = {mode for ventures in lanes.values() for _, mode in ventures}
    key = [(letters[mode], words[mode]) for mode in words if mode in used]
    if "" in used:
        key.append((UNSAID, "mode not said"))
    left = f" {len(drawn) - MOST} further pairs are not drawn." if len(drawn) > MOST else ""
    data = {
        "lanes": drawn[:MOST],
        "letters": key,
        "source": f"Source: {len(claims)} claims of the case.",
        "coverage": "Coverage: single ventures that claims date, each stage once; undated ones are counted at the "
        f"left.{left}",
    }  # fmt: skip
    shown = "1 lane of a pair" if len(drawn) == 1 else f"{len(drawn[:MOST])} lanes of pairs"
    alt = f"{shown} of states with dated ventures, announced and at work."
    return (Picture("timeline", data, "Ventures in production, announced and at work", alt, claims),)


def _marks(record: Record, one: Told, letter: str) -> list[dict[str, object]]:
    kind = record.codebook.kinds["production"]
    found: list[dict[str, object]] = []
    for stage, when in one.dates.items():
        if when.by:
            phase = kind.stage[stage].phase
            form = "soft" if one.rule == "passed-on" and stage == one.stage else FORMS.get(phase, "soft")
            found.append({
                "start": (when.earliest or when.by).isoformat(), "end": when.by.isoformat(), "letter": letter,
                "form": form, "title": f"{Words.of(record).title(one.event)}: {kind.stage[stage].label}",
                "open": when.earliest is None,
            })  # fmt: skip
    return found
