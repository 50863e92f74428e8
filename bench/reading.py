"""Reading: sentences a second, load time and memory, over made-up documents, on two workers.

The documents are what a desk gets that reads newspapers: half of them are about something else (trade, sport, weather),
and in the others six paragraphs of ten are about deliveries, treaties and visits. All name states. Gated: as `foedus
read` does it, only passages are parsed that are about security at all and hold a name and a trigger. Ungated: every
passage is. Sentences are those that were written, in all documents, either way. Loading (the gazetteer, and the model
in each worker) is told apart; memory is the most of the parent and its workers together. Others may be at work on the
machine: what two cores of its own would do, by the time that the processes were really running, is said beside it.

Then what reading costs as documents grow in number, and how good it is beside two simpler readers (`simpler.py`), on
coded texts on which nothing was tuned. The simpler ones learn from those on which rules and scorer were.
"""

import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

RATE, LOAD, MEMORY = 1000.0, 4.0, 1.5
"""Bounds: sentences a second (gated), seconds, GiB."""
SENTENCES = 10_000
RUNS = 3
IN_DOCUMENT, IN_PARAGRAPH = 100, 5
DOCUMENTS, SHORT = (10, 100, 1000), 20
"""How many documents the cost is taken of, and the sentences in each."""
STATES = (
    "Norway", "Chile", "Ghana", "Vietnam", "Jordan", "Peru", "Kenya", "Poland", "Oman", "Portugal", "Malaysia",
)  # fmt: skip
ARMS = ("patrol boats", "transport aircraft", "armoured vehicles", "radars", "trainer aircraft", "howitzers")
SAID = (
    "{a} delivered {n} {arms} to {b} in {year}, the ministry in {a} said.",
    "{a} and {b} signed an agreement on military cooperation in {year}.",
    "Officers from {a} and {b} held a joint exercise off the coast in {year}.",
    "{a} joined the regional defence council in {year} as an observer.",
    "{b} has ordered {n} {arms} from {a} for about ${n} million.",
    "The defence ministers of {a} and {b} met for talks on border security.",
)
ELSE = (
    "Farmers in the south of {a} expect a good harvest after the late rain.",
    "The team from {a} scored twice in the last ten minutes and went through.",
    "Prices for coffee rose by {n} per cent in {year}, traders said.",
    "The museum has been closed for repairs since the spring of {year}.",
    "A cold front will reach the coast by the evening and bring some snow.",
    "The company opened {n} shops in {b} and wants to double its sales there.",
    "Passengers waited for hours because the line had been flooded again.",
)


def paragraphs(share: float, count: int, chance: random.Random) -> Iterator[str]:
    """Paragraphs of five sentences each; in a share of them the sentences are about arms and treaties."""
    for _ in range(count):
        about = SAID if chance.random() < share else ELSE
        yield " ".join(
            chance.choice(about).format(
                **dict(zip("ab", chance.sample(STATES, 2), strict=True)),
                n=chance.randint(2, 60), arms=chance.choice(ARMS), year=chance.randint(1995, 2022),
            )
            for _ in range(IN_PARAGRAPH)
        )  # fmt: skip


