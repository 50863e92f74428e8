"""From names to variables: a dataset's, all of a family of datasets (`sipri`), or single ones."""

from collections.abc import Iterator, Sequence

from foedus.case.findings import Finding
from foedus.reference.about import Dataset, Variable, datasets, family, variables
from foedus.reference.errors import DataError
from foedus.reference.panel.ask import Chosen, Unit, noted
from foedus.reference.store import Library
from foedus.terms.words import join_words, nearest, quoted


def choose(names: Sequence[str], unit: Unit, library: Library, lag: int = 0) -> tuple[list[Chosen], list[Finding]]:
    """The variables that are meant, each once, and what a person should know of the choice.

    A dataset's name stands for those of its variables that a row of the unit can have and whose files are on this
    machine. Raises `DataError` where a name is none, or where what is named cannot be had.
    """
    found: dict[str, Chosen] = {}
    findings: list[Finding] = []
    absent: list[Dataset] = []
    for name in names:
        for about, variable in _single(name, unit, library) or _family(name, unit, library, findings, absent):
            found.setdefault(variable.name, Chosen(about, variable, lag))
    if absent:
        titles = join_words([f"{about.title} ({about.name})" for about in absent])
        verb = "is" if len(absent) == 1 else "are"
        first = absent[0]
        raise DataError(
            f"{titles} {verb} not on this machine.",
            f"Get it with `foedus data get {first.name}`, or download it from {first.homepage} and say "
            f"`foedus data add {first.name} FILE`, or name the folder it is in with --data-dir.",
        )
    return list(found.values()), findings


def fits(variable: Variable, unit: Unit) -> bool:
    """Whether a row of the unit can have it."""
    if unit == "state-year":
        return variable.level == "state"
    return unit == "dyad-year" or bool(variable.sets)


def _single(name: str, unit: Unit, library: Library) -> list[tuple[Dataset, Variable]]:
    about, variable = variables().get(name, (None, None))
    if about is None or variable is None or name in datasets():
        return []
    if not fits(variable, unit):
        if unit == "state-year":
            raise DataError(f"{name} is a property of two states, not of one.", "Ask for --unit dyad-year.")
        raise DataError(
            f"foedus has no rule by which {name} of members becomes one of a set.", "Ask for --unit dyad-year."
        )
    part = about.table(variable.table).part
    if not library.has(about.name, part):
        library.part(about.name, part)  # says how to get it
    return [(about, variable)]


def _family(
    name: str, unit: Unit, library: Library, findings: list[Finding], absent: list[Dataset]
) -> list[tuple[Dataset, Variable]]:
    meant = family(name)
    if not meant:
        near = next((one for one in variables() if one.endswith(f"_{name}")), None)
        near = near or nearest(name, [*datasets(), *variables()])
        hint = f"Did you mean {near}? " if near else ""
        raise DataError(f"There is no dataset or variable {quoted(name)}.", f"{hint}`foedus data list` shows all.")
    meant = [one for one in meant if one.variables] or meant
    here = [one for one in meant if library.has(one.name)]
    if not here:
        absent += meant
        return []
    findings += [
        noted("dataset-absent", f"{one.title} ({one.name}) is not on this machine: left out.")
        for one in meant
        if one not in here
    ]
    chosen = [pair for one in here for pair in _of(one, unit, library, findings)]
    if not chosen:
        raise DataError(
            f"{join_words([one.title for one in here])} has nothing that a row of {unit}s can have.",
            "`foedus data show NAME` lists its variables, and what each is a property of.",
        )
    return chosen


def _of(about: Dataset, unit: Unit, library: Library, findings: list[Finding]) -> Iterator[tuple[Dataset, Variable]]:
    out: dict[str, list[str]] = {}
    for variable in about.variables:
        part = about.table(variable.table).part
        if not library.has(about.name, part):
            out.setdefault(part, []).append(variable.name)
        elif fits(variable, unit):
            yield about, variable
    for part, names in out.items():
        message = f"{about.title}: its part {quoted(part)} is not on this machine, so {join_words(names)} is left out."
        findings.append(noted("part-absent", message, f"`foedus data show {about.name}` says how to get it."))
