"""`foedus read`, `review` and `evaluate` as one types them; keys come from a pipe."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from foedus.case import proposals as filed
from foedus.case.proposals import Proposed
from tests.cli.conftest import Foedus
from tests.record.small import write

ROW = {
    "event": "ghana-boats", "stage": "delivered", "date": "2022", "assertion": "asserted", "source": "wire",
    "locator": "¶2", "grain": "single", "origin": "reader", "supplier": "NOR", "recipient": "GHA",
}  # fmt: skip
BOATS = Proposed(
    id="00000000000000aa", kind="transfers", row={**ROW, "item": "patrol boats"},
    sentence="Norway delivered patrol boats to Ghana.", why="“delivered” says arms transfers.",
    spans={"trigger": ((7, 16),), "supplier": ((0, 6),), "item": ((17, 29),), "recipient": ((33, 38),)},
    against=("tra-001 has it otherwise.",),
)  # fmt: skip
RADARS = Proposed(
    id="00000000000000bb", kind="transfers", row={**ROW, "item": "radars"}, sentence="Radars too.", score=2.0
)
FILES = {
    "case.toml": 'format = 1\ntitle = "A case"\nquestion = "Who?"\n',
    "sources.csv": "source,title,published,type,access\npaper,A paper,2021,press,read\n",
    "entities.csv": "entity,type,name\nNOR,state,Norway\n",
    "claims/transfers.csv": "claim,event,stage,assertion,source,grain,supplier,item\n"
    "tra-001,sale,ordered,asserted,paper,single,NOR,boats\n",
    "proposals/sources.csv": "source,title,published,type,access\nwire,A wire,2022-05-01,press,read\n",
    "proposals/entities.csv": "entity,type,name\nNOR,state,Norway\nGHA,state,Ghana\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with two proposals."""
    folder = write(tmp_path / "case", FILES)
    (folder / "proposals" / filed.NAME).write_text(filed.text([BOATS, RADARS]), encoding="utf-8")
    return folder


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts lines where a pipe would."""
    return lambda *lines: monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def decided(case: Path) -> list[tuple[str, str]]:
    """What was decided, about which item."""
    return [(one.what, one.proposal.row["item"]) for one in filed.reviews(case)]


def test_review_shows_the_sentence_with_its_roles_and_takes_keys(
    foedus: Foedus, case: Path, typed: Callable[..., None]
):
    """Accept the first, reject the second: one claim more, and both decisions are kept."""
    typed("a", "r")
    said = foedus("review", case, "--who", "ada")
    assert (said.code, said.err) == (0, "")
    assert "[Norway = supplier] [delivered] [patrol boats = item] to [Ghana = recipient]." in said.out
    assert "Against the record: tra-001 has it otherwise." in said.out
    assert "tra-002 was accepted from wire ¶2." in said.out
    assert "1 accepted, 1 rejected; 0 left." in said.out
    assert decided(case) == [("accepted", "patrol boats"), ("rejected", "radars")]
    assert "tra-002,ghana-boats" in (case / "claims" / "transfers.csv").read_text(encoding="utf-8")
    assert "No proposal waits." in foedus("review", case).out


def test_words_in_another_language_stand_above_the_claim_in_english(
    foedus: Foedus, case: Path, typed: Callable[..., None]
):
    """The original with its roles marked, then what it would say, and an English note of one's own when accepted."""
    turkish = msgspec.structs.replace(
        BOATS, sentence="Norveç, Gana'ya devriye botu teslim etti.", language="tr", against=(),
        spans={"trigger": ((29, 40),), "supplier": ((0, 6),), "recipient": ((8, 15),), "item": ((16, 28),)},
    )  # fmt: skip
    (case / "proposals" / filed.NAME).write_text(filed.text([turkish]), encoding="utf-8")
    typed("e", "note=Norway handed Ghana a patrol boat.", "", "q")
    said = foedus("review", case, "--who", "ada").out
    assert "[Norveç = supplier], [Gana'ya = recipient] [devriye botu = item] [teslim etti]." in said
    assert "It would say: Norway delivered patrol boats to Ghana" in said
    assert "Norway handed Ghana a patrol boat." in (case / "claims" / "transfers.csv").read_text(encoding="utf-8")


