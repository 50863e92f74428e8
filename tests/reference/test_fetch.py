"""A file from its address: taken up where it was cut off, and never put together of two."""

import errno
import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.reference import fetch as fetching
from foedus.reference.about import dataset
from foedus.reference.errors import DataError
from foedus.reference.fetch import fetch
from foedus.reference.obtain import get_all
from tests.reference.conftest import Server
from tests.reference.orchards import GOOD, HEADER

BODY = bytes(range(256)) * 4096  # 1 MB


def test_a_file_comes_whole_and_progress_is_told(server: Server, tmp_path: Path):
    seen: list[tuple[int, int | None]] = []
    address = server.put("/a.bin", BODY)
    assert (
        fetch(address, tmp_path / "a.bin", progress=lambda done, total: seen.append((done, total))).read_bytes() == BODY
    )
    assert seen[0] == (0, len(BODY))
    assert seen[-1] == (len(BODY), len(BODY))
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


@pytest.mark.parametrize("named", [{"etag": '"x"'}, {"etag": "", "modified": "Mon, 02 Nov 2026 10:00:00 GMT"}])
def test_what_was_cut_off_goes_on_where_it_ended(server: Server, tmp_path: Path, named: dict[str, str]):
    """The connection breaks twice; the second and third request ask for the rest only."""
    address = server.put("/a.bin", BODY, cuts=[300_000, 200_000], **named)
    assert fetch(address, tmp_path / "a.bin").read_bytes() == BODY
    assert [asked for _, asked in server.asked] == ["", "bytes=300000-", "bytes=500000-"]


