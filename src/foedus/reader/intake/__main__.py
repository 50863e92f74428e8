"""The worker process: `python -m foedus.reader.intake BYTES`."""

import sys

from foedus.reader.intake.worker import serve

if __name__ == "__main__":
    serve(int(sys.argv[1]))
