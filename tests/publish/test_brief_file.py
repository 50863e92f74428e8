"""The brief as a file: whole or not at all, the same each time, and standing alone."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from foedus.publish.brief import FORMATS, write
from foedus.record import Record
from foedus.record.ask import AskError

VOID = {"meta", "link", "br", "img", "hr", "input", "col"}
LOADS = {"src", "srcset", "data", "poster", "action", "xlink:href"}


class Page(HTMLParser):
    """What a test needs to know of a page: tags that do not close, identifiers, where links lead, what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.tags: Counter[str] = Counter()
        self.scopeless = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags[tag] += 1
        self.ids += [values["id"] or ""] if values.get("id") else []
        self.links += [values["href"] or ""] if tag == "a" and "href" in values else []
        self.loaded += [f"{tag} {values[name]}" for name in LOADS & values.keys()]
        self.loaded += [f"link {values['href']}"] if tag == "link" and values.get("href") != "data:," else []
        self.scopeless += tag == "th" and "scope" not in values
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} while {self.open[-3:]} are open")
        else:
            self.open.pop()


@pytest.fixture(scope="module")
def page(bundled_page: Path) -> Page:
    return Page(bundled_page.read_text(encoding="utf-8"))


def test_the_page_is_well_formed(page: Page) -> None:
    assert page.faults == []
    assert page.open == []


def test_identifiers_are_unique_and_every_link_inside_leads_somewhere(page: Page) -> None:
    assert [name for name, number in Counter(page.ids).items() if number > 1] == []
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inside - set(page.ids) == set()
    assert any(link.startswith("note-") for link in inside)
    assert any(link.startswith("ref-") for link in inside)


def test_the_page_loads_nothing_and_runs_nothing(page: Page, bundled_page: Path) -> None:
    assert page.loaded == []
    assert page.tags["script"] == page.tags["iframe"] == 0
    styles = "".join(re.findall(r"<style>(.*?)</style>", bundled_page.read_text(encoding="utf-8"), re.DOTALL))
    assert "@import" not in styles
    assert "url(" not in styles


def test_the_page_has_landmarks_headed_cells_and_pictures_in_words(page: Page) -> None:
    assert page.tags["main"] == page.tags["h1"] == page.tags["nav"] == 1
    assert page.scopeless == 0
    assert page.tags["svg"] == page.tags["desc"] > 0
    assert page.tags["figure"] == page.tags["figcaption"] > page.tags["svg"]


def test_the_same_record_gives_the_same_bytes(small: Record, tmp_path: Path) -> None:
    for ending in FORMATS:
        one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
        write(small, one)
        with small.at() as again:
            write(again, other)
        assert one.read_bytes() == other.read_bytes()


def test_markup_in_a_case_stays_text(tmp_path: Path) -> None:
    from tests.record.small import recorded

    files = {"case.toml": 'format = 1\ntitle = "<script>alert(1)</script> & co"\n'}
    with recorded(tmp_path / "case", files) as record:
        write(record, tmp_path / "brief.html")
    text = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in text


def test_an_ending_that_is_not_known_is_refused_with_those_that_are(small: Record, tmp_path: Path) -> None:
    with pytest.raises(AskError) as refused:
        write(small, tmp_path / "brief.docm")
    assert "brief.docm" in refused.value.message
    assert ".html" in refused.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_brief_and_nothing_else(
    small: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "brief.html"
    target.write_text("the old one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(AskError, match="No space left"):
        write(small, target)
    assert target.read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["brief.html"]
