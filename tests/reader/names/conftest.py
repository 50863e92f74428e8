"""One gazetteer for all tests of names, and how they look at what it finds."""

from collections.abc import Callable

import pytest

from foedus.reader.names import Gazetteer

Found = list[tuple[str, str]]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="session")
def keys(gazetteer: Gazetteer) -> Callable[[str], Found]:
    """What stands in a text, and the key that is found for it."""
    return lambda text: [(text[one.start : one.end], one.key) for one in gazetteer.find(text)]


@pytest.fixture(scope="session")
def references(gazetteer: Gazetteer) -> Callable[..., list[tuple[str, str]]]:
    """What refers back in a document's blocks, and to whom."""

    def resolved(*blocks: str) -> list[tuple[str, str]]:
        read = gazetteer.read(blocks)
        return [
            (text[one.start : one.end], "; ".join(one.keys) or one.key)
            for text, mentions in zip(blocks, read, strict=True)
            for one in mentions
            if one.form in ("pronoun", "counted")
        ]

    return resolved
