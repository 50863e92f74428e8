"""The Java that Spark will run on: there, and new enough."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from foedus.cluster.errors import ClusterError

OLDEST = 17
"""Spark 4 runs on Java 17 and 21."""
SECONDS = 30
GET = (
    "Get one: `sudo apt install openjdk-17-jre-headless` on Debian and Ubuntu, `brew install openjdk@17` on a Mac, "
    "https://adoptium.net elsewhere; or name one you have with JAVA_HOME. Without Java: --engine duckdb."
)
_VERSION = re.compile(r'version "(?P<major>[0-9]+)(?:\.(?P<minor>[0-9]+))?')


def check() -> int:
    """The version of Java that Spark will find, such as 17. Raises `ClusterError` where there is none or an old one."""
    java = _java()
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ClusterError(f"Spark needs Java, and {java} cannot be run: {error}.", GET) from error
    found = _VERSION.search(told.stderr + told.stdout)
    if found is None:
        raise ClusterError(f"Spark needs Java, and {java} does not say its version.", GET)
    major = int(found["minor"] or 8) if found["major"] == "1" else int(found["major"])
    if major < OLDEST:
        raise ClusterError(f"Spark needs Java {OLDEST} or newer, and {java} is Java {major}.", GET)
    return major


def _java() -> str:
    """Where it lies: under JAVA_HOME if that is set, as Spark's own scripts look for it, else on the PATH."""
    home = os.environ.get("JAVA_HOME")
    if home:
        java = Path(home) / "bin" / "java"
        if not java.is_file():
            raise ClusterError(f"Spark needs Java, and JAVA_HOME names {home}, where there is no bin/java.", GET)
        return str(java)
    found = shutil.which("java")
    if found is None:
        raise ClusterError("Spark needs Java, and there is none on this machine.", GET)
    return found
