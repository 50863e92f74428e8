"""Datasets fetched from their official address, with their checksum, into foedus's own folder.

What was fetched, from where, and with which checksum, stands in `<folder>/<dataset>/fetched.json`.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import msgspec

from foedus.reference.about import Dataset, File, Release, dataset
from foedus.reference.errors import DataError, writing
from foedus.reference.fetch import Progress, fetch
from foedus.reference.shelf import Found
from foedus.reference.store import data_folder, sha256
from foedus.reference.take import VARIABLE, Obtained, chosen, files_of, put, recognised, refused, scratch, there_already
from foedus.reference.unpack import unpacked
from foedus.terms.words import quoted

LOCK = "fetched.json"


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came from an address: as it was the first time, so that another file there is noticed."""

    sha256: str
    """Of what the server sent, before it was unpacked."""
    bytes: int
    on: str


class Offer(NamedTuple):
    """A file of a dataset that can be fetched."""

    file: File
    release: Release


def offers(about: Dataset, part: str | None = None, version: str | None = None) -> list[Offer]:
    """What can be fetched of a dataset: of each part the newest release with an address, or a certain one.

    Raises `DataError` where there is none, saying how to come by the dataset.
    """
    parts = list(dict.fromkeys(file.part for file in about.files))
    if part is not None and part not in parts:
        raise DataError(f"{about.title} has no part {quoted(part)}.", f"Its parts: {', '.join(parts)}.")
    found: dict[str, Offer] = {}
    for file in about.files:
        for release in file.releases:  # the last one is the newest
            fits = part in (None, file.part) and version in (None, release.version)
            if fits and release.address and (file.part not in found or found[file.part].file is file):
                found[file.part] = Offer(file, release)
    if not found:
        which = f" {version}" if version else ""
        raise DataError(
            f"{about.title}{which}{f' ({part})' if part else ''} cannot be fetched by a program: {by_hand(about)}",
            f"Open {about.homepage}, download it there, and say `foedus data add {about.name} FILE`.",
        )
    return list(found.values())


def by_hand(about: Dataset) -> str:
    """How one comes by a dataset, as a sentence."""
    if about.obtain == "direct":
        return "foedus knows no address of the file itself."
    return about.obtain if about.obtain.endswith(".") else about.obtain + "."


def downloads(wanted: Iterable[Offer]) -> list[list[Offer]]:
    """Offers that lie at one address together: an archive of several parts is fetched once."""
    by_address: dict[str, list[Offer]] = {}
    for offer in wanted:
        by_address.setdefault(offer.release.address, []).append(offer)
    return list(by_address.values())


def get(
    about: Dataset,
    wanted: Sequence[Offer],
    *,
    anew: bool = False,
    home: Path | None = None,
    progress: Progress = lambda done, total: None,
) -> list[Obtained]:
    """Fetch what lies at one address into foedus's folder. `anew`: though it is there, and its checksum has changed.

    Raises `DataError` where it cannot be fetched, or is not what it should be; what was there before then stays.
    """
    address, folder = wanted[0].release.address, (home or data_folder()) / about.name
    with writing(folder, VARIABLE):
        folder.mkdir(parents=True, exist_ok=True)
    known = _locked(folder)
    there = [files_of(folder, offer.file.part) for offer in wanted]
    if all(there) and address in known and not anew:
        return [there_already(path, about) for paths in there for path in paths]
    name = Path(unquote(urlsplit(address).path)).name or wanted[0].file.usual_name or "file"
    target = folder / f".{name}"
    if anew:
        for left in (f"{target.name}.part", f"{target.name}.part.json"):
            (folder / left).unlink(missing_ok=True)
    fetch(address, target, about.homepage, progress)
    with scratch(folder) as place:
        came = place / name
        target.replace(came)
        digest, size = sha256(came), came.stat().st_size
        files = unpacked(came, place / "unpacked")
        mine = {one.file.part: one for one in chosen(_recognised(files, about))}
        if missing := [offer.file.part for offer in wanted if offer.file.part not in mine]:
            raise refused(came, files, about, missing)
        said = [_checked(about, offer, digest, mine[offer.file.part].path, known, anew) for offer in wanted]
        obtained = [put(mine[offer.file.part], folder, each) for offer, each in zip(wanted, said, strict=True)]
    known[address] = Fetched(sha256=digest, bytes=size, on=datetime.date.today().isoformat())
    _lock(folder, known)
    return obtained


def _recognised(files: Iterable[Path], about: Dataset) -> list[Found]:
    return [one for path in files if (one := recognised(path)) and one.dataset.name == about.name]


def _checked(about: Dataset, offer: Offer, digest: str, file: Path, known: Mapping[str, Fetched], anew: bool) -> str:
    """What is made of a checksum. Raises `DataError` where it is not what it should be."""
    release = offer.release
    if release.sha256:
        if release.sha256 not in (digest, sha256(file)):
            raise DataError(
                f"What came from {release.address} is not {about.title} {release.version}: its checksum is "
                f"{digest[:12]}…, not {release.sha256[:12]}….",
                "Nothing was changed. Try again; if it stays so, the publisher has changed the file: look at "
                f"{about.homepage}, and add it with `foedus data add {about.name} FILE`.",
            )
        return "known"
    before = known.get(release.address)
    if before is None or (anew and before.sha256 != digest):
        return "recorded"
    if before.sha256 != digest:
        raise DataError(
            f"The file at {release.address} is not the one fetched on {before.on}: its checksum is {digest[:12]}…, "
            f"not {before.sha256[:12]}….",
            f"Nothing was changed. If you want the file as it is now: `foedus data get {about.name} --anew`.",
        )
    return "as before"


def _locked(folder: Path) -> dict[str, Fetched]:
    path = folder / LOCK
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Fetched])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise DataError(
            f"{path} cannot be read, so that checksums cannot be compared.", "Put it right, or remove it."
        ) from error


def _lock(folder: Path, known: dict[str, Fetched]) -> None:
    with writing(folder, VARIABLE):
        handle = folder / f".{LOCK}"
        handle.write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n")
        handle.replace(folder / LOCK)


def get_all(
    name: str,
    part: str | None = None,
    version: str | None = None,
    *,
    anew: bool = False,
    home: Path | None = None,
    progress: Callable[[Sequence[Offer]], Progress] = lambda wanted: lambda done, total: None,
) -> list[Obtained]:
    """Fetch a dataset, or a part of it, from its official address. Raises `DataError`."""
    about = dataset(name)
    return [
        one
        for wanted in downloads(offers(about, part, version))
        for one in get(about, wanted, anew=anew, home=home, progress=progress(wanted))
    ]
