"""The case in a few lines: what is in it, who is tied to whom, how far things got."""

import msgspec

from foedus.record import Record
from foedus.record.words import Words
from foedus.views import counting
from foedus.views.evidence import evidence


class KindCount(msgspec.Struct, frozen=True):
    """How many claims and counted events there are of a kind, and how real they are."""

    kind: str
    label: str
    claims: int
    events: int
    done: int
    """Single events told of as agreed or in being."""
    expected: int
    denied: int


class Pair(msgspec.Struct, frozen=True):
    """Two states and the single events that tie them, counted as `counting` says."""

    a: str
    b: str
    names: tuple[str, str]
    firm: int
    soft: int
    kinds: dict[str, tuple[int, int]]
    """Firm and soft by kind; an event of two kinds counts in both."""
    first: str
    """Year of the earliest of these events that has a date; '' where none has."""


class Summary(msgspec.Struct, frozen=True):
    """What a case adds up to, in counts."""

    title: str
    question: str
    claims: int
    events: int
    sources: int
    cited: int
    undated: int
    kinds: tuple[KindCount, ...]
    pairs: tuple[Pair, ...]


def pairs(record: Record, limit: int = 0) -> list[Pair]:
    """Pairs of states that counted cooperative events tie, those with most firm events first."""
    words = Words.of(record)
    claims = {claim.claim: claim for claim in evidence(words)}
    found = []
    for (a, b), ids in counting.tied(record).items():
        counts = counting.counted(record.codebook.kinds, [claims[claim] for claim in ids])
        all_of = counting.total(counts.values())
        if not (all_of.firm or all_of.soft):
            continue
        days = [claim.row["earliest"] for claim in all_of.counted if claim.row["earliest"]]
        found.append(
            Pair(
                a=a,
                b=b,
                names=(words.label(a), words.label(b)),
                firm=len(all_of.firm),
                soft=len(all_of.soft),
                kinds={kind: (len(of.firm), len(of.soft)) for kind, of in counts.items() if of.firm or of.soft},
                first=str(min(days).year) if days else "",
            )
        )
    found.sort(key=lambda pair: (-pair.firm, -pair.soft, pair.a, pair.b))
    return found[:limit] if limit else found


def summary(record: Record, limit: int = 12) -> Summary:
    """The summary of a record at its clocks, with the `limit` most tied pairs."""
    counts = {row["kind"]: row for row in record.query(
        "SELECT kind, count(*) AS claims, count(DISTINCT event) AS events, "
        "count(DISTINCT event) FILTER (grain = 'single' AND phase IN ('agreed', 'done') "
        "AND assertion IN ('asserted', 'attributed')) AS done, "
        "count(DISTINCT event) FILTER (assertion = 'expected') AS expected, "
        "count(DISTINCT event) FILTER (assertion = 'denied') AS denied FROM claims GROUP BY kind"
    )}  # fmt: skip
    kinds = [
        KindCount(kind.kind, kind.plural, row["claims"], row["events"], row["done"], row["expected"], row["denied"])
        for kind in record.codebook.kinds.values()
        if (row := counts.get(kind.kind))
    ]
    totals = record.query(
        "SELECT count(*) AS claims, count(DISTINCT event) AS events, "
        "count(*) FILTER (date IS NULL) AS undated FROM claims"
    )[0]
    sources = record.query(
        "SELECT count(*) FILTER (access = 'read') AS read, count(*) FILTER (access = 'cited') AS cited FROM sources"
    )[0]
    return Summary(
        title=record.settings.title,
        question=record.settings.question,
        claims=totals["claims"],
        events=totals["events"],
        sources=sources["read"],
        cited=sources["cited"],
        undated=totals["undated"],
        kinds=tuple(kinds),
        pairs=tuple(pairs(record, limit)),
    )
