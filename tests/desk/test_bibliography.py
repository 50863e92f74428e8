"""Bibliographies become sources: what is read, what is recognised, what is told. Entries are made up."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.desk.bibliography import bibtex, csl, ris
from foedus.desk.bibliography.model import Reference
from foedus.desk.bibliography.plan import plan_sources, read
from foedus.desk.errors import DeskError
from foedus.desk.import_ import Import
from foedus.desk.log import Signature
from foedus.desk.mapping import Given
from tests.record.small import write

ZOTERO_BIB = r"""
@string{ npr = "Northern Policy Review" }
@comment{ exported by a test }

@article{moor_kestrels_2031,
	title = {The {Kestrels} of {Arvonia}: Who Pays?},
	volume = {4},
	number = {2},
	journal = npr # { (Online)},
	author = {M{\"o}\"or, Jane and {Ministry of {Harbours}} and van der Berg, Emma and others},
	month = may,
	year = {2031},
	pages = {1--20},
	doi = {10.1234/NPR.2031},
	language = {en-GB},
	abstract = {Nothing of this is kept, not even \textbf{bold} words.},
}

@online{noauthor_harbour_nodate,
	title = "A harbour \& its {\c C}raft -- R\'esum\'e",
	url = {https://example.org/a_b\%20c},
	organization = {Harbour Courier},
	date = {2032-03-04},
	langid = {ngerman},
}

@misc{x, title = {Without a year}, year = {n.d.}}
"""

ZOTERO_CSL = [
    {
        "id": "http://zotero.org/users/1/items/ABCD", "type": "article-newspaper", "title": "Boats for the coast",
        "container-title": "The Herald", "author": [{"family": "Berg", "non-dropping-particle": "van", "given": "Ida"},
        {"literal": "News Desk"}], "issued": {"date-parts": [["2030", 6, 1]]}, "URL": "https://herald.example/boats",
        "language": "en", "accessed": {"date-parts": [[2031]]},
    },
    {"id": "treaty-2029", "type": "treaty", "title": "Treaty of the Two", "issued": {"literal": "2029~"}},
    {"id": "z", "type": "motion_picture", "title": "A film", "issued": {"date-parts": [[2001], [2003]]}},
]  # fmt: skip

ZOTERO_RIS = """TY  - RPRT
TI  - Report on kestrels
AU  - Moor, Jane
AU  - Ministry of Harbours
PY  - 2030
DA  - 2030/05//
PB  - Ministry of Harbours
UR  - https://example.org/report
AB  - An abstract that goes on
and on over lines.
LA  - English
ER  - 

TY  - BLOG
TI  - What I think
A1  - Moor, Jane
Y1  - 2031
T2  - A blog
"""  # fmt: skip  # noqa: W291


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write(tmp_path / "case", {})


def planned(case: Path, name: str, text: str | bytes, **told: str) -> Import:
    path = case.parent / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return plan_sources(case, path, Given(set=told), Signature("Jane"))


# -- reading -------------------------------------------------------------------------------------------------


def test_bibtex_as_zotero_writes_it() -> None:
    article, online, misc = bibtex.read(ZOTERO_BIB)
    assert (article.key, article.item) == ("moor_kestrels_2031", "article")
    assert article.title == "The Kestrels of Arvonia: Who Pays?"
    assert article.authors == ("Jane Möör", "Ministry of Harbours", "Emma van der Berg")
    assert article.stands_in == "Northern Policy Review (Online), Vol. 4, No. 2"
    assert (article.published, article.language, article.doi) == ("2031-05", "en", "10.1234/NPR.2031")
    assert article.left_out == ("pages", "abstract")
    assert online.title == "A harbour & its Çraft – Résumé"
    assert (online.url, online.publisher, online.published, online.language) == (
        "https://example.org/a_b%20c", "Harbour Courier", "2032-03-04", "de",
    )  # fmt: skip
    assert (misc.published, len(misc.remarks)) == ("", 1)


def test_csl_json_as_zotero_writes_it() -> None:
    news, treaty, film = csl.read(json.dumps(ZOTERO_CSL))
    assert news.authors == ("Ida van Berg", "News Desk")
    assert (news.published, news.stands_in, news.left_out) == ("2030-06-01", "The Herald", ("accessed",))
    assert (treaty.published, film.published) == ("2029~", "2001/2003")
    assert csl.read(json.dumps({"items": ZOTERO_CSL})) == [news, treaty, film]


def test_ris_as_zotero_writes_it() -> None:
    report, blog = ris.read(ZOTERO_RIS)
    assert report.authors == ("Jane Moor", "Ministry of Harbours")
    assert (report.published, report.language, report.publisher) == ("2030-05", "en", "Ministry of Harbours")
    assert report.left_out == ("AB",)
    assert (blog.title, blog.authors, blog.published, blog.stands_in) == (
        "What I think", ("Jane Moor",), "2031", "A blog",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.bib", "@article{x, title = {Open", r"a\.bib: Line 1: the entry .* is never closed"),
        ("a.bib", "\n@article{x, title = {A} year = 2001}", r"Line 2: a comma is missing before 'year = 2001'"),
        ("a.bib", "@article{x, {A}}", r"'\{A\}' is no field"),
        ("a.bib", "no entry at all", "holds no reference"),
        ("a.json", "{", "It is no JSON"),
        ("a.json", '{"a": 1}', "no list of references"),
        ("a.json", '[{"title": "A"}, 3]', "Item 2 is no reference"),
        ("a.json", "[]", "holds no reference"),
        ("a.ris", "TI  - A title\n", "Line 1 belongs to no reference"),
        ("a.ris", "", "holds no reference"),
        ("a.bib", b"@article{x, title = {\xff\xfe}}", "is not UTF-8"),
        ("a.txt", "TY  - JOUR\n", "is no bibliography"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(name: str, text: str | bytes, message: str, case: Path) -> None:
    before = (case / "sources.csv").read_bytes()
    with pytest.raises(DeskError, match=message):
        planned(case, name, text)
    with pytest.raises(DeskError, match="cannot be read"):
        read(case / "nowhere.bib")
    assert (case / "sources.csv").read_bytes() == before


PIECES = st.lists(
    st.sampled_from(
        ["@article{a,", "@string{", "@comment", "title", " = ", "{", "}", '"', "#", ",", "year", "2001", "\\", "\\'e",
         "\\c", "and ", "\n", "TY  - JOUR", "ER  - ", "AU  - ", "DA  - 2001/1//", "[", "]", "null", "%", "é", "~", "\0"]
    ),
    max_size=30,
)  # fmt: skip


@given(st.one_of(PIECES.map("".join), st.text(max_size=60)), st.sampled_from([bibtex.read, csl.read, ris.read]))
def test_whatever_a_file_holds_it_is_read_or_refused(text: str, reader: object) -> None:
    assert callable(reader)
    found: list[Reference] = []
    with suppress(DeskError):
        found = reader(text)
    assert all(isinstance(one, Reference) for one in found)
    assert not any("\n" in field for one in found for field in (one.title, one.publisher, one.url, *one.authors))


FIELDS = st.sampled_from(["title", "author", "issued", "date-parts", "literal", "family", "type", "circa", "raw", "x"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4), max_leaves=12
)


@given(JSON)
def test_whatever_json_holds_it_is_read_or_refused(data: object) -> None:
    with suppress(DeskError):
        assert all(isinstance(one.title, str) for one in csl.read(json.dumps(data)))


# -- becoming rows -------------------------------------------------------------------------------------------


def test_references_become_rows_with_keys_and_what_to_look_at(case: Path) -> None:
    found = planned(case, "library.bib", ZOTERO_BIB)
    assert found.rows[1] == {
        "source": "moor-2031", "title": "The Kestrels of Arvonia: Who Pays?",
        "authors": "Jane Möör; Ministry of Harbours; Emma van der Berg",
        "publisher": "Northern Policy Review (Online), Vol. 4, No. 2", "published": "2031-05", "language": "en",
        "url": "https://doi.org/10.1234/NPR.2031", "type": "scholarly", "access": "read",
    }  # fmt: skip
    assert "taken to be scholarly" in found.remarks[1]
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "type")]  # @misc says nothing of its type
    assert found.left_out == ["pages", "abstract"]
    with pytest.raises(DeskError, match="1 row has a fault, so none was written"):
        found.carry_out()


def test_what_is_said_for_all_goes_before_what_the_file_has(case: Path) -> None:
    found = planned(case, "library.bib", ZOTERO_BIB, type="press", access="cited")
    assert found.faults == []
    assert {row["type"] for row in found.rows.values()} == {"press"}
    assert {row["access"] for row in found.rows.values()} == {"cited"}
    done = found.carry_out()
    assert done.entry.what == "import"
    assert "moor-2031" in (case / "sources.csv").read_text(encoding="utf-8")
    with pytest.raises(DeskError, match="has no column 'typ'"):
        planned(case, "library.bib", ZOTERO_BIB, typ="press")


def test_what_the_case_has_already_is_recognised(case: Path) -> None:
    """By address, whatever its scheme; by DOI; by title and year; and within one file."""
    table = case / "sources.csv"
    header, first = table.read_text(encoding="utf-8").splitlines()
    names = header.split(",")
    row = dict(zip(names, first.split(","), strict=True))
    lines = [",".join([*names, "url"]), ",".join([*(row[name] for name in names), "http://www.example.org/report/"])]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = planned(case, "a.ris", ZOTERO_RIS + ZOTERO_RIS)
    there = "press-2022 has this address"
    assert found.duplicates == {1: there, 3: there, 4: "moor-2031 has this title and year"}
    assert [row["source"] for row in found.rows.values()] == ["moor-2031"]
    found.carry_out()
    again = planned(case, "a.ris", ZOTERO_RIS)
    assert (again.rows, len(again.duplicates)) == ({}, 2)


def test_keys_do_not_clash_and_odd_names_still_get_one(case: Path) -> None:
    text = "\n".join(f"@article{{K{n}, title={{Title {n}}}, author={{Moor, J.}}, year={{2031}}}}" for n in range(3))
    text += "@article{x7, title={\u4e2d\u56fd}, author={\u738b}, year={2031}} @article{ABC, title={Abc}}"
    found = planned(case, "a.bib", text)
    assert [row["source"] for row in found.rows.values()] == ["moor-2031", "moor-2031b", "moor-2031c", "x7", "abc"]
    assert found.faults == []


def test_a_library_of_very_many_of_one_author_gets_keys(case: Path) -> None:
    moor = {"type": "book", "author": [{"family": "Moor"}], "issued": {"date-parts": [[2001]]}}
    items = [moor | {"title": f"T{number}"} for number in range(40)]
    rows = planned(case, "a.json", json.dumps(items)).rows
    assert len({row["source"] for row in rows.values()}) == 40
