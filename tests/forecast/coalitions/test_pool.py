"""What a case's profile has of a pool's states, and coalitions as they are typed: an invented profile, by hand."""

import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from foedus.forecast.coalitions import coalitions
from foedus.forecast.coalitions.pool import Pool, of_profile
from foedus.forecast.coalitions.weights import MODELS, scoring, structural
from foedus.forecast.errors import ForecastError
from foedus.measures.measured import Line, MeasureError
from foedus.record import Record
from foedus.record.figure import Figure
from tests.cli.conftest import Foedus, foedus
from tests.measures.invented import CASE, SHA, made, sheet
from tests.record.small import Files

__all__ = ["foedus"]

# KAZ, KGZ and TUR are the case's own, RUS and TJK stand beside them. At the end of ATOP, in 2018: KAZ and KGZ are in
# a defence pact with RUS and three that are none of the case's, KGZ and TUR in one of their own; one of KAZ and TUR
# is over, and one is of consultation only. Rivalries end in 2010, disputes in 2014.
PROFILE = {
    "profile/coverage.csv": f"""\
        part,title,since,until,form,sha256,citations,tables,dataset,version,note
        members,Pacts,1815,2018,native,{SHA},nobody2002,pacts,atop,5.1,
        td,Rivalries,1494,2010,native,{SHA},nobody2012,disputes,rivalry,2012,
        dyads,Disputes,1816,2014,native,{SHA},nobody2022,disputes,mid,5.0,
        pairs,Distances,1886,2019,native,{SHA},nobody2024,dyads,distance,2,
        points,Votes,1946,2024,native,{SHA},nobody2017,dyads; states,unga,July 2025,
        states,Capabilities,1816,2022,native,{SHA},nobody1972,states,nmc,7.0,
        """,
    "profile/states.csv": """\
        state,measure,year,value,unit,dataset,version,note
        KAZ,cinc,2021,0.9,,nmc,7.0,
        KAZ,cinc,2022,0.002,,nmc,7.0,
        KGZ,cinc,2022,0.001,,nmc,7.0,
        TUR,cinc,2022,0.015,,nmc,7.0,
        RUS,cinc,2022,,,nmc,7.0,missing in the dataset
        """,
    "profile/dyads.csv": """\
        state1,state2,measure,since,until,value,unit,dataset,version,note
        KAZ,KGZ,distance_min,1991,2019,0,km,distance,2,
        KAZ,TUR,distance_min,1991,2019,1700,km,distance,2,
        KGZ,TUR,distance_min,1991,2019,2600,km,distance,2,
        KAZ,RUS,distance_min,1991,2019,0,km,distance,2,
        KAZ,KGZ,unga_distance,2023,2023,9,,unga,July 2025,
        KAZ,KGZ,unga_distance,2024,2024,0.5,,unga,July 2025,
        KAZ,TUR,unga_distance,2024,2024,1,,unga,July 2025,
        """,
    "profile/pacts.csv": """\
        pact,state,since,until,obligations,members,organisation,likeness,dataset,version,note
        1,KAZ,1992-05-15,,defense; consultation,6,,,atop,5.1,
        1,KGZ,1992-05-15,,defense; consultation,6,,,atop,5.1,
        1,RUS,1992-05-15,,defense; consultation,6,,,atop,5.1,
        2,KGZ,2000-01-01,,defense,2,,,atop,5.1,
        2,TUR,2000-01-01,,defense,2,,,atop,5.1,
        3,KAZ,2000-01-01,2010-06-01,defense,2,,,atop,5.1,
        3,TUR,2000-01-01,2010-06-01,defense,2,,,atop,5.1,
        4,KAZ,1995-01-01,,consultation,2,,,atop,5.1,
        4,TUR,1995-01-01,,consultation,2,,,atop,5.1,
        """,
    "profile/disputes.csv": """\
        state1,state2,type,since,until,level,dataset,version,note
        KAZ,KGZ,dispute,2003,2004,4,mid,5.0,
        KGZ,TUR,dispute,2005,2005,4,mid,5.0,
        KAZ,TUR,rivalry,1995,2009,,rivalry,2012,
        RUS,TUR,rivalry,1995,2010,,rivalry,2012,
        """,
}
STATES = {'["KAZ", "KGZ"]': '["KAZ", "KGZ", "TUR"]', 'members = ["TUR"]': 'members = ["RUS", "TJK"]'}
SETTINGS = reduce(lambda text, item: text.replace(*item), STATES.items(), CASE["case.toml"])
BARE: Files = {key: text for key, text in CASE.items() if not key.startswith("profile")} | {"case.toml": SETTINGS}
FILES: Files = {**BARE, **PROFILE}
FIVE = ("KAZ", "KGZ", "RUS", "TJK", "TUR")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pool") / "case"
    made(folder, FILES).close()
    return folder


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with made(tmp_path_factory.mktemp("pool") / "case", FILES) as record:
        yield record


