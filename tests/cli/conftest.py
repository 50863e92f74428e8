"""The command line, called as `foedus` calls it: exit code, standard output, standard error."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from foedus.cli import main
from foedus.record import build
from tests.record.small import write


class Said(NamedTuple):
    """What a call has said."""

    code: int
    out: str
    err: str


Foedus = Callable[..., Said]

__all__ = ["Foedus", "Said", "foedus", "small_case"]


@pytest.fixture
def foedus(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Foedus:
    """Calls the command line in this process: ``foedus("claims", case, "--json").out``."""

    def call(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["foedus", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        code = left.value.code
        assert isinstance(code, int)
        return Said(code, *capsys.readouterr())

    return call


FILES = {
    "case.toml": 'format = 1\ntitle = "A small case"\nquestion = "Who arms whom?"\n',
    "sources.csv": """\
        source,title,authors,publisher,published
        press-2022,Drones for the mountains,A. Writer,The Daily,2022-06-15
        paper-2020,What was not sent,,A Think Tank,2020
        """,
    "entities.csv": """\
        entity,type,name,aliases,country
        TUR,state,Türkiye,Turkey,
        KGZ,state,Kyrgyzstan,,
        KAZ,state,Kazakhstan,,
        a-minister,person,The minister,,KGZ
        bayraktar-tb2,platform,Bayraktar TB2,,TUR
        """,
    "events.csv": "event,title\nsale,The sale of drones\n",
    "claims/transfers.csv": """\
        claim,event,stage,date,assertion,attribution,source,locator,supplier,recipient,item,quantity
        tra-001,sale,ordered,2021-10,asserted,,press-2022,¶3,TUR,KGZ,bayraktar-tb2,>=3
        tra-002,sale,delivered,../2022-04-27,attributed,a-minister,press-2022,¶4,TUR,KGZ,bayraktar-tb2,
        tra-003,sale,delivered,,denied,,paper-2020,p. 7,TUR,KGZ,bayraktar-tb2,
        tra-004,boats,delivered,2030,expected,,press-2022,¶9,TUR,KGZ,patrol boats,
        """,
    "claims/agreements.csv": """\
        claim,event,stage,date,assertion,source,locator,parties,instrument,sectors,prompted_by
        agr-001,pact,signed,2020-05-12,asserted,press-2022,¶2,KGZ; TUR,memorandum,training; industry,
        agr-002,pact-two,negotiated,,hypothetical,paper-2020,p. 8,KAZ; KGZ; TUR,,,sale
        """,
}


@pytest.fixture(scope="session")
def small_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case of arms and agreements, its record built. Only to be asked."""
    folder = write(tmp_path_factory.mktemp("small") / "case", FILES)
    build(folder)
    return folder
