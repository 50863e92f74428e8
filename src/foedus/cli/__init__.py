"""The command line: `foedus VERB CASE`. One file a verb; each loads what it needs when it is called.

May import: everything. Here stands what all verbs share: the list of them, and how errors are told.
"""

import sys

from foedus.cli.errors import told


def main() -> None:
    """Run the command line. Exit code 0: fine; 1: the case has errors; 2: the question was wrong; 130: Ctrl-C."""
    sys.exit(told(_run))


def _run() -> None:
    from foedus.cli.app import app  # inside `told`: Ctrl-C while the verbs are loaded is no traceback either

    app(prog_name="foedus")


__all__ = ["main"]
