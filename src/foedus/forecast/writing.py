"""A file whole or not at all."""

import os
import tempfile
from pathlib import Path

from foedus.forecast.errors import ForecastError


def written(content: str | bytes, target: Path) -> None:
    """Put a file in place at a stroke. Raises `ForecastError` where that cannot be done; what was there then stays."""
    data = content.encode() if isinstance(content, str) else content
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ForecastError(f"{target} cannot be written: {error.strerror}.", "See who owns the folder.") from error
