"""What to cite of a case: the case as it is, the sources that its claims stand in, the datasets of its profile."""

from collections.abc import Iterable

from foedus import __version__
from foedus.publish.licences import licence
from foedus.publish.references import bibtex
from foedus.record import Record
from foedus.record.rows import text
from foedus.reference.cite import OURSELVES, Style, entry, of_datasets, reference
from foedus.terms.words import slug
from foedus.views.site.citing import cited


def of_case(record: Record, style: Style = "bibtex") -> str:
    """The references: BibTeX, or a list in the order of the alphabet. Sources without a claim are not among them."""
    rows = record.rows("SELECT * FROM sources WHERE claims > 0 ORDER BY source")
    sources = [bibtex.write([{key: text(value) for key, value in row.items()}]).strip() for row in rows]
    datasets = [
        name for (name,) in record.con.execute("SELECT DISTINCT dataset FROM profile_coverage ORDER BY 1").fetchall()
    ]
    if style == "text":
        lines = {reference(entry(one)) for one in (_case(record), *sources)}
        lines.update(of_datasets(datasets, style).splitlines() if datasets else [reference(entry(OURSELVES))])
        return "\n".join(sorted(lines, key=str.casefold)) + "\n"
    counts = cited(record)
    blocks = [
        f"% The case: {counts.claims} claims\n{_case(record)}",
        f"% The sources: cite those of the claims that you use\n{_spaced(sources)}" if sources else "",
        f"% The data sets of its profile\n{of_datasets(datasets).strip()}" if datasets else OURSELVES,
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _spaced(entries: Iterable[str]) -> str:
    return "\n\n".join(entries)


def _case(record: Record) -> str:
    """The case as an entry. Its year is that in which it was last coded; its version changes with its files."""
    counts, settings = cited(record), record.settings
    (year,) = record.con.execute(
        "SELECT coalesce((SELECT max(date_part('year', TRY_CAST(coded AS DATE))) FROM store.claims), "
        "(SELECT max(date_part('year', known)) FROM store.sources))"
    ).fetchall()[0]
    terms = licence(settings.licence)
    rows = {
        "author": " and ".join(f"{{{name}}}" for name in settings.editors) or "{The editors of the case}",
        "title": f"{{{counts.title}}}",
        "year": str(int(year)) if year else "",
        "version": f"record {counts.build}",
        "howpublished": f"Case of foedus {__version__}" + (f", {terms.name}" if terms else ""),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in rows.items() if value]
    return f"@misc{{{slug(counts.title) or 'case'},\n" + ",\n".join(lines) + "\n}"
