"""A test skips, with the reason, what a machine lacks; in CI nothing is skipped that the machine has."""

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")

NEEDS_SHARED = """
    import pytest

    @pytest.mark.needs("shared")
    def test_reads_shared_data():
        pass
"""
SKIPS_BY_ITSELF = """
    import pytest

    def test_reads_shared_data():
        pytest.skip("found nothing in ../shared")
"""
SKIPS_FOR_ANOTHER_REASON = """
    import pytest

    def test_runs_on_windows_only():
        pytest.skip("this is not Windows")
"""
SKIPS_A_WHOLE_FILE = """
    import pytest

    pytest.skip("no ../shared here", allow_module_level=True)
"""


class Checkout:
    """A little repository with one test file, run by a pytest of its own."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pytester = pytester
        self.monkeypatch = monkeypatch
        self.shared = pytester.path / "shared"
        self.tests = pytester.path / "checkout" / "tests"
        self.tests.mkdir(parents=True)
        (self.tests / "conftest.py").write_bytes(CONFTEST.read_bytes())
        for name in ("CI", "FOEDUS_REQUIRE", "PYTEST_ADDOPTS"):
            monkeypatch.delenv(name, raising=False)

    def run(self, test_file: str, *options: str, **environment: str) -> pytest.RunResult:
        source = self.pytester.makepyfile(test_file)
        source.rename(self.tests / "test_story.py")
        for name, value in environment.items():
            self.monkeypatch.setenv(name, value)
        return self.pytester.runpytest("-ra", *options, str(self.tests))


@pytest.fixture
def checkout(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    return Checkout(pytester, monkeypatch)


def test_a_test_whose_data_is_absent_is_skipped_and_says_what_it_lacks(checkout: Checkout) -> None:
    result = checkout.run(NEEDS_SHARED, CI="true")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*needs ../shared, which is not beside this checkout*"])


def test_a_test_whose_data_is_there_runs(checkout: Checkout) -> None:
    checkout.shared.mkdir()
    checkout.run(NEEDS_SHARED, CI="true").assert_outcomes(passed=1)


def test_one_missing_file_of_the_shared_folder_is_named(checkout: Checkout) -> None:
    checkout.shared.mkdir()
    result = checkout.run(NEEDS_SHARED.replace('"shared"', '"shared/data/atop"'))
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*needs ../shared/data/atop*"])


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "xdist"])
@pytest.mark.parametrize("test_file", [SKIPS_BY_ITSELF, SKIPS_A_WHOLE_FILE], ids=["a test", "a file"])
def test_ci_fails_when_a_test_skips_although_the_thing_is_there(
    checkout: Checkout, test_file: str, options: tuple[str, ...]
) -> None:
    checkout.shared.mkdir()
    result = checkout.run(test_file, *options, CI="true")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["This run fails: no test may be skipped here for want of *shared*"])


def test_ci_fails_when_what_it_requires_is_not_found(checkout: Checkout) -> None:
    result = checkout.run(NEEDS_SHARED, FOEDUS_REQUIRE="shared")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*test_story.py::test_reads_shared_data: needs ../shared*"])


def test_at_home_a_skip_never_fails_the_run(checkout: Checkout) -> None:
    checkout.shared.mkdir()
    assert checkout.run(SKIPS_BY_ITSELF).ret == 0


def test_a_skip_for_another_reason_is_nobodys_business(checkout: Checkout) -> None:
    checkout.shared.mkdir()
    assert checkout.run(SKIPS_FOR_ANOTHER_REASON, CI="true").ret == 0


def test_a_misspelt_need_is_an_error_not_a_skip(checkout: Checkout) -> None:
    result = checkout.run(NEEDS_SHARED.replace('"shared"', '"chromum"'))
    assert result.ret == 1
    result.stdout.fnmatch_lines(['*needs("chromum") is unknown*'])


def test_a_misspelt_requirement_is_refused_at_once(checkout: Checkout) -> None:
    result = checkout.run(NEEDS_SHARED, FOEDUS_REQUIRE="chromum")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*FOEDUS_REQUIRE names unknown things: chromum*"])
