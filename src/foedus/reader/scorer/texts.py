"""What the scorer learns from: proposals of coded texts, each right or wrong, and decisions of those who review."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from foedus.case.proposals import ProposalsError, Proposed, reviews, standing
from foedus.reader.evaluate import CORE, UNCOUNTED, Row, names_of, optional, paired, rows, tables_of
from foedus.reader.propose import Proposal
from foedus.reader.read import read
from foedus.reader.scorer.score import beside


class Known(msgspec.Struct, frozen=True):
    """A proposal of which it is known whether it is right."""

    proposal: Proposal
    right: bool


class Text(msgspec.Struct, frozen=True):
    """A source: what is proposed for it, and how many claims of each kind a coder found."""

    source: str
    known: tuple[Known, ...]
    coded: dict[str, int]


def texts_of(case: Path, workers: int = 2) -> list[Text]:
    """What a case teaches: the decisions about its proposals where there are any, else its claims.

    Raises `ProposalsError` where it is no case.
    """
    if not (case / "sources.csv").is_file():
        raise ProposalsError(f"{case} is no case: it has no sources.csv.", "Name a folder with sources and claims.")
    decided = list(reviewed(case))
    return decided or list(coded_texts(case, workers))


def coded_texts(case: Path, workers: int = 2) -> Iterator[Text]:
    """The sources of a coded case whose documents lie beside it, read without abstaining.

    A claim whose note begins with `optional:` makes a proposal neither right nor wrong: it is left out.
    """
    sources = [row for row in rows(case / "sources.csv") if row.get("document")]
    files = sorted({case / "documents" / row["document"] for row in sources})
    found: dict[str, list[Proposal]] = {row["source"]: [] for row in sources}
    kept: list[list[Proposal]] = []

    def keep(proposals: Sequence[Proposal]) -> list[Proposal]:
        kept.append(beside(proposals))
        return kept[-1]

    reading = read([path for path in files if path.exists()], sources=sources, workers=workers, judge=keep)
    for row, proposals in zip(reading.sources, kept, strict=True):
        found[row["source"]] = proposals
    claims, names = tables_of(case), names_of(case)
    for row in reading.sources:
        source = row["source"]
        known: list[Known] = []
        coded: dict[str, int] = {}
        for kind in (kind for kind in CORE if kind not in UNCOUNTED):
            theirs: list[Row] = [claim for claim in claims.get(kind, ()) if claim.get("source") == source]
            ours = [one for one in found[source] if one.kind == kind]
            ours_rows: list[Row] = [{**one.row, "source": source} for one in ours]
            pairs = {j: i for i, j in paired(kind, theirs, ours_rows, names)}
            coded[kind] = sum(not optional(claim) for claim in theirs)
            known += [
                Known(one, at in pairs)
                for at, one in enumerate(ours)
                if at not in pairs or not optional(theirs[pairs[at]])
            ]
        yield Text(source, tuple(known), coded)


def reviewed(case: Path) -> Iterator[Text]:
    """What was decided about a case's proposals, by source: accepted is right, rejected wrong.

    An accepted proposal in which a role or the stage was changed counts as wrong; what a language model alone had
    proposed counts not at all.
    """
    by_source: dict[str, list[Known]] = {}
    for one in standing(reviews(case)).values():
        if not one.proposal.scored:
            continue
        changed = {*CORE.get(one.proposal.kind, ()), "stage"} & one.changed.keys()
        right = one.what in ("accepted", "edited") and not changed
        by_source.setdefault(one.proposal.row["source"], []).append(Known(_proposal(one.proposal), right))
    for source, known in by_source.items():
        coded: dict[str, int] = {}
        for each in known:
            coded[each.proposal.kind] = coded.get(each.proposal.kind, 0) + each.right
        yield Text(source, tuple(known), coded)


def _proposal(filed: Proposed) -> Proposal:
    return Proposal(
        kind=filed.kind, row=filed.row, block=0, sentence=(0, len(filed.sentence)), spans=filed.spans,
        frame=filed.frame, score=filed.score, features=filed.features,
    )  # fmt: skip
