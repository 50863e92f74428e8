"""A server that fails in every way that servers do: what is tried again, what is passed over, what ends the run."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from foedus.reader.llm import chat
from foedus.reader.llm.endpoint import EndpointError
from foedus.reader.llm.second import Options
from foedus.reader.names import Gazetteer
from tests.reader.llm.conftest import BOATS, PACT, STORY, Model
from tests.reader.llm.server import Answer, Asked, Server, claims, refused, said

HTML = Answer(b"<!doctype html><title>Sign in</title>", kind="text/html")
TORN = Answer(said({"claims": []}).body[:40], longer=400)


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (refused(429, "Slow down", Retry_After="7"), [7.0]),
        (refused(429, "Slow down"), [1.0]),
        (refused(500, "Oops"), [1.0]),
        (refused(503, "Loading the model", Retry_After="soon"), [1.0]),
        (Answer(b"<html>Bad gateway</html>", 502, kind="text/html"), [1.0]),
        (TORN, [1.0]),
        (Answer(b'{"choices": ['), [1.0]),
        (Answer(b""), [1.0]),
    ],
    ids=["429 with a time", "429", "500", "503", "502 as a page", "cut stream", "cut JSON", "nothing"],
)
def test_what_passes_is_waited_for_and_tried_again(
    model: Model, server: Server, story: Path, fault: Answer, waits: list[float]
):
    """As long as the server says, else a second; then the answer counts as if nothing had been."""
    server.answer = lambda asked, number: fault if number == 0 else claims(*[BOATS] * (number == 1))
    assert [one.kind for one in model.read(story).proposals] == ["transfers"]
    assert model.waits == waits
    assert len(server.asked) == 4
    assert model.report.complete


def test_a_block_whose_answer_never_comes_costs_that_block_alone(model: Model, server: Server, story: Path):
    """It is tried twice; the others are read; the next run asks about it alone."""
    never = threading.Event()
    slow = Answer(b"{}", wait=never)
    server.answer = lambda asked, number: slow if "boats" in asked.block else claims(*[PACT] * ("Peru" in asked.block))
    assert [one.kind for one in model.read(story, timeout=0.2).proposals] == ["agreements"]
    assert model.report.unanswered == {"no answer within 0.2 seconds": 1}
    assert not model.report.complete
    never.set()
    before = len(server.asked)
    server.answer = lambda asked, number: claims(BOATS)
    assert len(model.read(story).proposals) == 2
    assert len(server.asked) == before + 1


def test_an_answer_without_end_is_let_go(model: Model, server: Server, story: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither memory nor time is spent on it."""
    monkeypatch.setattr("foedus.reader.llm.wire.MOST", 10_000)
    monkeypatch.setattr("foedus.reader.llm.wire.Wire.__init__.__defaults__", (10_000,))
    huge = said("x" * 50_000)
    server.answer = lambda asked, number: huge if "boats" in asked.block else claims()
    model.read(story)
    assert model.report.unanswered == {"the answer is longer than 10 kB": 1}
    assert model.report.blocks == 2


def test_a_packed_answer_is_not_unpacked(model: Model, server: Server, story: Path):
    """A few bytes could be gigabytes; it was not asked for."""
    server.answer = lambda asked, number: Answer(b"\x1f\x8b" + bytes(99), headers=(("Content-Encoding", "gzip"),))
    with pytest.raises(EndpointError, match="packed"):
        model.read(story)
    assert server.asked[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (HTML, "answers with a web page"),
        (Answer(b"[1, 2]"), "not one of OpenAI's protocol"),
        (refused(401, "Incorrect API key provided: sk-***"), "does not let us in"),
        (refused(403, "No"), "does not let us in"),
        (refused(429, "You exceeded your current quota", "insufficient_quota"), "account is used up"),
        (refused(429, "Come back", Retry_After="86400"), "asks to wait 86400 seconds"),
        (Answer(b"", 302, (("Location", "http://127.0.0.2:9/v1"),)), "leads to another address"),
    ],
    ids=["page", "list", "401", "403", "quota", "tomorrow", "redirection"],
)
def test_what_will_not_pass_ends_the_run_at_once(
    model: Model, server: Server, story: Path, answer: Answer, message: str
):
    """One question, no waiting, and a sentence that says what to do."""
    server.answer = lambda asked, number: answer
    with pytest.raises(EndpointError) as raised:
        model.read(story)
    assert message in raised.value.message
    assert len(server.asked) == 1
    assert model.waits == []


def test_where_nobody_listens_it_is_said(model: Model, server: Server, story: Path):
    """After a few attempts, not after as many as there are blocks."""
    server.http.server_close()
    server.http.shutdown()
    with pytest.raises(EndpointError, match="does not answer"):
        model.read(story)
    assert model.waits == [1.0, 2.0, 4.0] * chat.IN_A_ROW


