"""A session of Spark, from one file of settings or from spark-submit.

# spark.toml
master = "spark://10.0.0.1:7077"     # without it: spark-submit's, else all cores of this machine

[conf]                                # any of Spark's own settings
"spark.executor.memory" = "4g"
"""

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from foedus.cluster import java
from foedus.cluster.errors import ClusterError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

HERE = "local[*]"
"""The master where none is named: this machine, all its cores."""
_CAUSE = re.compile(r"[\w.]*(?:Error|Exception): ")
LOGGING = Path(__file__).with_name("log4j2.properties")
OURS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a sum that overflows is an error, not another number
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.python.worker.reuse": "true",  # a worker loads its model once
}
"""What is set unless the file says otherwise; the first two cannot be said otherwise."""
FIXED = ("spark.sql.session.timeZone", "spark.sql.ansi.enabled")
"""Settings on which it depends that both engines give the same."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file of settings may say."""

    master: str = ""
    """As Spark writes it: `local[4]`, `spark://host:7077`, `yarn`, `k8s://https://host`."""
    conf: dict[str, str | int | float | bool] = {}


def settings(file: Path | None) -> Settings:
    """The settings in a file; none without one. Raises `ClusterError`."""
    if file is None:
        return Settings()
    try:
        found = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Settings)
    except OSError as error:
        raise ClusterError(f"{file} cannot be read: {error.strerror}.", "See how its name is written.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ClusterError(
            f"{file} cannot be understood: {error}.",
            'It says master = "spark://host:7077" and, under [conf], settings of Spark in quotes.',
        ) from error
    if taken := sorted(set(found.conf) & set(FIXED)):
        raise ClusterError(f"{file} sets {taken[0]}, which stays as it is.", "Both engines could differ. Delete it.")
    return found


def session(settings: Settings) -> "SparkSession":
    """The session of Spark: the one that runs already, else a new one. Raises `ClusterError` where that cannot be.

    Sets `PYSPARK_PYTHON`, unless it is set, to the Python that runs this: workers on another have none of our packages.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ClusterError(
            f"Spark is not there without the package {error.name}.", 'Install it with: pip install "foedus[spark]"'
        ) from error
    running = SparkSession.getActiveSession()
    if running is not None:
        for name in FIXED:
            running.conf.set(name, OURS[name])
        return running
    java.check()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("foedus")
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ  # spark-submit has started the driver already
    if settings.master or not submitted:
        builder = builder.master(settings.master or HERE)
    quiet = {"spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile=file:{LOGGING}"}
    for name, value in (({} if submitted else quiet) | OURS | settings.conf).items():
        builder = builder.config(name, str(value).lower() if isinstance(value, bool) else str(value))
    try:
        spark = builder.getOrCreate()
        for name in FIXED:
            spark.conf.set(name, OURS[name])
    except (PySparkException, RuntimeError, OSError) as error:
        said = str(error).strip().splitlines()
        raise ClusterError(
            f"Spark did not start: {said[0] if said else type(error).__name__}",
            f"The master is {settings.master or HERE}; see whether it is there, and what the lines above say.",
        ) from error
    return spark


@contextmanager
def at_work() -> Iterator[None]:
    """Turns what Spark says when it gives work up into a `ClusterError`: its first line, not its hundred."""
    from py4j.protocol import Py4JError, Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = str(error.java_exception) if isinstance(error, Py4JJavaError) else str(error)
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        why = next((line for line in reversed(lines) if _CAUSE.match(line)), lines[0] if lines else "")
        raise ClusterError(
            f"Spark gave the work up: {why}",
            "What was done is kept; mend what is wrong on the workers, and run the same again.",
        ) from error
