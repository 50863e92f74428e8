"""What the sources looked at: how much they say of each state and pair, and on how few words a count rests."""

from collections import Counter
from collections.abc import Iterable, Sequence

from foedus.measures.measured import Line, Measure, Sheet
from foedus.measures.ties.events import Component, Pair, Profile
from foedus.record import Record
from foedus.record.figure import Figure
from foedus.record.words import Words
from foedus.reference.profile import Profile as Datasets

HALF = 0.5
"""From this share of a pair's events on it is said that they rest on one word."""


def leading_root(components: Iterable[Component]) -> tuple[str, int, int]:
    """The source on which most counted events rest alone, how many, and of how many; ('', 0, n) for none."""
    roots: dict[str, set[frozenset[str]]] = {}
    for one in components:
        for row in one.rows:
            if row["event"] in one.counted.every and row["grain"] == "single":
                roots.setdefault(row["event"], set()).add(frozenset(row["roots"]))
    alone = Counter(next(iter(next(iter(of)))) for of in roots.values() if len(of) == 1 and len(next(iter(of))) == 1)
    if not alone:
        return "", 0, len(roots)
    most = min(alone, key=lambda root: (-alone[root], root))
    return most, alone[most], len(roots)


def sheet(record: Record, states: Sequence[str], found: Profile, cooperation: Sequence[str]) -> Sheet:
    """For each state what sources say of it at all, and for each pair on whom its counted events rest."""
    words = Words.of(record)
    rows = record.con.execute(
        "SELECT r.actor, count(DISTINCT c.claim), count(DISTINCT c.source), count(DISTINCT c.claim) FILTER "
        "(c.date IS NULL) FROM roles r JOIN claims c USING (claim) WHERE r.via <> 'member' "
        "AND r.actor IN (SELECT unnest(?::VARCHAR[])) GROUP BY 1",
        [list(states)],
    ).fetchall()
    said = {row[0]: row[1:] for row in rows}
    lines = []
    for state in sorted(states):
        claims, sources, undated = said.get(state, (0, 0, 0))
        cells = (Figure(value=claims), Figure(value=sources), Figure(value=undated), "")
        lines.append(Line(words.label(state), cells, state))
    for pair, components in found.items():
        mine = [components[kind] for kind in cooperation if kind in components]
        root, alone, of = leading_root(mine)
        claims = sum(len(one.rows) for one in mine)
        sources = len({row["source"] for one in mine for row in one.rows})
        undated = sum(row["date"] is None for one in mine for row in one.rows)
        rests = f"{words.label(root)}: {alone} of {of}" if alone else ""
        cells = (Figure(value=claims), Figure(value=sources), Figure(value=undated), rests)
        lines.append(Line(" – ".join(map(words.label, pair)), cells, " ".join(pair)))
    return Sheet(
        "coverage", "What the sources looked at", "state, or pair",
        (
            Measure("claims", "That name the state, or both; of whatever grain."), Measure("sources"),
            Measure("undated claims"),
            Measure("rest on one source alone", "The source on which most counted events of the pair rest alone."),
        ),
        tuple(lines),
        "A pair of which sources say little may be tied closely: counts follow what was looked at.",
    )  # fmt: skip


def says(record: Record, found: Profile, cooperation: Sequence[str]) -> str:
    """How the coverage biases the counts: who is spoken of most, on whose word, and what datasets have otherwise."""
    counts = {
        pair: len(frozenset().union(*(components[k].counted.firm for k in cooperation if k in components)))
        for pair, components in found.items()
    }
    told = [pair for pair, count in counts.items() if count]
    if len(told) < 2:
        return ""
    words = Words.of(record)
    most = min(told, key=lambda pair: (-counts[pair], pair))
    root, alone, of = leading_root([found[most][k] for k in cooperation if k in found[most]])
    text = f"Most is told of {_names(words, most)} ({counts[most]})"
    text += f"; {alone} of these {of} events rest on {words.label(root)} alone" if alone >= HALF * of else ""
    deeper = _deeper(record, most, told)
    if deeper:
        pair, since = deeper
        text += (
            f". {_names(words, pair)}, bound to each other's defence by a treaty since {since} (ATOP) as those are "
            f"not, have {counts[pair]}"
        )
    return (
        f"{text}. That is what sources looked at, no measure of how close states are, and pairs are not ranked by it."
    )


def _deeper(record: Record, most: Pair, pairs: Sequence[Pair]) -> tuple[Pair, str] | None:
    """A pair with a state in common that a dataset has in a pact of two for defence, where it has the most told not."""
    datasets = Datasets.of(record)
    about = datasets.coverage.get("atop")
    if about is None or _pact(datasets, most, about.until):
        return None
    bound = [(pair, since) for pair in pairs if set(pair) & set(most) and (since := _pact(datasets, pair, about.until))]
    return min(bound, default=None)


def _pact(datasets: Datasets, pair: Pair, year: int) -> str:
    """The year since when a pact of two binds a pair to defence; '' for none."""
    pacts = [
        pact for pact in datasets.pacts_among(pair, year=year, obligation="defense") if pact.members == len(set(pair))
    ]
    return min((max(pact.states[state][0] for state in pair)[:4] for pact in pacts), default="")


def _names(words: Words, pair: Pair) -> str:
    return f"{words.label(pair[0])} and {words.label(pair[1])}"
