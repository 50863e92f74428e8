"""Which files to take in, and each of them as plain text: unzipped, in UTF-8, on this machine.

A file is taken whole or not at all: one whose zip is cut short is set aside, for a part of it would look like a month
in which little happened.
"""

import codecs
import glob
import gzip
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import unquote

import msgspec

from foedus.signals.errors import SignalsError, needs
from foedus.terms.words import quoted

ENDINGS = (".csv", ".tsv", ".tab", ".txt")
"""How names of event files end, when they are not zipped."""
ZIPPED = (".zip", ".gz")
HERE = "file://"
CHUNK = 1 << 20
REPLACED = "\ufffd"
"""What stands for bytes that are no UTF-8."""


class Input(msgspec.Struct, frozen=True):
    """A file to take in. `stamp` tells it from another that comes to stand in its place."""

    address: str
    """A path, or an address such as `s3://bucket/20160728.export.CSV.zip`."""
    size: int
    """Bytes."""
    stamp: str

    @property
    def name(self) -> str:
        """Its name without the folders."""
        return self.address.rsplit("/", 1)[-1]


class Text(NamedTuple):
    """A plain text on this machine."""

    path: Path
    mended: int
    """Characters that stand for bytes that were no UTF-8."""


class UnusableError(Exception):
    """A file that is set aside: why, in a sentence."""


def found(paths: Sequence[str]) -> list[Input]:
    """The event files that paths, folders, patterns and addresses name, each once, by address.

    Of a folder those that end like event files, in the folders within it too. Raises `SignalsError` where a path leads
    to nothing.
    """
    inputs: dict[str, Input] = {}
    for path in paths:
        inputs |= {one.address: one for one in (_far(path) if "://" in path else _near(path))}
    return [inputs[address] for address in sorted(inputs)]


def _near(path: str) -> Iterator[Input]:
    place = Path(path).expanduser()
    try:
        if place.is_dir():
            files = [file for file in place.rglob("*") if file.is_file() and _is_event_file(file.name)]
        elif place.exists():
            files = [place]
        else:
            files = [Path(one) for one in glob.glob(str(place), recursive=True) if Path(one).is_file()]  # noqa: PTH207
    except OSError as error:
        raise SignalsError(f"{path} cannot be read: {error.strerror}.", "See who owns it.") from error
    if not files:
        what = "has no event files" if place.is_dir() else "is not there"
        raise SignalsError(
            f"{path} {what}.", f"Event files end with {', '.join(ENDINGS)}, or such an ending and .zip or .gz."
        )
    for file in files:
        about = file.stat()
        yield Input(str(file.absolute()), about.st_size, str(about.st_mtime_ns))


