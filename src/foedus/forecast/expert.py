"""The expert layer: what named persons assume that no dataset carries, in the case's `expert.toml`.

An assumption multiplies the rate at which exactly the set asked about founds a pact: bloc exclusivity, a veto, declared
neutrality, a shared language. The multiplier is somebody's judgement and nothing that was measured; it stands beside
the models' figures with its author, day, reason and the claims it rests on, and is never mixed into them.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from foedus.forecast.errors import ForecastError
from foedus.measures.measured import MeasureError
from foedus.measures.membership import members as inside
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.terms.words import nearest

NAME = "expert.toml"
FORMAT = 1
MOST = 1000.0
"""A multiplier beyond this, or its inverse, is a slip of the pen."""


class Assumption(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What somebody assumes: `[[assumption]]`."""

    name: str
    by: str
    date: date
    reason: str
    multiplier: tuple[float, float]
    """The least and the most by which the rate is multiplied."""
    rests_on: tuple[str, ...] = ()
    """Claims of the case that carry the reason."""
    when: tuple[tuple[str, ...], ...] = ()
    """Holds where at least one member of the set is in each of these: states, groups, organisations."""
    among: tuple[str, ...] = ()
    """Holds where all members of the set are in one of these."""


class Weighed(msgspec.Struct, frozen=True):
    """An assumption as it was used, or why it was not."""

    assumption: Assumption
    used: bool
    why: str


class Layer(msgspec.Struct, frozen=True):
    """All assumptions of a case for one set; those used multiply each other."""

    weighed: tuple[Weighed, ...] = ()
    file: str = ""
    """Where they stand; '' where the case has none, or its folder is not at hand."""

    @property
    def used(self) -> tuple[Assumption, ...]:
        """Those that are switched on and hold."""
        return tuple(one.assumption for one in self.weighed if one.used)

    @property
    def multiplier(self) -> tuple[float, float]:
        """The least and the most by which those used multiply the rate together: their products.

        That they may be multiplied, as if none spoke of what another does, is itself an assumption.
        """
        low = high = 1.0
        for one in self.used:
            low, high = low * one.multiplier[0], high * one.multiplier[1]
        return low, high

    def beside(self, chances: Sequence[float]) -> tuple[float, float]:
        """The range that the models' chances become: least by the least, most by the most."""
        low, high = self.multiplier
        return multiplied(min(chances), low), multiplied(max(chances), high)


def multiplied(chance: float, by: float) -> float:
    """A chance whose rate is multiplied: 1 - (1 - p)^m, as for a Poisson process with the rate -ln(1 - p).

    >>> round(multiplied(0.5, 2), 2), multiplied(0.1, 1.0), multiplied(0.0, 10)
    (0.75, 0.1, 0.0)
    """
    return chance if by == 1 else 1 - (1 - chance) ** by


def read(folder: Path | None) -> tuple[Assumption, ...]:
    """The assumptions of a case; none where it has no `expert.toml`.

    Raises `ForecastError` with file and line of whatever is wrong.
    """
    path = folder / NAME if folder else None
    if path is None or not path.exists():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise ForecastError(f"{path} cannot be read: {error.strerror}.", "See who owns the file.") from error
    except UnicodeDecodeError as error:
        raise ForecastError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise ForecastError(f"{path} is not valid TOML: {error}.", "Texts stand in double quotes.") from error
    if data.get("format") != FORMAT:
        said = data.get("format", "nothing")
        raise ForecastError(f"{path} says format = {said!r}; this program reads {FORMAT}.", f"Write format = {FORMAT}.")
    faults = [f"{path}: there is no setting '{key}'." for key in data if key not in ("format", "assumption")]
    entries = data.get("assumption", [])
    if not isinstance(entries, list):
        raise ForecastError(f"{path}: 'assumption' is no list.", "Write [[assumption]], in two pairs of brackets.")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*assumption\s*\]\]", line)]
    found: list[Assumption] = []
    for number, entry in enumerate(entries):
        where = f"{path}:{lines[number]}" if number < len(lines) else str(path)
        try:
            found.append(_assumption(entry, found))
        except (msgspec.ValidationError, ValueError) as error:
            faults.append(f"{where}: {str(error).rstrip('.')}.")
    if faults:
        raise ForecastError(
            "\n        ".join(faults), "An assumption has name, by, date, reason, multiplier; rests_on, when, among."
        )
    return tuple(found)


