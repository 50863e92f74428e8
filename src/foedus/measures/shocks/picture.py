"""Lanes of what followed, one for each cause."""

from collections.abc import Iterable, Sequence

from foedus.measures.measured import Picture
from foedus.measures.shocks.links import Link
from foedus.record import Record
from foedus.record.words import Words

LANES = 8
"""Causes in the picture."""
FORMS = {"done": "done", "agreed": "agreed"}


def picture(record: Record, deeds: Sequence[Link]) -> tuple[Picture, ...]:
    """Lanes of what followed, one for each cause; none where nothing is dated."""
    words = Words.of(record)
    told = [one for one in deeds if one.so]
    lanes: dict[str, list[Link]] = {}
    for one in told:
        lanes.setdefault(one.cause, []).append(one)
    chosen = sorted(lanes.items(), key=lambda item: (-sum(one.followed is not None for one in item[1]), item[0]))
    chosen = [item for item in chosen if any(one.followed for one in item[1])][:LANES]
    if not chosen:
        return ()
    words.read(key for _, of in chosen for one in of for key in (one.cause, one.event))
    drawn = {one.kind for _, of in chosen for one in of if one.followed}
    kinds = [name for name in record.codebook.kinds if name in drawn]
    letters = dict(zip(kinds, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False))
    left = f" {len(lanes) - len(chosen)} more are not drawn." if len(lanes) > len(chosen) else ""
    data = {
        "lanes": [
            {
                "label": words.title(cause),
                "undated": sum(one.followed is None for one in of),
                "marks": [mark for one in of for mark in _mark(record, one, letters.get(one.kind, ""))],
            }
            for cause, of in chosen
        ],
        "letters": [(letters[kind], record.codebook.kinds[kind].plural) for kind in kinds],
        "source": f"Source: {len({c for _, of in chosen for one in of for c in one.claims})} claims of the case.",
        "coverage": "Coverage: what sources say was prompted by what, each lane by what they say came first." + left,
    }  # fmt: skip
    claims = tuple(dict.fromkeys(claim for _, of in chosen for one in of for claim in one.claims))
    lane = "1 lane, for the event" if len(chosen) == 1 else f"{len(chosen)} lanes, one for each of the events"
    alt = f"{lane} said to have prompted most, with what followed where dated."
    return (Picture("timeline", data, "What is said to have been prompted by what, in time", alt, claims),)


def _mark(record: Record, one: Link, letter: str) -> Iterable[dict[str, object]]:
    """The mark of what followed, if it is dated."""
    when = one.followed
    if when and when.by:
        phase = record.codebook.kinds[one.kind].stage[when.stage].phase
        form = FORMS.get(phase, "soft") if one.single and one.manner == "told" else "soft"
        yield {
            "start": (when.earliest or when.by).isoformat(), "end": when.by.isoformat(), "letter": letter, "form": form,
            "title": Words.of(record).title(one.event), "open": when.earliest is None,
        }  # fmt: skip