def test_edit_skip_undo_and_quit(foedus: Foedus, case: Path, typed: Callable[..., None]):
    """Skipped ones wait on; an undone one is asked about again; what is typed in an edit is what is written."""
    typed("s", "r", "u", "?", "e", "quantity=4", "item=coastal radars", "", "u", "q")
    said = foedus("review", case, "--who", "ada")
    assert said.code == 0
    assert "Undone: rejected" in said.out
    assert "Undone: edited tra-002" in said.out
    assert decided(case) == []
    typed("e", "quantity=4", "")
    foedus("review", case, "--who", "ada", "--best-first")
    assert decided(case) == [("edited", "radars")]


def test_a_faulty_edit_is_told_and_asked_again(foedus: Foedus, case: Path, typed: Callable[..., None]):
    """Also one that a check refuses; a dot leaves the edit; nothing is written."""
    typed("e", "colour=red", "", "e", "stage=sunk", "", "e", ".", "q")
    said = foedus("review", case, "--who", "ada")
    assert said.code == 0
    assert "transfers has no column 'colour'." in said.out
    assert "would bring an error" in said.out
    assert decided(case) == []


def test_review_lists_and_filters(foedus: Foedus, case: Path):
    """For the eye and as JSON."""
    assert "2 proposals wait, 0 decided." in foedus("review", case, "--list").out
    assert [one["id"] for one in json.loads(foedus("review", case, "--json", "--best-first").out)] == [
        RADARS.id,
        BOATS.id,
    ]
    assert json.loads(foedus("review", case, "--json", "--source", "paper").out) == []


def test_read_says_what_is_missing(foedus: Foedus, tmp_path: Path):
    """No document; a folder that is something else; a file that is not there."""
    assert "There is no document to read." in foedus("read", tmp_path).err
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x").touch()
    said = foedus("read", "--out", tmp_path / "mine", tmp_path / "a.txt")
    assert (said.code, "holds no proposals" in said.err) == (2, True)
    said = foedus("read", "--out", tmp_path / "new", tmp_path / "a.txt")
    assert said.code == 1
    assert "There is no file" in said.out


def test_read_and_evaluate_from_end_to_end(foedus: Foedus, tmp_path: Path):
    """What was read can be checked and held against a case."""
    (tmp_path / "wire.txt").write_text(
        "Boats for the navy\n\nNorway delivered patrol boats to the Ghana Navy in 2022.\n", encoding="utf-8"
    )
    said = foedus("read", "--out", tmp_path / "out", tmp_path / "wire.txt", "--json")
    assert said.code == 0
    assert {one["kind"] for one in json.loads(said.out)["proposals"]} == {"transfers"}
    assert foedus("check", tmp_path / "out").code == 0
    gold = write(tmp_path / "gold", {
        "claims/transfers.csv": "claim,event,stage,assertion,source,locator,supplier,recipient,item,quote\n"
        "tra-001,a,delivered,asserted,wire,¶2,NOR,GHA,patrol boats,\n"
        "tra-002,b,delivered,asserted,wire,¶9,NOR,PER,radars,Radars went to Peru.\n"
    })  # fmt: skip
    found = json.loads(foedus("evaluate", gold, tmp_path / "out", "--json").out)
    assert (found["micro"]["right"], found["micro"]["coded"]) == (1, 2)
    shown = foedus("evaluate", gold, tmp_path / "out", "--misses").out
    assert "micro F1 0.667" in shown
    assert "Radars went to Peru." in shown
    assert "holds no claims" in foedus("evaluate", tmp_path, gold).err


def test_where_no_document_can_be_read_nothing_is_written(foedus: Foedus, tmp_path: Path):
    """Neither an empty folder nor a case without claims stays behind."""
    pytest.importorskip("spacy", reason="needs the extra [reader]")
    (tmp_path / "empty.txt").write_bytes(b"")
    said = foedus("read", "--out", tmp_path / "out", tmp_path / "empty.txt", tmp_path / "gone.pdf")
    assert said.code == 1
    assert "nothing was written" in said.out
    assert not (tmp_path / "out").exists()
