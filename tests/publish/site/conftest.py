"""A small case with something to hide, and its site."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.publish.site import plan, publish
from tests.record.small import write
from tests.views.brief_case import FILES

NOTE, CODER = "Nobody outside of the house may ever read this remark of mine", "Jane Secret"
SETTINGS = FILES["case.toml"] + '\n        [publish]\n        address = "https://example.org/north"\n'
ENTITIES = FILES["entities.csv"].rstrip() + (
    "\n        con,Concord,organisation,Конкорд; 协和; الوئام,,\n        aux,Auxiliary,firm,,NOR,\n"
)
NOTED = FILES["claims/transfers.csv"].rstrip().replace("item,quantity", "item,quantity,note,coder").splitlines()
TRANSFERS = "\n".join(
    [*NOTED[:2], f"{NOTED[2]},{NOTE},{CODER}", *(f"{line},," for line in NOTED[3:] if line.strip())]
)  # fmt: skip
CONVOY = """
        ass-005,convoy,delivered,2019,asserted,first-2021,¶16,single,NOR,SWE,,,,
        ass-006,convoy,pledged,2018,asserted,first-2021,¶16,single,NOR,SWE,equipment,400000,USD,
"""
"""An event without a title, whose claims tell of two things: it is called by the first by key, not in time."""
AGAIN = """
        cited-again,Another,Carl Cited,,2010,cited,
        cited-still,A third,Carl Cited,,2010,cited,
"""
"""Two sources that are cited alike and of which nothing is told."""
SMALL = {
    **FILES,
    "case.toml": SETTINGS,
    "entities.csv": ENTITIES,
    "sources.csv": FILES["sources.csv"].rstrip() + AGAIN,
    "claims/transfers.csv": TRANSFERS + "\n",
    "claims/assistance.csv": FILES["claims/assistance.csv"].rstrip() + CONVOY,
}


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small case, to be changed. Its site has no spans of time: they take as long as all the rest."""
    monkeypatch.setattr(plan, "PERIODS", 1)
    return write(tmp_path / "case", SMALL)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small case. Only to be read."""
    folder = tmp_path_factory.mktemp("site")
    return publish(write(folder / "case", SMALL), folder / "site", workers=1).target


@pytest.fixture(scope="session")
def _without_spans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quick")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(plan, "PERIODS", 1)
        publish(write(folder / "case", SMALL), folder / "site", workers=1)
    return folder


@pytest.fixture
def published(_without_spans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The small case, to be changed, and the site that was made of it."""
    monkeypatch.setattr(plan, "PERIODS", 1)
    case, site = (shutil.copytree(_without_spans / name, tmp_path / name) for name in ("case", "site"))
    return case, site


@pytest.fixture
def text(site: Path) -> Callable[[str], str]:
    """The text of a file of the site: ``text("map.html")``."""
    return lambda name: (site / name).read_text(encoding="utf-8")