def test_what_was_answered_before_a_stop_is_proposed_and_kept(model: Model, server: Server, story: Path):
    """The report says what is missing; the same command goes on."""
    server.answer = lambda asked, number: claims(BOATS) if number == 0 else refused(401, "Key expired")
    assert len(model.read(story).proposals) == 1
    assert (model.report.blocks, model.report.unanswered, model.report.complete) == (1, {"not asked": 2}, False)
    assert "does not let us in" in model.report.stopped
    server.answer = lambda asked, number: claims(*[PACT] * ("Peru" in asked.block))
    assert len(model.read(story).proposals) == 2
    assert (model.report.kept, model.report.complete) == (1, True)


def test_a_server_without_schemas_is_asked_in_the_way_that_it_knows(model: Model, server: Server, story: Path):
    """JSON Schema, then a JSON object, then words, with the schema in the prompt; each step is taken once."""

    def answer(asked: Asked, number: int) -> Answer:
        form = asked.body.get("response_format", {}).get("type")
        if form == "json_schema":
            return refused(400, "response_format json_schema is not supported")
        if form == "json_object":
            return refused(500, "Failed to parse grammar")
        return claims(*[BOATS] * ("boats" in asked.block))

    server.answer = answer
    assert len(model.read(story).proposals) == 1
    assert len(server.asked) == 5
    assert "JSON Schema" not in server.asked[0].body["messages"][0]["content"]
    assert '"enum":["requested"' in server.asked[-1].body["messages"][0]["content"]


def test_settings_that_a_model_refuses_are_left_out(model: Model, server: Server, story: Path):
    """Temperature, seed, and the limit of an answer under its other name."""
    wrong = {
        "temperature": "Unsupported value: 'temperature' does not support 0.",
        "seed": [{"type": "extra_forbidden", "loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}],
        "max_tokens": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
    }

    def answer(asked: Asked, number: int) -> Answer:
        name = next((name for name in wrong if name in asked.body), "")
        if isinstance(wrong.get(name), list):  # as FastAPI puts it
            return Answer(json.dumps({"detail": wrong[name]}).encode(), 422)
        return refused(400, str(wrong[name])) if name else claims()

    server.answer = answer
    model.read(story)
    last = server.asked[-1].body
    assert not wrong.keys() & last.keys()
    assert last["max_completion_tokens"] == chat.LONGEST_ANSWER
    assert last["response_format"]["type"] == "json_schema"
    assert len(server.asked) == 6


def test_a_block_that_is_too_long_for_the_model_is_passed_over(model: Model, server: Server, story: Path):
    """The way in which answers are asked for stays."""
    long = refused(400, "This model's maximum context length is 512 tokens", "context_length_exceeded")
    server.answer = lambda asked, number: long if "boats" in asked.block else claims()
    model.read(story)
    assert model.report.unanswered == {"the block is too long for the model": 1}
    assert server.asked[-1].body["response_format"]["type"] == "json_schema"


def test_a_run_that_is_killed_loses_no_answer(server: Server, story: Path, tmp_path: Path, gazetteer: Gazetteer):
    """SIGKILL while the third block waits: the second run asks about that one alone, and proposes all."""
    reached, never = threading.Event(), threading.Event()

    def answer(asked: Asked, number: int) -> Answer:
        if number == 2:
            reached.set()
            return Answer(b"{}", wait=never)
        return claims(*[BOATS] * ("boats" in asked.block), *[PACT] * ("Peru" in asked.block))

    server.answer = answer
    command = [
        sys.executable, "-m", "foedus", "read", "--out", str(tmp_path / "out"), str(story), "--only-llm",
        "--llm", server.url, "--llm-at-once", "1",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as first:
        assert reached.wait(60)
        os.kill(first.pid, signal.SIGKILL)
    never.set()
    kept = tmp_path / "out" / "build" / "answers.jsonl"
    assert len(kept.read_text(encoding="utf-8").splitlines()) >= 2
    with kept.open("ab") as handle:
        handle.write(b'{"key": "cut off by a cra')
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "story.txt"]
    model = Model(server, kept, gazetteer)
    answered = len(server.asked)
    assert {one.kind for one in model.read(story).proposals} == {"transfers", "agreements"}
    assert (model.report.kept, len(server.asked)) == (2, answered + 1)
    assert len(model.read(story).proposals) == 2
    assert (model.report.kept, len(server.asked)) == (3, answered + 1)


def test_a_disk_that_is_full_ends_the_run_and_not_a_thread(
    model: Model, server: Server, story: Path, monkeypatch: pytest.MonkeyPatch
):
    """The error is raised where somebody sees it, and nothing more is asked."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("foedus.reader.llm.cache.os.fsync", lambda handle: full() if len(server.asked) > 1 else None)
    with pytest.raises(OSError, match="No space left"):
        model.read(story, options=Options(at_once=2))
    assert len(server.asked) <= 3


def test_another_text_model_or_codebook_is_another_question(model: Model, server: Server, story: Path):
    """Only what was told word for word the same is answered from the file."""
    model.read(story)
    model.read(story, model="small-1b", options=Options(at_once=2))
    assert len(server.asked) == 6
    story.write_text(STORY.replace("four patrol", "five patrol"), encoding="utf-8")
    model.read(story)
    assert len(server.asked) == 9  # both others have the changed block before them
    model.read(story)
    assert len(server.asked) == 9
