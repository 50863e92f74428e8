"""What changed between two records: claims added, withdrawn, changed; conclusions that changed, and why.

The two may be the same case at two days of knowledge, with and without a source, or at two revisions.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.conclude import Strand, conclude
from foedus.record.rows import text
from foedus.record.words import Words
from foedus.views.concluded import field_label, in_words
from foedus.views.evidence import Evidence, evidence

ASIDE = frozenset({"line", "file", "known", "coder", "coded"})
"""Columns whose change is no change of what is claimed."""


class Changed(msgspec.Struct, frozen=True):
    """A claim that says something else than before: column -> before, after."""

    claim: str
    sentence: str
    cells: dict[str, tuple[str, str]]


class Turned(msgspec.Struct, frozen=True):
    """A conclusion that changed."""

    event: str
    title: str
    kind: str
    strand: str
    field: str
    label: str
    stage: str
    before: str | None
    after: str | None
    """In words; None where nothing was, or is, on record."""
    rule_before: str
    rule_after: str
    because: tuple[str, ...]
    """The claims that came, went or changed on which the conclusion, or what stood against it, rested."""


class Changes(msgspec.Struct, frozen=True):
    """What changed from one record to the other."""

    added: tuple[Evidence, ...]
    withdrawn: tuple[Evidence, ...]
    changed: tuple[Changed, ...]
    turned: tuple[Turned, ...]
    events_new: tuple[str, ...]
    events_gone: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "added": [one.claim for one in self.added],
            "withdrawn": [one.claim for one in self.withdrawn],
            "changed": msgspec.to_builtins(self.changed),
            "conclusions": msgspec.to_builtins(self.turned),
            "events_new": list(self.events_new),
            "events_gone": list(self.events_gone),
        }


def changes(before: Record, after: Record) -> Changes:
    """What changed from one record to another."""
    old = {one.claim: one for one in evidence(Words.of(before))}
    new = {one.claim: one for one in evidence(Words.of(after))}
    changed = []
    for claim in old.keys() & new.keys():
        cells = _cells(old[claim].row, new[claim].row)
        if cells:
            changed.append(Changed(claim, new[claim].sentence, cells))
    moved = (old.keys() ^ new.keys()) | {one.claim for one in changed}
    events_before, events_after = {one.event for one in old.values()}, {one.event for one in new.values()}
    touched = {one.event for one in (*old.values(), *new.values()) if one.claim in moved}
    return Changes(
        added=tuple(new[claim] for claim in sorted(new.keys() - old.keys())),
        withdrawn=tuple(old[claim] for claim in sorted(old.keys() - new.keys())),
        changed=tuple(sorted(changed, key=lambda one: one.claim)),
        turned=tuple(_turned(before, after, touched, moved)),
        events_new=tuple(sorted(events_after - events_before)),
        events_gone=tuple(sorted(events_before - events_after)),
    )


def _cells(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    names = [name for name in dict.fromkeys([*old, *new]) if name not in ASIDE]
    return {
        name: (text(old.get(name)), text(new.get(name))) for name in names if text(old.get(name)) != text(new.get(name))
    }


def _turned(before: Record, after: Record, events: Iterable[str], moved: set[str]) -> list[Turned]:
    """Conclusions that differ, strands matched by the claims they share."""
    keys = sorted(events)
    old, new = list(conclude(before, keys)), list(conclude(after, keys))
    words_before, words_after = Words.of(before), Words.of(after)
    found = []
    for one, other in _matched(old, new):
        fields_before = {(c.field, c.stage): c for c in (one.conclusions if one else ())}
        fields_after = {(c.field, c.stage): c for c in (other.conclusions if other else ())}
        for key in dict.fromkeys([*fields_after, *fields_before]):
            was, now = fields_before.get(key), fields_after.get(key)
            if was and now and was.value == now.value and (was.value is not None or was.rule == now.rule):
                continue
            some = now or was
            assert some is not None
            record, words = (after, words_after) if now else (before, words_before)
            found.append(
                Turned(
                    event=some.event,
                    title=words.title(some.event),
                    kind=some.kind,
                    strand=some.strand,
                    field=some.field,
                    label=field_label(record, some),
                    stage=some.stage,
                    before=in_words(before, words_before, was, was.value) if was else None,
                    after=in_words(after, words_after, now, now.value) if now else None,
                    rule_before=was.rule if was else "",
                    rule_after=now.rule if now else "",
                    because=tuple(sorted(moved & ((was.named if was else set()) | (now.named if now else set())))),
                )
            )
    return sorted(found, key=lambda turned: (turned.event, turned.kind, turned.strand, turned.field, turned.stage))


def _matched(old: list[Strand], new: list[Strand]) -> list[tuple[Strand | None, Strand | None]]:
    """Strands before and after that share most claims; those that came or went stand alone."""
    pairs: list[tuple[Strand | None, Strand | None]] = []
    left = {id(strand): strand for strand in old}
    for strand in new:
        same = [s for s in left.values() if (s.event, s.kind) == (strand.event, strand.kind)]
        best = max(same, key=lambda s: len(set(s.claims) & set(strand.claims)), default=None)
        if best is not None and set(best.claims) & set(strand.claims):
            del left[id(best)]
            pairs.append((best, strand))
        else:
            pairs.append((None, strand))
    return pairs + [(strand, None) for strand in left.values()]
