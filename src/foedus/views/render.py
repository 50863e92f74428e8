"""A person's own text, rendered with the claims it cites: the document, and what it rests on for the next time."""

import hashlib
import json

import msgspec

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.rows import plain
from foedus.views.document import Document, Note
from foedus.views.evidence import Evidence
from foedus.views.markdown import Reading
from foedus.views.marks import Marks


class CitedClaim(msgspec.Struct, frozen=True):
    """A claim as it was when it was cited."""

    hash: str
    """SHA-256 of its row."""
    sentence: str


class Cited(msgspec.Struct, frozen=True):
    """What a text cited: its claims, and those behind each mark."""

    claims: dict[str, CitedClaim]
    marks: dict[str, list[str]]


class Rendered(msgspec.Struct, frozen=True):
    """A text with what it cites."""

    document: Document
    cited: Cited
    lines: dict[str, int]
    """The line on which each mark stands first."""


def render(record: Record, text: str, name: str, last: Cited | None = None) -> Rendered:
    """A Markdown text with its marks resolved. Raises `AskError` that names the line of each mark that stands for none.

    `name` is what the file is called in messages; `last` is what the text cited when it was last rendered.
    """
    reading = Reading(text, Marks(record))
    if reading.faults:
        several = len(reading.faults) > 1
        said = [
            f"{name}:{fault.line}: {fault.message}{_before(fault.message, last)}" + f" {fault.hint}" * several
            for fault in reading.faults
        ]
        raise AskError("\n        ".join(said), "" if several else reading.faults[0].hint)
    meta = [("Case", record.settings.title)] if record.settings.title else []
    clocks = {"known": "Sources published by", "as_of": "State of the world on"}
    meta += [(said, day) for clock, said in clocks.items() if (day := record.clocks[clock])]
    document = Document(reading.title or name, "", tuple(meta), reading.sections, kind="")
    behind: dict[str, dict[str, Evidence]] = {}
    lines: dict[str, int] = {}
    for mark in reading.marks:
        lines.setdefault(mark.text, mark.line)
        of = behind.setdefault(mark.text, {})
        of.update((claim.claim, claim) for run in mark.runs if isinstance(run, Note) for claim in run.claims)
    claims = {key: claim for of in behind.values() for key, claim in of.items()}
    cited = Cited(
        {key: CitedClaim(fingerprint(record, claims[key]), claims[key].sentence) for key in sorted(claims)},
        {mark: sorted(of) for mark, of in sorted(behind.items())},
    )
    return Rendered(document, cited, lines)


def _before(message: str, last: Cited | None) -> str:
    """What a claim said that is gone, where the text cited it before."""
    gone = [key for key in (last.claims if last else ()) if f"claim '{key}'" in message]
    return f" When last rendered, it said: “{last.claims[gone[0]].sentence}”" if last and gone else ""


def fingerprint(record: Record, claim: Evidence) -> str:
    """A hash of what a claim's row says; where it stands in its file does not matter."""
    columns = [column.name for column in record.codebook.kinds[claim.kind].columns]
    row = {name: plain(claim.row[name]) for name in columns if claim.row.get(name) not in (None, "", [])}
    return hashlib.sha256(json.dumps(row, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def changes(rendered: Rendered, last: Cited, name: str) -> list[str]:
    """What has changed in what a text cites since it was last rendered, with the line of the mark; marks that were
    taken out or put in are the writer's own doing and no matter."""
    found = []
    for mark, line in sorted(rendered.lines.items(), key=lambda item: item[1]):
        now, before = rendered.cited.marks[mark], last.marks.get(mark)
        if before is None:
            continue
        for key in before:
            was, new = last.claims.get(key), rendered.cited.claims.get(key)
            if was is None:
                continue
            if key not in now:
                found.append(f"{name}:{line}: {key} no longer stands behind {{{{{mark}}}}}. It said: “{was.sentence}”")
            elif new is not None and new.hash != was.hash:
                said = "Its words are the same." if new.sentence == was.sentence else f"It said: “{was.sentence}”"
                found.append(f"{name}:{line}: {key} has changed since the last time. {said}")
        added = [key for key in now if key not in before]
        if added:
            found.append(f"{name}:{line}: {{{{{mark}}}}} now also rests on {', '.join(added)}.")
    return found