def _assumption(entry: object, before: Iterable[Assumption]) -> Assumption:
    if isinstance(entry, dict) and isinstance(entry.get("multiplier"), int | float):
        entry = {**entry, "multiplier": [entry["multiplier"]] * 2}
    one = msgspec.convert(entry, Assumption)
    for field in ("name", "by", "reason"):
        if not getattr(one, field).strip():
            raise ValueError(f"an assumption without {field}: who assumes what, and why, must be said")
    if one.name in ("none", "all") or not re.fullmatch(r"[a-z0-9-]+", one.name):
        raise ValueError(f"'{one.name}' is no name: small letters, digits and hyphens, and not 'none' or 'all'")
    if any(other.name == one.name for other in before):
        raise ValueError(f"the name '{one.name}' stands twice")
    low, high = one.multiplier
    if not 1 / MOST <= low <= high <= MOST:
        raise ValueError(f"the multiplier of '{one.name}' is {low:g} to {high:g}: two numbers above 0")
    return one


def _there(record: Record, table: str, claims: Sequence[str]) -> set[str]:
    """Those of some claims that a table has."""
    where = "claim IN (SELECT unnest(?::VARCHAR[]))"
    return {row[0] for row in record.con.execute(f"SELECT claim FROM {table} WHERE {where}", [claims]).fetchall()}


def layer(record: Record, folder: Path | None, members: Sequence[str], chosen: str | Sequence[str] = "all") -> Layer:
    """The assumptions of a case for a set of states, those chosen (`none`, `all` or names) switched on.

    Raises `ForecastError` for names and claims that there are none of.
    """
    found = read(folder)
    names = [part.strip() for text in ([chosen] if isinstance(chosen, str) else chosen) for part in text.split(",")]
    on = _switched(found, [name for name in names if name])
    named = sorted({claim for one in found for claim in one.rests_on})
    known, ever = (_there(record, table, named) for table in ("claims", "store.claims"))
    for one in found:
        for claim in one.rests_on:
            if claim not in ever:
                every = record.con.execute("SELECT claim FROM store.claims").fetchall()
                near = nearest(claim, [row[0] for row in every])
                hint = f"Did you mean '{near}'?" if near else "`foedus claims CASE` lists the claims."
                raise ForecastError(f"{NAME}: '{one.name}' rests on {claim}, which is no claim of this case.", hint)
    weighed = []
    for one in found:
        why = "switched off" if one.name not in on else _why_not(record, one, members, known)
        weighed.append(Weighed(one, not why, why))
    return Layer(tuple(weighed), NAME if found else "")


def _switched(found: Sequence[Assumption], names: Sequence[str]) -> set[str]:
    every = {one.name for one in found}
    if "none" in names or "all" in names:
        if len(set(names)) > 1:
            raise ForecastError(f"--expert: '{', '.join(names)}' is both.", "Write none, all, or names.")
        return every if "all" in names else set()
    for name in names:
        if name not in every:
            near = nearest(name, every)
            hint = f"Did you mean '{near}'?" if near else f"{NAME} has: {', '.join(sorted(every)) or 'none'}."
            raise ForecastError(f"There is no assumption '{name}' in this case.", hint)
    return set(names)


def _why_not(record: Record, one: Assumption, members: Sequence[str], known: set[str]) -> str:
    """Why an assumption is not used for a set; '' where it is."""
    if record.known and one.date > record.known:
        return f"made on {one.date}, after the day of knowledge"
    later = [claim for claim in one.rests_on if claim not in known]
    if later:
        return f"rests on {', '.join(later)}, not there at these clocks"
    among = {state for key in one.among for state in _states(record, key)}
    if one.among and not set(members) <= among:
        return f"speaks of {', '.join(one.among)} only"
    for keys in one.when:
        if not {state for key in keys for state in _states(record, key)} & set(members):
            return f"speaks of sets with a member of {' or '.join(keys)}"
    return ""


def _states(record: Record, key: str) -> list[str]:
    """The states that a key of `when` or `among` stands for; a body of which no claim tells members has none."""
    if re.fullmatch(r"[A-Z]{3}", key):
        return [key]
    try:
        return inside(record, key)
    except AskError as error:
        raise ForecastError(f"{NAME}: {error.message}", error.hint) from error
    except MeasureError as error:
        if error.message.startswith("No claim"):
            return []
        raise ForecastError(f"{NAME}: {error.message}", error.hint) from error


__all__ = ["NAME", "Assumption", "Layer", "Weighed", "layer", "multiplied", "read"]
