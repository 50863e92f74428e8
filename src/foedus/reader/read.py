"""Files become proposals: each is taken in, its names found, its promising passages parsed in workers of their own.

A document may hold several sources (`blocks` of sources.csv); each is read by itself, against its own day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from foedus.case.proposals import Proposed
from foedus.reader import merge, write_rows
from foedus.reader.document import Block, Document
from foedus.reader.intake import IntakeError, Limits, read_all
from foedus.reader.languages import reading as languages
from foedus.reader.llm.join import joined
from foedus.reader.names import Gazetteer
from foedus.reader.once import once
from foedus.reader.proposal import Proposal
from foedus.reader.propose import Marked, marked
from foedus.reader.reposts import Repost, Text, near_duplicates, text_of
from foedus.reader.scorer import accept
from foedus.reader.workers import LONGEST, WORKERS, Batch, Pool, batches
from foedus.reader.write_entities import Entities
from foedus.terms import dates
from foedus.terms.words import is_key

Row = Mapping[str, str]
Told = Callable[[int, int, str], None]
"""Hears how far it is: steps done, steps in all, what is being done."""
Judge = Callable[[Sequence[Proposal]], list[Proposal]]
"""What keeps some of a document's proposals, with their scores."""


CERTAIN = {"type": "press", "access": "read"}
"""What a source's row must say and a document does not."""
TO_CONFIRM = "Type assumed; title, authors and day as the document has them."


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from files."""

    proposals: tuple[Proposed, ...]
    """In the order of the files and within them."""
    sources: tuple[dict[str, str], ...]
    """Rows of sources.csv for what was read: those given, or what the documents say of themselves."""
    entities: tuple[dict[str, str], ...]
    """Rows of entities.csv for the keys that the proposals use and that were not given."""
    topics: tuple[dict[str, str], ...]
    reposts: tuple[Repost, ...]
    failures: tuple[tuple[str, str, str], ...]
    """Files, or parts of them, that could not be read: name, what is wrong, what to do."""
    warnings: tuple[str, ...]
    words: int = 0
    """That were read."""


class Source(msgspec.Struct, frozen=True):
    """A source: its row of sources.csv, and what of a document it is."""

    row: dict[str, str]
    document: Document

    @property
    def key(self) -> str:
        """Its key."""
        return self.row["source"]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from some files, before what is done over all of them: see `finished`."""

    proposals: tuple[Proposed, ...] = ()
    sources: tuple[dict[str, str], ...] = ()
    texts: tuple[Text, ...] = ()
    """Of each source, to find reposts by."""
    people: tuple[str, ...] = ()
    """Authors' names."""
    failures: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    words: int = 0


class _Waiting(NamedTuple):
    """A source whose passages are being parsed."""

    source: Source
    parts: list[Marked]
    batches: list[tuple[Batch, Future[tuple[tuple[Proposal, ...], ...]]]]


class Second(Protocol):
    """Another reader of the same sources: see `foedus.reader.llm`."""

    @property
    def alone(self) -> bool:
        """Whether it is the only one: then nothing is parsed."""

    def read(
        self, sources: Sequence[Source], names: Gazetteer, entities: Iterable[Row], told: Told
    ) -> Sequence[Proposed]:
        """What it proposes."""


def quiet(done: int, total: int, doing: str) -> None:
    """Tell nobody how far it is."""