@pytest.fixture(scope="module")
def pool(record: Record) -> Pool:
    return of_profile(record, FIVE)


def told(line: Line) -> list[Any]:
    """The cells of a line, of figures the value."""
    return [cell.value if isinstance(cell, Figure) else cell for cell in line.cells]


def of(pool: Pool, name: str, one: str, other: str = "") -> float | None:
    """A value by name; None where unknown."""
    at = pool.keys.index
    value = float(pool.relations[name][at(one), at(other)] if other else pool.traits[name][at(one)])
    return None if np.isnan(value) else value


def test_figures_are_those_of_the_last_year(pool: Pool):
    assert of(pool, "cinc", "KAZ") == 0.002
    assert of(pool, "unga_distance", "KGZ", "KAZ") == 0.5
    assert of(pool, "distance_min", "TUR", "KAZ") == 1700
    assert {name: one.years for name, one in pool.series.items()} == {
        "cinc": "2022", "outside": "2018", "distance_min": "2019", "unga_distance": "2024", "hostile": "2010–2014",
        "allied": "2018",
    }  # fmt: skip


def test_unknown_is_not_zero(pool: Pool):
    """A figure that the dataset has not, a pair without a row, a measure without any, states beside the case's own."""
    assert of(pool, "cinc", "RUS") is None
    assert of(pool, "cinc", "TJK") is None
    assert of(pool, "distance_min", "KGZ", "RUS") is None
    assert of(pool, "igo_joint", "KAZ", "KGZ") is None
    assert of(pool, "allied", "RUS", "TJK") is None
    assert of(pool, "hostile", "RUS", "TJK") is None
    assert of(pool, "outside", "RUS") is None


def test_pacts_are_those_of_defence_in_force_at_the_end(pool: Pool):
    assert of(pool, "allied", "KAZ", "KGZ") == 1
    assert of(pool, "allied", "KAZ", "RUS") == 1
    assert of(pool, "allied", "KGZ", "TUR") == 1
    assert of(pool, "allied", "KAZ", "TUR") == 0  # over in 2010; what they have left is no promise to defend
    assert of(pool, "allied", "TUR", "TJK") == 0


def test_bound_outside_is_bound_with_some_that_are_not_in_the_pool(record: Record, pool: Pool):
    """The pact of six binds others even where all of the case's own are in the pool; that of two does not."""
    assert [of(pool, "outside", key) for key in ("KAZ", "KGZ", "TUR")] == [1, 1, 0]
    smaller = of_profile(record, ("KAZ", "TUR"))
    assert [of(smaller, "outside", key) for key in ("KAZ", "TUR")] == [1, 1]


def test_a_quarrel_makes_hostile_for_its_time(pool: Pool):
    """A dispute for ten years to the end of 2014, a rivalry while it lasts."""
    assert of(pool, "hostile", "KGZ", "TUR") == 1
    assert of(pool, "hostile", "RUS", "TUR") == 1
    assert of(pool, "hostile", "KAZ", "KGZ") == 0  # over in 2004
    assert of(pool, "hostile", "KAZ", "TUR") == 0  # over in 2009


