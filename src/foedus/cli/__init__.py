"""The command line: `foedus VERB CASE`. One file a verb; each loads what it needs when it is called.

May import: everything. Here stands what all verbs share: the list of them, and how errors are told.
"""

import gc
import sys

from foedus.cli.errors import told

OBJECTS = 100_000
"""New objects after which is looked for rings of dead ones: a verb makes many that live as long as it does."""


def main() -> None:
    """Run the command line. Exit code 0: fine; 1: the case has errors; 2: the question was wrong; 130: Ctrl-C."""
    gc.set_threshold(OBJECTS)
    sys.exit(told(_run))


def _run() -> None:
    from foedus.cli.app import app  # inside `told`: Ctrl-C while the verbs are loaded is no traceback either

    app(prog_name="foedus")


__all__ = ["main"]
