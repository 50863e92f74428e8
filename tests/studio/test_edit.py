"""Forms that write: made from the codebook, checked as one types, never writing over another's work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case import check
from foedus.codebook import Column, load
from foedus.desk import journal, log
from foedus.desk.claims import change, remove
from foedus.desk.draft import Draft
from foedus.desk.log import Signature
from foedus.pages.site.links import Links
from foedus.pages.site.page import Page
from foedus.views.selection import Selection
from foedus.views.site.fields import said, typed
from tests.cli.conftest import FILES
from tests.record.small import write
from tests.studio.conftest import Opened, Opener
from tests.studio.deskwork import cells, form, send, typing, words

Open = Callable[..., Opened]
ADA = Signature("ada")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write(tmp_path / "case", FILES)


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A studio in which nothing is written."""
    opener = Opener()
    yield opener(write(tmp_path_factory.mktemp("edit") / "case", FILES))
    opener.close()


@pytest.fixture
def opened(studio_of: Open, case: Path) -> Opened:
    return studio_of(case)


def bytes_of(case: Path) -> dict[str, bytes]:
    return {
        path.relative_to(case).as_posix(): path.read_bytes()
        for path in sorted(case.rglob("*"))
        if path.is_file() and ".foedus" not in path.parts
    }


def test_a_form_has_a_field_for_every_column_of_the_codebook(looked_at: Opened):
    """Closed lists are lists to choose from, dates are explained, keys have their names beside them."""
    answer = looked_at.client.get("/edit/tra-002")
    fields = form(answer, "/edit/tra-002")
    kind = load().kinds["transfers"]
    assert {column.name for column in kind.columns} - {"claim"} <= fields.keys()
    for column in kind.columns:
        if column.words and not column.many:
            assert f'<select id="f-{column.name}"' in answer.text
            assert all(f'<option value="{word}"' in answer.text for word in column.words)
    assert "until 27 April 2022: over by 2022-04-27" in words(answer)
    assert "Bayraktar TB2" in words(answer)
    assert "the minister" in answer.text.casefold().partition("data-sentence")[2].partition("</p>")[0]


def test_what_is_sent_untouched_changes_nothing(opened: Opened, case: Path):
    before = bytes_of(case)
    for claim in ("tra-001", "tra-002", "tra-003", "agr-001", "agr-002"):
        answer = typing(opened.client, f"/edit/{claim}", f"/edit/{claim}")
        assert answer.status_code == 409
        assert "Nothing would change: it is so already." in words(answer)
    assert bytes_of(case) == before


def test_a_change_is_written_logged_and_can_be_undone(opened: Opened, case: Path):
    before = bytes_of(case)
    answer = typing(
        opened.client, "/edit/tra-001", "/edit/tra-001", quantity="5", _who="grace", _reason="the third paragraph"
    )
    assert answer.status_code == 200
    assert "quantity of tra-001 changed." in words(answer)
    assert cells(case / "claims/transfers.csv", "tra-001")["quantity"] == "5"
    (entry,) = log.read(case)
    assert (entry.who, entry.reason, entry.about) == ("grace", "the third paragraph", ("tra-001",))
    page = words(opened.client.get("/log"))
    assert "grace quantity of tra-001 changed." in page
    assert "“the third paragraph”" in page
    undone = send(opened.client, "/undo", form(answer, "/undo"), _who="grace")
    assert "undone" in words(undone)
    after = bytes_of(case)
    assert {name: after[name] for name in before} == before


def test_the_row_that_would_be_written_is_the_one_that_is_written(opened: Opened, case: Path):
    fields = form(opened.client.get("/edit/tra-001"), "/edit/tra-001")
    would = send(opened.client, "/edit/tra-001/check", fields, note='He said "soon", then left').json()
    send(opened.client, "/edit/tra-001", fields, note='He said "soon", then left')
    assert would["row"] in (case / "claims/transfers.csv").read_text(encoding="utf-8").splitlines()
    assert '"He said ""soon"", then left"' in would["row"]


def test_each_fault_stands_beside_its_field_and_nothing_is_written(opened: Opened, case: Path):
    """The same findings as foedus check has; what was typed stays in the fields."""
    before = bytes_of(case)
    answer = typing(
        opened.client,
        "/edit/tra-001",
        "/edit/tra-001",
        date="27/04/2022",
        recipient="KGX",
        quantity="some",
        item="boats",
    )
    assert answer.status_code == 422
    assert bytes_of(case) == before
    for field, said_so in (("date", "is not a date"), ("recipient", "There is no entity"), ("quantity", "number")):
        beside = answer.text.partition(f'data-faults="{field}"')[2].partition("</div>")[0]
        assert said_so in beside, field
    fields = form(answer, "/edit/tra-001")
    assert (fields["date"], fields["recipient"], fields["item"]) == (["27/04/2022"], ["KGX"], ["boats"])
    mended = send(opened.client, "/edit/tra-001", fields, date="2022-04-27", recipient="KGZ", quantity="")
    assert mended.status_code == 200
    assert cells(case / "claims/transfers.csv", "tra-001")["item"] == "boats"


