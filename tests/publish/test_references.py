"""Sources as references: what is written for Zotero is read back as it was."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.codebook import load
from foedus.desk.bibliography.latex import latex_of, text_of
from foedus.desk.bibliography.plan import FORMATS, key_of, plan_sources, row_of
from foedus.desk.log import Signature
from foedus.desk.mapping import Given
from foedus.publish.references import WRITERS
from tests.conftest import BUNDLED_CASE, REPOSITORY
from tests.record.small import write

ENDINGS = {"bibtex": ".bib", "csl": ".json", "ris": ".ris"}
KEPT = ("source", "title", "authors", "publisher", "published", "language", "url", "type")
TYPES = list(load().tables["sources"].by_name["type"].words)
PLAIN = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters=";"), min_size=1, max_size=8)
WORDS = st.lists(PLAIN, min_size=1, max_size=4).map(" ".join)
NAMES = st.sampled_from(
    [
        "Taras Kuzio",
        "K. Bazarbayev",
        "Emma van der Berg",
        "Ministry of Defence",
        "Erhan",
        "Jean-Luc Öz",
        "NATO",
        "A and B",
    ]
)
DATES = st.sampled_from(
    ["", "2022", "2022-05", "2022-05-10", "2021~", "199X", "2016/..", "2002/2004", "../2013", "2000-23",
     "[2021-10..2021-12]", "2021?"]
)  # fmt: skip


@st.composite
def sources(draw: st.DrawFn) -> dict[str, str]:
    return {
        "source": draw(st.from_regex(r"[a-z]{2,6}-(19|20)[0-9]{2}", fullmatch=True)),
        "title": draw(WORDS),
        "authors": "; ".join(draw(st.lists(NAMES, max_size=3, unique=True))),
        "publisher": draw(st.one_of(st.just(""), WORDS)),
        "published": draw(DATES),
        "language": draw(st.sampled_from(["", "en", "en; kk"])),
        "url": draw(st.sampled_from(["", "https://example.org/a_b%20c?d=1&e=~f#g"])),
        "type": draw(st.sampled_from(TYPES)),
    }


def back(form: str, rows: list[dict[str, str]], place: Path) -> list[dict[str, str]]:
    """The rows as they come back into an empty case."""
    case = write(place / "case", {})
    path = place / f"library{ENDINGS[form]}"
    path.write_text(WRITERS[form](rows), encoding="utf-8", newline="")
    found = plan_sources(case, path, Given(), Signature("Jane"))
    assert (found.faults, found.duplicates, found.left_out) == ([], {}, [])
    return [{name: row.get(name, "") for name in KEPT} for row in found.rows.values()]


@given(sources())
@pytest.mark.parametrize("form", WRITERS)
def test_what_is_written_is_read_back_as_it_was(form: str, row: dict[str, str]) -> None:
    """Title, authors, publisher, date, language, address and type; only the file is between them."""
    (one,) = FORMATS[ENDINGS[form]](WRITERS[form]([row]))
    found, remarks = row_of(one)
    found["source"] = key_of(one, found)
    assert {name: found[name] for name in KEPT} == row
    assert remarks == []


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("case", ["turkic-states", "nordic-states"])
def test_the_sources_of_the_bundled_cases_come_back(form: str, case: str, tmp_path: Path) -> None:
    with (REPOSITORY / "cases" / case / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert back(form, rows, tmp_path) == [{name: row[name] for name in KEPT} for row in rows]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "M"]), max_size=30))
def test_latex_is_read_back_as_it_was(text: str) -> None:
    assert text_of(latex_of(text)) == text


def test_names_are_split_so_that_other_programs_can_sort_them() -> None:
    with (BUNDLED_CASE / "sources.csv").open(encoding="utf-8", newline="") as file:
        items = json.loads(WRITERS["csl"](list(csv.DictReader(file))))
    kuzio = next(item for item in items if item["id"] == "kuzio-2024")
    assert kuzio["author"] == [{"family": "Kuzio", "given": "Taras"}]
    assert kuzio["issued"] == {"date-parts": [[2024, 5, 6]]}
    assert kuzio["type"] == "post-weblog"
