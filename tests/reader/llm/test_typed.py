"""`foedus read --llm` as one types it, then `review` and `evaluate`: what is asked, said, and kept."""

import json
import sys
from pathlib import Path

import pytest

from foedus.case import proposals as filed
from tests.cli.conftest import Foedus, foedus
from tests.reader.llm.conftest import BOATS, PACT
from tests.reader.llm.server import Answer, Asked, Server, claims
from tests.record.small import write

__all__ = ["foedus"]


def answers(asked: Asked, number: int) -> Answer:
    """What the model says of the story."""
    invented = {**PACT, "quote": "Peru and Chile signed a treaty of alliance"}
    return claims(*[BOATS] * ("boats" in asked.block), *[PACT, invented] * ("Peru" in asked.block))


@pytest.fixture
def case(tmp_path: Path, story: Path) -> Path:
    """A case with the story as a published source, beside one that is marked."""
    folder = write(tmp_path / "case", {
        "case.toml": 'format = 1\ntitle = "A case"\nquestion = "Who?"\n[remote]\nnever = ["letter"]\n',
        "sources.csv": "source,title,published,type,access,publisher,document\n"
        "tale,Boats,2023-02-01,press,read,The Gazette,story.txt\nletter,A letter,2023,press,read,Us,letter.txt\n",
        "entities.csv": "entity,type,name\nNOR,state,Norway\n",
        "claims/transfers.csv": "claim,event,stage,assertion,source,grain,supplier,item\n"
        "tra-001,sale,ordered,asserted,tale,single,NOR,radars\n",
    })  # fmt: skip
    (story.parent / "letter.txt").write_text("Norway gave us a secret frigate in the spring.\n", encoding="utf-8")
    return folder


def test_nothing_goes_elsewhere_unless_it_is_agreed_to(foedus: Foedus, server: Server, case: Path, story: Path):
    """Without a person to ask, --yes is what says so; what stays here is named."""
    typed = ("read", case, story, story.with_name("letter.txt"), "--only-llm", "--llm", server.url, "--llm-remote")
    said = foedus(*typed)
    assert said.code == 1
    assert "Nothing was sent: --yes sends it." in said.err
    assert "3 blocks of tale" in said.err
    assert "letter is not sent: it is marked to stay here." in said.err
    assert server.asked == []
    assert not (case / "proposals").exists()
    for option in ("--llm-keep", "--llm-send"):
        said = foedus(*typed, "--yes", option, "tales")
        assert (said.code, "There is no source tales, so nothing was sent." in said.err) == (2, True)
    assert server.asked == []
    server.answer = answers
    said = foedus(*typed, "--yes", "--llm-price", "1,2", "--llm-send", "letter")
    assert said.code == 0
    assert "frigate" not in "".join(asked.text for asked in server.asked)
    assert "small-1 answered for 3 blocks: 2 proposals." in said.out
    assert "Spent: 12,000 tokens sent, 40 received; 0.012 at your prices." in said.out
    assert "Dropped: quote not in the text 1." in said.out
    assert "By the reader alone 0, by the model alone 2, by both 0." in said.out
    assert (case / "build" / "answers.jsonl").is_file()


def test_both_readers_are_joined_reviewed_and_measured(foedus: Foedus, server: Server, case: Path, story: Path):
    """On this machine nobody is asked; what both propose stands once; each can be looked at by itself."""
    pytest.importorskip("spacy", reason="needs the extra [read]")
    server.answer = lambda asked, number: claims(
        *[BOATS, {**BOATS, "item": "radars", "quote": "the navy said in Accra"}] * ("boats" in asked.block)
    )
    said = json.loads(foedus("read", case, story, "--llm", server.url, "--json").out)
    readers = {(one["kind"], one.get("item", "")): one["by"] for one in said["proposals"]}
    assert readers["transfers", "patrol boats"] == ["reader", "model small-1"]
    assert readers["transfers", "radars"] == ["model small-1"]
    assert readers["agreements", ""] == ["reader"]
    assert {one["score"] is None for one in said["proposals"] if one["by"] == ["model small-1"]} == {True}
    assert said["model"]["complete"]
    kept = filed.read(case / "proposals")
    assert {one.row["origin"] for one in kept} == {"reader", "model"}
    shown = json.loads(foedus("review", case, "--by", "both", "--json").out)
    assert [one["row"]["item"] for one in shown] == ["patrol boats"]
    gold = write(case.parent / "gold", {
        "claims/transfers.csv": "claim,event,stage,assertion,source,locator,supplier,recipient,item\n"
        "tra-001,a,delivered,asserted,tale,¶2,NOR,GHA,patrol boats\n"
    })  # fmt: skip
    found = {
        who: json.loads(foedus("evaluate", gold, case / "proposals", "--by", who, "--json").out)["micro"]
        for who in ("reader", "model", "small-1", "both")
    }
    assert {who: one["right"] for who, one in found.items()} == dict.fromkeys(found, 1)
    assert found["model"] == found["small-1"]
    assert [found[who]["proposed"] for who in ("model", "both")] == [2, 1]
    assert "does not say who proposed what" in foedus("evaluate", gold, gold, "--by", "model").err


def test_what_is_wrong_is_said_before_anything_is_read(
    foedus: Foedus, server: Server, story: Path, monkeypatch: pytest.MonkeyPatch
):
    """No address, a price that is none, a key that is not set, a package that is missing."""
    out = story.with_name("out")
    wrong = {
        ("--only-llm",): "needs a model",
        ("--llm", "nowhere"): "begins with http",
        ("--llm", server.url, "--llm-price", "cheap"): "is no price",
        ("--llm", server.url, "--llm-key-env", "NOT_SET_HERE"): "no key in the environment",
    }
    for typed, message in wrong.items():
        said = foedus("read", "--out", out, story, *typed)
        assert (said.code, message in said.err) == (2, True)
    monkeypatch.setitem(sys.modules, "openai", None)
    said = foedus("read", "--out", out, story, "--only-llm", "--llm", server.url)
    assert said.code == 2
    assert 'pip install "foedus[llm]"' in said.err
    assert not out.exists()


def test_a_run_that_was_cut_short_says_so_with_its_exit_code(foedus: Foedus, server: Server, story: Path):
    """What was read is written; a script sees that something is missing."""
    server.answer = lambda asked, number: answers(asked, number) if "Peru" not in asked.block else Answer(b"no", 418)
    said = foedus("read", "--out", story.with_name("out"), story, "--only-llm", "--llm", server.url)
    assert said.code == 1
    assert "Without an answer: not asked 1." in said.out
    assert len(filed.read(story.with_name("out"))) == 1
