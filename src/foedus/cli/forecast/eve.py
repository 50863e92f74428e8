"""Write what the models need of a case's states into its folder, so that it is forecast offline.

  foedus forecast eve cases/turkic-states --data-dir ../data

The states are those of the case's coalition and groups. It is part of the case: commit it.
"""

from foedus.cli import data, options


def run(case: options.Folder, dirs: data.Dirs = None, as_json: options.Json = False) -> None:
    """Write a case's states, as they are on the eve of the models' year, into its folder."""
    from foedus.cli import show
    from foedus.forecast import fitted, places
    from foedus.forecast.world import world
    from foedus.forecast.writing import written
    from foedus.reference.own import sides

    record = options.asked(case, None, None)
    inner, outer = sides(record)
    year = fitted.about().year
    with show.progress() as step:
        step("reading datasets")
        text = places.text(world(year, year, dirs or ()), year, [*inner, *outer])
    target = case / places.FILE
    written(text, target)
    if as_json:
        show.print_json({"file": str(target), "year": year, "states": sorted([*inner, *outer])})
        return
    show.console.print(f"eve of {year}  {target}", markup=False)