@pytest.mark.parametrize(
    ("field", "value"),
    [("stage", ""), ("date", "2022-13"), ("event", ""), ("supplier", "nobody-known"), ("source", "press-2202"),
     ("value", "a lot"), ("prompted_by", "no-event"), ("recipient", "TUR")],
)  # fmt: skip
def test_typing_is_checked_by_the_rules_of_a_check(looked_at: Opened, tmp_path: Path, field: str, value: str):
    """What is told of the row alone, a check of the whole case tells of it, beside the same column."""
    fields = form(looked_at.client.get("/edit/tra-001"), "/edit/tra-001")
    answer = send(looked_at.client, "/edit/tra-001/check", fields, **{field: value})
    told = {
        (one["name"], fault["message"])
        for one in answer.json()["fields"]
        for fault in one["faults"]
        if fault["severity"] == "error"
    }
    assert answer.json()["errors"] == len(told) >= 1
    folder = write(tmp_path / "case", FILES)
    sheet = Draft(folder).table("transfers")
    sheet.widen([field])
    sheet.change(sheet.find("tra-001"), {field: value})
    assert sheet.data
    (folder / sheet.name).write_bytes(sheet.data)
    assert told <= {(one.field, one.message) for one in check(folder).findings if one.severity == "error"}


def test_an_event_that_only_claims_name_is_known_while_one_types(looked_at: Opened):
    fields = form(looked_at.client.get("/edit/tra-001"), "/edit/tra-001")
    assert send(looked_at.client, "/edit/tra-001/check", fields, prompted_by="boats").json()["errors"] == 0
    assert send(looked_at.client, "/edit/tra-001/check", fields, prompted_by="boatz").json()["errors"] == 1


def test_looking_at_what_is_typed_writes_nothing(opened: Opened, case: Path):
    before = bytes_of(case)
    fields = form(opened.client.get("/edit/new?kind=transfers"), "/edit/new")
    answer = send(opened.client, "/edit/new/check", fields, supplier="TUR", recipient="KAZ", stage="ordered")
    assert answer.json()["sentence"] == "It is reported that Kazakhstan ordered arms from Türkiye."
    assert answer.json()["errors"] > 0
    assert bytes_of(case) == before


def test_a_new_claim_gets_the_next_number(opened: Opened, case: Path):
    start = opened.client.get("/edit/new")
    assert "/edit/new?kind=transfers" in start.text
    answer = typing(
        opened.client, "/edit/new?kind=transfers&event=sale&source=press-2022&locator=%C2%B612", "/edit/new",
        stage="delivered", assertion="asserted", grain="single", supplier="TUR", recipient="KGZ", item="patrol boats",
        _who="grace",
    )  # fmt: skip
    assert answer.status_code == 200
    assert answer.url.path == "/edit/tra-005"
    row = cells(case / "claims/transfers.csv", "tra-005")
    assert (row["event"], row["source"], row["locator"], row["item"]) == ("sale", "press-2022", "¶12", "patrol boats")
    assert log.read(case)[-1].who == "grace"
    assert check(case).errors == 0


def test_rows_that_claims_refer_to_are_written_the_same_way(opened: Opened, case: Path):
    added = typing(opened.client, "/edit/new?kind=entities", "/edit/new", entity="UZB", type="state", name="Uzbekistan")
    assert added.url.path == "/edit/UZB"
    changed = typing(opened.client, "/edit/UZB", "/edit/UZB", aliases="Republic of Uzbekistan")
    assert changed.status_code == 200
    assert cells(case / "entities.csv", "UZB")["aliases"] == "Republic of Uzbekistan"
    wrong = typing(opened.client, "/edit/new?kind=entities", "/edit/new", entity="Uz B", type="state", name="")
    assert wrong.status_code == 422
    assert "key" in wrong.text.partition('data-faults="entity"')[2].partition("</div>")[0]


