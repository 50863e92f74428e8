"""`evaluate`: what is right, what is missed; and the same figures, to the digit, as the referee's."""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.case.proposals import ProposalsError
from foedus.reader.evaluate import CORE, evaluate
from foedus.reader.evaluate_misses import in_sentences

TUNE = Path(__file__).with_name("gold") / "tune"

HEADER = "claim,event,stage,date,assertion,source,locator,note,supplier,recipient,item,quantity"


def case(folder: Path, *rows: str) -> Path:
    """A case of transfers."""
    (folder / "claims").mkdir(parents=True)
    (folder / "claims" / "transfers.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    (folder / "entities.csv").write_text("entity,type,name,aliases\nNOR,state,Norway,Oslo\n", encoding="utf-8")
    return folder


def test_a_proposal_is_right_by_its_roles_and_strictly_right_by_stage_date_and_assertion_too(tmp_path: Path):
    """Of two claims one is found strictly, one with another stage; a third proposal is nobody's."""
    gold = case(
        tmp_path / "gold",
        "tra-001,a,delivered,2019,asserted,wire,¶2,,NOR,GHA,patrol boats,4",
        "tra-002,b,ordered,2020,asserted,wire,¶5,,CHL,PER,radars,",
    )
    proposed = case(
        tmp_path / "proposed",
        "tra-001,x,delivered,2019-05,asserted,wire,¶3,,Oslo,GHA,patrol boat,4",
        "tra-002,y,delivered,2020,asserted,wire,¶5,,CHL,PER,radar,",
        "tra-003,z,delivered,,asserted,wire,¶9,,CHL,PER,radars,",
    )
    found = evaluate(gold, proposed)
    one = found.kinds["transfers"]
    assert (one.coded, one.proposed, one.right, one.strict) == (2, 3, 2, 1)
    assert (one.precision, one.recall, one.f1, one.strict_f1) == (2 / 3, 1.0, 0.8, 0.4)
    assert found.agreement == {
        "stage": (1, 2), "date": (2, 2), "assertion": (2, 2), "number": (1, 1), "locator": (1, 2)
    }  # fmt: skip
    assert [(miss.claim, miss.proposed) for miss in found.misses] == [("tra-003", True)]


def test_an_optional_claim_counts_neither_for_nor_against(tmp_path: Path):
    """Found or not, a coded row whose note begins with `optional:` changes no figure."""
    rows = (
        "tra-001,a,delivered,2019,asserted,wire,¶2,,NOR,GHA,patrol boats,4",
        "tra-002,b,ordered,2020,asserted,wire,¶5,optional: unsure,CHL,PER,radars,",
    )
    gold, both, one = (case(tmp_path / n, *r) for n, r in (("gold", rows), ("both", rows), ("one", rows[:1])))
    assert evaluate(gold, both).total == evaluate(gold, one).total
    assert evaluate(gold, one).total.f1 == 1.0
    assert not evaluate(gold, one).misses


def test_a_miss_is_shown_in_its_sentence(tmp_path: Path):
    """The sentence of the block that names the claim's roles, from the document that its source names."""
    gold = case(tmp_path / "gold", "tra-001,a,delivered,2019,asserted,wire,¶2,,NOR,GHA,patrol boats,4")
    proposed = case(tmp_path / "proposed")
    (tmp_path / "wire.txt").write_text(
        "A heading\n\nIt rained all day. In 2019 Norway gave four patrol boats to Ghana. Nobody came.\n",
        encoding="utf-8",
    )
    ((miss, sentence),) = in_sentences(
        evaluate(gold, proposed).misses, [{"source": "wire", "document": "wire.txt"}], [], tmp_path
    )
    assert (miss.claim, miss.proposed) == ("tra-001", False)
    assert sentence == "In 2019 Norway gave four patrol boats to Ghana."


def test_a_folder_without_claims_is_said_so(tmp_path: Path):
    """A misspelt folder is no score of zero."""
    with pytest.raises(ProposalsError, match="holds no claims"):
        evaluate(tmp_path, TUNE)


def mutated(to: Path, chance: random.Random) -> Path:
    """The gold of the tuning half as a bad reader would give it: rows lost, doubled, moved; cells changed."""
    (to / "claims").mkdir(parents=True)
    for file in sorted((TUNE / "claims").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        columns = list(rows[0])
        kept = [dict(row) for row in rows if chance.random() < 0.8 for _ in range(chance.choice((1, 1, 1, 2)))]
        chance.shuffle(kept)
        for row in kept:
            for column in (*CORE[file.stem], "stage", "date", "assertion", "locator"):
                if chance.random() < 0.25:
                    row[column] = chance.choice(rows)[column]
        with (to / "claims" / file.name).open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, columns)
            writer.writeheader()
            writer.writerows(kept)
    return to


@pytest.mark.needs("shared")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("sources", ["", "horn-desk-2024,tirana-release-2025"])
def test_it_agrees_with_the_referee_to_the_digit(tmp_path: Path, shared: Path, seed: int, sources: str):
    """Every figure, over proposals that are wrong in many ways, those of all sources and of some."""
    proposed = mutated(tmp_path / "proposed", random.Random(seed))
    tool = [sys.executable, str(shared / "tools" / "score_reader.py"), str(TUNE), str(proposed), "--json"]
    said = subprocess.run([*tool, *(["--sources", sources] if sources else [])], capture_output=True, check=True)
    found = evaluate(TUNE, proposed, sources.split(",") if sources else ())
    assert json.loads(json.dumps(found.as_dict())) == json.loads(said.stdout)
    assert 0.2 < found.total.f1 < 0.95


@pytest.mark.needs("shared")
def test_it_agrees_with_the_referee_over_the_bundled_case(tmp_path: Path, shared: Path, copy_case: Callable[..., Path]):
    """Also where nothing is wrong, and where nothing fits."""
    case_ = copy_case()
    for proposed in (case_, TUNE):
        tool = [sys.executable, str(shared / "tools" / "score_reader.py"), str(case_), str(proposed), "--json"]
        said = subprocess.run(tool, capture_output=True, check=True)
        assert json.loads(json.dumps(evaluate(case_, proposed).as_dict())) == json.loads(said.stdout)
