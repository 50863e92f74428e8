"""List the datasets that foedus understands: version, span, terms, and which are on this machine.

foedus data list

foedus data list --data-dir ~/data --json | jq '.[] | select(.here != []) | .name'
"""

from foedus.cli import data, options


def run(dirs: data.Dirs = None, as_json: options.Json = False) -> None:
    """List the datasets."""
    from foedus.cli import show
    from foedus.reference.catalogue import overview

    library = data.library(dirs)
    with show.progress() as step:
        step("Looking for datasets")
        found = overview(library)
    if as_json:
        show.print_json(found)
        return
    for one in found:
        span = f", {one['span'][0]}-{one['span'][1]}" if one["span"] else ""
        show.heading(f"{one['name']}  {one['title']}", f"  {one['version']}{span}; cite {', '.join(one['citations'])}")
        show.indented(one["licence"], dim=True)
        for here in one["here"]:
            version = f"{here['version']}, " if here.get("version") else ""
            show.indented(f"here: {here['part']} ({version}{here['form']})  {here['file']}")
        missing = [part for part in one["parts"] if part not in {here["part"] for here in one["here"]}]
        if missing:
            what = f"not here ({', '.join(missing)})" if one["here"] else "not here"
            show.indented(f"{what}: {one['obtain']}", dim=True)
    here_too = sum(bool(one["here"]) for one in found)
    show.console.print()
    show.console.print(f"{show.number(len(found), 'dataset')}, {here_too or 'none'} on this machine", style="bold")
    for unusable in library.unusable:
        show.note(f"passed over: {unusable.path}: {unusable.error.message}")