def test_a_column_may_be_called_as_a_field_of_the_form_is(opened: Opened, case: Path):
    """Restrictions have a reason of their own, which is not why somebody has written the row."""
    answer = typing(
        opened.client, "/edit/new?kind=restrictions&event=embargo&source=press-2022", "/edit/new", stage="imposed",
        assertion="asserted", grain="single", imposer="KAZ", target="TUR", measure="sanctions",
        reason="a war", _reason="read again",
    )  # fmt: skip
    assert answer.status_code == 200, words(answer)
    (entry,) = log.read(case)
    assert entry.reason == "read again"
    assert "a war" in (case / "claims/restrictions.csv").read_text(encoding="utf-8")


def test_several_words_of_a_list_are_ticked(opened: Opened, case: Path):
    """Their order in the file stays where nobody has changed which they are."""
    assert cells(case / "claims/agreements.csv", "agr-001")["sectors"] == "training; industry"
    fields = form(opened.client.get("/edit/agr-001"), "/edit/agr-001")
    assert set(fields["sectors"]) == {"", "training", "industry"}
    send(opened.client, "/edit/agr-001", fields, note="read again")
    assert cells(case / "claims/agreements.csv", "agr-001")["sectors"] == "training; industry"
    fields = form(opened.client.get("/edit/agr-001"), "/edit/agr-001")
    send(opened.client, "/edit/agr-001", fields, sectors=["", "training"])
    assert cells(case / "claims/agreements.csv", "agr-001")["sectors"] == "training"


# -- two at the same claim ---------------------------------------------------------------------------------


def test_the_second_of_two_is_told_and_shown_all_three_states(opened: Opened, case: Path):
    """Nothing of either is lost: what both changed is marked, the rest is put together."""
    fields = form(opened.client.get("/edit/tra-001"), "/edit/tra-001")
    change(case, "tra-001", {"quantity": "6", "note": "first"}, ADA)
    between = bytes_of(case)
    answer = send(opened.client, "/edit/tra-001", fields, quantity="9", date="2021-11", _who="grace")
    assert answer.status_code == 409
    assert bytes_of(case) == between
    page = words(answer)
    assert "tra-001 has been changed since you opened it, so nothing was written." in page
    assert "quantity, note of tra-001 changed (ada," in page
    states = answer.text.partition('class="states"')[2].partition("</table>")[0]
    assert ">&gt;=3</td>" in states
    assert ">6</td>" in states
    assert "both changed it" in states
    again = form(answer, "/edit/tra-001")
    assert (again["quantity"], again["note"], again["date"]) == (["9"], ["first"], ["2021-11"])
    saved = send(opened.client, "/edit/tra-001", again)
    assert saved.status_code == 200
    row = cells(case / "claims/transfers.csv", "tra-001")
    assert (row["quantity"], row["note"], row["date"]) == ("9", "first", "2021-11")
    assert [entry.who for entry in log.read(case)] == ["ada", "grace"]


def test_a_change_made_by_an_editor_is_told_too(opened: Opened, case: Path):
    fields = form(opened.client.get("/edit/tra-001"), "/edit/tra-001")
    path = case / "claims/transfers.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(">=3", "4"), encoding="utf-8")
    answer = send(opened.client, "/edit/tra-001", fields, quantity="9")
    assert answer.status_code == 409
    assert ">4</td>" in answer.text


def test_another_row_of_the_file_may_change_meanwhile(opened: Opened, case: Path):
    fields = form(opened.client.get("/edit/tra-001"), "/edit/tra-001")
    change(case, "tra-003", {"note": "elsewhere"}, ADA)
    assert send(opened.client, "/edit/tra-001", fields, quantity="9").status_code == 200
    assert cells(case / "claims/transfers.csv", "tra-003")["note"] == "elsewhere"


def test_what_was_typed_into_a_removed_claim_is_not_lost(opened: Opened, case: Path):
    fields = form(opened.client.get("/edit/tra-004"), "/edit/tra-004")
    remove(case, "tra-004", ADA)
    answer = send(opened.client, "/edit/tra-004", fields, quantity="9")
    assert answer.status_code == 409
    assert "tra-004 has been removed since you opened it" in words(answer)
    saved = send(opened.client, "/edit/new", form(answer, "/edit/new"))
    assert saved.url.path == "/edit/tra-005"
    assert cells(case / "claims/transfers.csv", "tra-005")["quantity"] == "9"


