"""Check a case, build its record, write its brief, and say what it adds up to.

foedus make cases/turkic-states
"""

from foedus.cli import options


def run(case: options.Folder, out: options.Out = None) -> None:
    """Check, build and brief in one go."""
    from foedus.cli import show
    from foedus.cli.summary import summary
    from foedus.desk.journal import settle
    from foedus.publish.brief import write
    from foedus.record import Record, build

    settle(case)
    with show.progress() as step:
        built = build(case, out, progress=step)
        step("writing the brief")
        brief = built.path.parent / "brief.html"
        record = Record(built.path)
        write(record, brief)
    summary(record)
    report = built.report
    waived = f", {len(report.waived)} waived" if report.waived else ""
    show.console.print()
    show.note(
        f"checked  {show.number(report.claims, 'claim')}: no errors, {show.number(report.warnings, 'warning')}{waived}"
    )
    show.note(f"record   {built.path}")
    show.note(f"parquet  {built.parquet}")
    show.console.print(f"brief    {brief}", markup=False, style="bold")
