"""Spark without Java, with an old one, or set up wrongly: what is wrong, and how to get what is needed."""

import os
from pathlib import Path

import pytest

from foedus.cluster import ClusterError, Settings, settings
from foedus.cluster.java import check


def a_java(folder: Path, says: str, code: int = 0) -> Path:
    """A program that answers as some Java would."""
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit {code}\n")
    java.chmod(0o755)
    return folder


def test_no_java_says_how_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ClusterError, match="there is none on this machine") as caught:
        check()
    assert "apt install openjdk-17" in caught.value.hint
    assert "--engine duckdb" in caught.value.hint


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins for Java are shell scripts")
@pytest.mark.parametrize(
    ("says", "found"),
    [('openjdk version "17.0.15" 2025-04-15', 17), ('java version "21" 2023-09-19 LTS', 21)],
)
def test_a_java_that_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, found: int):
    monkeypatch.setenv("JAVA_HOME", str(a_java(tmp_path, says)))
    assert check() == found


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins for Java are shell scripts")
@pytest.mark.parametrize(
    ("says", "message"),
    [
        ('java version "1.8.0_412"', "is Java 8"),
        ('openjdk version "11.0.2" 2019-01-15', "is Java 11"),
        ("this is something else", "does not say its version"),
    ],
)
def test_a_java_that_will_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, message: str):
    monkeypatch.setenv("JAVA_HOME", str(a_java(tmp_path, says)))
    with pytest.raises(ClusterError, match=message):
        check()


def test_a_java_home_that_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "gone"))
    with pytest.raises(ClusterError, match="no bin/java"):
        check()


def test_settings_in_one_file(tmp_path: Path):
    file = tmp_path / "spark.toml"
    file.write_text('master = "local[2]"\n[conf]\n"spark.executor.memory" = "2g"\n"spark.executor.cores" = 2\n')
    assert settings(file) == Settings("local[2]", {"spark.executor.memory": "2g", "spark.executor.cores": 2})
    assert settings(None) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("master = ", "cannot be understood"),
        ("mester = 'local'", "cannot be understood"),
        ('[conf]\n"spark.sql.ansi.enabled" = false', "spark.sql.ansi.enabled, which stays"),
        (None, "cannot be read"),
    ],
)
def test_settings_that_cannot_be_used(tmp_path: Path, text: str | None, message: str):
    file = tmp_path / "spark.toml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ClusterError, match=message) as caught:
        settings(file)
    assert caught.value.hint
