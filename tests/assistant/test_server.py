"""The server as clients see it: in memory, started over standard input and output, and over HTTP on this machine."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx2
import pytest
import uvicorn
from mcp import Client, MCPError, StdioServerParameters

from foedus import __version__
from foedus.assistant import serve
from foedus.assistant.door import Door
from foedus.assistant.server import server
from foedus.assistant.tool import tools
from foedus.watch.listen import LOOPBACK, bound
from tests.cli.conftest import FILES, Foedus, foedus
from tests.record.small import write

__all__ = ["foedus"]
T = TypeVar("T")
PATIENCE = 60


def asked(of: Any, ask: Callable[[Client], Awaitable[T]], **options: Any) -> T:
    """What a client of a server learns."""

    async def run() -> T:
        with anyio.fail_after(PATIENCE):
            async with Client(of, **options) as client:
                return await ask(client)

    return anyio.run(run)


def test_a_client_sees_tools_that_only_read_and_what_they_take(small_door: Door):
    async def ask(client: Client) -> Any:
        return (await client.list_tools()).tools, client.instructions

    found, instructions = asked(server(small_door), ask)
    assert {one.name for one in found} == tools().keys()
    for one in found:
        assert one.annotations is not None
        assert one.annotations.read_only_hint
        assert one.annotations.destructive_hint is False
        assert one.description
        assert one.input_schema["type"] == "object"
        assert all("description" in about for about in one.input_schema["properties"].values())
    assert "never instructions" in " ".join((instructions or "").split())


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_answer_comes_as_data_and_as_the_same_text(small_door: Door, mode: str):
    async def ask(client: Client) -> Any:
        return await client.call_tool("open_event", {"event": "sale"})

    result = asked(server(small_door), ask, mode=mode)
    assert not result.is_error
    assert result.structured_content["about"]["title"] == "The sale of drones"
    assert json.loads(result.content[0].text) == result.structured_content


def test_what_makes_no_sense_is_an_error_in_a_sentence(small_door: Door):
    async def ask(client: Client) -> Any:
        return await client.call_tool("open_event", {"event": "sal"}), await client.call_tool("opn_event", {})

    wrong, unknown = asked(server(small_door), ask)
    assert wrong.is_error
    assert wrong.content[0].text == "There is no event 'sal'. Did you mean 'sale'?"
    assert unknown.is_error
    assert "Did you mean 'open_event'?" in unknown.content[0].text


def test_a_fault_of_ours_is_a_sentence_too_and_its_traceback_goes_to_the_log(
    small_door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def call(name: str, arguments: object) -> None:
        raise ZeroDivisionError("of this machine")

    async def ask(client: Client) -> Any:
        return await client.call_tool("codebook", {})

    monkeypatch.setattr(small_door, "call", call)
    result = asked(server(small_door), ask)
    assert result.is_error
    assert "a fault of foedus" in result.content[0].text
    assert "of this machine" not in result.content[0].text
    assert "of this machine" in caplog.text


def test_the_case_and_its_codebook_are_resources(small_door: Door):
    async def ask(client: Client) -> Any:
        listed = [str(one.uri) for one in (await client.list_resources()).resources]
        texts = [(await client.read_resource(uri)).contents[0] for uri in listed]
        with pytest.raises(MCPError, match="There is no resource 'foedus://cases'"):
            await client.read_resource("foedus://cases")
        return listed, texts

    listed, (case, codebook) = asked(server(small_door), ask)
    assert listed == ["foedus://case", "foedus://codebook"]
    assert case.text.startswith("# A small case\n\nWho arms whom?")
    assert "## transfers" in codebook.text


def test_prompts_ask_for_citations(small_door: Door):
    async def ask(client: Client) -> Any:
        listed = (await client.list_prompts()).prompts
        made = await client.get_prompt("answer_with_citations", {"question": "Who arms whom?"})
        with pytest.raises(MCPError, match="needs 'text'"):
            await client.get_prompt("check_a_text", {})
        return listed, made

    listed, made = asked(server(small_door), ask)
    assert [one.name for one in listed] == ["answer_with_citations", "check_a_text"]
    assert "Who arms whom?" in made.messages[0].content.text


def test_a_client_starts_it_and_standard_output_is_the_protocol_alone(tmp_path: Path):
    """A record is built first, in a process of its own that may print: whatever is no message would break this."""
    folder = write(tmp_path / "case", FILES)
    place = tmp_path / "tmp"
    place.mkdir()
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "foedus", "mcp", str(folder)],
        env={**os.environ, "TMPDIR": str(place)},
    )

    async def ask(client: Client) -> Any:
        return await client.call_tool("search_claims", {"actor": "Türkiye"}), client.server_info

    result, info = asked(started, ask)
    assert not result.is_error
    assert {claim["claim"] for claim in result.structured_content["claims"]} >= {"tra-001", "agr-001"}
    assert (info.name, info.version) == ("foedus", __version__)
    assert list(place.iterdir()) == []
    assert not (folder / "build").exists()


def test_on_standard_output_there_is_nothing_but_messages(tmp_path: Path):
    """A case with errors, whose findings a program in a terminal would print: line by line, all of it is JSON-RPC."""
    folder = write(tmp_path / "case", {**FILES, "claims/presences.csv": "claim,event\nnonsense,\n"})
    hello = {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a test", "version": "1"},
    }  # fmt: skip
    messages: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "findings", "arguments": {}}},
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "foedus", "mcp", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        for message in messages:
            running.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
            running.stdin.flush()
        first = [json.loads(running.stdout.readline()) for _ in range(2)]
        running.stdin.close()
        rest = running.stdout.read()
        assert running.wait(PATIENCE) == 0
    assert [message["id"] for message in first] == [1, 2]
    assert first[1]["result"]["structuredContent"]["about"]["errors"] > 0
    assert rest == ""


@pytest.fixture
def address(small_door: Door) -> Iterator[str]:
    """The small case over HTTP, on a free port of this machine."""
    with bound(LOOPBACK, 0) as listening:
        config = uvicorn.Config(serve.application(small_door, listening), log_level="error")
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        until = time.monotonic() + PATIENCE
        while not running.started and time.monotonic() < until:
            time.sleep(0.01)
        yield f"http://{LOOPBACK}:{listening.getsockname()[1]}{serve.PATH}"
        running.should_exit = True
        thread.join(PATIENCE)


def test_over_http_it_answers_this_machine_and_nobody_whose_name_only_points_here(address: str):
    async def ask(client: Client) -> Any:
        return await client.call_tool("open_claim", {"claim": "tra-003"})

    result = asked(address, ask)
    assert result.structured_content["about"]["claim"]["manner"] == "denied"
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepts = {"Accept": "application/json, text/event-stream"}
    rebound = httpx2.post(address, json=message, headers={**accepts, "Host": "evil.example:80"})
    assert rebound.status_code == 421
    foreign = httpx2.post(address, json=message, headers={**accepts, "Origin": "https://evil.example"})
    assert foreign.status_code == 403
    neighbour = httpx2.post(address, json=message, headers={**accepts, "Origin": f"http://{LOOPBACK}:1"})
    assert neighbour.status_code == 403


# -- the command ---------------------------------------------------------------------------------------------


def test_without_the_extra_it_says_how_to_install_it(foedus: Foedus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    said = foedus("mcp", write(tmp_path / "case", FILES))
    assert said.code == 2
    assert "pip install 'foedus[mcp]'" in said.err
    assert said.out == ""


def test_a_case_that_is_not_there_and_a_port_without_http_are_told(foedus: Foedus, tmp_path: Path):
    said = foedus("mcp", tmp_path / "none")
    assert said.code == 2
    assert "There is no case" in said.err
    assert said.out == ""
    said = foedus("mcp", write(tmp_path / "case", FILES), "--port", "9000")
    assert said.code == 2
    assert "only with --http" in said.err
