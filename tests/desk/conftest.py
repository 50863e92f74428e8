"""A small case to decide on, and who decides: with a clock that stands still."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foedus.desk.log import Signature

FILES = {
    "case.toml": 'format = 1\ntitle = "A small case"\nblocs = ["ots"]\n\n'
    '[coalition]\nlabel = "All"\nmembers = ["TUR", "KGZ"]\n',
    "sources.csv": "source,title,type,access,published,derived_from,reliability\n"
    "press-2022,A report,press,read,2022-06-15,,\n"
    "wire-2022,A wire,press,read,2022-06-01,,\n",
    "entities.csv": "entity,type,name,aliases,country,office,members,note\n"
    "ots,organisation,Organization of Turkic States,OTS,,,,\n"
    'baykar,firm,Baykar,Bayraktar Makina,TUR,,,"Maker of the drones, says baykar."\n'
    "baykar-technology,firm,Baykar Technology,BT; Baykar Makina,TUR,,,\n"
    "bayraktar-tb2,platform,Bayraktar TB2,TB2,TUR,,,\n",
    "events.csv": "event,title,part_of\ndrone-sale,The sale of drones,\n",
    "topics.csv": "topic,label,parent\nturkic-army,A Turkic army,\nturkic-pact,A pact,turkic-army\n",
    "claims/transfers.csv": "claim,event,stage,date,assertion,attribution,source,locator,grain,prompted_by,credibility,"
    "quote,coder,coded,origin,note,supplier,recipient,manufacturer,item,category,terms,quantity,value,currency\n"
    "tra-001,drone-sale,delivered,2021-12,asserted,,press-2022,¶1,single,,,,me,,hand,by baykar,TUR,KGZ,baykar,"
    "bayraktar-tb2,uav,sale,,,\n"
    "tra-002,drone-sale,ordered,2021,attributed,baykar,wire-2022,¶4,single,,,,me,,hand,,TUR,KGZ,"
    "baykar-technology; baykar,bayraktar-tb2,uav,sale,3,,\n",
    "claims/statements.csv": "claim,event,stage,date,assertion,attribution,source,locator,grain,speaker,about,position,"
    "basis\nsta-001,drone-talk,made,2022,asserted,,press-2022,¶2,single,baykar,turkic-army,supports,reported\n"
    "sta-002,pact-talk,made,2022,asserted,,press-2022,¶3,single,KGZ,turkic-pact,doubts,reported\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case without a fault: two claims on a sale of drones, two statements."""
    folder = tmp_path / "case"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture
def me() -> Signature:
    """Who decides, always at the same time."""
    return Signature("ada", clock=lambda: datetime(2026, 11, 21, 12, 0, tzinfo=UTC))


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """The bytes of every file of a case, without what is the desk's own."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and ".foedus" not in path.parts and path.name != "decisions.jsonl"
        }

    return read
