"""Files become a case of proposals: through intake, names, workers and all, as `foedus read` does it."""

import csv
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from foedus.case import check
from foedus.case import proposals as filed
from foedus.case.proposals import ProposalsError
from foedus.reader import onto, workers
from foedus.reader.read import Reading, part_of, read, sources_of
from foedus.reader.workers import Pool, batches
from foedus.reader.write import put, write

STORY = """\
Boats and treaties

3 March 2023

Norway delivered four patrol boats to Ghana in January 2023. The ministers of defence met in Accra afterwards.

Peru and Chile signed a memorandum on joint military training in Lima on 10 May 2022.

The harbour cafe was closed for repairs.

In 2023 Norway delivered four patrol boats to Ghana, a naval officer in Accra recalled.
"""
OTHER = """\
Arms for the coast

Portugal sold transport aircraft to Angola in 2021. Kenya and Tanzania held a joint naval exercise in 2020.
"""


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Two workers for all tests of this file: each takes seconds to load its model."""
    with Pool(2) as started:
        yield started


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two documents."""
    paths = [tmp_path / "story.txt", tmp_path / "other.txt"]
    for path, text in zip(paths, (STORY, OTHER), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def said(reading: Reading) -> set[tuple[str, str, str, str]]:
    """What is proposed, in short."""
    parties = ("supplier", "parties", "participants")
    return {
        (one.row["source"], one.kind, next((one.row[p] for p in parties if p in one.row), ""), one.row["stage"])
        for one in reading.proposals
    }


def test_documents_become_a_case_of_proposals_that_a_check_lets_pass(pool: Pool, files: list[Path], tmp_path: Path):
    """Each claim has its source, place, words and event; who is named stands in entities.csv; nothing is an error."""
    reading = read(files, pool=pool, coded="2026-11-21")
    assert ("story", "transfers", "NOR", "delivered") in said(reading)
    assert ("story", "agreements", "CHL; PER", "signed") in said(reading)
    assert ("other", "transfers", "PRT", "delivered") in said(reading)
    write(tmp_path / "out", reading)
    report = check(tmp_path / "out")
    assert [f for f in report.findings if f.severity == "error"] == []
    with (tmp_path / "out" / "claims" / "transfers.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    boats = next(row for row in rows if row["supplier"] == "NOR")
    assert (boats["recipient"], boats["item"], boats["quantity"]) == ("GHA", "patrol boats", "4")
    assert (boats["origin"], boats["coder"], boats["coded"]) == ("reader", "foedus", "2026-11-21")
    assert boats["event"].startswith("nor-gha-patrol-boats")
    assert boats["quote"] in STORY


def test_a_proposal_knows_the_characters_that_it_was_read_from(pool: Pool, files: list[Path]):
    """Spans lie in the sentence, and the sentence in the document."""
    for one in read(files, pool=pool).proposals:
        assert one.sentence in STORY + OTHER
        assert one.spans["trigger"]
        for spans in one.spans.values():
            assert all(0 <= start < end <= len(one.sentence) for start, end in spans)
        assert one.why.startswith("“")


def test_what_is_proposed_does_not_depend_on_the_workers(pool: Pool, files: list[Path]):
    """One worker or two, the same file comes out."""
    with Pool(1) as single:
        alone = filed.text(read(files, pool=single).proposals)
    assert alone == filed.text(read(files, pool=pool).proposals)
    assert alone


def test_sources_assign_keys_days_and_parts_of_a_document(pool: Pool, files: list[Path]):
    """A row for some blocks is a source of its own; a file that no row names goes by its stem."""
    rows = [
        {"source": "wire-2023", "document": "story.txt", "blocks": "1-3", "published": "2023-03-03", "type": "press"},
        {"source": "desk-2022", "document": "story.txt", "blocks": "4", "published": "2022-06", "type": "press"},
    ]
    reading = read(files, sources=rows, pool=pool)
    by_source = {(source, kind) for source, kind, _, _ in said(reading)}
    assert {("wire-2023", "transfers"), ("desk-2022", "agreements"), ("other", "transfers")} <= by_source
    assert ("wire-2023", "agreements") not in by_source
    assert {one.row["locator"] for one in reading.proposals if one.row["source"] == "desk-2022"} == {"¶4"}


def test_a_comment_is_read_where_it_is_a_source_of_its_own(tmp_path: Path):
    """Comments are no part of the text above them; as a part with blocks they are what the source says."""
    from foedus.reader.document import Block, Document

    document = Document(
        name="a.html", sha256="", format="html",
        blocks=(Block(number=1, text="The text."), Block(number=2, text="A comment.", role="comment")),
    )  # fmt: skip
    assert [one.text for one in document.passages()] == ["The text."]
    assert [one.text for one in part_of(document, "2").passages()] == ["A comment."]
    assert [one.text for one in part_of(document, "1–2").passages()] == ["The text.", "A comment."]
    twice = list(sources_of(Path("a.html"), document, []))
    assert [one.key for one in (*twice, *sources_of(Path("b/a.html"), document, [], twice))] == ["a", "a-2"]


def test_what_cannot_be_read_is_reported_and_the_others_go_on(pool: Pool, files: list[Path], tmp_path: Path):
    """A missing file and an empty one do not stop the third."""
    (tmp_path / "empty.txt").write_bytes(b"")
    reading = read([tmp_path / "gone.pdf", tmp_path / "empty.txt", files[1]], pool=pool)
    assert [name for name, _, _ in reading.failures] == ["gone.pdf", "empty.txt"]
    assert all(message and hint for _, message, hint in reading.failures)
    assert {row["source"] for row in reading.sources} == {"other"}
    assert reading.proposals


def test_a_worker_that_is_killed_is_reported_and_replaced(files: list[Path], monkeypatch: pytest.MonkeyPatch):
    """The document whose passages it had is among the failures; what comes after is read by a new one."""
    ask = workers._Worker.ask
    kills = iter([True])

    def killed(self: workers._Worker, batch: workers.Batch, seconds: float) -> workers.Answer:
        if len(batch.places) > 0 and next(kills, False):
            os.kill(self.process.pid, signal.SIGKILL)
            self.process.wait()
        return ask(self, batch, seconds)

    monkeypatch.setattr(workers._Worker, "ask", killed)
    with Pool(1) as single:
        reading = read(files, pool=single)
    ((name, message, _),) = reading.failures
    assert name == "story.txt"
    assert "ended the parser" in message
    assert {one.row["source"] for one in reading.proposals} == {"other"}


def test_a_worker_that_takes_too_long_is_stopped(files: list[Path], monkeypatch: pytest.MonkeyPatch):
    """It is killed, and said to have been too slow, rather than waited for."""
    monkeypatch.setattr(workers, "STARTING", 0.0)
    with Pool(1, seconds=0.05) as single:
        reading = read(files[:1], pool=single)
    assert "not parsed within 0.05 seconds" in reading.failures[0][1]
    assert not reading.proposals


def test_a_passage_without_a_name_or_a_trigger_is_never_parsed():
    """The gate: names alone, or words of action alone, go to no worker."""
    from foedus.reader.document import Part, Passage
    from foedus.reader.names import Gazetteer
    from foedus.reader.propose import Marked

    names = Gazetteer()

    def marked(text: str) -> Marked:
        return Marked(Passage(text=text, parts=(Part(0, len(text), 1, 0),)), tuple(names.find(text)))

    texts = [
        "Norway delivered boats to Ghana.",
        "The boats were delivered.",
        "Hm, Norway!",
        "x" * 60_000 + " Norway sold",
    ]
    assert [batch.places for batch in batches(map(marked, texts))] == [(0,)]


def test_the_case_is_read_into_its_own_folder_and_claims_stay_as_they_are(files: list[Path], tmp_path: Path):
    """Proposals wait in proposals/, with the event that the case has for them; reading again replaces them."""
    case = tmp_path / "case"
    put(case, {
        "case.toml": 'format = 1\ntitle = "A case"\nquestion = "Who?"\n',
        "sources.csv": "source,title,published,type,access\nwire,A wire,2023,press,read\n",
        "entities.csv": "entity,type,name\nNOR,state,Norway\nGHA,state,Ghana\n",
        "claims/transfers.csv": "claim,event,stage,date,assertion,source,grain,supplier,recipient,item,quantity\n"
        "tra-001,boats-for-accra,delivered,2023,asserted,wire,single,NOR,GHA,patrol boats,6\n",
    })  # fmt: skip
    before = (case / "claims" / "transfers.csv").read_bytes()
    reading, folder = onto.read_onto(files[:1], case=case)
    assert folder == case / "proposals"
    boats = next(one for one in reading.proposals if one.kind == "transfers")
    assert boats.row["event"] == "boats-for-accra"
    assert boats.event_why.startswith("tra-001 of boats-for-accra has the same supplier")
    assert boats.against == ("tra-001 (wire) has quantity 6, this one 4.",)
    again, _ = onto.read_onto(files, case=case)
    assert len(filed.read(folder)) == len(again.proposals) > len(reading.proposals)
    assert (case / "claims" / "transfers.csv").read_bytes() == before
    assert [f for f in check(folder).findings if f.severity == "error"] == []


def test_a_folder_that_holds_something_else_is_left_alone(files: list[Path], tmp_path: Path):
    """Nor is anything read before that is known."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("words", encoding="utf-8")
    with pytest.raises(ProposalsError, match="holds no proposals"):
        onto.read_onto(files, out=tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("text", ["title,year\nA,2020\n", "source\nwire\n"])
def test_a_table_of_sources_without_its_columns_is_refused(tmp_path: Path, text: str):
    """It is said which column is missing."""
    (tmp_path / "sources.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ProposalsError, match=r"has no column .*'document'"):
        onto.rows_of(tmp_path / "sources.csv")


def test_damaged_lines_of_proposals_are_told_by_number(tmp_path: Path):
    """Not a traceback, and not fewer proposals."""
    one = filed.Proposed(id="a", kind="transfers", row={"source": "x"}, sentence="Y.")
    (tmp_path / filed.NAME).write_text(filed.text([one]) + "{nonsense\n", encoding="utf-8")
    with pytest.raises(ProposalsError, match="line 2"):
        filed.read(tmp_path)
    (tmp_path / filed.NAME).write_text(filed.text([one]), encoding="utf-8")
    assert filed.read(tmp_path) == [one]
    assert json.loads(filed.text([one])) == msgspec.to_builtins(one)
