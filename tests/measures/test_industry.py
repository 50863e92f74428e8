"""Figures of an arms industry and whose they are; series with breaks; what was announced against what is at work."""

from collections.abc import Iterator

import pytest

from foedus.measures.industry import industry
from foedus.measures.industry.own import GOVERNMENT, MAKERS, OTHERS
from foedus.measures.industry.series import about_industry, series
from foedus.measures.industry.ventures import ventures
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.figure import Figure
from tests.measures.armour import FILES, claims, labels
from tests.record.small import recorded


@pytest.fixture(scope="module")
def north(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("north") / "case", FILES) as record:
        yield record


def points(record: Record, measure: str):
    return [point for one in series(record, ["FIN"], measure)["FIN"][0] for point in one.points]


def test_a_governments_and_makers_own_figures_are_labelled(north: Record):
    """By the root of the claim, however scholarly the article that passes it on."""
    whose = {claim: point.whose.label for name in ("defence-exports", "turnover", "domestic-share-of-weapons",
             "arms-imports") for point in points(north, name) for claim in point.told.claims}  # fmt: skip
    assert whose == {
        "ind-001": GOVERNMENT,  # its ministry's publication, cited by a scholar
        "ind-002": GOVERNMENT,
        "ind-003": OTHERS,  # an official source of another state
        "ind-004": OTHERS,
        "ind-005": MAKERS,  # a firm's annual report
        "ind-006": GOVERNMENT,  # the minister's word
        "ind-008": OTHERS,  # a firm of another state
        "ind-009": OTHERS,  # the press
    }


def test_breaks_are_marked(north: Record):
    """2018 follows 2017; 2020 is from elsewhere after a year without a figure; 2021 is in another unit."""
    assert [(point.period, point.breaks) for point in points(north, "defence-exports")] == [
        ("2017", ()),
        ("2018", ()),
        ("2020", ("other source", "2019 not covered")),
        ("2021", ("other unit (EUR before)",)),
    ]


def test_a_rough_figure_keeps_its_interval_and_an_expected_one_has_none(north: Record):
    """About 130 is 117 to 143; at least 70 has no upper end; what is expected is no figure yet; a word stays a word."""
    _, rough, *_ = points(north, "defence-exports")
    assert (rough.value.value, rough.value.low, rough.value.high) == (130, 117, 143)
    least, awaited = points(north, "domestic-share-of-weapons")
    assert (least.value.value, least.value.low, least.value.high) == (70, 70, None)
    assert awaited.value.value is None
    assert "only expected" in awaited.value.coverage
    assert awaited.breaks == ("other source", "no period", "expected or denied, not reported")
    [word] = points(north, "arms-imports")
    assert word.value.value == "rising"


def test_claims_that_differ_give_no_figure(north: Record, tmp_path):
    """Two figures of one year on equal terms: none is taken, and both are told."""
    more = "ind-020,exports,reported,2017,asserted,,second-2022,summary,FIN,defence-exports,40,EUR"
    files = {**FILES, "claims/indicators.csv": FILES["claims/indicators.csv"].rstrip() + f"\n        {more}\n"}
    with recorded(tmp_path / "case", files) as record:
        first = points(record, "defence-exports")[0]
    assert first.value.value is None
    assert "100" in first.value.coverage
    assert "40" in first.value.coverage


def test_what_is_not_about_industry_is_left_out_by_name(north: Record):
    """Hospital beds are named as left out, and can be asked for."""
    found = industry(north, state=["FIN"])
    assert any("hospital-beds" in one for one in found.warnings)
    assert "ind-007" not in claims(found)
    assert "ind-007" in claims(industry(north, state=["FIN"], indicator="hospital-beds"))
    assert about_industry("share-of-arms-exports")
    assert not about_industry("armsman-count")


def test_announced_against_at_work_by_partner_and_mode(north: Record):
    """With Norway lenses and boats are at work, a yard only proposed, a gearbox over; Sweden's is so by a minister."""
    told = {(one.partner, one.mode): one for one in dict(ventures(north, ["FIN"]))["FIN"]}
    assert [one.event for one in told["NOR", "joint-production"].at_work] == ["boats"]
    assert [one.event for one in told["NOR", "joint-venture"].announced] == ["plant-talks"]
    assert [one.event for one in told["NOR", "component-supply"].over] == ["gearbox"]
    assert [one.event for one in told["NOR", "component-supply"].at_work] == ["lenses"]
    assert [one.event for one in told["SWE", "component-supply"].passed_on] == ["gearbox"]
    assert [one.event for one in told["", "own-development"].at_work] == ["wolf-plant"]
    assert (
        "2 are told of as at work, 1 so on somebody’s word, 1 only as announced"
        in industry(north, state=["FIN"]).answer
    )


