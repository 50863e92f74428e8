"""Draw the conclusions on some kinds of a record: `python -m foedus.record.conclude RECORD FOLDER KIND...`."""

import gc
import sys
from pathlib import Path

from foedus.record.ask import Record
from foedus.record.conclude import conclude, store


def main(path: str, folder: str, *kinds: str) -> None:
    """Write the conclusions on these kinds into a folder, for `store.from_files`."""
    gc.disable()  # millions of small things and no cycles: the collector would only walk over them
    if not Path(path).exists():  # whoever called was stopped meanwhile
        sys.exit(1)
    with Record(path) as record:
        store.to_files(conclude(record, kinds=kinds), Path(folder), kinds[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
