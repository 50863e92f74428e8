"""foedus: a sourced record of security cooperation between states, and what it adds up to.

    import foedus

    with foedus.open("cases/turkic-states") as case:
        for claim in case.claims("transfers", actor="KAZ"):
            print(claim["claim"], claim["item"], claim["date"])
        case.record(known="2022-06-01").events(actor="KAZ")

`open` builds the record of a case first where it is missing or older than the case's files.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from foedus.api import OpenCase, open

__all__ = ["OpenCase", "__version__", "open"]


def __getattr__(name: str) -> object:
    if name in ("open", "OpenCase"):  # loaded when used: the command line starts without it
        from foedus import api

        return getattr(api, name)
    raise AttributeError(f"module 'foedus' has no attribute '{name}'")
