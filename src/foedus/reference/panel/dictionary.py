"""The page of the docs that lists every variable: what it says, of whom, in which unit, where it is covered."""

from collections.abc import Iterator

from foedus.reference.about import Dataset, Variable, datasets
from foedus.reference.panel.coverage import SAID

FILE = "variables.md"
_LEVELS = {"state": "state", "dyad": "pair", "directed": "first to second"}
_COLUMNS = ("name", "of", "says", "unit", "years", "no row", "undirected", "sets")


def markdown() -> str:
    """The page. It says of releases what foedus knows; a panel goes by the release on the machine."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Variables of a panel"
    yield ""
    yield "<!-- Made from src/foedus/reference/datasets by `make docs`. Change the datasets, not this page. -->"
    yield ""
    yield "What `foedus panel --with` takes: the name of a dataset for all of its variables, or single ones. How to use"
    yield "them: [Build a panel](../how-to/panel.md); what 0 and an empty cell mean: [Panels](../explanation/panel.md)."
    yield ""
    yield "- **of**: a state's (in a pair it comes twice, with 1 and 2 behind its name); a pair's, the same from both"
    yield "  sides; or the first state's towards the second."
    yield "- **years**: what the newest release covers that foedus knows. Outside, a value is empty."
    yield "- **no row**: what it means, inside these years, that there is no row: *nil* is 0, *missing* is empty."
    yield "- **undirected**: how two directions become one where pairs have none; **sets**: the ends of the names that"
    yield f"  k-ad-years have, one column each ({', '.join(f'`_{rule}`: {said}' for rule, said in SAID.items())})."
    for about in datasets().values():
        if about.variables:
            yield from _dataset(about)


def _dataset(about: Dataset) -> Iterator[str]:
    yield ""
    yield f"## {about.name}"
    yield ""
    yield f"{about.title}. {about.by}. [Home]({about.homepage})"
    yield ""
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{' --- |' * len(_COLUMNS)}"
    for variable in about.variables:
        cells = (
            f"`{variable.name}`",
            _LEVELS[variable.level],
            " ".join(part for part in (variable.says, variable.formula, variable.note) if part),
            variable.unit,
            _years(about, variable),
            variable.absent,
            variable.undirected or "",
            ", ".join(variable.sets),
        )
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _years(about: Dataset, variable: Variable) -> str:
    part = about.table(variable.table).part
    releases = [one for file in about.files if file.part == part for one in file.releases]
    newest = max(releases, key=lambda one: one.span[1])
    begins, ends = variable.window
    first = newest.span[0] if begins is None else max(begins, newest.span[0])
    last = newest.span[1] if ends is None else min(ends, newest.span[1])
    return f"{first}-{last}"
