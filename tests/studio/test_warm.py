"""Pages are ready before anybody asks for them, and whoever asks goes first."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from foedus.pages.site.page import pages
from foedus.studio import warm
from foedus.studio.shown import Studio
from tests.cli.conftest import FILES
from tests.record.small import write
from tests.studio.conftest import Opened

PLAIN = [page for page in pages().values() if page.reads and not page.keyed]


@pytest.fixture
def opened(studio_of: Callable[..., Opened], tmp_path: Path) -> Opened:
    return studio_of(write(tmp_path / "case", FILES))


def test_every_plain_page_is_kept_as_a_reader_gets_it(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(warm, "QUIET", 0)
    studio = Studio(opened.live, opened.guard)
    state = opened.live.now.state
    assert warm.Warmer(studio).all(state)
    for page in PLAIN:
        kept = studio.kept.get((state, page.path, ""))
        assert kept, page.name
        assert kept.body == opened.client.get(page.path).content, page.name


def test_a_state_that_is_gone_is_not_made_ready(opened: Opened):
    studio = Studio(opened.live, opened.guard)
    assert not warm.Warmer(studio).all("another state")
    assert studio.kept.get((opened.live.now.state, "/claims", "")) is None


def test_nothing_is_made_ready_while_somebody_asks(opened: Opened):
    studio = Studio(opened.live, opened.guard)
    studio.asked_last = monotonic() + 60
    warmer = warm.Warmer(studio)
    warmer._stop.set()
    assert not warmer.all(opened.live.now.state)
    assert studio.kept.get((opened.live.now.state, "/claims", "")) is None


def test_a_reader_s_question_is_noted_and_ours_is_not(opened: Opened):
    studio = Studio(opened.live, opened.guard)
    page = pages()["claims"]
    studio.ready(warm.request(page), page)
    assert studio.asked_last == 0.0
    studio.show(warm.request(page), page, "")
    assert studio.asked_last > 0.0
