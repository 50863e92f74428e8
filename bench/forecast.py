"""The forecast: the answer offline, and the whole evaluation beside what an analyst would fit, in the same run.

What one would do otherwise is a logit of all pairs and years (scikit-learn, the usual covariates), fitted once a decade
and asked for the next ten years. It is scored as foedus scores its own models: nats per founding by two.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.analyst import DATA

CASE = Path(__file__).parent.parent / "cases" / "turkic-states"
ANSWER, EVALUATION = 3.0, 900.0
NATS = {"two": -6.9, "three or more": -17.3}
NEAR_MISS = 0.83
RUNS = 5
USUAL = ("log_distance", "contiguous", "unga_distance", "hostile", "igo_joint", "allied", "cinc_larger", "major")


def _answer() -> float:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    words = [sys.executable, "-m", "foedus", "forecast", "answer", str(CASE)]
    seconds = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(words, check=True, capture_output=True, env=environment)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[1:])


def _plain() -> tuple[float, float]:
    """Nats per founding by two, and seconds, of a logit fitted once a decade."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from foedus.forecast.evaluate.rolling import events
    from foedus.forecast.events import foundings
    from foedus.forecast.features import PAIR
    from foedus.forecast.scenes import Scene
    from foedus.forecast.world import world
    from foedus.reference.store import Library

    began = time.perf_counter()
    seen = world(1946, 2018, DATA)
    scenes = {eve.year: Scene(eve, 1) for eve in seen}
    columns = [list(PAIR).index(name) for name in USUAL]
    came: dict[int, list[int]] = {}
    for one in events(seen, foundings(Library([DATA]), 1946, 2018)[0]):
        if len(one.members) == 2:
            came.setdefault(one.year, []).append(scenes[one.year].pair_of(*one.members))
    x = {year: np.nan_to_num(scene.pairs[:, columns]) for year, scene in scenes.items()}
    total, expected, many = 0.0, 0.0, 0
    for start in range(1960, 2019, 10):
        before = range(1946, start)
        y = [np.isin(np.arange(len(x[year])), came.get(year, [])) for year in before]
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
        model.fit(np.concatenate([x[year] for year in before]), np.concatenate(y))
        for year in range(start, min(start + 10, 2019)):
            hazard = -np.log1p(-model.predict_proba(x[year])[:, 1])
            total += float(np.log(hazard[came.get(year, [])]).sum())
            expected += float(hazard.sum())
            many += len(came.get(year, []))
    return (total - expected) / many, time.perf_counter() - began


def report() -> bool:
    """Print seconds and scores against the bounds."""
    good = True
    seconds = _answer()
    good &= seconds <= ANSWER
    print(f"forecast answer, offline: {seconds:.2f} s, median of {RUNS} (bound {ANSWER:g} s)")
    if not DATA.is_dir():
        print("forecast evaluate: not run, as the datasets are not beside the repository")
        return good
    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        began = time.perf_counter()
        words = [
            sys.executable,
            "-m",
            "foedus",
            "forecast",
            "evaluate",
            "--data-dir",
            str(DATA),
            "-o",
            folder,
            "--json",
        ]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - began
        outcome = json.loads((Path(folder) / "outcome.json").read_text(encoding="utf-8"))
    good &= seconds <= EVALUATION
    print(f"forecast evaluate, all models and horizons: {seconds:.0f} s (bound {EVALUATION:g} s)")
    pool = {line["sets"]: line for line in outcome["lines"] if line["model"] == "pool"}
    for sets, bound in NATS.items():
        line = pool[sets]
        good &= bool(line["nats"] > bound)
        ratio = line["expected"] / line["observed"]
        print(f"  pool, {sets}: {line['nats']:.2f} nats per founding (bar {bound}), expected/observed {ratio:.2f}")
    more = pool["three or more"]
    good &= bool(more["without_largest"] > NATS["three or more"] and more["auc"]["near-miss"] > NEAR_MISS)
    near = more["auc"]["near-miss"]
    print(f"  without the largest: {more['without_largest']:.2f}; near misses {near:.3f} (bar {NEAR_MISS})")
    plain, took = _plain()
    print(
        f"  beside it, a plain logit of pairs fitted once a decade: {plain:.2f} nats per founding by two, {took:.0f} s"
    )
    return good