def test_a_claim_is_removed_only_as_it_was_shown(opened: Opened, case: Path):
    page = opened.client.get("/edit/tra-004?remove=yes")
    assert "Remove tra-004?" in words(page)
    fields = form(page, "/edit/tra-004/remove")
    change(case, "tra-004", {"note": "of use after all"}, ADA)
    assert send(opened.client, "/edit/tra-004/remove", fields).status_code == 409
    assert cells(case / "claims/transfers.csv", "tra-004")["note"] == "of use after all"
    fields = form(opened.client.get("/edit/tra-004?remove=yes"), "/edit/tra-004/remove")
    done = send(opened.client, "/edit/tra-004/remove", fields, _reason="said twice")
    assert done.url.path == "/log"
    assert "tra-004 was removed" in words(done)
    assert "tra-004" not in (case / "claims/transfers.csv").read_text(encoding="utf-8")
    send(opened.client, "/undo", form(done, "/undo"))
    assert cells(case / "claims/transfers.csv", "tra-004")["note"] == "of use after all"


def test_what_has_changed_since_is_not_undone(opened: Opened, case: Path):
    done = typing(opened.client, "/edit/tra-001", "/edit/tra-001", quantity="5")
    fields = form(done, "/undo")
    change(case, "tra-001", {"quantity": "8"}, ADA)
    answer = send(opened.client, "/undo", fields)
    assert answer.status_code == 409
    assert "changed since" in words(answer)
    assert cells(case / "claims/transfers.csv", "tra-001")["quantity"] == "8"


# -- what can go wrong -------------------------------------------------------------------------------------


def test_a_key_that_is_not_there_leads_to_the_nearest(looked_at: Opened):
    answer = looked_at.client.get("/edit/tra-0033")
    assert answer.status_code == 404
    assert "Did you mean “tra-003”?" in words(answer)
    assert looked_at.client.get("/edit/xyz").status_code == 404
    assert looked_at.client.get("/edit/new?kind=transfer").status_code == 400


def test_a_form_needs_its_token(opened: Opened, case: Path):
    before = bytes_of(case)
    fields = form(opened.client.get("/edit/tra-001"), "/edit/tra-001")
    assert send(opened.client, "/edit/tra-001", fields, quantity="9", csrf="0").status_code == 403
    opened.client.cookies.clear()
    assert send(opened.client, "/edit/tra-001", fields, quantity="9").status_code == 403
    assert bytes_of(case) == before


def test_a_folder_that_cannot_be_written_to(opened: Opened, case: Path, monkeypatch: pytest.MonkeyPatch):
    fields = form(opened.client.get("/edit/tra-001"), "/edit/tra-001")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("foedus.desk.draft.locked", refuse)
    answer = send(opened.client, "/edit/tra-001", fields, quantity="9")
    assert answer.status_code == 409
    assert "The case cannot be written to: Permission denied." in words(answer)
    assert form(answer, "/edit/tra-001")["quantity"] == ["9"], "what was typed is lost"


def test_a_case_that_has_gone_while_it_was_open(opened: Opened, case: Path):
    fields = form(opened.client.get("/edit/tra-001"), "/edit/tra-001")
    case.rename(case.with_name("elsewhere"))
    for address in ("/edit/tra-001", "/edit/new", "/log", "/review"):
        answer = opened.client.get(address)
        assert answer.status_code in (400, 404)
        assert "The case is not there any more" in words(answer)
    answer = send(opened.client, "/edit/tra-001", fields, quantity="9")
    assert answer.status_code >= 400
    assert not case.exists()


def test_a_case_with_errors_can_be_mended_here(studio_of: Open, tmp_path: Path):
    """The claim that is left out of the record is opened all the same, with its fault beside the field."""
    broken = {**FILES, "claims/transfers.csv": FILES["claims/transfers.csv"].replace("2021-10", "2021-31")}
    folder = write(tmp_path / "case", broken)
    opened = studio_of(folder)
    assert opened.live.now.errors == 1
    assert 'href="/edit/tra-001"' in opened.client.get("/findings").text
    page = opened.client.get("/edit/tra-001")
    assert "is not a date" in page.text.partition('data-faults="date"')[2].partition("</div>")[0]
    done = send(opened.client, "/edit/tra-001", form(page, "/edit/tra-001"), date="2021-10")
    assert done.status_code == 200
    until = time.monotonic() + 60
    while opened.live.now.errors and time.monotonic() < until:
        time.sleep(0.1)
    assert opened.live.now.errors == 0
    other = typing(opened.client, "/edit/tra-002", "/edit/tra-002", note="seen")
    assert other.status_code == 200


def test_an_unreadable_file_is_told_of(opened: Opened, case: Path):
    (case / "claims/transfers.csv").write_bytes("claim,event\ntra-001,Verkauf für".encode("latin-1"))
    answer = opened.client.get("/edit/tra-001")
    assert answer.status_code == 404
    assert "not UTF-8" in words(answer)