def read(
    files: Sequence[Path],
    *,
    sources: Sequence[Row] = (),
    entities: Sequence[Row] = (),
    known: Sequence[Text] = (),
    workers: int = WORKERS,
    limits: Limits | None = None,
    told: Told = quiet,
    coded: str = "",
    pool: Pool | None = None,
    names: Gazetteer | None = None,
    judge: Judge = accept,
    second: Second | None = None,
) -> Reading:
    """Read files into proposals. What cannot be read is among the failures; the others go on.

    `sources`: rows of sources.csv, which say by `document` and `blocks` what a file is; a file that none names is a
    source by its stem. `entities`: those of the case. `known`: texts that the case has, for reposts. `coded`: the day.
    `judge`: what of a document's proposals is kept. `pool` and `names`, where they are at hand, are not made anew.
    `second`: another reader, whose proposals are joined to ours.
    """
    names = names or Gazetteer(entities)
    part = read_part(
        files, names, sources=sources, entities=entities, workers=workers, limits=limits, told=told, coded=coded,
        pool=pool, judge=judge, second=second,
    )  # fmt: skip
    return finished(part, names, sources=sources, entities=entities, known=known)


def read_part(
    files: Sequence[Path], names: Gazetteer, *, sources: Sequence[Row] = (), entities: Sequence[Row] = (),
    workers: int = WORKERS, limits: Limits | None = None, told: Told = quiet, coded: str = "",
    pool: Pool | None = None, judge: Judge = accept, second: Second | None = None,
) -> Part:  # fmt: skip
    """Read some files of many, each by itself; the arguments are those of `read`."""
    failures: list[tuple[str, str, str]] = []
    warnings: list[str] = []
    own = pool or Pool(workers)
    try:
        waiting: list[_Waiting] = []
        for number, (path, document) in enumerate(zip(files, read_all(files, limits=limits), strict=True)):
            told(number, 2 * len(files), f"reading {path.name}")
            if isinstance(document, IntakeError):
                failures.append((path.name, document.message, document.hint))
                continue
            warnings += [f"{document.name}: {said}" for said in document.warnings]
            for source in sources_of(path, document, sources, [one.source for one in waiting]):
                parts = [] if second and second.alone else list(_marked(source, names))
                warnings += _oddities(source, parts)
                warnings += languages.unread(source.document, source.key) if second is None else ()
                waiting.append(_Waiting(source, parts, [(batch, own.submit(batch)) for batch in batches(parts)]))
        made: list[Proposed] = []
        theirs = second.read([one.source for one in waiting], names, entities, told) if second else ()
        for number, one in enumerate(waiting):
            told(len(waiting) + number, 2 * len(waiting), f"parsing {one.source.document.name}")
            every, texts = _collected(one, failures)
            made += write_rows.proposed(one.source.key, judge(once(every)), texts, coded)
            made += _other_languages(one, coded, second)
    finally:
        if pool is None:
            own.close()
    if second:
        made = joined(made, theirs)
    done = [one.source for one in waiting]
    return Part(
        proposals=tuple(made), sources=tuple(dict(source.row) for source in done),
        texts=tuple(text_of(one.document, key=one.key, published=one.row.get("published", "")) for one in done),
        people=tuple(_people(done)), failures=tuple(failures), warnings=tuple(warnings),
        words=sum(len(block.text.split()) for source in done for block in source.document.readable()),
    )  # fmt: skip


def finished(
    part: Part, names: Gazetteer, *, sources: Sequence[Row] = (), entities: Sequence[Row] = (),
    known: Sequence[Text] = (),
) -> Reading:  # fmt: skip
    """What is done over all files: who copies whom, whom keys stand for, which proposals are on one event."""
    rows = [dict(row) for row in part.sources]
    reposts = near_duplicates(part.texts, known)
    merge.fill_derived(rows, reposts)
    who = Entities(names, entities, part.people, part.proposals, [row["source"] for row in [*rows, *sources]])
    return Reading(
        proposals=tuple(merge.with_events(who.settled())), sources=tuple(rows), entities=tuple(who.rows()),
        topics=tuple(who.topics()), reposts=tuple(reposts), failures=part.failures,
        warnings=tuple(dict.fromkeys(part.warnings)), words=part.words,
    )  # fmt: skip