def test_years_keep_what_lies_in_them(north: Record):
    """Figures of 2018 to 2020; one without a period lies in no year, and that is said."""
    found = industry(north, state=["FIN"], since="2018", until="2020")
    assert {"ind-002", "ind-003"} <= claims(found)
    assert not {"ind-001", "ind-004"} & claims(found)
    assert any("without a period" in one for one in found.warnings)


def test_years_without_a_figure_are_said_not_nil(north: Record):
    """Nothing of 1990."""
    found = industry(north, state=["FIN"], since="1990", until="1991")
    assert labels(found, "figures") == []
    assert any("outside the years" in one for one in found.warnings)


def test_the_hundred_largest_are_not_covered_without_a_profile(north: Record):
    """No profile, no list: said, not nil."""
    found = industry(north, state=["FIN"])
    assert labels(found, "top100") == []
    assert any("not covered" in one for one in found.warnings)


PROFILE = {
    "profile/coverage.csv": (
        "part,title,since,until,form,sha256,citations,tables,dataset,version,note\n"
        f"workbook,The hundred largest,2002,2020,native,{'0' * 64},some2020,states,sipri-top100,9,\n"
    ),
    "profile/states.csv": (
        "state,measure,year,value,unit,dataset,version,note\n"
        "FIN,top100_firms,2019,2,firms,sipri-top100,9,\n"
        "FIN,top100_arms,2019,,millions,sipri-top100,9,left out by us\n"
        "NOR,top100_firms,2019,1,firms,sipri-top100,9,\n"
    ),
}


def test_the_hundred_largest_where_the_profile_has_them(tmp_path):
    """Rows of the dataset stand behind the figure; what is missing says why; beyond its window is not covered."""
    with recorded(tmp_path / "case", {**FILES, **PROFILE}) as record:
        [sheet] = [one for one in industry(record, state=["FIN"]).sheets if one.name == "top100"]
        outside = industry(record, state=["FIN"], since="2022")
    cells = {(line.cells[0], line.cells[1]): c for line in sheet.lines for c in line.cells if isinstance(c, Figure)}
    assert cells["2019", "top100_firms"].value == 2
    assert cells["2019", "top100_firms"].rows[0].key == "FIN, top100_firms, 2019"
    assert cells["2019", "top100_arms"].coverage == "left out by us"
    assert len(sheet.lines) == 2
    assert any("2002 to 2020" in one for one in outside.warnings)


@pytest.mark.parametrize(
    "asked",
    [
        {"state": ["Atlantis"]}, {"state": ["finworks"]}, {"indicator": "defense-export", "state": ["FIN"]},
        {"state": ["FIN"], "since": "2020", "until": "2019"},
    ],
)  # fmt: skip
def test_what_cannot_be_asked(north: Record, asked):
    """Each says what is wrong, and what to do."""
    with pytest.raises((MeasureError, AskError)) as error:
        industry(north, **asked)
    assert isinstance(error.value, MeasureError | AskError)
    assert error.value.message
    assert error.value.hint


def test_the_bundled_cases_figures(bundled: Record):
    """Makers' and government's figures among Türkiye's; exports of 2022 behind a break; the licence only announced."""
    found = {(one.subject, one.measure): one.points for one in series(bundled, ["TUR"])["TUR"][0]}
    span, year = found["TUR", "defence-exports"]
    assert (span.whose.label, year.whose.label) == (MAKERS, OTHERS)
    assert year.breaks == ("other source", "period of another length")
    assert year.value.claims == ("ind-020",)
    [share] = found["TUR", "domestic-production-rate"]
    assert (share.whose.label, share.value.value, share.unit) == (GOVERNMENT, 80, "percent")
    made = {(one.partner, one.mode): one for one in dict(ventures(bundled, ["TUR"]))["TUR"]}
    assert [one.event for one in made["KAZ", "licence"].announced] == ["kaz-anka-licence"]
    assert [one.event for one in made["KOR", "component-supply"].passed_on] == ["altay-engine"]