def write(folder: Path, sentences: int = SENTENCES, each: int = IN_DOCUMENT) -> list[Path]:
    """The documents as text files, of so many sentences `each`."""
    chance = random.Random(20261121)
    files = []
    for number in range(sentences // each):
        share = 0.6 if number % 2 else 0.0
        file = folder / f"document-{number:04d}.txt"
        file.write_text("\n\n".join(paragraphs(share, each // IN_PARAGRAPH, chance)) + "\n", encoding="utf-8")
        files.append(file)
    return files


def _used() -> float:
    """GiB of memory that this process and its children use; 0 where the system does not say."""
    pages = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, parent = int(entry.parent.name), int(entry.read_text().rpartition(")")[2].split()[1])
            if os.getpid() in (number, parent):
                pages += int((entry.parent / "statm").read_text().split()[1])
        except (OSError, ValueError, IndexError):
            continue
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**30


def _running() -> float:
    """Seconds that this process and its children have been running on a core."""
    ticks = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            cells = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if os.getpid() in (int(entry.parent.name), int(cells[1])):
            ticks += int(cells[11]) + int(cells[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _watched() -> Iterator[list[float]]:
    """The most memory used meanwhile, as the only item of a list."""
    most, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            most[0] = max(most[0], _used())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        over.set()
        thread.join()


def measure(files: list[Path], *, gated: bool = True) -> tuple[float, float, float, float, int]:
    """Seconds to load, to read, and running on a core while reading; GiB at most; and how many proposals."""
    from foedus.reader.intake import read as take_in
    from foedus.reader.names import Gazetteer
    from foedus.reader.read import read
    from foedus.reader.workers import Pool

    with ExitStack() as stack:
        if not gated:
            stack.enter_context(patch("foedus.reader.workers.promising", lambda _: True))
            stack.enter_context(patch("foedus.reader.propose.concerns", lambda texts: [True] * len(texts)))
        most, pool = stack.enter_context(_watched()), stack.enter_context(Pool(2))
        began = time.perf_counter()
        names = Gazetteer()
        pool.warm()
        take_in(files[0])  # starts the worker that takes files in
        loaded, ran = time.perf_counter(), _running()
        reading = read(files, pool=pool, names=names)
        done, ran = time.perf_counter(), _running() - ran
    return loaded - began, done - loaded, ran, most[0], len(reading.proposals)


def report(sentences: int = SENTENCES) -> bool:
    """Print rates against the bounds; the machine's load is said, since others may be at work."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder), sentences)
        print(f"\nreading {sentences:,} sentences in {len(files)} documents; load average {os.getloadavg()[0]:.1f}")
        runs = [measure(files) for _ in range(RUNS)]
        load, seconds, ran = (statistics.median(run[place] for run in runs) for place in range(3))
        memory = max(run[3] for run in runs)
        for name, value, bound, fine in (
            ("gated, sentences/s", sentences / seconds, f">= {RATE:.0f}", sentences / seconds >= RATE),
            ("load, s", load, f"<= {LOAD}", load <= LOAD),
            ("memory, GiB", memory, f"<= {MEMORY}", memory <= MEMORY),
        ):
            print(f"  {name:22}{value:10.2f}  {bound:10} {'' if fine else 'MISSED'}")
            good &= fine
        print(f"  two cores of its own: {2 * sentences / ran:.0f} sentences/s ({1000 * ran / sentences:.2f} ms each)")
        _, seconds, ran, memory, found = measure(files, gated=False)
        print(
            f"  {'ungated, sentences/s':22}{sentences / seconds:10.2f}  (two cores of its own: "
            f"{2 * sentences / ran:.0f}; {memory:.2f} GiB, {found} proposals)"
        )
    growth()
    beside()
    return good


def growth() -> None:
    """Print what reading costs as documents grow in number."""
    print(f"\nreading documents of {SHORT} sentences, after loading")
    for documents in DOCUMENTS:
        with tempfile.TemporaryDirectory() as folder:
            _, seconds, ran, memory, found = measure(write(Path(folder), documents * SHORT, SHORT))
        print(
            f"  {documents:5} documents {seconds:8.2f} s  {1000 * seconds / documents:7.1f} ms each "
            f"({1000 * ran / documents:.1f} ms on a core)  {memory:5.2f} GiB  {found:6} proposals"
        )


def beside() -> None:
    """Print F1 beside two simpler readers, on texts that nothing was tuned on."""
    from bench import simpler
    from foedus.reader.evaluate import rows
    from foedus.reader.names import Gazetteer
    from foedus.reader.read import read

    test, train = simpler.GOLD / "held", [simpler.GOLD / "tune", simpler.GOLD / "more"]
    if not test.is_dir():
        print("\nno coded texts: F1 left out")
        return
    print(f"\nF1 on {test.name} texts, micro, by the referee's rules")
    names = Gazetteer()
    files = sorted((test / "documents").iterdir())
    own = read(files, sources=list(rows(test / "sources.csv")), names=names).proposals
    for name, proposed in (
        ("foedus", [(one.kind, one.row) for one in own]),
        ("TF-IDF", simpler.by_words(test, train, names)),
        ("spaCy alone", simpler.by_grammar(test, train, names)),
    ):
        score = simpler.scored(test, proposed)
        print(f"  {name:12} precision {score.precision:.2f}  recall {score.recall:.2f}  F1 {score.f1:.2f}")
