"""A small case with something to hide, and its site."""

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
SMALL = {**FILES, "case.toml": SETTINGS, "entities.csv": ENTITIES, "claims/transfers.csv": TRANSFERS + "\n"}


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


@pytest.fixture
def text(site: Path) -> Callable[[str], str]:
    """The text of a file of the site: ``text("map.html")``."""
    return lambda name: (site / name).read_text(encoding="utf-8")
