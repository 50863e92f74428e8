"""Marks in a person's own text: `{{claim tra-043}}`, `{{event KEY}}`, `{{figure ...}}`, `{{count ...}}`.

Each becomes words with a note on the claims they rest on. A figure is worked out as everywhere else: counted are
single events, aid is summed by currency with what was pledged apart.
"""

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.terms.words import nearest
from foedus.views import counting
from foedus.views.brief.aid import summed
from foedus.views.brief.material import Material
from foedus.views.brief.wording import many, note
from foedus.views.concluded import Concluded, of_event
from foedus.views.document import Break, Emphasis, Run, Runs, Text
from foedus.views.evidence import Evidence

UNSHOWN = {"expected": "expected or weighed, not told", "denied": "denied"}
"""What is said of a stage that the record does not show, beside "not shown" and "unresolved"."""
FORMS = "claim CLAIM, event EVENT, figure pair A B, figure aid RECIPIENT, count KIND A B"
"""What a mark can be."""


class Marks:
    """What the marks of a text stand for, in one record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.material = Material(record)
        self.verbs: Mapping[str, Callable[[Sequence[str]], Runs]] = {
            "claim": self.claim,
            "event": self.event,
            "figure": self.figure,
            "count": self.count,
        }

    def __call__(self, mark: str) -> Runs:
        """The words of a mark with their note. Raises `AskError` for a mark that stands for nothing."""
        try:
            words = shlex.split(mark)
        except ValueError:  # a quotation mark that is not closed, or an apostrophe
            words = mark.split()
        if not words or words[0] not in self.verbs:
            near = nearest(words[0], self.verbs) if words else None
            hint = f"Did you mean '{near}'?" if near else f"A mark is one of: {FORMS}."
            raise AskError(f"'{{{{{mark}}}}}' is not a mark.", hint)
        return self.verbs[words[0]](words[1:])

    def claim(self, words: Sequence[str]) -> Runs:
        """The sentence of a claim."""
        (key,) = _exactly(words, "claim CLAIM")
        found = self.material.by_claim.get(key)
        if found is None:
            near = nearest(key, self.material.by_claim)
            raise AskError(f"There is no claim '{key}'.", f"Did you mean '{near}'?" if near else _LOOK)
        return (Text(found.sentence), note([found]))

    def event(self, words: Sequence[str]) -> Runs:
        """The title of an event and how far it got, as the record concludes."""
        (text,) = _exactly(words, "event EVENT")
        key = self.record.event_key(text)
        stages: dict[tuple[str, str], Concluded] = {}
        dates: dict[tuple[str, str], Concluded] = {}
        for one in of_event(self.record, key):
            kept = stages if one.field == "stage" else dates if one.field == "date" else {}
            kept.setdefault((one.kind, one.strand), one)
        several = len({kind for kind, _ in stages}) > 1
        said = dict.fromkeys(self._standing(one, dates.get(of), several) for of, one in stages.items())
        claims = [c for one in (*stages.values(), *dates.values()) for c in _behind(one)]
        title = self.material.title(key)
        return (Text(f"{title} ({'; '.join(said)})" if said else title), *_noted(claims))

    def _standing(self, stage: Concluded, date: Concluded | None, with_kind: bool) -> str:
        kind = self.material.kinds[stage.kind]
        head = f"{kind.label.lower()}: " if with_kind else ""
        when = f", {date.words}" if date and date.value and date.stage == stage.value else ""
        said = UNSHOWN.get(stage.rule, stage.words) if stage.value is None else stage.words
        return f"{head}{said}{when}{' (passed on)' if stage.rule == 'passed-on' else ''}"

    def figure(self, words: Sequence[str]) -> Runs:
        """A figure: events that tie a pair, or aid to a recipient."""
        if words[:1] == ["pair"]:
            return self.pair(words[1:])
        if words[:1] == ["aid"]:
            return self.aid(words[1:])
        raise AskError(
            f"There is no figure '{' '.join(words)}'.", "Figures are: figure pair A B, figure aid RECIPIENT."
        )

    def pair(self, words: Sequence[str]) -> Runs:
        """How many single events of cooperation tie two states."""
        one, other = _exactly(words, "figure pair A B")
        counts = counting.counted(self.material.kinds, self._tying(one, other))
        return _counted(counting.total(counts.values()))

    def count(self, words: Sequence[str]) -> Runs:
        """How many single events of one kind tie two states."""
        name, one, other = _exactly(words, "count KIND A B")
        kind = self.record.kind(name)
        if kind.ties is None:
            raise AskError(f"Claims on {kind.plural} tie nobody, so there is nothing to count between two states.")
        claims = [claim for claim in self._tying(one, other) if claim.kind == kind.kind]
        return _counted(counting.count(kind, claims))

    def _tying(self, one: str, other: str) -> list[Evidence]:
        a, b = sorted((self.record.entity(one), self.record.entity(other)))
        if a == b:
            raise AskError(f"'{one}' and '{other}' are the same actor.")
        return [claim for claims in self.material.ties.get((a, b), {}).values() for claim in claims]

    def aid(self, words: Sequence[str]) -> Runs:
        """What was delivered to a recipient, and what was pledged, by currency."""
        (text,) = _exactly(words, "figure aid RECIPIENT")
        key = self.record.entity(text)
        claims = [c for c in self.material.by_kind.get("assistance", ()) if key in c.row["recipient"]]
        delivered, pledged = (_inline(summed(self.material, claims, stage)) for stage in ("delivered", "pledged"))
        if not delivered and not pledged:
            raise AskError(
                f"No claim gives an amount of aid to {self.material.label(key)} that could be summed.",
                f"`foedus claims CASE --kind assistance --actor {key}` shows what there is.",
            )
        apart = (Text("; apart from that, "),) if delivered and pledged else ()
        return (*delivered, *apart, *pledged)


_LOOK = "`foedus claims CASE --text WORD` looks for one."


def _exactly(words: Sequence[str], form: str) -> Sequence[str]:
    """The words of a mark, as many as it takes."""
    wanted = sum(word.isupper() for word in form.split())
    if len(words) != wanted:
        raise AskError(f"This mark takes {wanted} words after it, not {len(words)}.", f"Write {{{{{form}}}}}.")
    return words


def _behind(one: Concluded) -> Iterable[Evidence]:
    yield from one.claims
    for side in one.against:
        yield from side.claims


def _noted(claims: Sequence[Evidence]) -> tuple[Run, ...]:
    return (note(claims),) if claims else ()


def _counted(count: counting.Count) -> Runs:
    firm, soft = len(count.firm), len(count.soft)
    if not firm and not soft:
        return (Text("no single event that a claim tells of"),)
    said = many(firm, "single event") if firm else many(soft, "event") + ", none of them sure"
    return (Text(said + (f" (and {soft} less sure)" if firm and soft else "")), *_noted(count.counted))


def _inline(runs: Runs) -> Runs:
    """Lines of a cell as words of a sentence."""
    return tuple(
        Text("; ") if isinstance(run, Break) else Text(run.text) if isinstance(run, Emphasis) else run for run in runs
    )
