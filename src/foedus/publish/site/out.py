"""Where the files of a site are put while it is made: only those that are not as they were the last time."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path


class Out:
    """New files of a site, and SHA-256 of all of them."""

    def __init__(self, folder: Path, before: Mapping[str, str]) -> None:
        self.folder, self.before = folder, before
        self.sums: dict[str, str] = {}
        self._made: set[Path] = set()

    def put(self, name: str, data: str | bytes) -> None:
        """A file of the site. Raises OSError where it cannot be written."""
        content = data.encode("utf-8") if isinstance(data, str) else data
        digest = sha256(content).hexdigest()
        self.sums[name] = digest
        if self.before.get(name) == digest:
            return
        path = self.folder / name
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        path.write_bytes(content)
