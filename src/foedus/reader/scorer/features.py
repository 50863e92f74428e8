"""What the scorer goes by: numbers about one proposal that a person can read, each for a reason.

`features` is asked while the sentence is at hand; `crowd` adds what only shows beside the other proposals of a
document. A feature that is not there is 0. None of them knows a name: no state, organisation or word of a text.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from foedus.reader.document import Passage
from foedus.reader.frames.grammar import CLAUSES
from foedus.reader.frames.match import Candidate
from foedus.reader.frames.sentence import Sentence
from foedus.reader.frames.tree import Token
from foedus.reader.mention import PARTIES, Mention
from foedus.reader.proposal import Proposal

NEARNESS = frozenset(
    [
        "clause",
        "sentence",
        "all",
        "after",
        "ahead",
        "behind",
        "left",
        "right",
        "before",
        "focus",
        "elided",
        "again",
        "likewise",
        "maker",
        "voice",
    ]
)
"""Paths that go by nearness or by the document, not by grammar."""
WEAK = frozenset(["pronoun", "collective", "new", "unnamed", "phrase", "home", "capital", "demonym", "office", "voice"])
"""Forms of a mention that say less than a name."""


TOLD = ("date", "quantity", "value", "people", "personnel", "place", "title", "item", "name")
"""Columns that a claim may do without: one that fills them is more likely right."""


def features(candidate: Candidate, sentence: Sentence, passage: Passage) -> dict[str, float]:
    """The features of one candidate, as its sentence has it."""
    found = {
        f"kind={candidate.kind}": 1.0,
        f"frame={candidate.kind}.{candidate.frame}": 1.0,
        "prior": candidate.prior,
        f"assertion={candidate.assertion}": 1.0,
        f"tense={candidate.tense or 'none'}": 1.0,
        f"grain={candidate.grain or 'single'}": 1.0,
        f"block={passage.role}": 1.0,
        "long sentence": _beyond(len(sentence.span), 25),
    }
    found |= _roles(candidate)
    found |= _grammar(sentence.span.doc[candidate.token])
    used = {key for role in candidate.roles for key in candidate.keys(role)}
    others = {one.key for one in sentence.mentions if one.type in PARTIES} - used
    found["other parties"] = math.log1p(len(others))
    found["about security"] = math.log1p(sentence.about_security)
    kinds = {one.type for one in sentence.mentions}
    found |= {name: 1.0 for name in ("date", "number", "money") if name in kinds}
    return found


def _grammar(trigger: Token) -> dict[str, float]:
    """Where the trigger stands: its part of speech, its clause, how deep."""
    above, here = 0, trigger
    clause = "main"
    while here.head != here:
        if here.dep_ in CLAUSES and clause == "main":
            clause = here.dep_
        here, above = here.head, above + 1
    return {
        f"{trigger.pos_.lower()}": 1.0,
        f"clause={clause}": 1.0,
        "deep": float(above),
        "in a compound": float(trigger.dep_ in ("compound", "nmod")),
    }


def _roles(candidate: Candidate) -> dict[str, float]:
    """How the roles were filled: by which ways, how far away, by what forms of mention."""
    found: dict[str, float] = {}
    by_nearness, far, many = 0, 0, 0
    for role, filled in candidate.roles.items():
        paths = filled.path.split()
        found |= {f"by={path}" if path in NEARNESS else "by=grammar": 1.0 for path in paths}
        by_nearness += all(path in NEARNESS for path in paths)
        if not role.startswith("_"):
            found |= {f"{role} by {path}": 1.0 for path in paths if path in NEARNESS}
            found |= {f"{candidate.kind} by {path}": 1.0 for path in paths if path in NEARNESS}
        found |= {f"form={form}": 1.0 for form in {form_of(one) for one in filled.mentions} & WEAK}
        if "before" not in paths:
            far = max([far, *(abs(one.start - candidate.start) for one in filled.mentions[:1] if one.end > one.start)])
        many = max(many, len(filled.mentions))
    return {**found, "roles by nearness": float(by_nearness), "far": _beyond(far, 40), "many fillers": _beyond(many, 2)}


def form_of(one: Mention) -> str:
    """A mention's form; a collective counts as one, whatever its form."""
    return "collective" if one.type == "collective" or len(one.keys) > 1 else one.form


def _beyond(size: float, usual: float) -> float:
    """How much longer something is than usual, in powers of two; 0 where it is not."""
    return math.log2(max(size, usual) / usual)


def crowd(proposals: Sequence[Proposal]) -> Iterator[Mapping[str, float]]:
    """For each proposal what shows beside the others, as rivals and times that it is said; and what it says."""
    at = Counter((one.block, one.sentence, one.kind) for one in proposals)
    triggers = Counter((one.block, one.kind, one.spans.get("trigger")) for one in proposals)
    sentences = Counter((one.block, one.sentence) for one in proposals)
    words = Counter((one.block, one.spans.get("trigger")) for one in proposals)
    for one in proposals:
        yield {
            "rivals": math.log2(at[one.block, one.sentence, one.kind]),
            "rivals at the trigger": math.log2(triggers[one.block, one.kind, one.spans.get("trigger")]),
            "claims in the sentence": math.log2(sentences[one.block, one.sentence]),
            "claims at the trigger": math.log2(words[one.block, one.spans.get("trigger")]),
            "said again": float("; " in one.row.get("locator", "")),
            **{f"says {column}": 1.0 for column in TOLD if one.row.get(column)},
        }