def _is_event_file(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith((*ENDINGS, *ZIPPED))


def _far(address: str) -> Iterator[Input]:
    """Files at an address, through Arrow's file systems: S3, GCS, Azure, HDFS, file://; `*` stands for any name."""
    folder, _, pattern = address.rpartition("/") if "*" in address else (address, "", "")
    files, path = _system(folder)
    from pyarrow import fs

    try:
        about = files.get_file_info(path)
        held = [about] if about.is_file else []
        if about.type == fs.FileType.Directory:
            found = files.get_file_info(fs.FileSelector(path, recursive=not pattern))
            held = [one for one in found if one.is_file and _is_event_file(one.base_name)]
            held = [one for one in held if not pattern or fnmatch(one.base_name, pattern)]
    except OSError as error:
        raise SignalsError(f"{address} cannot be read: {error}.", "See the address, and your credentials.") from error
    if not held:
        raise SignalsError(f"{address} leads to no event file.", "See how it is written.")
    for one in held:
        inner = one.path.removeprefix(path).lstrip("/")
        address = f"{folder.rstrip('/')}/{inner}" if inner else folder
        yield Input(one.path if folder.startswith(HERE) else address, one.size or 0, str(one.mtime_ns or ""))


def _system(address: str) -> tuple[Any, str]:
    """The file system of an address, and what the place is called in it."""
    try:
        from pyarrow import fs
    except ImportError as error:
        raise needs("pyarrow", "spark") from error
    scheme, _, rest = address.partition("://")
    authority, _, path = rest.partition("/")
    try:
        files, root = fs.FileSystem.from_uri(f"{scheme}://{authority}/")
    except (OSError, ValueError) as error:
        raise SignalsError(
            f"{quoted(address)} is no address that can be read: {error}.",
            "Such are s3://, gs://, abfs://, hdfs:// and file://; or fetch the files first.",
        ) from error
    path = unquote(path) if address.startswith(HERE) else path
    return files, f"{root.rstrip('/')}/{path}".rstrip("/")


def opened(one: Input) -> IO[bytes]:
    """The bytes of a file, wherever it lies. Raises `UnusableError`."""
    try:
        if "://" in one.address:
            files, path = _system(one.address)
            stream: IO[bytes] = files.open_input_file(path)  # can be read from any place, as zips are
            return stream
        return Path(one.address).open("rb")
    except OSError as error:
        raise UnusableError(f"It cannot be read: {error.strerror or error}.") from error


def texts(one: Input, scratch: Path) -> Iterator[Text]:
    """The plain texts in a file: itself, or what is in its zip; each is gone when the next is asked for.

    Raises `UnusableError` where the file is damaged, before any text of a damaged part.
    """
    name = one.name.lower()
    target = scratch / "text"
    try:
        if name.endswith(".zip"):
            with closing(opened(one)) as raw, zipfile.ZipFile(raw) as box:
                for member in _members(box):
                    with box.open(member) as stream:
                        yield Text(target, _copied(stream, target))
        elif name.endswith(".gz"):
            with closing(opened(one)) as raw, gzip.GzipFile(fileobj=raw) as unpacked:
                yield Text(target, _copied(unpacked, target))
        elif "://" in one.address:
            with closing(opened(one)) as raw:
                yield Text(target, _copied(raw, target))
        else:
            with opened(one):
                pass
            yield Text(Path(one.address), 0)
    except (zipfile.BadZipFile, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnusableError(f"It is damaged or cut short: {str(error).rstrip('.')}. Get it anew.") from error
    except (NotImplementedError, RuntimeError) as error:  # what zipfile makes of odd methods and of passwords
        raise UnusableError(f"It cannot be unpacked: {str(error).rstrip('.')}.") from error
    finally:
        target.unlink(missing_ok=True)


def mended(text: Text, scratch: Path) -> Text:
    """A copy of a text in which all is UTF-8."""
    target = scratch / "mended"
    with text.path.open("rb") as stream:
        return Text(target, _copied(stream, target))


def _members(box: zipfile.ZipFile) -> Iterable[zipfile.ZipInfo]:
    members = [one for one in box.infolist() if not one.is_dir() and one.filename.lower().endswith(ENDINGS)]
    if not members:
        raise UnusableError(f"The zip holds no file that ends with {', '.join(ENDINGS)}.")
    return members


def _copied(stream: IO[bytes] | gzip.GzipFile, target: Path) -> int:
    """Write a stream to a file as UTF-8; returns how many characters are replaced ones."""
    count = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with target.open("wb") as out:
        over = False
        while not over:
            chunk = stream.read(CHUNK)
            over = not chunk
            text = decoder.decode(chunk, final=over)
            count += text.count(REPLACED)
            out.write(text.encode("utf-8"))
    return count


def room(folder: Path, inputs: Iterable[Input]) -> None:
    """Raise `SignalsError` where a folder's disk has no room for what taking the files in needs.

    Rows are kept in about a tenth of their text, and a zip is a sixth of its text: as much as the zips have is enough.
    """
    wanted = sum(one.size if one.name.lower().endswith(ZIPPED) else one.size // 6 for one in inputs)
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise SignalsError(
            f"{folder} has {free / 1e9:.1f} GB free; taking these files in needs about {wanted / 1e9:.1f} GB.",
            "Name a folder on another disk with --work.",
        )
