"""Reads a document into proposals, in a process of its own: `python -m foedus.studio.reading CASE FILE`.

A process of its own, because the reader takes more memory than the server may, and may be ended with its document.
"""

import datetime
import subprocess
import sys
from pathlib import Path

import msgspec

from foedus.case.folder import CaseError
from foedus.case.proposals import ProposalsError


class Read(msgspec.Struct, frozen=True):
    """What came of it: the source and how many proposals, or what is wrong and what to do."""

    message: str
    hint: str = ""
    source: str | None = None
    """Nothing where the document could not be read."""
    proposals: int = 0


def read(case: Path, file: Path) -> Read:
    """Read a document onto a case. Raises ImportError without the extra [read]."""
    from foedus.reader.onto import read_onto

    try:
        reading, _ = read_onto([file], case=case, workers=1, coded=datetime.date.today().isoformat())
    except (ProposalsError, CaseError) as error:
        return Read(error.message, error.hint)
    if not reading.sources:
        name, message, hint = next(iter(reading.failures), (file.name, "Nothing could be read.", ""))
        return Read(message or f"{name} could not be read.", hint)
    count = len(reading.proposals)
    told = f"{file.name} was read: " + (f"{count} proposal{'s'[: count != 1]}." if count else "nothing is proposed.")
    return Read(told, " ".join(reading.warnings), reading.sources[0]["source"], count)


def apart(case: Path, file: Path) -> Read:
    """The same, in a process of its own. What it says on the way goes to our standard error."""
    command = [sys.executable, "-m", "foedus.studio.reading", str(case), str(file)]
    done = subprocess.run(command, stdout=subprocess.PIPE, start_new_session=True, check=False)
    try:
        return msgspec.json.decode(done.stdout, type=Read)
    except msgspec.MsgspecError:
        return Read("The document could not be read.", "What went wrong stands where the studio runs.")


def main() -> None:
    """Read the document that is named, and tell of it as JSON."""
    case, file = map(Path, sys.argv[1:3])
    sys.stdout.buffer.write(msgspec.json.encode(read(case, file)))


if __name__ == "__main__":
    main()
