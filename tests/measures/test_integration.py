"""Integration by datasets: likeness of portfolios by hand, components within their windows, weights, other blocs."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case.settings import read
from foedus.charts import chart
from foedus.measures.integration import integration
from foedus.measures.integration.composite import checked, composite
from foedus.measures.integration.similarity import kappa, pi, s
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.figure import Figure
from foedus.reference.store import Library
from tests.conftest import SHARED
from tests.measures.invented import CASE, SHA, cells, figures, made, sheet, values
from tests.record.small import Files, write

# KAZ and KGZ: a pact of defence 2000 to 2010, an agreement of 2005, exercises in 2008 (two) and 2001 (one, too long
# ago at the end of MME), joint organisations and a distance of votes in 2014.
PROFILE = {
    "profile/coverage.csv": f"""\
        part,title,since,until,form,sha256,citations,tables,dataset,version,note
        members,Pacts,1815,2018,native,{SHA},nobody2002,pacts,atop,5.1,
        exercises,Exercises,1980,2010,native,{SHA},nobody2021,exercises,mme,7,
        agreements,Agreements,1980,2010,native,{SHA},nobody2020b,agreements,dcad,1.0,
        memberships,Bodies,1816,2014,native,{SHA},nobody2019,dyads,igo,3.0,
        points,Votes,1946,2024,native,{SHA},nobody2017,dyads; states,unga,July 2025,
        """,
    "profile/states.csv": """\
        state,measure,year,value,unit,dataset,version,note
        KAZ,unga_idealpoint,1992,0.1,,unga,July 2025,
        """,
    "profile/pacts.csv": """\
        pact,state,since,until,obligations,members,organisation,likeness,dataset,version,note
        1,KAZ,2000-01-01,2010-06-01,defense,2,,,atop,5.1,
        1,KGZ,2000-01-01,2010-06-01,defense,2,,,atop,5.1,
        2,KAZ,1995-01-01,,nonaggression,2,,,atop,5.1,
        2,TUR,1995-01-01,,nonaggression,2,,,atop,5.1,
        """,
    "profile/agreements.csv": """\
        row,state1,state2,signed,type,categories,dataset,version,note
        A-1,KAZ,KGZ,2005-03-01,general,DCA,dcad,1.0,
        """,
    "profile/exercises.csv": """\
        state1,state2,year,exercises,dataset,version,note
        KAZ,KGZ,2008,2,mme,7,
        KAZ,KGZ,2001,1,mme,7,
        """,
    "profile/dyads.csv": """\
        state1,state2,measure,since,until,value,unit,dataset,version,note
        KAZ,KGZ,igo_joint,2010,2014,30,,igo,3.0,
        KAZ,TUR,igo_joint,2010,2014,20,,igo,3.0,
        KAZ,KGZ,unga_distance,2024,2024,0.5,,unga,July 2025,
        """,
}
FILES = {k: text for k, text in CASE.items() if not k.startswith("profile")} | PROFILE
FILES["case.toml"] = CASE["case.toml"].replace('members = ["KAZ", "KGZ"]', 'members = ["KAZ", "KGZ", "TUR"]')


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("integration") / "case", FILES) as record:
        yield record


def test_the_yardsticks_are_those_by_hand():
    """Portfolios 3, 0, 0 and 3, 3, 0. They differ by 3 of at most 9: S is 1/3.

    Means 1 and 2, common mean 1.5; squares apart 9. Kappa: 1 - 9 / (6 + 6 + 3); pi: 1 - 9 / (6.75 + 6.75).
    """
    one, other = [3, 0, 0], [3, 3, 0]
    assert s(one, other) == pytest.approx(1 / 3)
    assert kappa(one, other) == pytest.approx(1 - 9 / 15)
    assert pi(one, other) == pytest.approx(1 - 9 / 13.5)


def test_weights_count_states_as_much_as_they_weigh():
    """With all weight on the second state the two are as far apart as can be; with none on it they are the same."""
    assert s([3, 0, 0], [3, 3, 0], [0, 1, 0]) == pytest.approx(-1)
    assert s([3, 0, 0], [3, 3, 0], [1, 0, 1]) == pytest.approx(1)
    assert kappa([3, 0, 0], [3, 3, 0], [1, 0, 1]) == pytest.approx(1)
    assert s([1], [1], [0]) is None


def test_portfolios_that_do_not_vary_have_no_likeness_beyond_chance():
    assert s([0, 0], [0, 0]) == 1
    assert (kappa([0, 0], [0, 0]), pi([0, 0], [0, 0])) == (None, None)


PORTFOLIO = st.lists(st.integers(0, 3), min_size=4, max_size=4)


@given(PORTFOLIO, PORTFOLIO)
def test_yardsticks_are_alike_from_both_sides_and_one_for_the_same(one: list[float], other: list[float]):
    for rule in (s, kappa, pi):
        there, back = rule(one, other), rule(other, one)
        assert there == back or there == pytest.approx(back)
        assert there is None or there <= 1 + 1e-9
        assert rule(one, one) in (None, pytest.approx(1))
    corrected, common = kappa(one, other), pi(one, other)
    if corrected is not None and common is not None:
        assert common <= corrected + 1e-9  # one mean for both leaves no less to chance than two


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 100)), min_size=1, max_size=6))
def test_a_composite_lies_between_its_parts_and_in_its_interval(rows: list[tuple[float, float]]):
    parts = {str(place): value for place, (value, _) in enumerate(rows)}
    found = composite(parts, {str(place): weight for place, (_, weight) in enumerate(rows)})
    assert found is not None
    assert min(parts.values()) - 1e-9 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= max(parts.values()) + 1e-9
    assert composite({}, {"0": 1.0}) is None


def group(record: Record, component: str, **options: object) -> Figure:
    found = cells(integration(record, **options), "components", component)["share or mean"]  # type: ignore[arg-type]
    assert isinstance(found, Figure)
    return found


def test_components_are_given_each_within_its_window(record: Record):
    """In 2010 one of three pairs has a pact, one an agreement of the last ten years, one exercises of the last five."""
    assert [group(record, name, year=2010).value for name in ("pacts", "agreements", "exercises")] == [
        pytest.approx(1 / 3)
    ] * 3
    assert group(record, "pacts", year=2011).value == 0
    assert group(record, "agreements", year=2011).cover == "not-covered"
    found = integration(record, year=2010)
    assert values(found, "pairs", "KAZ KGZ")["joint exercises, 2006–2010"] == 2
    assert group(record, "transfers").cover == "not-covered"


def test_what_the_dataset_has_of_some_pairs_only_is_said(record: Record):
    """Joint organisations are there of two of three pairs: their mean is 25, and that is partly covered."""
    found = group(record, "organisations")
    assert (found.value, found.cover) == (25, "partly")
    assert "2 of 3 pairs" in found.coverage


def test_without_the_datasets_the_yardsticks_are_not_covered_and_say_how_to_get_them(record: Record):
    found = integration(record)
    assert group(record, "S").cover == "not-covered"
    assert any("--data-dir" in text for text in found.warnings)
    with record.at(known="2022") as then:
        known = integration(then)
        assert not any(one.known for one in figures(known))
        assert "day of knowledge" in known.warnings[0]


def test_there_is_no_one_number_without_weights(record: Record, record_of: Callable[[Files], Record]):
    """With pacts at 3 and agreements at 1 it is a third, whatever the weights; organisations are not all covered."""
    assert "composite" not in [one.key for one in sheet(integration(record), "components").lines]
    weights = "\n        [weights]\n        pacts = 3\n        agreements = 1\n        "
    both = group(record_of({**FILES, "case.toml": FILES["case.toml"] + weights}), "composite", year=2010)
    assert both.value == pytest.approx(1 / 3)
    more = group(record_of({**FILES, "case.toml": FILES["case.toml"] + weights + "organisations = 1\n"}), "composite")
    assert (more.value, more.cover) == (None, "not-covered")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"pacts": -1.0}, "weight of pacts in case.toml is -1"),
        ({"pacts": 0.0}, "All weights in case.toml are 0"),
        ({"pakts": 1.0}, "'pakts', which is no component"),
        ({"pacts": float("nan")}, "weight of pacts in case.toml is nan"),
    ],
)
def test_weights_that_are_none_are_said(weights: dict[str, float], message: str):
    with pytest.raises(MeasureError, match=message):
        checked(weights)


@pytest.mark.parametrize("weight", ["-1", "nan", "inf"])
def test_a_weight_that_is_none_is_an_error_of_the_case(tmp_path: Path, weight: str):
    write(tmp_path, {"case.toml": f'format = 1\ntitle = "A"\n[weights]\npacts = {weight}\n'})
    settings, findings = read(tmp_path)
    assert [(one.severity, "weight" in one.message) for one in findings] == [("error", True)]
    assert settings.weights == {}


def test_a_name_that_no_component_has_is_said_by_the_measure(record_of: Callable[[Files], Record]):
    text = FILES["case.toml"] + "\n        [weights]\n        votes = 1\n        pakts = 1\n        "
    with pytest.raises(MeasureError, match="'pakts', which is no component"):
        integration(record_of({**FILES, "case.toml": text}))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"state": ["KAZ"]}, "one member only"),
        ({"group": "alone"}, "one member only"),
        ({"state": ["KAZ", "Atlantis"]}, "There is no state"),
        ({"year": "then"}, "'then' is no year"),
    ],
)
def test_what_cannot_be_asked_is_said(record: Record, options: dict[str, object], message: str):
    with pytest.raises(MeasureError, match=message):
        integration(record, **options)  # type: ignore[arg-type]


def test_the_picture_tells_nil_from_not_covered_and_says_what_is_left_out(record: Record):
    """In 2011 no pair has a pact, which is nil; DCAD and MME end in 2010, so that their columns are left out."""
    (found,) = integration(record, year=2011).pictures
    (groups, pairs) = found.data["blocks"]
    assert [label for label, _ in found.data["columns"]] == ["pact of defence", "joint organisations"]
    assert [dot["form"] for dot in groups["rows"][0]["dots"]] == ["full", "partly"]
    assert groups["rows"][0]["dots"][0]["value"] == 0
    forms = {row["label"]: [dot["form"] for dot in row["dots"]] for row in pairs["rows"]}
    assert forms["Kyrgyzstan – Türkiye"] == ["full", "not-covered"]
    assert "left out: agreements signed, joint exercises, arms transfers (TIV)" in found.data["coverage"]
    svg = chart(found.chart, "i", found.data, found.caption, found.alt)
    assert all(words in svg for words in ("n. c.", "nil, and covered", "not all pairs are covered", "ATOP 5.1"))


def test_without_any_dataset_nothing_is_drawn(record: Record):
    with record.at(known="2022") as then:
        assert integration(then).pictures == ()


def test_the_bundled_profile_answers_offline(bundled: Record):
    """Six states, fifteen pairs, all covered; AZE and TUR have a pact of defence at the end of ATOP."""
    found = integration(bundled)
    assert values(found, "pairs", "AZE TUR")["pact of defence, 2018"] == 1
    assert all(one.cells[-1] == "15 of 15" for one in sheet(found, "components").lines[:6])


@pytest.mark.needs("shared/data")
def test_profile_and_datasets_agree_and_other_blocs_are_a_scale(
    bundled: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What the profile has of the coalition is what the datasets have; NATO is bound pair by pair, GCC is too."""
    monkeypatch.setenv("FOEDUS_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)
    folders = [SHARED / "data" / name for name in ("atop", "igo", "unga", "exercises", "dcad", "cow")]
    library = Library(folders, cache=tmp_path / "cache")
    offline, online = integration(bundled), integration(bundled, library=lambda: library)
    for component in ("pacts", "agreements", "exercises", "organisations", "votes"):
        one, other = (values(of, "components", component)["share or mean"] for of in (offline, online))
        assert one == pytest.approx(other, rel=1e-4)
    scale = {one.key: one for one in sheet(online, "scale").lines}
    assert len(scale) == 6
    nato = next(key for key in scale if key.startswith("NATO"))
    assert values(online, "scale", nato)["pact of defence"] == 1
    likeness = values(online, "scale", nato)["S"]
    assert isinstance(likeness, float)
    assert 0.8 < likeness < 1
    (picture,) = online.pictures
    labels = [row["label"] for row in picture.data["blocks"][0]["rows"]]
    assert len(labels) == 6
    assert labels[1] == nato
    assert [label for label, _ in picture.data["columns"]][-3:] == ["S", "kappa", "pi"]
