"""What every test may ask for: the bundled case, the shared data, golden files, and a say in what it needs.

A test that needs something a machine may lack says so: ``@pytest.mark.needs("chromium")``. Where the thing is
absent the test is skipped, with the reason. Where it must not be absent - it is named in ``FOEDUS_REQUIRE``,
or it is there and ``CI`` is set - a skip that speaks of it fails the whole run, however it came about.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import re
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
BUNDLED_CASE = REPOSITORY / "cases" / "turkic-states"
GOLDEN = REPOSITORY / "tests" / "golden"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FRAME_LIBRARIES = ("polars", "pandas", "pyarrow")

# A skip whose reason matches speaks of the thing, whoever wrote the reason.
SPEAKS_OF = {
    "shared": re.compile(r"\bshared\b", re.IGNORECASE),
    "chromium": re.compile(r"\b(chromium|chrome|playwright|browser)\b", re.IGNORECASE),
    "java": re.compile(r"\b(java|jvm|jdk)\b", re.IGNORECASE),
    "frames": re.compile(r"\b(polars|pandas|pyarrow|frames)\b", re.IGNORECASE),
}

skipped: dict[str, str] = {}  # test or file -> the reason it was skipped for


def find_chromium() -> str | None:
    """The path of a Chromium that this machine has, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def missing(need: str) -> str | None:
    """Why `need` cannot be met here, as a plain sentence; None where it can.

    ``shared/<path>`` asks for one file or folder of ../shared. Raises ValueError for an unknown need.
    """
    if need == "shared" or need.startswith("shared/"):
        path = SHARED / need.removeprefix("shared").removeprefix("/")
        return None if path.exists() else f"needs ../{need}, which is not beside this checkout"
    if need == "chromium":
        if find_chromium() is None:
            return "needs Chromium, which is not installed"
        if importlib.util.find_spec("playwright") is None:
            return "needs Chromium driven by the package playwright, which is not installed"
        return None
    if need == "java":
        return None if shutil.which("java") else "needs Java, which is not installed"
    if need == "frames":
        absent = [name for name in FRAME_LIBRARIES if importlib.util.find_spec(name) is None]
        return f"needs the extra [frames]: {', '.join(absent)} not installed" if absent else None
    raise ValueError(f'needs("{need}") is unknown; a test can need {", ".join(SPEAKS_OF)}, shared/<path>')


def required() -> set[str]:
    """What no test may be skipped for want of, here and now."""
    named = set(os.environ.get("FOEDUS_REQUIRE", "").split())
    if os.environ.get("CI", "").lower() in {"", "0", "false"}:
        return named
    return named | {need for need in SPEAKS_OF if missing(need) is None}


def wrongly_skipped() -> list[str]:
    """A line for each test that was skipped for want of something required."""
    return [
        f"{test}: {reason}"
        for test, reason in sorted(skipped.items())
        if any(need not in SPEAKS_OF or SPEAKS_OF[need].search(reason) for need in required())
    ]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what the tests produce into tests/golden instead of comparing; read the diff afterwards",
    )


def pytest_configure(config: pytest.Config) -> None:
    skipped.clear()
    config.addinivalue_line("markers", "needs(*things): skipped where this machine lacks one of the things")
    unknown = set(os.environ.get("FOEDUS_REQUIRE", "").split()) - SPEAKS_OF.keys()
    if unknown:
        raise pytest.UsageError(f"FOEDUS_REQUIRE names unknown things: {', '.join(sorted(unknown))}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs"):
        for need in marker.args:
            if reason := missing(need):
                pytest.skip(reason)


# With xdist both hooks run in the main process too, for the reports that its workers send.
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    note_skip(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    note_skip(report)


def note_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        skipped[report.nodeid] = reason.removeprefix("Skipped: ")


def pytest_sessionfinish(session: pytest.Session) -> None:
    is_main_process = not hasattr(session.config, "workerinput")
    passed_so_far = session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    if is_main_process and passed_so_far and wrongly_skipped():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if lines := wrongly_skipped():
        terminalreporter.section("skipped, although they must run here", red=True)
        for line in lines:
            terminalreporter.line(line)
        terminalreporter.line(
            f"This run fails: no test may be skipped here for want of {', '.join(sorted(required()))}."
        )


@pytest.fixture
def shared() -> Path:
    """The folder ../shared; the test is skipped where it is absent."""
    if reason := missing("shared"):
        pytest.skip(reason)
    return SHARED


@pytest.fixture
def chromium() -> str:
    """The path of Chromium, to be given to playwright as ``executable_path``; skipped where it is absent."""
    path = find_chromium()
    if path is None or missing("chromium"):
        pytest.skip(missing("chromium") or "needs Chromium")
    return path


@pytest.fixture
def case_dir() -> Path:
    """The bundled case in the repository. Never write into it: `copy_case` gives a copy."""
    return BUNDLED_CASE


@pytest.fixture
def copy_case(tmp_path: Path) -> Callable[..., Path]:
    """Copies the bundled case, without what was built from it, and returns the folder of the copy.

    ``copy_case()`` copies to ``tmp_path/turkic-states``, ``copy_case(folder)`` to a folder of one's own.
    """

    def copy(to: Path | None = None) -> Path:
        target = to or tmp_path / BUNDLED_CASE.name
        shutil.copytree(BUNDLED_CASE, target, ignore=shutil.ignore_patterns("build"))
        return target

    return copy


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares text with a file of tests/golden: ``golden("brief/pairs.txt", text)``.

    ``pytest --rewrite-golden`` writes the files instead; whoever does so reads the diff.
    """
    rewrite = request.config.getoption("--rewrite-golden")

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} is missing; make it with: pytest --rewrite-golden"
        assert text == path.read_text(encoding="utf-8"), f"differs from {path}"

    return compare


@pytest.fixture(scope="session")
def built_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bundled case with its record built: for tests that only ask."""
    from foedus.record import build

    folder = tmp_path_factory.mktemp("bundled") / "case"
    shutil.copytree(BUNDLED_CASE, folder, ignore=shutil.ignore_patterns("build"))
    build(folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one for all tests of a worker; the test is skipped where there is none."""
    if reason := missing("chromium"):
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


_Test = TypeVar("_Test")

ON_SPARK = (
    pytest.mark.needs("java"),
    pytest.mark.xdist_group("spark"),  # one process starts it, for all
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
)
"""What marks a test on Spark; pyspark leaves its sockets to the garbage collector."""


def on_spark(test: _Test) -> _Test:
    """Marks a test that asks for the fixture `spark`."""
    marked: Any = test
    for mark in ON_SPARK:
        marked = mark(marked)
    return marked  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def spark_session() -> Iterator[SparkSession]:
    """A cluster of Spark on this machine: two executors in processes of their own, a core each."""
    pyspark = pytest.importorskip("pyspark", reason="needs pyspark")
    from foedus.cluster import Settings, session

    conf: dict[str, str | int | float | bool] = {"spark.sql.shuffle.partitions": 2, "spark.driver.memory": "1g"}
    started = session(Settings(master="local-cluster[2,1,1024]", conf=conf))
    logs = Path(pyspark.__file__).parent / "work"  # where such a cluster keeps its logs, and others theirs
    own = logs / started.sparkContext.applicationId
    yield started
    started.stop()
    shutil.rmtree(own, ignore_errors=True)
    if logs.is_dir() and not any(logs.iterdir()):
        logs.rmdir()


@pytest.fixture
def spark(spark_session: SparkSession) -> Iterator[SparkSession]:
    """The session of Spark, one for all tests."""
    yield spark_session
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
