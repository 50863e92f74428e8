"""A case as a data package (Frictionless, Data Package 2.0) that can be cited, validated and made a case again.

Goes out: a folder that is itself a case (`case.toml` and the tables, less what is kept back), with what the record
works out of it (`record/`), the same as Parquet, the codebook as a page, a description of every file and column
(`datapackage.json`), who to cite (`CITATION.cff`), the licence and SHA-256 of each file. The same case gives the
same bytes.
"""

from collections.abc import Callable
from pathlib import Path

from foedus.case import read
from foedus.desk.journal import settle
from foedus.publish.folder import inside, written
from foedus.publish.package import papers
from foedus.publish.package.contents import Contents, Made
from foedus.publish.package.describe import FILE, descriptor
from foedus.publish.package.tables import put_parquet, put_record, put_tables
from foedus.publish.references import bibtex
from foedus.publish.withheld import withheld
from foedus.record.ask import AskError
from foedus.record.build import BuildError, build, fresh

__all__ = ["FILE", "Made", "package"]

SOURCES = "sources.bib"


def package(case: Path, target: Path, *, force: bool = False, step: Callable[[str], None] = lambda _: None) -> Made:
    """Write the data package of a case into a folder.

    A case with errors is refused unless `force`: then its tables go out as they were read, without what a record
    would add, marked as faulty. Raises `BuildError` for such a case, `AskError` for a place that is taken, lies among
    the case's own files or cannot be written to, `CaseError` where there is no case.
    """
    if inside(case, target):
        raise AskError(f"{target} lies among the case's own files.", "Name a place in build/, or outside the case.")
    settle(case)
    record, findings = _record(case, force, step)
    opened, _ = read(case)
    with opened, written(target) as work:
        contents = Contents(opened, work, withheld(opened.settings.publish), findings)
        step("the tables")
        put_tables(contents)
        if record:
            step("what the record works out")
            put_record(contents, record)
            step("Parquet")
            put_parquet(contents, record)
        step("what goes with them")
        papers.put(contents)
        contents.put(SOURCES, bibtex.write(contents.sources()), "sources-bibtex", "The sources, for citing")
        papers.put_readme(contents)
        (work / FILE).write_bytes(descriptor(contents))
        return Made(target, tuple(contents.described), contents.keeps, len(findings))


def _record(case: Path, force: bool, step: Callable[[str], None]) -> tuple[Path | None, tuple[str, ...]]:
    """The record of the case, or none and its errors, each on a line."""
    try:
        return fresh(case) or build(case, progress=step).path, ()
    except BuildError as error:
        errors = [finding for finding in error.findings if finding.severity == "error"]
        if not errors:
            raise
        if not force:
            raise BuildError(
                f"The case has {len(errors)} error{'s'[: len(errors) > 1]}, so no package was written.",
                "Mend them; --force writes the tables as they are, marked as faulty.",
                error.findings,
            ) from error
        return None, tuple(f"{one.place}  {one.message}" for one in errors)
