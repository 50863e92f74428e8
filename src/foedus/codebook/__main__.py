"""`python -m foedus.codebook DIR` writes the codebook's page of the docs into DIR."""

import sys
from pathlib import Path

from foedus.codebook.reference import write

if len(sys.argv) != 2:
    sys.exit("Say where to write: python -m foedus.codebook docs/reference")
print(f"Wrote {write(Path(sys.argv[1]))}.")
