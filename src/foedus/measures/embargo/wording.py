"""The answer in sentences."""

from collections.abc import Iterable, Sequence

from foedus.measures.embargo.asked import Asked
from foedus.measures.embargo.chains import Known
from foedus.measures.embargo.denials import Denial, standing
from foedus.measures.embargo.exposures import Exposure
from foedus.measures.embargo.substitutes import Step, Substitute
from foedus.measures.told import names
from foedus.record import Record
from foedus.record.words import Words

NAMED = 4
"""Platforms, and states of each, that the answer names."""


def answer(record: Record, asked: Asked, denied: Sequence[Denial], rows: Sequence[Exposure], about: Known) -> str:
    """One to three sentences on what was denied, what needs it, and how little is known."""
    name = Words.of(record).name(asked.imposer)
    parts = [row for row in rows if len(row.chain.nodes) > 1]
    named = [row for row in (parts or rows) if row.state not in ("ended", "agreed or talked of")] or list(rows)
    sentences = [_denied(record, name, denied)]
    if named:
        told = "; ".join(_told(record, row) for row in named[:NAMED])
        more = f"; and {len(named) - NAMED} more" if len(named) > NAMED else ""
        sentences.append(f"If {name} withheld its supply{asked.within} again, claims point to {told}{more}.")
    else:
        sentences.append(f"No claim tells of another state's platform that needs anything{asked.within} from {name}.")
    on = [row for row in rows if row.state == "goes on" and not row.denials and standing(denied, row.others)]
    if on:
        things = ", ".join(dict.fromkeys(row.thing.label for row in on))
        sentences.append(f"Told of as going on in spite of its restrictions: {things}.")
    links = {pair for row in rows for pair in zip(row.chain.nodes, row.chain.nodes[1:], strict=False)}
    here = len(links & set(about.foreign))
    sentences.append(f"Known chokepoints: {here} of {name}, {len(about.foreign)} in all; the rest is not covered.")
    return " ".join(sentences)


def _denied(record: Record, name: str, denied: Sequence[Denial]) -> str:
    so = [one for one in denied if one.told.so]
    if not so:
        return f"No claim here has {name} withhold anything."
    lifted = sum(one.told.stage == "lifted" for one in so)
    stands = sum(one.stands for one in so)
    targets = some(record, dict.fromkeys(target for one in so for target in one.targets))
    pieces = [f"{stands} told of as imposed"] + ([f"{lifted} as lifted"] if lifted else [])
    word = "restriction" if len(so) == 1 else "restrictions"
    return f"Claims tell of {len(so)} {word} by {name} on {targets} ({', '.join(pieces)})."


def _told(record: Record, row: Exposure) -> str:
    states = some(record, row.others)
    whole = names(record, [row.chain.top])
    part = f" through {row.thing.label}" if len(row.chain.nodes) > 1 else ""
    since = f" since {row.since.words}" if row.since and row.state == "stopped" else ""
    return f"{whole} ({states}){part}: {row.state}{since}, {substitute(row.substitutes)}"


def substitute(found: Sequence[Substitute]) -> str:
    """What is told of substitutes, in a phrase."""
    so = [one for one in found if one.so]
    if not so:
        return "no substitute told of"
    return " and ".join(f"{one.label} {_steps(one)}" for one in so)


def _steps(one: Substitute) -> str:
    told = [step(one.agreed, "agreed")] if one.agreed else []
    told += [step(one.fielded, "in use")] if one.fielded else []
    return ", ".join(told) or "in its place"


def step(found: Step, word: str) -> str:
    """A step in words: "agreed October 2021", "said to be in use 2023"."""
    said = word if found.vouched else f"passed on as {word}"
    return f"{said} {found.when.words}" if found.when else f"{said}, undated"


def some(record: Record, keys: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    every = list(keys)
    more = f" and {len(every) - NAMED} more" if len(every) > NAMED else ""
    return names(record, every[:NAMED]) + more


def labels(record: Record, keys: Iterable[str]) -> str:
    """Names, or a dash for nobody."""
    return names(record, keys) or "not named"
