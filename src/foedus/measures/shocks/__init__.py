"""Shocks: what the sources say was prompted by what, and how long after; descriptive only.

A link is what a claim's `prompted_by` says: one event led to another, in the words of a source. Lags are between the
dates that the record concludes, as intervals where these are vague. Nothing is estimated: that one thing came after
another, or is said to have been prompted by it, does not make it its effect.
"""

from collections import Counter
from collections.abc import Sequence

from foedus.measures import asked
from foedus.measures.measured import Measured
from foedus.measures.shocks import sheets
from foedus.measures.shocks.links import Link, links, within
from foedus.measures.shocks.picture import picture
from foedus.measures.shocks.sheets import MOST
from foedus.record import Record
from foedus.record.words import Words

__all__ = ["Link", "links", "shocks"]

NAMED = 12
"""Contradictions named."""
LIMITS = (
    (
        "A link is one that a source draws. Sources draw those that fit their story; what prompted nothing, and "
        "what was prompted by things that no source names, is not here. Nothing is estimated, and nothing here is"
        " an effect."
    ),
    (
        "Lags run between dates of the record, vague where these are: an interval says what they allow. A lag "
        "that is not known is not nil, and is left out of the shortest, the longest and the middle one. A date "
        "that a source marks as about or uncertain is taken as it stands."
    ),
    "Statements and arguments are what somebody says; that an event prompted them is counted apart from deeds.",
)
SOURCES = (
    (
        "Goertz, G. and Diehl, P. F. (1995): The Initiation and Termination of Enduring Rivalries: The Impact of "
        "Political Shocks. American Journal of Political Science 39 (1), 30–52"
    ),
    (
        "Kinne, B. J. (2018): Defense Cooperation Agreements and the Emergence of a Global Security Network. "
        "International Organization 72 (4), 799–837"
    ),
)


def shocks(
    record: Record,
    *,
    cause: str = "",
    kind: str = "",
    causes: str = "",
    since: str | int | None = None,
    until: str | int | None = None,
) -> Measured:
    """What sources say was prompted by what, with lags in months, and counts by kinds.

    `cause`: one event by its key. `kind`: of what was prompted. `causes`: kind of what prompted it. `since`, `until`:
    years of what was prompted, by its date; undated links are then left out, and
    said. Raises `MeasureError` and `AskError`.
    """
    first, last = asked.span(since, until)
    wanted = {"kind": record.kind(kind).kind if kind else "", "causes": record.kind(causes).kind if causes else ""}
    found = links(record, record.event_key(cause) if cause else "", wanted["kind"])
    found = [one for one in found if not wanted["causes"] or one.causes == wanted["causes"]]
    undated = [one for one in found if one.followed is None or one.followed.by is None]
    if first or last:
        found = [one for one in found if within(one.followed, first, last)]
    contestable = {name for name, one in record.codebook.kinds.items() if one.contestable}
    deeds = [one for one in found if one.kind in contestable]
    options = {"cause": cause, **wanted, "since": first, "until": last, **record.clocks}
    return Measured(
        measure="shocks",
        title="Shocks: what is said to have been prompted by what",
        answer=_answer(record, found, deeds, "in these years" if first or last else ""),
        asked={name.replace("_", "-"): str(value) for name, value in options.items() if value},
        sheets=tuple(
            s
            for s in (sheets.pairs(record, deeds), sheets.listed(record, deeds), sheets.talk(record, found, deeds))
            if s.lines
        ),
        pictures=picture(record, deeds),
        warnings=tuple(_warnings(record, found, deeds, undated if first or last else [])),
        limits=LIMITS,
        sources=SOURCES,
    )


def _answer(record: Record, found: Sequence[Link], deeds: Sequence[Link], when: str) -> str:
    if not found and when:
        return f"No claim dates anything {when} that it says was prompted by another; whether any was is not covered."
    if not found:
        return "No claim here says that one thing was prompted by another; whether any was is not covered."
    counted = [one for one in deeds if one.so and one.single]
    known = [one for one in counted if one.lag.known]
    causes = Counter(one.cause for one in counted)
    sentences = [
        (
            f"Sources draw {len(counted)} {'link' if len(counted) == 1 else 'links'} from {len(causes)} "
            f"{'event' if len(causes) == 1 else 'events'} to single deeds that these are said to have prompted; for "
            f"{len(known)} the dates at both ends are known."
        )
    ]
    if causes:
        cause, number = min(causes.items(), key=lambda item: (-item[1], item[0]))
        sentences.append(f"Most, {number}, are put down to {Words.of(record).title(cause)}.")
    sentences.append("That is what sources draw together, not what caused what.")
    return " ".join(sentences)


def _warnings(record: Record, found: Sequence[Link], deeds: Sequence[Link], undated: Sequence[Link]) -> list[str]:
    title = Words.of(record).title
    backward = [one for one in found if one.lag.backward]
    Words.of(record).read(key for one in backward[:NAMED] for key in (one.cause, one.event))
    told = [
        f"{title(one.event)} is dated before {title(one.cause)}, which is said to have prompted it "
        f"({', '.join(one.claims)}); its lag is left out."
        for one in backward[:NAMED]
    ]
    if len(backward) > NAMED:
        told.append(f"So are {len(backward) - NAMED} more.")
    bare = list(dict.fromkeys(one.cause for one in found if not one.causes))
    if bare:
        told.append(f"Said to have prompted something, but no claim tells of it: {', '.join(bare[:6])}.")
    if undated:
        told.append(f"{len(undated)} links to something undated were left out, for they lie in no span.")
    if len(deeds) > MOST:
        told.append(f"{len(deeds)} links were found, {MOST} are listed; --cause and --kind narrow it down.")
    return told
