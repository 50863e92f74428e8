"""Write the site of a case into a folder."""

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import duckdb
import msgspec

from foedus.case import Finding, check, read
from foedus.case import sums as listed
from foedus.desk.journal import settle
from foedus.publish.folder import inside
from foedus.publish.package import package
from foedus.publish.site import beside, editions, place, spans
from foedus.publish.site.editions import Edition
from foedus.publish.site.keeping import without
from foedus.publish.site.making import Maker
from foedus.publish.site.out import Out
from foedus.publish.site.plan import FEW_LISTED, LISTED, SMALL, Plan, held, named, periods, variants
from foedus.publish.site.work import BEFORE, NEW, PLAN, SPANS
from foedus.publish.site.workers import Crew, Progress, crew
from foedus.publish.withheld import withheld
from foedus.record import BuildError, Record, build, fresh
from foedus.record.ask import AskError
from foedus.record.build import NAME
from foedus.views.site.asked import LeftOut
from foedus.views.site.citing import identity
from foedus.watch.salvage import salvage

DATA = "data"
"""The folder of a site with the data package of the case."""


class Published(msgspec.Struct, frozen=True):
    """What was written."""

    target: Path
    pages: int
    files: int
    written: int
    """Files that were not there as they are now."""
    bytes: int
    withheld: tuple[str, ...]
    errors: int = 0
    address: str = ""
    edition: Edition | None = None


class _Ready(msgspec.Struct, frozen=True):
    """The record of a case, and what its check has found."""

    record: Path
    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def errors(self) -> int:
        """How many errors the case has."""
        return sum(finding.severity == "error" for finding in self.findings)


def publish(
    case: Path,
    target: Path,
    *,
    force: bool = False,
    since: Record | None = None,
    workers: int | None = None,
    progress: Progress = lambda *_: None,
) -> Published:
    """Write the site of a case. What stands on it that is as it was is not written again.

    `since`: the record to which it is compared, instead of that of the former site. Raises `AskError` for a place that
    is taken or cannot be written to, `BuildError` for a case with errors unless it is forced, `CaseError` where there
    is no case.
    """
    if inside(case, target):
        raise AskError(f"{target} lies among the case's own files.", "Name a place in build/, or outside the case.")

    def step(what: str) -> None:
        progress(what, 0, 1)

    settle(case)
    before = place.former(target)
    with place.beside(target) as work, crew(work, workers) as makers:
        try:
            step("the record")
            ready = _ready(case, work, force, step)
            return _written(case, target, work, ready, before, since, makers, progress)
        except duckdb.IOException as error:
            raise AskError(f"{target} cannot be written: {str(error).splitlines()[0]}.", "Make room.") from error
        finally:
            gc.collect()  # DuckDB complains at the end of the process of what is left in rings


def _ready(case: Path, work: Path, force: bool, step: Callable[[str], None]) -> _Ready:
    """The record; of a case with errors, if that is wanted, of its rows that have none."""
    try:
        ready = fresh(case)
        if ready is not None:
            report = check(case)
            return _Ready(ready, report.findings, report.waived)
        built = build(case, progress=step)
        return _Ready(built.path, built.report.findings, built.report.waived)
    except BuildError as error:
        errors = [finding for finding in error.findings if finding.severity == "error"]
        if not errors:
            raise
        if not force:
            raise BuildError(
                f"The case has {len(errors)} error{'s'[: len(errors) > 1]}, so no site was written.",
                "Mend them; --force leaves out the rows that have them, and every page says so.",
                error.findings,
            ) from error
        rest = work / "rest"
        left = salvage(case, rest)
        return _Ready(build(rest, work / "built", parquet=False).path, tuple(error.findings), left_out=tuple(left))


def _written(
    case: Path, target: Path, work: Path, ready: _Ready, before: dict[str, str], since: Record | None,
    makers: Crew, progress: Progress,
) -> Published:  # fmt: skip
    def step(what: str) -> None:
        progress(what, 0, 1)

    opened, _ = read(case)
    with opened:
        settings = opened.settings.publish
    at = beside.address(settings.address)
    keeps = tuple(sorted(withheld(settings)))
    step("what is kept back")
    copy = work / NAME
    without(ready.record, copy, settings)
    (work / SPANS).mkdir()
    (work / BEFORE).write_bytes(msgspec.json.encode(before))
    with Record(copy) as record, ThreadPoolExecutor(1) as aside:
        packing = aside.submit(package, case, work / "package", force=bool(ready.errors))
        out = Out(work / NEW, before)
        step("what has changed")
        told = _editions(record, target, work, before, since, keeps)
        out.put(editions.FILE, editions.written(told))
        (work / "editions.json").write_bytes(editions.written(told))
        plan = _plan(case, record, ready, at, str(work / "editions.json"))
        (work / PLAN).write_bytes(msgspec.json.encode(plan))
        makers.begin(plan, record)
        maker = Maker(plan, record, work, out)
        beside.put_all(maker, step)
        beside.put_card(maker)
        step("the data package")
        _put_data(out, packing.result().folder)
        out.sums |= makers.done(progress)
        for name, queries in plan.held.items():
            out.put(f"static/{name}.spans.js", spans.of_folder(work / SPANS, name, queries))
        html = sorted(name for name in out.sums if name.endswith(".html") and not name.startswith(f"{DATA}/"))
        if at:
            out.put("sitemap.xml", beside.sitemap(at, [name for name in html if name != "404.html"]))
    step("putting it in its place")
    count = place.put(work / NEW, target, out.sums, before)
    size = sum((target / name).stat().st_size for name in out.sums)
    return Published(target, len(html), len(out.sums), count, size, keeps, ready.errors, at, told[0])


def _put_data(out: Out, folder: Path) -> None:
    for path in listed.files(folder):
        out.put(f"{DATA}/{path.relative_to(folder).as_posix()}", path.read_bytes())


def _plan(case: Path, record: Record, ready: _Ready, at: str, changes: str) -> Plan:
    (claims,) = record.con.execute("SELECT count(*) FROM claims").fetchall()[0]
    names, kept_out = named(record, claims)
    begins, ends, runs = periods(record, claims)
    return Plan(
        record=str(record.path),
        case=str(case.absolute()),
        names=names,
        begins=begins,
        ends=ends,
        held=held(runs),
        variants=variants(record, claims),
        listed=LISTED if claims <= SMALL else FEW_LISTED,
        selects=claims <= SMALL,
        changes=changes,
        address=at,
        picture=True,
        findings=ready.findings,
        waived=ready.waived,
        left_out=ready.left_out,
        errors=ready.errors,
        kept_out=kept_out,
    )


def _editions(
    record: Record, target: Path, work: Path, before: dict[str, str], since: Record | None, keeps: tuple[str, ...]
) -> list[Edition]:
    """The editions of the former site with this one; the same case again is no new edition."""
    known: list[Edition] = []
    if editions.FILE in before:
        with suppress(msgspec.MsgspecError):
            known = editions.read((target / editions.FILE).read_bytes())
    if since is not None:
        return editions.following(known, editions.edition(since, record, identity(since), keeps))
    if not known:
        return [editions.first(record)]
    if known[0].edition == identity(record):
        return known
    try:
        former = build(target / DATA, work / "former", parquet=False)
    except BuildError:  # it was a case with errors
        return editions.following(known, editions.first(record))
    with Record(former.path) as then:
        return editions.following(known, editions.edition(then, record, known[0].edition, keeps))
