"""The page of the docs that lists every dataset, from the descriptions themselves."""

from collections.abc import Iterable, Iterator, Sequence

from foedus.reference.about import Dataset, Variable, datasets
from foedus.reference.catalogue import obtained_how

FILE = "datasets.md"
_DONE = {"keep": "kept", "drop": "left out"}
_NO_ROW = {"nil": "nil", "missing": "not known"}


def markdown() -> str:
    """The page."""
    known = list(datasets().values())
    parts = [
        "# Datasets",
        "<!-- Made from src/foedus/reference/datasets by `make docs`. Change those files, not this page. -->",
        (
            "What foedus reads, with the columns that `foedus panel --with NAME` adds. None of it comes with foedus: "
            "[Get and check datasets](../how-to/datasets.md) says how to come by it. In the tables, *no row* says "
            "what it means that a dataset has no row for a state or pair in a year that it covers: nil, where it "
            "lists what happened; not known, where it measures. Outside the years that a release covers a value is "
            "always *not covered*."
        ),
        _table(
            ("dataset", "what", "release", "years", "terms"),
            (
                (f"[{one.name}](#{one.name})", one.title, *_newest(one), one.licence)
                for one in sorted(known, key=lambda one: one.name)
            ),
        ),
    ]
    for one in known:
        parts += _section(one)
    return "\n\n".join(parts) + "\n"


def _newest(about: Dataset) -> tuple[str, str]:
    releases = [release for file in about.files for release in file.releases]
    last = max(releases, key=lambda one: one.span[1])
    return last.version, f"{last.span[0]}-{last.span[1]}"


def _section(about: Dataset) -> Iterator[str]:
    yield f"## {about.name}"
    yield f"**{about.title}.** {about.by}. <{about.homepage}>"
    if about.note:
        yield " ".join(about.note.split())
    yield f"Terms: {about.licence}"
    yield f"To get it: {obtained_how(about)}"
    yield _table(
        ("part", "form", "release", "years", "rows", "note"),
        (
            (
                file.part,
                file.form,
                release.version,
                f"{release.span[0]}-{release.span[1]}",
                f"{release.rows:,}" if release.rows else "",
                release.note,
            )
            for file in about.files
            for release in file.releases
        ),
    )
    if about.variables:
        yield "Columns of a panel:"
        yield _table(("column", "of", "what", "unit", "years", "no row"), (_variable(one) for one in about.variables))
    for odd in about.oddities:
        yield f"Oddity `{odd.name}` (by default such rows are {_DONE[odd.default]}): {odd.says}"
    for table in about.tables:
        key = f" One row for each {', '.join(f'`{name}`' for name in table.keys)}." if table.keys else ""
        yield f"Table `{table.name}`: {table.says}{key}"
        yield _table(("column", "holds"), ((f"`{name}`", says) for name, says in table.columns.items()))
    yield "Cite:"
    yield "```bibtex\n" + "\n".join(entry.strip() for entry in about.citations.values()) + "\n```"


def _variable(one: Variable) -> Sequence[str]:
    says = " ".join(filter(None, (one.says, one.formula, one.note)))
    first, last = one.window
    years = f"{first or ''}-{last or ''}" if first or last else "all"
    return f"`{one.name}`", one.level, says, one.unit or one.kind, years, _NO_ROW[one.absent]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in line) + " |" for line in lines
    )
