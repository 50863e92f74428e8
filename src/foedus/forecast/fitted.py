"""Fitted models as files: numbers that can be read, one file a model, and what they were fitted on."""

import json
import os
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from foedus.forecast.errors import ForecastError
from foedus.forecast.models import Fitted, models
from foedus.forecast.world import Vintage
from foedus.forecast.writing import written

FORMAT = 1
"""Of the files: a reader of another one refuses them."""
DIGITS = 9


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What fitted models were fitted on."""

    format: int
    year: int
    """They look at the world on the eve of this year."""
    first: int
    last: int
    """The first and last year whose foundings they know."""
    foundings: int
    seed: int
    version: str
    """Their release: the day they were fitted, and what of."""
    vintages: tuple[Vintage, ...]
    factors: Mapping[str, float]
    """By model: what its pacts of two are multiplied by, as it has expected too many or too few of late."""
    files: Mapping[str, str] = {}
    """SHA-256 of the files of data, by dataset."""


def write(folder: Path, about: About, fitted: Mapping[str, Fitted]) -> None:
    """Write models into a folder, each file whole or not at all."""
    for name, one in fitted.items():
        written(_json({"model": name, "version": about.version, "numbers": _plain(one)}), folder / f"{name}.json")
    written(_json(_plain(about)), folder / "about.json")


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if value not in (float("-inf"), float("inf")) else str(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def shipped() -> Traversable:
    """The folder of the models that are asked: those that ship, or those in the folder that `FOEDUS_FITTED` names."""
    own = os.environ.get("FOEDUS_FITTED")
    if own:
        return Path(own)
    return resources.files("foedus.forecast") / "shipped"


def about(folder: Traversable | None = None) -> About:
    """What the models of a folder were fitted on. Raises `ForecastError` where they cannot be read."""
    found = _read(folder or shipped(), "about")
    if found.get("format") != FORMAT:
        raise ForecastError(
            f"The fitted models are of format {found.get('format')}, and this foedus reads {FORMAT}.",
            "Fit them anew: `foedus forecast train --data-dir DIR`.",
        )
    made: About = msgspec.convert(found, About)
    return made


def read(name: str, folder: Traversable | None = None) -> Fitted:
    """A fitted model. Raises `ForecastError` where it is missing, damaged, or of another version than the rest."""
    where = folder or shipped()
    found = _read(where, name)
    release = about(where).version
    if found.get("version") != release:
        raise ForecastError(
            f"{name}.json is of the fit {found.get('version')}, the others of {release}.",
            "Fit them anew: `foedus forecast train --data-dir DIR`.",
        )
    try:
        kind = get_type_hints(models()[name].fit)["return"]
        made: Fitted = msgspec.convert(_numbers(found["numbers"]), kind)
    except (KeyError, msgspec.ValidationError) as error:
        message = f"{name}.json does not hold what this foedus expects of the model: {error}."
        raise ForecastError(message, "Fit it anew: `foedus forecast train --data-dir DIR`.") from error
    return made


def _read(folder: Traversable, name: str) -> dict[str, Any]:
    path = folder / f"{name}.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ForecastError(
            f"The fitted model {path} cannot be read: {error}.", "Fit it: `foedus forecast train --data-dir DIR`."
        ) from error
    if not isinstance(found, dict):
        raise ForecastError(f"The fitted model {path} is no table of numbers.", "Fit it anew.")
    return found


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_numbers(one) for one in value]
    return float(value) if value in ("-inf", "inf") else value
