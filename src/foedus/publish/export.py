"""A case in the formats of others: one verb, one name a format."""

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from foedus.case import read
from foedus.publish import references
from foedus.publish.file import put
from foedus.publish.folder import inside
from foedus.publish.losses import Losses, beside
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.build import BuildError, build, fresh
from foedus.terms.words import nearest

Step = Callable[[str], None]


class Format(msgspec.Struct, frozen=True):
    """A format: what it is called, where it goes without a name given, what it is for."""

    name: str
    target: str
    """A file, or a folder where it has no ending, in `build/`."""
    says: str


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("package", "package", "a folder to cite and archive: Frictionless data package"),
        Format("plover", "plover.csv", "event data in PLOVER's types"),
        Format("cameo", "cameo.csv", "event data in CAMEO's codes"),
        Format("ftm", "entities.ftm.json", "FollowTheMoney entities, one a line"),
        Format("gexf", "network.gexf", "the network of states, for Gephi"),
        Format("graphml", "network.graphml", "the same for R, Python, yEd, Cytoscape"),
        Format("dta", "stata", "a folder of Stata files with labels"),
        Format("bibtex", "sources.bib", "the sources as BibTeX"),
        Format("csl", "sources.json", "the sources as CSL-JSON"),
        Format("ris", "sources.ris", "the sources as RIS"),
    )
}
NETWORKS = frozenset({"gexf", "graphml"})
BIBLIOGRAPHIES = frozenset({"bibtex", "csl", "ris"})


class Exported(msgspec.Struct, frozen=True):
    """What was written."""

    format: str
    target: Path
    files: tuple[str, ...] = ()
    """Of a folder: its files."""
    losses: Path | None = None
    withheld: tuple[str, ...] = ()
    errors: int = 0


class Chosen(msgspec.Struct, frozen=True):
    """What of the network is wanted."""

    kind: str = ""
    since: int | None = None
    until: int | None = None


def export(
    case: Path, target: Path | None, form: str, *, chosen: Chosen = Chosen(), force: bool = False,  # noqa: B008
    step: Step = lambda _: None,
) -> Exported:  # fmt: skip
    """Write a case in a format, to a place or to `build/`.

    Raises `AskError` for a format that there is not, a choice that it does not take and a place that cannot be written
    to; `BuildError` for a case with errors, unless it is to be forced into a package or a bibliography; `CaseError`
    where there is no case.
    """
    known = FORMATS.get(form)
    if known is None:
        near = nearest(form, FORMATS)
        raise AskError(f"There is no format '{form}'.", f"Did you mean '{near}'?" if near else _formats())
    if chosen != Chosen() and form not in NETWORKS:
        raise AskError(f"--kind, --since and --until choose among the ties of a network, not for '{form}'.", _formats())
    place = target or case / "build" / known.target
    if form == "package":
        return _package(case, place, force, step)
    if inside(case, place):
        raise AskError(f"{place} lies among the case's own files.", "Name a place in build/, or outside the case.")
    if form in BIBLIOGRAPHIES:
        return _bibliography(case, place, form, force)
    if force:
        raise AskError(f"'{form}' needs a record, and none is built of a case with errors.", "Mend them first.")
    with Record(fresh(case) or build(case, progress=step).path) as record:
        if form == "dta":
            from foedus.publish.stata import stata

            return Exported(form, place, tuple(stata(record, case, place, step)))
        step(known.says)
        text, losses = _written(record, form, chosen)
        told = beside(place)
        put(text.encode("utf-8"), place)
        put(losses.markdown().encode("utf-8"), told)
        return Exported(form, place, losses=told)


def _formats() -> str:
    return "Formats are " + ", ".join(FORMATS) + "."


def _written(record: Record, form: str, chosen: Chosen) -> tuple[str, Losses]:
    if form in ("plover", "cameo"):
        from foedus.publish.events import events

        return events(record, "plover" if form == "plover" else "cameo")
    if form == "ftm":
        from foedus.publish.ftm import ftm

        return ftm(record)
    from foedus.publish.graph import graph

    kind, since, until = chosen.kind, chosen.since, chosen.until
    return graph(record, "gexf" if form == "gexf" else "graphml", kind=kind, since=since, until=until)


def _package(case: Path, place: Path, force: bool, step: Step) -> Exported:
    from foedus.publish.package import package

    made = package(case, place, force=force, step=step)
    files = tuple(one["path"] for one in made.resources)
    return Exported("package", place, files, withheld=tuple(sorted(made.withheld)), errors=made.errors)


def _bibliography(case: Path, place: Path, form: str, force: bool) -> Exported:
    from foedus.case.check import judge

    opened, found = read(case)
    with opened:
        report = judge(opened, found)
        if report.errors and not force:
            raise BuildError(
                f"The case has {report.errors} error{'s'[: report.errors > 1]}, so its sources were not exported.",
                "Mend them, or export with --force.",
                report.findings,
            )
        names = list(opened.codebook.tables["sources"].by_name)
        picked = ", ".join(f'"{name}"' for name in names)
        rows = opened.con.execute(f"SELECT {picked} FROM sources ORDER BY row").fetchall()
    write = references.WRITERS[form]
    put(write([dict(zip(names, row, strict=True)) for row in rows]).encode("utf-8"), place)
    return Exported(form, place, errors=report.errors)