def test_a_later_call_goes_on_as_well(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Given up after the first cut; what came stays, and the next call asks for the rest."""
    monkeypatch.setattr(fetching, "TRIES", 1)
    address = server.put("/a.bin", BODY, cuts=[400_000, 0])
    with pytest.raises(DataError, match="cut after 400,000 of 1,048,576 bytes") as told:
        fetch(address, tmp_path / "a.bin")
    assert "Say the same again" in told.value.hint
    assert not (tmp_path / "a.bin").exists()
    assert fetch(address, tmp_path / "a.bin").read_bytes() == BODY
    assert server.asked[-1][1] == "bytes=400000-"


def test_a_part_that_is_whole_already_is_not_fetched_again(server: Server, tmp_path: Path):
    """Killed between the last byte and the end: the server says that nothing is left."""
    address = server.put("/a.bin", BODY)
    (tmp_path / "a.bin.part").write_bytes(BODY)
    (tmp_path / "a.bin.part.json").write_text(f'{{"address": "{address}", "validator": "\\"one\\""}}')
    assert fetch(address, tmp_path / "a.bin").read_bytes() == BODY
    assert [asked for _, asked in server.asked] == [f"bytes={len(BODY)}-"]


@pytest.mark.parametrize(
    "said",
    [
        {"knows_ranges": False},  # sends the whole again
        {"etag": '"two"'},  # another file by now: If-Range does not hold
        {"etag": ""},  # nothing tells whether it is the same: nothing is asked for in part
        {"etag": 'W/"one"'},  # a weak tag does not promise the same bytes
    ],
)
def test_halves_of_different_files_are_never_put_together(server: Server, tmp_path: Path, said: dict[str, object]):
    (tmp_path / "a.bin.part").write_bytes(b"the beginning of another file")
    address = server.put("/a.bin", BODY, **said)
    (tmp_path / "a.bin.part.json").write_text(f'{{"address": "{address}", "validator": "\\"one\\""}}')
    assert fetch(address, tmp_path / "a.bin").read_bytes() == BODY


def test_a_part_of_another_address_is_not_gone_on_with(server: Server, tmp_path: Path):
    (tmp_path / "a.bin.part").write_bytes(b"something")
    (tmp_path / "a.bin.part.json").write_text('{"address": "https://elsewhere.example/a", "validator": "\\"one\\""}')
    assert fetch(server.put("/a.bin", BODY), tmp_path / "a.bin").read_bytes() == BODY
    assert server.asked == [("/a.bin", "")]


def test_a_length_that_is_not_said_is_no_matter(server: Server, tmp_path: Path):
    assert fetch(server.put("/a.bin", BODY, says_length=False), tmp_path / "a.bin").read_bytes() == BODY


@pytest.mark.parametrize(
    ("statuses", "message", "hint"),
    [
        ([403], "is refused to programs (403)", "foedus data add NAME FILE"),
        ([404], "There is nothing at {address} any more (404)", "It may have moved"),
        ([410], "There is nothing at {address} any more (410)", "foedus data add NAME FILE"),
        ([418], "answered 418", "in a browser"),
        ([500] * 9, "is in trouble (500)", "Try again later"),
        ([503] * 9, "is in trouble (503)", "Try again later"),
    ],
)
def test_what_a_server_refuses_is_told(server: Server, tmp_path: Path, statuses: list[int], message: str, hint: str):
    address = server.put("/a.bin", BODY, statuses=statuses)
    with pytest.raises(DataError) as told:
        fetch(address, tmp_path / "a.bin", "https://orchards.example/")
    assert message.format(address=address) in told.value.message
    assert hint in told.value.hint
    assert not (tmp_path / "a.bin").exists()


def test_passing_trouble_passes(server: Server, tmp_path: Path):
    assert fetch(server.put("/a.bin", BODY, statuses=[503, 500]), tmp_path / "a.bin").read_bytes() == BODY


def test_a_redirect_to_a_form_is_told_with_the_page(server: Server, tmp_path: Path):
    form = server.put("/form", b"\n<!DOCTYPE html><html><body>Who are you?</body></html>")
    with pytest.raises(DataError, match="sends a web page in place of the file") as told:
        fetch(server.put("/a.bin", leads_to=form), tmp_path / "a.bin", "https://orchards.example/")
    assert form in told.value.message
    assert "Open https://orchards.example/" in told.value.hint
    assert not (tmp_path / "a.bin").exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/a.bin", "http://no-such-host.invalid/a.bin"])
def test_no_network_is_told(server: Server, tmp_path: Path, address: str):
    with pytest.raises(DataError, match="cannot be reached") as told:
        fetch(address, tmp_path / "a.bin")
    assert "on the network" in told.value.hint


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x.example/a", ""])
def test_only_web_addresses_are_fetched(tmp_path: Path, address: str):
    with pytest.raises(DataError, match="is no address of a file"):
        fetch(address, tmp_path / "a.bin")


def test_a_full_disk_is_told_and_what_came_stays(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    address = server.put("/a.bin", BODY)

    def full(done: int, total: int | None) -> None:
        if done > 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DataError, match="There is no room left"):
        fetch(address, tmp_path / "a.bin", progress=full)
    assert not (tmp_path / "a.bin").exists()
    assert fetch(address, tmp_path / "a.bin").read_bytes() == BODY
    assert server.asked[-1][1].startswith("bytes=")


def test_two_at_once_do_not_write_into_one_file(server: Server, tmp_path: Path):
    address = server.put("/a.bin", BODY)
    told: list[str] = []

    def second(done: int, total: int | None) -> None:
        if not told:
            with pytest.raises(DataError) as refused:
                fetch(address, tmp_path / "a.bin")
            told.append(refused.value.message)

    assert fetch(address, tmp_path / "a.bin", progress=second).read_bytes() == BODY
    assert told == ["Another process is fetching the same file."]


# --- a dataset from its address ---


def test_the_first_checksum_is_recorded_and_held_against_later_ones(server: Server, orchards: Callable[..., Path]):
    address = server.put("/orchards.csv", GOOD.encode())
    orchards(address=address)
    first = get_all("orchards")[0]
    assert (first.checksum, first.path.read_text()) == ("recorded", GOOD)
    assert get_all("orchards")[0].was_there
    assert len(server.asked) == 1

    server.put("/orchards.csv", GOOD.replace("12.5", "13.5").encode(), etag='"new"')
    first.path.unlink()
    with pytest.raises(DataError, match="is not the one fetched on") as told:
        get_all("orchards")
    assert "--anew" in told.value.hint
    assert not first.path.exists()
    assert get_all("orchards", anew=True)[0].checksum == "recorded"
    assert "13.5" in first.path.read_text()


def test_a_bad_checksum_never_replaces_a_good_file(server: Server, orchards: Callable[..., Path]):
    digest = hashlib.sha256(GOOD.encode()).hexdigest()
    orchards(address=server.put("/orchards.csv", GOOD.encode()), sha256=digest)
    good = get_all("orchards")[0]
    assert (good.checksum, good.imported.version) == ("known", "2.0")
    server.put("/orchards.csv", GOOD.replace("640", "641").encode(), etag='"bad"')
    with pytest.raises(DataError, match=f"its checksum is .*, not {digest[:12]}") as told:
        get_all("orchards", anew=True)
    assert "Nothing was changed" in told.value.hint
    assert good.path.read_text() == GOOD
    assert [path.name for path in good.path.parent.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (HEADER.encode() + b"640,19", "cannot be read as a table: line 2 has 2 cells"),
        (b"a,b\n1,2\n", "is no file of Orchards of States"),
        (b"", "is empty"),
        (b"PK\x03\x04 cut", "cut short or damaged"),
    ],
)
def test_what_is_no_good_never_replaces_a_good_file(
    server: Server, orchards: Callable[..., Path], body: bytes, message: str
):
    orchards(address=server.put("/orchards.csv", GOOD.encode()))
    good = get_all("orchards")[0]
    server.put("/orchards.csv", body, etag='"bad"')
    with pytest.raises(DataError) as told:
        get_all("orchards", anew=True)
    assert message in told.value.message
    assert good.path.read_text() == GOOD


def test_what_needs_a_form_says_which_page_to_open(orchards: Callable[..., Path]):
    with pytest.raises(DataError, match="Fill in the form on the project's page") as told:
        get_all("orchards")
    assert "Open https://orchards.example/" in told.value.hint
    assert "foedus data add orchards FILE" in told.value.hint
    with pytest.raises(DataError, match='has no part "rows"') as told:
        get_all("orchards", "rows")
    assert told.value.hint == "Its parts: years."
    assert dataset("orchards").obtain.startswith("Fill in")
