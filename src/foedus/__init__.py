"""foedus: a sourced record of security cooperation between states, and what it adds up to.

    import foedus

    with foedus.open("cases/turkic-states") as case:
        for claim in case.claims("transfers", actor="KAZ"):
            print(claim["claim"], claim["item"], claim["date"])
        case.record(known="2022-06-01").events(actor="KAZ")

`open` builds the record of a case first where it is missing or older than the case's files. `panel` joins published
datasets by state, pair or set of states, and year:

    foedus.panel("dyad-year", 1946, 2018, directed=True, with_="atop,nmc").write("panel.parquet")
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from foedus.api import OpenCase, Panel, open, panel

__all__ = ["OpenCase", "Panel", "__version__", "open", "panel"]


def __getattr__(name: str) -> object:
    if name in ("open", "panel", "OpenCase", "Panel"):  # loaded when used: the command line starts without it
        from foedus import api

        return getattr(api, name)
    raise AttributeError(f"module 'foedus' has no attribute '{name}'")
