"""What was read of an archive, kept until all is: a file for each chunk of documents, whole or not there."""

import os
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from foedus.case.proposals import ProposalsError
from foedus.reader.archive.documents import Entry
from foedus.reader.read import Part

CHUNK = 32
"""Documents of a chunk: a task, and what is read again at most when one is killed."""
ENDING = ".read"


class Read(msgspec.Struct, frozen=True):
    """A document that was read, or set aside."""

    key: str
    part: Part


class Chunk(msgspec.Struct, frozen=True):
    """Documents that are read by one worker in one go."""

    entries: tuple[Entry, ...]
    sources: tuple[dict[str, str], ...] = ()
    """Rows of sources.csv that name them."""
    coded: str = ""

    @property
    def name(self) -> str:
        """What its file is called."""
        return blake2b("".join(one.key for one in self.entries).encode(), digest_size=8).hexdigest() + ENDING


def chunks(
    entries: Sequence[Entry], sources: Sequence[Mapping[str, str]], coded: str, size: int = CHUNK
) -> list[Chunk]:
    """Documents in chunks, in order, those of one Parquet file together; each with the rows that name its documents."""
    found: list[Chunk] = []
    held: list[Entry] = []

    def close() -> None:
        if held:
            names = {one.name for one in held}
            rows = tuple(dict(row) for row in sources if Path(row.get("document") or "").name in names)
            found.append(Chunk(tuple(held), rows, coded))
            held.clear()

    for one in entries:
        if held and (len(held) >= size or _of(one) != _of(held[0])):
            close()
        held.append(one)
    close()
    return found


def _of(one: Entry) -> str:
    """The Parquet file that it is a row of; nothing for a file."""
    return one.path if one.row >= 0 else ""


def keep(folder: Path, chunk: Chunk, read: Sequence[Read]) -> None:
    """Write what was read of a chunk; done twice, it is the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / chunk.name
    new = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        new.write_bytes(msgspec.msgpack.encode(read))
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)


def kept(folder: Path, wanted: Iterable[Entry]) -> dict[str, Part]:
    """What was read of documents, by their keys. A file that is no such is left out, and what it held is read again."""
    keys = {one.key for one in wanted}
    found: dict[str, Part] = {}
    for file in sorted(folder.glob(f"*{ENDING}")):
        try:
            for one in msgspec.msgpack.decode(file.read_bytes(), type=list[Read]):
                if one.key in keys:
                    found[one.key] = one.part
        except msgspec.MsgspecError:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise ProposalsError(f"{file} cannot be read: {error.strerror}.", "See who owns it.") from error
    return found
