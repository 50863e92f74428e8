"""`foedus serve`: a port that is free, a case that is there, a link where others may come in."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from foedus.record.ask import AskError
from foedus.watch.listen import LOOPBACK, PORT, bound
from tests.cli.conftest import FILES, Foedus, foedus
from tests.record.small import write

__all__ = ["foedus"]
PATIENCE = 60.0


def test_a_port_that_is_taken_is_told(foedus: Foedus, tmp_path: Path):
    folder = write(tmp_path / "case", FILES)
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        said = foedus("serve", folder, "--port", port, "--no-browser")
    assert said.code == 2
    assert f"Port {port} is taken" in said.err
    assert "Choose another with --port" in said.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--port", "70000"], "70000 is no port."),
        (["--host", "no.such.host.invalid"], "There is no address “no.such.host.invalid” on this machine."),
    ],
)
def test_what_cannot_be_listened_on_is_told(foedus: Foedus, tmp_path: Path, arguments: list[str], sentence: str):
    said = foedus("serve", write(tmp_path / "case", FILES), "--no-browser", *arguments)
    assert said.code == 2
    assert sentence in said.err


def test_a_case_that_is_not_there_is_told(foedus: Foedus, tmp_path: Path):
    said = foedus("serve", tmp_path / "none", "--no-browser")
    assert said.code == 2
    assert "There is no case" in said.err


def test_without_a_port_the_next_free_one_is_taken():
    with bound(LOOPBACK, None) as first, bound(LOOPBACK, None) as second:
        ports = first.getsockname()[1], second.getsockname()[1]
    assert ports[0] != ports[1]
    assert all(port >= PORT or port > 1023 for port in ports)


def test_a_name_of_nowhere_is_no_address():
    with pytest.raises(AskError, match="There is no address"):
        bound("no.such.host.invalid", 0)


def test_the_studio_listens_on_this_machine_until_it_is_stopped(tmp_path: Path):
    """Ctrl-C ends it within a moment, without a traceback, and nothing of it is left behind."""
    folder = write(tmp_path / "case", FILES)
    place = tmp_path / "tmp"
    place.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "foedus", "serve", str(folder), "--port", "0", "--no-browser"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(place)},
    ) as running:  # fmt: skip
        assert running.stdout is not None
        address = running.stdout.readline().split()[-1]
        assert address.startswith(f"http://{LOOPBACK}:")
        with urllib.request.urlopen(f"{address}claims.json", timeout=PATIENCE) as answer:
            assert b"tra-001" in answer.read()
        assert list(place.glob("foedus-live-*"))
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        assert running.wait(PATIENCE) in (0, 130)
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read()
    assert not list(place.glob("foedus-live-*"))