def test_features_are_in_standard_deviations_and_weigh_alike(pool: Pool):
    made = {term.name: term for term in structural(pool)}
    assert {abs(term.weight) for term in made.values()} == {1.0}
    for name in ("distance", "votes"):
        known = made[name].values[np.triu_indices(5, 1)]
        known = known[~np.isnan(known)]
        assert (known.mean(), known.std()) == (pytest.approx(0), pytest.approx(1))
    strong = made["capability"].values
    assert strong[4] / strong[0] == pytest.approx(7.5)
    assert np.isnan(made["organisations"].values[0, 1])
    assert [term.rests_on for term in made.values() if term.rests_on not in {*pool.traits, *pool.relations}] == []


def test_where_all_are_the_same_nothing_is_told_apart():
    same = Pool(
        keys=("A", "B", "C"), traits={"cinc": np.full(3, 0.3), "outside": np.full(3, np.nan)},
        relations={name: np.full((3, 3), 0.7) for name in
                   ("distance_min", "igo_joint", "unga_distance", "hostile", "allied")},
        series={},
    )  # fmt: skip
    made = {term.name: term for term in structural(same)}
    assert made["distance"].values[0, 1] == 0
    assert made["capability"].values.tolist() == [0, 0, 0]
    assert np.isnan(made["bound"].values).all()


def test_an_unknown_model_is_refused(record: Record):
    with pytest.raises(ForecastError, match="no model 'structurl'") as refused:
        scoring("structurl", record, ("KAZ", "TUR"))
    assert refused.value.hint == "Did you mean 'structural'?"
    with pytest.raises(ForecastError) as refused:
        scoring("oracle", record, ("KAZ", "TUR"))
    assert MODELS[0] in refused.value.hint


# -- the answer -----------------------------------------------------------------------------------------------


def test_the_answer_names_the_best_and_what_is_unknown(record: Record):
    """Scored without what is unknown: it is said of each coalition, and in the answer."""
    found = coalitions(record, pool=["TUR", "KAZ", "Kyrgyzstan", "RUS"], top=6, unknown="leave-out")
    best = sheet(found, "best")
    assert [line.label for line in best.lines][:2] == ["2, 1.", "2, 2."]
    assert len(best.lines) == 6 + 4 + 1
    unknown = {told(line)[0]: told(line)[2] for line in best.lines}
    assert unknown["KAZ, TUR"] == "organisations"
    assert unknown["KGZ, RUS"] == "distance, organisations, votes, capability, bound"
    assert "Of 11 coalitions" in found.answer
    assert "that cannot be told)" in found.answer
    assert any(text.startswith("Of 11 of 11 coalitions something is unknown") for text in found.warnings)


def test_contributions_are_the_best_with_less_the_best_without(record: Record):
    """Recomputed from the table of the best coalitions, which here holds all of them."""
    found = coalitions(record, top=10, unknown="leave-out")
    best = {told(line)[0]: told(line)[1] for line in sheet(found, "best").lines}
    of_two = {line.label: told(line)[0] for line in sheet(found, "contributions").lines}
    pairs = {frozenset(members.split(", ")): score for members, score in best.items() if members.count(",") == 1}
    for state in ("KAZ", "KGZ", "TUR"):
        with_it = max(score for pair, score in pairs.items() if state in pair)
        without = max(score for pair, score in pairs.items() if state not in pair)
        assert of_two[state] == pytest.approx(with_it - without)


def test_excluded_is_what_has_something_unknown(record: Record):
    """Nothing is known of organisations: no coalition is left, and the answer says so."""
    found = coalitions(record)
    assert found.answer == "Of 4 coalitions none can be scored: of each something is unknown."
    assert sheet(found, "best").lines == ()


def test_the_terms_name_dataset_version_and_years(record: Record):
    lines = {line.label: line for line in sheet(coalitions(record), "terms").lines}
    weight = lines["hostility"].cells[0]
    assert not isinstance(weight, str)
    assert {(row.dataset, row.version) for row in weight.rows} == {("rivalry", "2012"), ("mid", "5.0")}
    assert told(lines["organisations"])[2:] == ["not covered", 3]