def sources_of(path: Path, document: Document, rows: Sequence[Row], taken: Sequence[Source] = ()) -> Iterator[Source]:
    """The sources that a document holds, by the rows that name its file; else one, by the file's stem."""
    named = [row for row in rows if Path(row.get("document") or "").name == path.name]
    for row in named:
        blocks = row.get("blocks") or ""
        row = {**row, **{column: value for column, value in CERTAIN.items() if not row.get(column)}}
        yield Source(row, part_of(document, blocks) if blocks else document)
    if not named:
        stem, number = path.stem.strip(), 1
        key = stem
        while key in {source.key for source in taken}:
            number += 1
            key = f"{stem}-{number}"
        own = {column: value for column, value in document.about.as_source_row().items() if value}
        yield Source({"source": key, **own, **CERTAIN, "document": path.name, "note": TO_CONFIRM}, document)


def part_of(document: Document, blocks: str) -> Document:
    """Some blocks of a document, `34-35`, as a document of their own: its comments are then what it says."""
    first, _, last = blocks.replace("–", "-").partition("-")
    try:
        low, high = int(first), int(last or first)
    except ValueError:
        return document
    kept = tuple(_own(block) for block in document.blocks if low <= block.number <= high)
    return msgspec.structs.replace(document, blocks=kept)


def _own(block: Block) -> Block:
    return msgspec.structs.replace(block, role="body") if block.role == "comment" else block


def _marked(source: Source, names: Gazetteer) -> Iterator[Marked]:
    authors = [name.strip() for name in (source.row.get("authors") or "").split(";") if name.strip()]
    published = source.row.get("published") or source.document.about.published
    return marked(
        source.document, lambda passages: names.read([one.text for one in passages]), day_of(published), authors
    )


def day_of(published: str) -> str:
    """The day of publication, EDTF; nothing where it is none."""
    try:
        dates.parse(published)
    except dates.DateError:
        return ""
    return published


def _oddities(source: Source, parts: Sequence[Marked]) -> Iterator[str]:
    """What somebody should know who uses what was read, in sentences."""
    published = source.row.get("published") or ""
    if published and not day_of(published):
        yield f"{source.key}: '{published}' is no date, so that times like \"last year\" could not be read."
    for part in parts:
        if len(part.text) > LONGEST:
            yield f"{source.key}: a paragraph of {len(part.text)} characters was not read (at most {LONGEST} are)."
    if not is_key(source.key):
        yield (
            f"{source.key}: a key of a source has small letters, digits and hyphens only; "
            "rename the file, or give it a key with --sources."
        )


def _other_languages(one: _Waiting, coded: str, second: Second | None) -> Iterator[Proposed]:
    """What a source says in other languages than English, as far as they are read."""
    if second and second.alone:
        return
    published = one.source.row.get("published") or one.source.document.about.published
    every: list[Proposal] = []
    texts: dict[write_rows.Place, str] = {}
    for passage, found in languages.passages(one.source.document, day_of(published)):
        every += found
        texts |= {write_rows.place_of(each): passage.text for each in found}
    yield from write_rows.proposed(one.source.key, languages.accept(once(languages.dated_first(every))), texts, coded)


def _people(sources: Sequence[Source]) -> list[str]:
    """The names of authors, as rows and documents give them."""
    named = [name for source in sources for name in (source.row.get("authors") or "").split(";")]
    return [name.strip() for name in [*named, *(a for s in sources for a in s.document.about.authors)] if name.strip()]


def _collected(
    one: _Waiting, failures: list[tuple[str, str, str]]
) -> tuple[list[Proposal], dict[write_rows.Place, str]]:
    """What the workers found in a source, and the passage of each."""
    every: list[Proposal] = []
    texts: dict[write_rows.Place, str] = {}
    for batch, future in one.batches:
        try:
            answers = future.result()
        except IntakeError as error:
            failures.append((one.source.document.name, error.message, error.hint))
            continue
        for place, proposals in zip(batch.places, answers, strict=True):
            for each in proposals:
                texts.setdefault(write_rows.place_of(each), one.parts[place].text)
            every += proposals
    return every, texts