@given(row=st.text(max_size=60), was=st.text(max_size=60))
def test_any_text_in_a_field_comes_back_as_it_was_typed(row: str, was: str):
    """But for line ends and the blanks around it."""
    column = Column("note", "Note", "text")
    text = typed([column], {"note": [row]}, {"note": was})["note"]
    assert text in (was, row.replace("\r\n", "\n").strip())
    assert typed([column], {}, {"note": was}) == {"note": was}
    assert (
        typed([column], {"note": [was.replace("\n", "\r\n")]}, {"note": was})["note"].strip()
        == was.replace("\r\n", "\n").strip()
        or was
    )


@given(text=st.text(max_size=30), kind=st.sampled_from(["date", "number", "money", "entities", "text", "coverage"]))
def test_nothing_that_is_typed_breaks_its_explanation(text: str, kind: str):
    column = Column("x", "X", kind)  # type: ignore[arg-type]
    assert isinstance(said(column, text, lambda key: key), str)


# -- where it is linked ------------------------------------------------------------------------------------


def test_claims_lead_to_their_forms_in_the_studio(looked_at: Opened):
    for address in ("/claims", "/event/sale"):
        assert 'href="/edit/tra-001"' in looked_at.client.get(address).text


def test_a_site_that_cannot_write_has_no_such_links():
    class Still(Links):
        def address(
            self, page: Page, key: tuple[str, ...], selection: Selection, ending: str = "", picture: str = ""
        ) -> str:
            return page.name

        def static(self, file: str) -> str:
            return file

    links = Still()
    assert links.to("claims") == "claims"
    assert [
        links.to("edit", "tra-001"),
        links.to("add"),
        links.to("review"),
        links.to("log"),
        links.at("/edit/tra-001"),
    ] == [""] * 5


def test_keys_are_found_by_their_names_in_every_script(looked_at: Opened):
    def found(**query: str) -> list[str]:
        return [one["key"] for one in looked_at.client.get("/keys.json", params=query).json()["keys"]]

    assert found(q="turk", of="entity")[0] == "TUR"
    assert found(q="TURKİYE", of="entity") == ["TUR"]
    assert found(q="press") == ["press-2022"]
    assert found(q="sale of", of="event") == ["sale"]
    assert found(q="sale of", of="entity source") == []
    assert found(of="source") == ["press-2022", "paper-2020"]
    assert found(q="<script>") == []


# -- killed ------------------------------------------------------------------------------------------------

SERVER = """
import os, signal, sys
from pathlib import Path
import uvicorn
from foedus.desk import journal
from foedus.studio.app import app
from foedus.watch.live import Live
from foedus.watch.make import make
from foedus.studio.safety import Guard
case, port, when = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if when == "before":
    journal._put = die
if when == "after":
    journal._carry_through = die
live = Live(case, every=3600, make=make)
live.open()
uvicorn.run(app(live, Guard.made()), host="127.0.0.1", port=port, log_level="error")
"""


class Served:
    """Studios in processes of their own, that can be killed."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[bytes]] = []
        self.clients: list[httpx.Client] = []

    def __call__(self, case: Path, when: str = "never") -> tuple[httpx.Client, subprocess.Popen[bytes]]:
        import socket

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen([sys.executable, "-c", SERVER, str(case), str(port), when])
        self.running.append(process)
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        self.clients.append(client)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                client.get("/live.json")
                return client, process
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError("the studio did not start")


@pytest.fixture
def killable() -> Iterator[Served]:
    served = Served()
    yield served
    for client in served.clients:
        client.close()
    for process in served.running:
        process.kill()
        process.wait()


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
@pytest.mark.parametrize(("when", "quantity"), [("before", ">=3"), ("after", "9")])
def test_a_studio_that_is_killed_while_it_saves_leaves_the_old_row_or_the_new_one(
    case: Path, killable: Served, when: str, quantity: str
):
    """Before the decision is on the disk it was never made; afterwards whoever comes next carries it through."""
    client, process = killable(case, when)
    fields = form(client.get("/edit/tra-001"), "/edit/tra-001")
    with pytest.raises(httpx.TransportError):
        client.post("/edit/tra-001", data={**fields, "quantity": "9"})
    assert process.wait(30) == -signal.SIGKILL
    assert journal.pending(case) is (when == "after")
    client, _ = killable(case)
    page = client.get("/edit/tra-001")
    assert form(page, "/edit/tra-001")["quantity"] == [quantity]
    assert [entry.said for entry in log.read(case)] == (["quantity of tra-001 changed."] if when == "after" else [])
    assert check(case).errors == 0
    done = client.post("/edit/tra-001", data={**form(page, "/edit/tra-001"), "note": "on again"}, follow_redirects=True)
    assert done.status_code == 200
