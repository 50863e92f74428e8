"""A case's file says of its states what the whole world does: models expect the same of them, offline."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from foedus.forecast import places
from foedus.forecast.errors import ForecastError
from foedus.forecast.models import Event, Past, models
from foedus.forecast.scenes import Scene
from foedus.forecast.world import World
from tests.forecast.invented import eve

OWN = ("S01", "S02", "S03", "S05")
CHEAP = ("rate", "distance", "locality", "template", "dyadic", "ridge")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case's folder with the file of four of an invented world's states."""
    folder = tmp_path_factory.mktemp("case")
    world = World(eves={1990: eve(1990, many=9, frozen=("igo_joint",))}, vintages=())
    (folder / "forecast").mkdir()
    (folder / places.FILE).write_text(places.text(world, 1990, OWN), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", CHEAP)
def test_a_model_expects_the_same_of_states_in_the_file_and_in_the_world(case: Path, name: str) -> None:
    """Pairs and larger sets among the case's states have the same numbers from the file as from the whole eve."""
    scenes = {year: Scene(eve(year, many=9), seed=1, controls=60) for year in range(1980, 1991)}
    past = Past(
        1990,
        {year: one for year, one in scenes.items() if year < 1990},
        (Event(1982, (0, 1)), Event(1984, (0, 1, 2, 3)), Event(1986, (3, 4, 5)), Event(1988, (2, 3))),
    )
    whole = scenes[1990]
    fitted = models()[name].fit(past, whole)
    own = places.read(case)
    at = {key: n for n, key in enumerate(whole.eve.keys)}
    sets = [one for size in (3, 4) for one in combinations(range(len(own.keys)), size)]
    theirs = [tuple(sorted(at[own.keys[n]] for n in one)) for one in sets]
    assert fitted.sets(own, sets) == pytest.approx(fitted.sets(whole, theirs), abs=1e-3)
    pairs, of_whole = fitted.pairs(own), fitted.pairs(whole)
    if pairs is None or of_whole is None:
        assert name == "template"
        return
    for one, other in combinations(range(len(own.keys)), 2):
        expected = of_whole[whole.pair_of(at[own.keys[one]], at[own.keys[other]])]
        assert pairs[own.pair_of(one, other)] == pytest.approx(expected, abs=1e-3)


def test_a_body_that_only_the_record_knows_makes_its_members_likelier(case: Path) -> None:
    """With an organisation of three of them added, a template gives these three a higher density than before."""
    own = places.read(case)
    joined = own.with_bodies({"new": ("S01", "S03", "S05")})
    three = own.positions(("S01", "S03", "S05"))
    before, after = (at.variants([three], np.zeros(61))[0] for at in (own, joined))
    assert after.max() > before.max()
    assert own.with_bodies({}) is own


def test_a_state_that_the_file_does_not_have_is_named(case: Path) -> None:
    """The message names the state, the file and the command that writes it."""
    with pytest.raises(ForecastError, match=r"nothing of S07") as caught:
        places.read(case).positions(("S01", "S07"))
    assert "foedus forecast eve" in caught.value.hint


def test_a_case_without_the_file_is_told_how_to_write_it(tmp_path: Path) -> None:
    """Nothing is made up."""
    with pytest.raises(ForecastError, match=r"eve\.csv is not there"):
        places.read(tmp_path)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text.replace("what,state", "state,what"), "line 1: the header"),
        (lambda text: text.replace("km,400", "km,near", 1), r"line \d+: the row cannot be understood"),
        (lambda text: text[: len(text) // 3].rsplit(",", 2)[0], r"line \d+|not whole"),
        (lambda text: text.splitlines()[0], "not whole"),
        (lambda text: text + "comet,,,,,\n", "there are no rows of 'comet'"),
    ],
)
def test_a_damaged_file_is_a_sentence_with_its_line(case: Path, tmp_path: Path, damage, said: str) -> None:
    """A wrong header, a word for a number, a truncated file, an unknown row: each is told with its line."""
    text = (case / places.FILE).read_text(encoding="utf-8")
    (tmp_path / "forecast").mkdir()
    (tmp_path / places.FILE).write_text(damage(text), encoding="utf-8")
    with pytest.raises(ForecastError, match=said):
        places.read(tmp_path)
