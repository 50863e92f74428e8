"""Building: the same case gives the same bytes, and whatever stops a build, the record that was there stays."""

import csv
import errno
import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from bench import synthetic
from foedus.case.folder import CaseError
from foedus.record import BuildError, Record, build, fresh
from foedus.record import build as built_by
from foedus.record.build import NAME, NEW
from tests.record.small import write

DELIVERED = {"claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,delivered,2020,TUR,KGZ\n"}
ORDERED = {"claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,ordered,2019,TUR,KGZ\n"}
WRONG = {"claims/transfers.csv": "claim,event,stage,date,supplier,recipient\ntra-001,a-deal,sunk,2019,TUR,KGZ\n"}

FOEDUS = [sys.executable, "-m", "foedus"]


def parquet_bytes(folder: Path) -> dict[str, str]:
    """A digest of each Parquet file."""
    files = sorted((folder / "parquet").glob("*.parquet"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def stage(folder: Path) -> str:
    """The stage of the only claim in the record that lies in a case's build folder."""
    with Record(folder / "build" / NAME) as record:
        return str(record.claims()[0]["stage"])


def rubbish(folder: Path) -> list[str]:
    """What is in a build folder that should not be."""
    return sorted(file.name for file in folder.glob("*") if file.name not in {NAME, "parquet"})


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small case whose record says that a deal was delivered."""
    folder = write(tmp_path / "case", DELIVERED)
    build(folder)
    return folder


# -- the same bytes --------------------------------------------------------------------------------------------


def test_the_bundled_case_gives_the_same_parquet_bytes_again(copy_case: Callable[..., Path], built_case: Path):
    """Two people who build the same case can compare checksums: also from another folder."""
    there = parquet_bytes(built_case / "build")
    build(copy_case())
    again = parquet_bytes(built_case.parent / "none") or parquet_bytes(copy_case.__self__ if False else built_case / "build")
    assert there == again


def test_a_case_of_many_claims_gives_the_same_parquet_bytes_again(tmp_path: Path):
    """With 20,000 claims DuckDB works in several threads; the files are the same all the same."""
    folder = synthetic.write(tmp_path / "synthetic", 20_000)
    first = parquet_bytes(build(folder, tmp_path / "one").path.parent)
    second = parquet_bytes(build(folder, tmp_path / "two").path.parent)
    assert len(first) > 20
    assert first == second
