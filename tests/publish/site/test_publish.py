"""A site: what lies in it, what stays at home, the same bytes again, and only what changed written anew."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from foedus.case import read, sums
from foedus.publish.site import place, publish, workers
from foedus.publish.site import plan as plans
from foedus.publish.site.check import faults, home
from foedus.publish.site.editions import FILE
from foedus.publish.site.making import Maker
from foedus.publish.site.out import Out
from foedus.publish.site.work import NEW
from foedus.record import BuildError, Record
from foedus.record.ask import AskError
from foedus.record.build import NAME
from foedus.views.site.citing import Cited
from tests.conftest import REPOSITORY
from tests.publish.site.conftest import CODER, NOTE


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sums.files(folder)}


def again(case: Path, site: Path, seed: str, workers: int) -> None:
    """The same in a process of its own, with hashes of its own."""
    command = [sys.executable, "-m", "foedus", "publish", str(case), str(site), "--workers", str(workers)]
    done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def turn_round(record: Path) -> None:
    """Put the rows of every table of a record the other way round."""
    with duckdb.connect(str(record)) as con:
        indexes = con.execute("SELECT index_name, sql FROM duckdb_indexes()").fetchall()
        for name, _ in indexes:
            con.execute(f'DROP INDEX "{name}"')
        for (table,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            con.execute(f'CREATE TABLE turned AS SELECT * FROM "{table}" ORDER BY rowid DESC')
            con.execute(f'DROP TABLE "{table}"')
            con.execute(f'ALTER TABLE turned RENAME TO "{table}"')
        for _, made in indexes:
            con.execute(made)


def edit(case: Path, name: str, before: str, after: str) -> None:
    path = case / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_site_has_each_page_its_table_and_what_a_server_would_answer(site: Path):
    names = set(tree(site))
    assert {"index.html", "map.html", "claims.html", "claims.csv", "map.svg", "network.gexf", "404.html"} <= names
    assert {"entity/FIN.html", "entity/FIN.csv", "pair/FIN-NOR.html", "event/boat-sale.html"} <= names
    assert {"static/site.js", "static/site.css", "static/search.names.js", "static/map.spans.js"} <= names
    assert {"data/datapackage.json", "data/claims/transfers.csv", FILE, "sitemap.xml", "robots.txt"} <= names
    assert not [name for name in names if name.startswith(("edit", "review", "log"))]
    assert sums.read(site).keys() == names - {sums.NAME}


def test_keys_that_windows_has_for_devices_and_such_as_differ_in_capitals_are_files_all_the_same(site: Path):
    names = [name for name in tree(site) if name.startswith("entity/")]
    assert "entity/con.html" not in names
    assert len([name for name in names if name.startswith(("entity/con~", "entity/aux~")) and ".html" in name]) == 2
    place.portable(dict.fromkeys(names, ""))


def test_nothing_on_it_is_a_link_that_leads_nowhere_or_something_that_should_have_stayed_at_home(site: Path):
    case, _ = read(site.parent / "case")
    with case:
        assert list(faults(site, home(case, site.parent / "case", site))) == []


def test_what_is_kept_back_is_in_no_file(site: Path):
    for name, data in tree(site).items():
        assert NOTE.encode() not in data, name
        assert CODER.encode() not in data, name


def test_what_may_go_out_does(small: Path, tmp_path: Path):
    edit(small, "case.toml", 'address = "https://example.org/north"', "notes = true\ncoders = true")
    site = publish(small, tmp_path / "site", workers=1).target
    assert NOTE in (site / "event" / "boat-sale.html").read_text(encoding="utf-8")
    assert CODER in (site / "data" / "claims" / "transfers.csv").read_text(encoding="utf-8")
    assert not (site / "sitemap.xml").exists()


def test_pages_say_what_they_are_to_those_who_pass_on_a_link(text: Callable[[str], str]):
    page = text("entity/FIN.html")
    assert '<meta property="og:title" content="Finland">' in page
    assert '<meta property="og:image" content="https://example.org/north/static/card.png">' in page
    assert '<link rel="canonical" href="https://example.org/north/entity/FIN.html">' in page
    assert "<loc>https://example.org/north/entity/FIN.html</loc>" in text("sitemap.xml")
    assert "404.html" not in text("sitemap.xml")
    assert 'href="/north/map.html"' in text("404.html")  # it is shown for addresses in any folder


def test_pages_need_no_server_they_have_no_forms_and_no_modules_but_the_search(text: Callable[[str], str]):
    for name in ("index.html", "measures/ties.html", "entity/FIN.html", "claims.html"):
        page = text(name)
        assert 'type="module"' not in page
        assert page.count("<form") == 1
        assert 'href=""' not in page
        assert "/static/" not in page.replace("../static/", "").replace("https://example.org/north/static/", "")


def test_claims_of_a_choice_lead_to_the_search_and_no_link_leads_to_a_choice_that_is_not_there(
    text: Callable[[str], str],
):
    assert "../search.html?" in text("entity/FIN.html")
    assert 'href="search.html?kind=transfers"' in text("claims.html")
    assert "sort=" not in text("claims.html")


def test_a_choice_is_searched_in_what_the_script_holds(text: Callable[[str], str]):
    held = json.loads(text("static/search.claims.js").partition(",")[2].rsplit(")", 1)[0])
    of_boat = [row for row in held["rows"] if row[0] == "tra-002"]
    assert of_boat[0][1].startswith("It is expected that Norway will deliver")
    assert [held["actors"][who] for who in of_boat[0][11]].count("FIN") == 1
    names = text("static/search.names.js")
    assert "Конкорд" in names
    assert "协和" in names


def test_two_runs_give_the_same_bytes_whatever_the_hashes_and_however_many_work_on_it(site: Path, tmp_path: Path):
    again(site.parent / "case", tmp_path / "other", "2", 3)
    assert tree(tmp_path / "other") == tree(site)


def test_pages_hang_neither_on_those_made_before_nor_on_the_order_of_rows_in_the_record(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    case = shutil.copytree(site.parent / "case", tmp_path / "case")
    turn_round(case / "build" / NAME)
    make = Maker.make

    def as_if_it_were_the_first(self: Maker, task: plans.Task) -> None:
        self.record.kept.clear()
        self.record.kept[Cited] = self.cited
        make(self, task)

    monkeypatch.setattr(Maker, "make", as_if_it_were_the_first)
    other = publish(case, tmp_path / "other", workers=1).target
    pages, turned = (
        {name: data for name, data in tree(of).items() if not name.startswith(("data/", sums.NAME))}
        for of in (site, other)
    )
    assert pages.keys() == turned.keys()
    assert [name for name, data in pages.items() if data != turned[name]] == []


def test_a_changed_claim_rewrites_what_it_touches_tells_of_it_and_leaves_the_rest_untouched(
    published: tuple[Path, Path],
):
    small, site = published
    assert "The first edition." in (site / "changes.html").read_text(encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in sums.files(site)}
    unchanged = publish(small, site, workers=1)
    assert unchanged.written == 0
    assert {path: path.stat().st_mtime_ns for path in sums.files(site)}.keys() == before.keys()
    edit(small, "claims/transfers.csv", "NOR,FIN,boat-9,3,", "NOR,FIN,boat-9,4,")
    edit(small, "claims/assistance.csv", "ass-002", "ass-009")
    done = publish(small, site, workers=1)
    touched = {path.relative_to(site).as_posix() for path, when in before.items()
               if path.exists() and path.stat().st_mtime_ns != when}  # fmt: skip
    assert {"event/boat-sale.html", "event/grant-2019.html", "entity/FIN.html"} <= touched
    assert not touched & {"event/talks.html", "entity/RUS.html", "static/site.js", "source/cited-2010.html"}
    page = (site / "changes.html").read_text(encoding="utf-8")
    assert "ass-009" in page
    assert "quantity: 3" in page
    assert done.edition
    assert (done.edition.added, done.edition.withdrawn) == (1, 1)
    told = tree(site)
    assert publish(small, site, workers=1).written == 0  # the case is the same: no new edition
    assert tree(site) == told


def test_pages_of_what_is_no_more_go_away(published: tuple[Path, Path]):
    small, site = published
    edit(small, "entities.csv", "aux,Auxiliary,firm,,NOR,", "aid-corps,Auxiliary,firm,,NOR,")
    publish(small, site, workers=1)
    names = [path.name for path in (site / "entity").iterdir()]
    assert not [name for name in names if name.startswith("aux~")]
    assert "aid-corps.html" in names


def test_a_folder_with_anything_else_in_it_is_left_alone(small: Path, site: Path, tmp_path: Path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    with pytest.raises(AskError, match="not a site of foedus"):
        publish(small, mine, workers=1)
    assert tree(mine) == {"thesis.txt": b"years of work"}
    copy = shutil.copytree(site, tmp_path / "copy")
    (copy / "thesis.txt").write_text("years of work")
    with pytest.raises(AskError, match=r"holds 'thesis\.txt'"):
        publish(small, copy, workers=1)
    (copy / "thesis.txt").unlink()
    (copy / "index.html").write_text("mine now")
    with pytest.raises(AskError, match="has been changed since"):
        publish(small, copy, workers=1)
    with pytest.raises(AskError, match="among the case's own files"):
        publish(small, small / "site", workers=1)


def test_without_room_on_the_disk_the_old_site_stays_and_nothing_is_left_behind(
    published: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    small, target = published
    before = tree(target)
    edit(small, "claims/assistance.csv", "ass-002", "ass-009")
    put = Out.put

    def full(self: Out, name: str, data: str | bytes) -> None:
        if name.startswith("event/"):
            raise OSError(errno.ENOSPC, "No space left on device")
        put(self, name, data)

    monkeypatch.setattr(Out, "put", full)
    with pytest.raises(AskError, match="No space left on device"):
        publish(small, target, workers=1)
    assert tree(target) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_where_another_process_cannot_write_it_says_so_and_nothing_is_left_behind(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    begin = workers._Others.begin

    def taken(self: workers._Others, plan: plans.Plan, record: Record) -> None:
        (self.work / NEW / "event").write_text("no folder can be here")
        begin(self, plan, record)

    monkeypatch.setattr(workers._Others, "begin", taken)
    with pytest.raises(AskError, match="cannot be written: File exists"):
        publish(small, tmp_path / "site", workers=2)
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


def test_cut_short_while_it_is_put_in_its_place_the_next_run_goes_on(
    published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    small, target = published
    edit(small, "claims/assistance.csv", "ass-002", "ass-009")
    replace, count = Path.replace, [0]

    def killed(self: Path, where: Path) -> Path:
        count[0] += target in Path(where).parents
        if count[0] == 6:
            raise KeyboardInterrupt
        return replace(self, where)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        publish(small, target, workers=1)
    monkeypatch.undo()
    for name, data in tree(target).items():
        if name.endswith(".html") and not name.startswith("data/"):
            assert data.rstrip().endswith(b"</html>"), name  # half a page there is none
    assert (target / place.NEXT).exists()
    publish(small, target, workers=1)
    assert not (target / place.NEXT).exists()
    assert sums.read(target).keys() == tree(target).keys() - {sums.NAME}
    assert "ass-009" in (target / "changes.html").read_text(encoding="utf-8")


def test_a_case_with_errors_is_refused_and_forced_every_page_says_so(small: Path, tmp_path: Path):
    edit(small, "claims/transfers.csv", "2022-02-03,denied", "last spring,denied")
    with pytest.raises(BuildError, match="no site was written"):
        publish(small, tmp_path / "site", workers=1)
    assert not (tmp_path / "site").exists()
    done = publish(small, tmp_path / "site", force=True, workers=1)
    assert done.errors == 1
    for name in ("index.html", "entity/FIN.html", "404.html"):
        page = (done.target / name).read_text(encoding="utf-8")
        assert "made of a case with 1 error: 1 row is left out" in page


def test_the_address_of_a_site_must_be_one(small: Path, tmp_path: Path):
    edit(small, "case.toml", "https://example.org/north", "example.org")
    with pytest.raises(AskError, match=r"is no address: 'example\.org'"):
        publish(small, tmp_path / "site", workers=1)


def test_a_site_of_another_case_has_no_faults_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(plans, "PERIODS", 1)
    nordic = shutil.copytree(REPOSITORY / "cases" / "nordic-states", tmp_path / "nordic",
                             ignore=shutil.ignore_patterns("build"))  # fmt: skip
    site = publish(nordic, tmp_path / "site", workers=1).target
    case, _ = read(nordic)
    with case:
        assert list(faults(site, home(case, nordic, site))) == []