def test_a_case_without_a_profile_says_so(tmp_path: Path):
    with made(tmp_path / "case", BARE) as bare:
        found = coalitions(bare, pool=["KAZ", "TUR"])
    assert any("no dataset profile" in text for text in found.warnings)
    assert sheet(found, "terms").lines[0].cells[2] == "not covered"


def test_states_are_taken_once_and_strangers_told(record: Record):
    found = coalitions(record, pool=["KAZ", "kazakhstan", "TUR", "FRA", " "])
    assert found.asked["pool"] == "FRA, KAZ, TUR"
    assert "KAZ was named more than once; it counts once." in found.warnings
    assert any("no figures of FRA" in text for text in found.warnings)


def test_what_is_no_state_or_no_coalition_is_refused(record: Record):
    with pytest.raises(MeasureError, match="no state 'Atlantis'"):
        coalitions(record, pool=["KAZ", "Atlantis"])
    with pytest.raises(MeasureError, match="of type firm"):
        coalitions(record, pool=["KAZ", "dronefirm"])
    with pytest.raises(ForecastError, match="the pool has one: KAZ"):
        coalitions(record, pool=["KAZ", "KAZ"])


# -- as it is typed -------------------------------------------------------------------------------------------


def test_tables_on_the_screen(foedus: Foedus, case: Path):
    said = foedus("forecast", "coalitions", case, "--pool", "KAZ, KGZ,TUR,RUS", "--size", 3, "--unknown", "leave-out")
    assert (said.code, said.err) == (0, "")
    for text in ("Coalitions of 4 states", "Best coalitions of each size", "What each state adds", "no probability"):
        assert text in said.out
    assert "3, 1." in said.out
    assert "4, 1." not in said.out


def test_json_holds_the_same(foedus: Foedus, case: Path):
    found = json.loads(foedus("forecast", "coalitions", case, "--unknown", "leave-out", "--json").out)
    assert found["measure"] == "coalitions"
    assert [one["name"] for one in found["sheets"]] == ["best", "contributions", "pool", "terms"]


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (("--pool", "KAZ"), "the pool has one: KAZ", "--pool KAZ,KGZ,UZB"),
        (("--size", "1"), "no size is 1", "--size 2"),
        (("--size", "4"), "no coalition of it has 4", "--size 3"),
        (("--top", "0"), "0 sets of each size", "1 to 1000"),
        (("--model", "oracle"), "no model 'oracle'", "structural"),
        (("--pool", "KAZ,XXQ"), "no state 'XXQ'", ""),
        (("--group", "nobody"), "no group 'nobody'", ""),
    ],
)
def test_questions_that_make_no_sense_get_a_sentence(
    foedus: Foedus, case: Path, words: tuple[str, ...], said: str, hint: str
):
    answer = foedus("forecast", "coalitions", case, *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert hint in answer.err
    assert "Traceback" not in answer.err


def test_a_pool_of_forty_is_told_what_is_possible(foedus: Foedus, case: Path):
    from foedus.terms.states import states

    forty = [key for key, state in states().items() if state.status == "state"][:40]
    answer = foedus("forecast", "coalitions", case, "--pool", ",".join(forty))
    assert answer.code == 2
    assert "up to 24 is searched whole" in answer.err
    assert foedus("forecast", "coalitions", case, "--pool", ",".join(forty), "--size", 3).code == 0


def test_the_bundled_case_is_searched_offline(foedus: Foedus, built_case: Path):
    """All 57 coalitions of its six states by equal weights, the 42 of three or more by the fitted; nothing unknown."""
    for model, many in (("structural", 57), ("", 42)):
        found = json.loads(foedus("forecast", "coalitions", built_case, "--top", 20, "--model", model, "--json").out)
        assert len(found["sheets"][0]["lines"]) == many
        assert found["asked"]["model"] == (model or "ridge")
    assert found["warnings"] == []
