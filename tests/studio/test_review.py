"""Proposals in the studio: beside their sentence, decided as `foedus review` does; nothing twice, all undone."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from httpx2 import Response

from foedus.case import check
from foedus.case import proposals as filed
from foedus.case.proposals import Proposed
from foedus.desk import log
from foedus.desk.accept import accept, reject, take_back
from foedus.desk.errors import DeskError
from foedus.desk.log import Signature
from foedus.studio import upload
from foedus.studio.reading import Read
from foedus.studio.safety import SESSION_COOKIE
from foedus.studio.upload import LARGEST, named
from tests.cli.conftest import FILES
from tests.record.small import write
from tests.studio.conftest import Opened
from tests.studio.deskwork import Sent, cells, form, send, words

Open = Callable[..., Opened]
ADA = Signature("ada")
COMMON = {"assertion": "asserted", "grain": "single", "source": "desk-2024", "coder": "foedus", "origin": "reader"}
RADARS = Proposed(
    id="a" * 16, kind="transfers", score=0.82, why="“delivered” says arms transfers.",
    row={**COMMON, "event": "radars", "stage": "delivered", "date": "2023", "locator": "¶2",
         "supplier": "POL", "recipient": "KGZ", "item": "radars"},
    sentence="Poland delivered radars to Kyrgyzstan in 2023.",
    spans={"trigger": ((7, 16),), "supplier": ((0, 6),), "item": ((17, 23),), "recipient": ((27, 37),),
           "date": ((41, 45),)},
)  # fmt: skip
BOATS = Proposed(
    id="b" * 16, kind="transfers", score=0.41, event_why="tra-004 of boats has the same supplier.",
    row={**COMMON, "event": "boats", "stage": "cancelled", "locator": "¶3",
         "supplier": "TUR", "recipient": "KGZ", "item": "patrol boats"},
    sentence="The sale of <b>boats</b> & engines by Türkiye to Kyrgyzstan was cancelled.",
    spans={"trigger": ((63, 72),), "supplier": ((38, 45),)},
    against=("tra-004 expects the delivery in 2030.",),
)  # fmt: skip
PACT = Proposed(
    id="c" * 16, kind="agreements", score=0.7,
    row={**COMMON, "event": "pact-three", "stage": "signed", "date": "2024", "locator": "¶5", "parties": "KAZ; TUR"},
    sentence="Kazakhstan and Türkiye signed it.", spans={"parties": ((0, 10), (15, 22))},
)  # fmt: skip
WAITING = {
    "proposals/proposals.jsonl": filed.text([RADARS, BOATS, PACT]),
    "proposals/sources.csv": "source,title,type,access,published\ndesk-2024,A <desk>,press,read,2024-05\n",
    "proposals/entities.csv": "entity,type,name\nPOL,state,Poland\nSVK,state,Slovakia\n",
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = write(tmp_path / "case", FILES)
    (folder / "proposals").mkdir()
    for name, text in WAITING.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def opened(studio_of: Open, case: Path) -> Opened:
    return studio_of(case)


def decide(opened: Opened, do: str, address: str = "/review", **typed: str) -> tuple[Sent, Response]:
    fields = form(opened.client.get(address), "/review")
    fields["_do"] = [do]
    return fields, send(opened.client, "/review", fields, **typed)


def shown(opened: Opened, address: str = "/review") -> str:
    return str((opened.client.get(address.replace("/review", "/review.json")).json()["shown"] or {}).get("id", ""))


def test_a_proposal_stands_beside_its_sentence_with_its_roles(opened: Opened):
    answer = opened.client.get("/review")
    page = words(answer)
    assert "3 proposals of the reader wait" in page
    assert "It would say: Poland delivered radars to Kyrgyzstan in 2023." in page
    read = answer.text.partition('class="read"')[2].partition("</blockquote>")[0]
    for said, label in (("Poland", "Supplier"), ("radars", "Item"), ("Kyrgyzstan", "Recipient"), ("2023", "Date")):
        assert f'title="{label}">{said}<' in read
    assert '<mark class="trigger" title="what says it">delivered</mark>' in read
    assert "0.82" in page
    assert "A <desk> sources: desk-2024" in page
    assert "Poland entities: POL" in page
    assert "Slovakia" not in page.partition("Comes with it")[2].partition("0.82")[0]


def test_words_in_another_language_say_in_which_and_the_claim_is_english(studio_of: Open, case: Path):
    russian = msgspec.structs.replace(
        RADARS, sentence="Польша передала Киргизии радары.", language="ru",
        spans={"trigger": ((7, 15),), "supplier": ((0, 6),), "recipient": ((16, 24),), "item": ((25, 31),)},
    )  # fmt: skip
    (case / "proposals/proposals.jsonl").write_text(filed.text([russian]), encoding="utf-8")
    answer = studio_of(case).client.get("/review")
    assert '<blockquote class="read" dir="auto" lang="ru">' in answer.text
    assert 'title="Supplier">Польша<' in answer.text
    assert "It would say: Poland delivered radars to Kyrgyzstan in 2023." in words(answer)


def test_contradictions_are_flagged_and_markup_is_only_text(opened: Opened):
    answer = opened.client.get(f"/review?at={BOATS.id}")
    assert "against the record tra-004 expects the delivery in 2030." in words(answer)
    assert "&lt;b&gt;boats&lt;/b&gt; &amp; engines" in answer.text
    assert "<b>boats</b>" not in answer.text


def test_an_accepted_proposal_becomes_a_claim_and_the_next_is_shown(opened: Opened, case: Path):
    _, answer = decide(opened, "accept", _who="grace")
    assert answer.status_code == 200
    assert str(answer.url).endswith(f"/review?at={BOATS.id}")
    row = cells(case / "claims/transfers.csv", "tra-005")
    assert (row["event"], row["supplier"], row["source"]) == ("radars", "POL", "desk-2024")
    assert "Poland" in (case / "entities.csv").read_text(encoding="utf-8")
    (review,) = filed.reviews(case)
    assert (review.what, review.who, review.claim, review.changed) == ("accepted", "grace", "tra-005", {})
    assert [entry.what for entry in log.read(case)] == ["accept"]
    assert check(case).errors == 0
    assert "2 proposals of the reader wait; 1 decided: 1 accepted" in words(answer)


def test_what_is_typed_before_accepting_is_kept_as_an_edit(opened: Opened, case: Path):
    decide(opened, "accept", quantity="4", date="2023-05")
    (review,) = filed.reviews(case)
    assert (review.what, review.changed) == ("edited", {"quantity": "4", "date": "2023-05"})
    assert cells(case / "claims/transfers.csv", "tra-005")["quantity"] == "4"


def test_an_edit_that_breaks_the_codebook_is_refused_beside_its_field(opened: Opened, case: Path):
    _, answer = decide(opened, "accept", "/review?order=best", date="23/05/2023", recipient="KGX")
    assert answer.status_code == 422
    text = answer.text
    assert '<details class="change" id="change" open>' in text
    assert "is not a date" in text.partition('data-faults="date"')[2].partition("</div>")[0]
    assert "There is no entity" in text.partition('data-faults="recipient"')[2].partition("</div>")[0]
    again = form(answer, "/review")
    assert (again["date"], again["recipient"], again["_id"]) == (["23/05/2023"], ["KGX"], [RADARS.id])
    assert again["_order"] == ["best"]
    assert filed.reviews(case) == []
    assert "tra-005" not in (case / "claims/transfers.csv").read_text(encoding="utf-8")


def test_rejecting_and_undoing_lead_back_to_the_same_proposal(opened: Opened, case: Path):
    decide(opened, "reject")
    assert [one.what for one in filed.reviews(case)] == ["rejected"]
    assert shown(opened) == BOATS.id
    decide(opened, "accept")
    before = (case / "claims/transfers.csv").read_bytes()
    assert b"tra-005" in before
    _, answer = decide(opened, "undo")
    assert shown(opened, f"/review?at={BOATS.id}") == BOATS.id
    assert str(answer.url).endswith(BOATS.id)
    assert b"tra-005" not in (case / "claims/transfers.csv").read_bytes()
    decide(opened, "undo")
    assert filed.reviews(case) == []
    assert shown(opened) == RADARS.id


def test_the_last_one_leads_to_the_first_that_waits(opened: Opened):
    _, answer = decide(opened, "reject", f"/review?at={PACT.id}")
    assert answer.url.path == "/review"
    assert shown(opened) == RADARS.id


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", [RADARS, BOATS, PACT]),
        ("?kind=transfers", [RADARS, BOATS]),
        ("?source=desk-2024&least=0.6", [RADARS, PACT]),
        ("?order=best", [RADARS, PACT, BOATS]),
        ("?source=nowhere", []),
        ("?least=much", [RADARS, BOATS, PACT]),
    ],
)
def test_what_waits_can_be_narrowed(opened: Opened, query: str, order: list[Proposed]):
    """By kind, document and score; what has been decided keeps the choice."""
    found = opened.client.get(f"/review.json{query}").json()
    assert [one["id"] for one in found["queue"]] == [one.id for one in order]
    assert (found["left"], found["chosen"]) == (3, len(order))
    page = words(opened.client.get(f"/review{query}"))
    assert ("No proposal that waits is as chosen" in page) is (not order)


def test_a_choice_goes_along_to_the_next(opened: Opened):
    _, answer = decide(opened, "reject", "/review?kind=transfers&order=best")
    assert str(answer.url).endswith(f"/review?kind=transfers&order=best&at={BOATS.id}")


# -- two who decide ----------------------------------------------------------------------------------------


def test_the_second_is_told_who_has_decided(opened: Opened, case: Path):
    fields = form(opened.client.get("/review"), "/review")
    reject(case, RADARS, ADA)
    answer = send(opened.client, "/review", fields, _do="accept", quantity="4")
    assert answer.status_code == 409
    assert "This proposal does not wait any more, so nothing was done. ada has rejected it" in words(answer)
    assert len(filed.reviews(case)) == 1
    assert "tra-005" not in (case / "claims/transfers.csv").read_text(encoding="utf-8")


def test_nobody_undoes_what_they_have_not_seen(opened: Opened, case: Path):
    decide(opened, "reject")
    fields = form(opened.client.get("/review"), "/review")
    reject(case, PACT, ADA)
    answer = send(opened.client, "/review", fields, _do="undo")
    assert answer.status_code == 409
    assert "The last decision is another one by now: ada has rejected" in words(answer)
    assert len(filed.reviews(case)) == 2


def test_a_decision_in_between_is_not_taken_back(case: Path, monkeypatch: pytest.MonkeyPatch):
    """Between looking for the last decision and the lock somebody may have decided."""
    reject(case, RADARS, ADA)
    real = filed.reviews
    asked: list[int] = []

    def slow(folder: Path) -> list[filed.Review]:
        found = real(folder)
        if not asked:
            asked.append(1)
            monkeypatch.setattr(filed, "reviews", real)
            reject(case, PACT, ADA)
        return found

    monkeypatch.setattr(filed, "reviews", slow)
    with pytest.raises(DeskError, match="another one by now"):
        take_back(case, ADA)
    assert [one.proposal.id for one in real(case)] == [RADARS.id, PACT.id]


def test_a_claim_that_was_changed_since_stays(opened: Opened, case: Path):
    offered = {name: filed.rows(case / filed.FOLDER / f"{name}.csv") for name in ("sources", "entities")}
    done = accept(case, RADARS, ADA, offered)
    path = case / "claims/transfers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("radars,delivered", "radars,ordered"), encoding="utf-8")
    _, answer = decide(opened, "undo")
    assert answer.status_code == 409
    assert done.key in path.read_text(encoding="utf-8")


# -- what can go wrong -------------------------------------------------------------------------------------


def test_where_nothing_waits_the_way_is_shown(studio_of: Open, tmp_path: Path):
    page = words(studio_of(write(tmp_path / "case", FILES)).client.get("/review"))
    assert "No proposal waits" in page
    assert "Read a document" in page


def test_a_damaged_file_of_proposals_is_told_of(opened: Opened, case: Path):
    (case / "proposals/proposals.jsonl").write_text("{broken\n", encoding="utf-8")
    answer = opened.client.get("/review")
    assert answer.status_code == 400
    assert "proposals.jsonl, line 1, cannot be understood" in words(answer)


def test_a_proposal_of_a_kind_that_is_gone(opened: Opened, case: Path):
    odd = msgspec.structs.replace(RADARS, kind="parades", spans={"supplier": ((0, 999),), "item": ((5, 2),)})
    (case / "proposals/proposals.jsonl").write_text(filed.text([odd]), encoding="utf-8")
    assert opened.client.get("/review").status_code == 200
    _, answer = decide(opened, "accept")
    assert answer.status_code == 409
    assert "The case has no kind 'parades'." in words(answer)


# -- documents that are sent -------------------------------------------------------------------------------


def put(opened: Opened, name: str, data: bytes, **headers: str):
    opened.client.get("/review")
    session = opened.client.cookies.get(SESSION_COOKIE) or ""
    given = {"X-Foedus-Csrf": opened.guard.csrf(session), **headers}
    return opened.client.put("/documents", params={"name": name}, content=data, headers=given)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Path]]:
    """What would have been handed to the reader."""
    asked: list[tuple[Path, Path]] = []

    def read(case: Path, file: Path) -> Read:
        asked.append((case, file))
        if b"scan" in file.read_bytes():
            return Read("There are no words in it.", "Have them recognised first.")
        return Read(f"{file.name} was read: 2 proposals.", "", file.stem, 2)

    real = upload.Upload.__init__
    monkeypatch.setattr(upload.Upload, "__init__", lambda self, case, guard: real(self, case, guard, read))
    return asked


def test_a_document_is_kept_in_the_case_and_handed_to_the_reader(reads: list, opened: Opened, case: Path):
    answer = put(opened, "../../Ankara Report.TXT", b"words")
    told = answer.json()
    assert told["message"] == "ankara-report.txt was read: 2 proposals."
    assert (told["source"], told["proposals"]) == ("ankara-report", 2)
    assert reads == [(case, case / "documents" / "ankara-report.txt")]
    assert (case / "documents" / "ankara-report.txt").read_bytes() == b"words"
    assert put(opened, "ankara-report.txt", b"words").status_code == 200, "the same once more"
    other = put(opened, "ankara-report.txt", b"other words")
    assert other.status_code == 409
    assert (case / "documents" / "ankara-report.txt").read_bytes() == b"words"


def test_what_cannot_be_read_is_not_kept(reads: list, opened: Opened, case: Path):
    answer = put(opened, "old.pdf", b"scan")
    assert answer.json()["hint"] == "Have them recognised first."
    assert list((case / "documents").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "size", "status"),
    [
        ("a.exe", 5, 415),
        ("", 5, 415),
        ("...", 5, 415),
        ("你好.pdf", 5, 400),
        ("a.pdf", 0, 400),
        ("a.pdf", LARGEST + 1, 413),
    ],
)
def test_what_is_no_document_is_not_taken(reads: list, opened: Opened, case: Path, name: str, size: int, status: int):
    answer = put(opened, name, b"x" * size)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert not (case / "documents").exists()
    assert reads == []


def test_a_document_from_elsewhere_is_not_taken(reads: list, opened: Opened, case: Path):
    assert put(opened, "a.pdf", b"x", **{"X-Foedus-Csrf": "0"}).status_code == 403
    assert put(opened, "a.pdf", b"x", origin="http://evil.example").status_code == 403
    assert not (case / "documents").exists()


def test_a_folder_that_leads_out_of_the_case_is_not_written_to(reads: list, opened: Opened, case: Path, tmp_path: Path):
    (tmp_path / "outside").mkdir()
    (case / "documents").symlink_to(tmp_path / "outside")
    assert put(opened, "a.pdf", b"x").status_code == 409
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["a/b\\c/../../etc/passwd.pdf", "C:\\Users\\me\\Report.pdf", "-.-é-.pdf", "x" * 300 + ".txt"]
)
def test_names_lead_nowhere(name: str):
    kept = named(name)
    assert "/" not in kept
    assert "\\" not in kept
    assert not kept.startswith((".", "-"))
    assert len(kept) < 100


def test_a_document_is_read_for_good(studio_of: Open, tmp_path: Path):
    """Through the reader's own process, where it is installed."""
    pytest.importorskip("spacy")
    folder = write(tmp_path / "case", FILES)
    opened = studio_of(folder)
    text = "Arms for the mountains\n\nTürkiye delivered six Bayraktar TB2 drones to Kyrgyzstan in December 2021.\n"
    answer = put(opened, "mountain-arms.txt", text.encode())
    assert answer.json()["source"] == "mountain-arms", answer.json()
    assert answer.json()["proposals"] >= 1
    assert shown(opened, "/review?source=mountain-arms")
    assert check(folder).errors == 0


def test_who_proposes_is_shown_and_chosen_and_what_is_not_scored_has_no_score(studio_of: Open, case: Path):
    """What a language model alone proposes was never scored: nought would be a figure."""
    model = msgspec.structs.replace(BOATS, by=("model <small>",), score=0.0)
    both = msgspec.structs.replace(PACT, by=("reader", "model <small>"))
    (case / "proposals" / filed.NAME).write_text(filed.text([RADARS, model, both]), encoding="utf-8")
    opened = studio_of(case)
    page = opened.client.get(f"/review?by=%3Csmall%3E&at={model.id}").text
    assert "Proposed by: model &lt;small&gt;." in page
    assert "not scored" in page
    assert "0.00" not in page
    assert RADARS.id not in page
    assert shown(opened, "/review?by=both") == PACT.id
    assert shown(opened, "/review?by=reader") == RADARS.id
    assert '<input type="hidden" name="_by" value="both">' in opened.client.get("/review?by=both").text
