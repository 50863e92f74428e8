"""A model that does what a test says, a story to be read, and a reader that asks it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from foedus.reader.llm.endpoint import endpoint
from foedus.reader.llm.permission import Permission
from foedus.reader.llm.second import Options, SecondReader
from foedus.reader.names import Gazetteer
from foedus.reader.read import Reading, read
from tests.reader.llm.server import Server, serving

STORY = """\
Boats for the coast

In January 2023 Norway delivered four patrol boats to Ghana, the navy said in Accra.

A reader wrote to us about the weather, which has been fine on most days of the month.

Peru and Chile signed a memorandum on joint training in Lima on 10 May 2022.
"""
BOATS = {
    "kind": "transfers", "quote": "Norway delivered four patrol boats to Ghana", "stage": "delivered",
    "assertion": "asserted", "grain": "single", "date": "2023-01", "supplier": ["NOR"], "recipient": ["GHA"],
    "item": "patrol boats", "quantity": "4",
}  # fmt: skip
PACT = {
    "kind": "agreements", "quote": "Peru and Chile signed a memorandum", "stage": "signed", "assertion": "asserted",
    "grain": "single", "date": "2022-05-10", "parties": ["PER", "Chile"], "instrument": "memorandum",
}  # fmt: skip


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The names that ship with foedus."""
    return Gazetteer()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that answers that a block claims nothing, until a test says otherwise."""
    pytest.importorskip("openai", reason="needs the extra [llm]")
    with serving() as running:
        yield running


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A document of three blocks and a heading."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


class Model:
    """A second reader at the server, with what it waited for and what it was told to agree to."""

    def __init__(self, server: Server, cache: Path, names: Gazetteer) -> None:
        self.server, self.cache, self.names = server, cache, names
        self.waits: list[float] = []
        self.reader: SecondReader | None = None

    def read(
        self, *files: Path, remote: bool = False, sources: Sequence[dict[str, str]] = (),
        permission: Permission | None = None, options: Options | None = None, timeout: float = 5.0,
        agree: Callable[..., object] = lambda plan: None, model: str = "small-1",
    ) -> Reading:  # fmt: skip
        """Files read by the model alone."""
        options = options or Options(at_once=1)
        self.reader = SecondReader(
            endpoint(self.server.url, model=model, remote=remote, timeout=timeout), self.cache,
            permission or Permission(), Options(
                price=options.price, blocks=options.blocks, tokens=options.tokens, at_once=options.at_once, alone=True,
            ), agree=agree, sleep=self.waits.append,
        )  # fmt: skip
        return read(list(files), sources=sources, names=self.names, second=self.reader)

    @property
    def report(self):
        """What came of the last reading."""
        assert self.reader is not None
        assert self.reader.report is not None
        return self.reader.report


@pytest.fixture
def model(server: Server, tmp_path: Path, gazetteer: Gazetteer) -> Model:
    """A reader that asks the server, and keeps its answers in a file."""
    return Model(server, tmp_path / "build" / "answers.jsonl", gazetteer)
