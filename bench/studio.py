"""The studio: how long the server works on a page, how much goes over the wire first, fifty readers, memory.

Every page that only reads, for several keys and selections, is asked three ways. First each page's plain address, in a
process that has answered nothing: what `foedus serve` does before anybody asks. Then every address of the population
that was not asked yet: nothing is answered from what was kept, and three in eight are at a clock at which nobody has
asked that page; the bound is held against these two together. Then all of them again, as a second reader would.
What is measured is the processor's time of the whole process, so that other work on the machine counts as little as
can be; the time on the clock stands beside it. Then fifty threads read other pages at once, each of which must be
answered; and the same of a synthetic case. Beside it, in the same run, what an analyst would write instead of the
claims page: pandas that reads the tables of claims, filters and sorts them, and writes fifty as HTML. `seen` has what a
browser sees.
"""

import gc
import gzip
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from bench import seen, synthetic

CASE = Path(__file__).parent.parent / "cases" / "turkic-states"
LARGE = 100_000
SMALL_P95, LARGE_P95, FIRST_LOAD, MEGABYTES = 0.100, 0.250, 300_000, 600
KEYS, READERS, READ = 4, 50, 200
MOST = 150
"""Pages that are asked of the large case: spread evenly over all."""
ADDRESS = "http://127.0.0.1:8765"
CHOSEN = (
    "", "kind=transfers", "since=2015&until=2020", "q=drone",
    "known=2023-03-05", "as_of=2021-05-05", "as_of=2022-04-28&known=2024-02-03",
)  # fmt: skip
"""Selections, beside that of the actor of whom most claims speak."""


class Asked(NamedTuple):
    """A page that was asked: seconds of the processor and of the clock, bytes as they go over the wire."""

    page: str
    address: str
    status: int
    cpu: float
    wall: float
    wire: int


def p95(times: list[float], of: int = 95) -> float:
    """The time that 95 of 100 do not exceed, or as many as are named."""
    return sorted(times)[math.ceil(of / 100 * len(times)) - 1]


def addresses(record: Path) -> Iterator[tuple[str, str]]:
    """Pages with the addresses at which they are asked: each selection for each of some keys."""
    from foedus.pages.site.page import pages
    from foedus.record import Record

    with Record(record) as opened:
        actor = opened.con.execute(
            "SELECT entity FROM roles WHERE via = 'named' GROUP BY entity "
            "ORDER BY count(DISTINCT claim) DESC, entity LIMIT 1"
        ).fetchall()[0][0]
        for page in pages().values():
            if not page.reads or (page.keyed and page.keys is None):
                continue
            keys = list(page.keys(opened)) if page.keys else [()]
            for key in keys[:: max(1, len(keys) // KEYS)][:KEYS]:
                path = page.path
                for name, value in zip(page.keyed, key, strict=True):
                    path = path.replace(f"{{{name}}}", value)
                for chosen in (*CHOSEN, f"actor={actor}"):
                    yield page.name, f"{path}?{chosen}".rstrip("?")


class Client:
    """A studio of a case without a network between, asked from any thread."""

    def __init__(self, case: Path) -> None:
        from starlette.testclient import TestClient

        from foedus.cli import OBJECTS
        from foedus.studio.app import app
        from foedus.studio.safety import Guard
        from foedus.watch.live import Live

        gc.set_threshold(OBJECTS)  # as the command line has it, and with it `foedus serve`
        self.live = Live(case, every=3600)
        self.live.open()
        self._client = TestClient(app(self.live, Guard.made()), base_url=ADDRESS, raise_server_exceptions=False)
        self._client.__enter__()

    def ask(self, page: str, address: str) -> Asked:
        """One page; a canonical address that it leads to belongs to it."""
        cpu, wall = time.process_time(), time.perf_counter()
        answer = self._client.get(address)
        taken = time.process_time() - cpu, time.perf_counter() - wall
        wire = int(answer.headers.get("content-length", len(answer.content)))
        return Asked(page, address, answer.status_code, *taken, wire)

    def text(self, address: str) -> bytes:
        """The body of an answer."""
        return self._client.get(address).content

    def close(self) -> None:
        """Close the studio."""
        self._client.__exit__()


def megabytes() -> float:
    """What this process holds now."""
    file = Path("/proc/self/statm")
    return int(file.read_text().split()[1]) * 4096 / 1e6 if file.exists() else 0.0


def first_load(client: Client) -> int:
    """Bytes of a first visit, packed: the overview, the style sheet and every module, whether it needs it or not."""
    from foedus.pages.site.assets import assets

    return client.ask("overview", "/").wire + sum(
        len(gzip.compress(data, 5)) for name, data in assets().files.items() if not name.endswith(".svg")
    )


def beside(case: Path) -> float:
    """The claims page as pandas: tables read, one kind's rows chosen and sorted, fifty of them as HTML."""
    import pandas

    def page() -> str:
        tables = [pandas.read_csv(file, dtype=str, keep_default_na=False) for file in (case / "claims").glob("*.csv")]
        every = pandas.concat(tables).fillna("")
        return str(every[every.date >= "2015"].sort_values(["date", "claim"]).head(50).to_html())

    return statistics.median(_cpu(page) for _ in range(5))


def _cpu(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def measured(name: str, case: Path, bound: float, most: int = sys.maxsize) -> bool:
    """Ask everything of one case and print what came of it."""
    client = Client(case)
    try:
        assert client.live.now.record is not None
        every = list(addresses(client.live.now.record))
        plain = [(page, address) for page, address in every if address in _plain()]
        others = [one for one in every if one not in plain]
        others = others[:: -(-len(others) // most)]
        first = [client.ask(page, address) for page, address in plain]
        new = [client.ask(page, address) for page, address in others]
        found, every = first + new, plain + others
        again = [client.ask(page, address) for page, address in every]
        wire = first_load(client)
        client_errors = [one for one in found if one.status >= 500]
        with ThreadPoolExecutor(READERS) as pool:
            began = time.perf_counter()
            anew = [(page, _other(address)) for page, address in every[:: max(1, len(every) // READ)]]
            read = list(pool.map(lambda one: client.ask(*one), anew))
            lasted = time.perf_counter() - began
        broken = [one for one in read if one.status >= 500] + client_errors
        held = megabytes()
    finally:
        client.close()
    times = [one.cpu for one in found]
    good = p95(times) <= bound and not broken and wire <= FIRST_LOAD and held <= MEGABYTES
    walls = [one.wall for one in found]
    print(f"{name}, {len(found)} pages asked, {len(broken)} errors: {'within' if good else 'OVER'}")
    print(f"  processor, never asked before: {_spread(times)} (bound {_ms(bound)} at p95)")
    print(f"    of these the plain addresses, in a new process: {_spread([one.cpu for one in first])}")
    print(f"    of these the others, the plain ones being asked: {_spread([one.cpu for one in new])}")
    print(f"    of these at clocks nobody has chosen yet: {_spread([one.cpu for one in new if _clocked(one)])}")
    print(f"  processor, asked again: {_spread([one.cpu for one in again])}")
    print(f"  on the clock, never asked before: {_spread(walls)}; load {os.getloadavg()[0]:.1f}")
    print(f"  first load: {wire / 1000:.0f} kB packed (bound {FIRST_LOAD // 1000})")
    print(f"  {READERS} readers at once: {len(read)} pages in {lasted:.1f} s")
    print(f"  memory with this client: {held:.0f} MB (bound {MEGABYTES})")
    by_page: dict[str, list[float]] = {}
    for one in found:
        by_page.setdefault(one.page, []).append(one.cpu)
    _slowest(by_page)
    print(f"  beside it, the claims page as pandas: {beside(case) * 1000:.0f} ms")
    return good


def _other(address: str) -> str:
    """An address that was not asked before, so that no answer to it was kept."""
    return address.replace("until=2020", "until=2021") if "until=" in address else (
        address + ("&" if "?" in address else "?") + "until=2040"
    )  # fmt: skip


def _plain() -> set[str]:
    """The addresses at which nothing is chosen, of pages without a key."""
    from foedus.pages.site.page import pages

    return {page.path for page in pages().values() if page.reads and not page.keyed}


def _clocked(one: Asked) -> bool:
    return "known=" in one.address or "as_of=" in one.address


def _spread(times: list[float]) -> str:
    return f"{len(times)} pages, p50 {_ms(p95(times, 50))}, p95 {_ms(p95(times))}, p99 {_ms(p95(times, 99))}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _slowest(by_page: Mapping[str, list[float]]) -> None:
    slow = sorted(by_page.items(), key=lambda item: -p95(item[1]))[:8]
    print("  slowest, p50 and p95: " + "; ".join(
        f"{page} {statistics.median(times) * 1000:.0f}, {p95(times) * 1000:.0f} ms" for page, times in slow
    ))  # fmt: skip


def report(claims: int = LARGE) -> bool:
    """Print the figures of the bundled and of a synthetic case against the bounds."""
    import shutil

    with tempfile.TemporaryDirectory(prefix="foedus-bench-") as folder:
        small = shutil.copytree(CASE, Path(folder) / "case")
        good = measured("studio, bundled case", small, SMALL_P95)
        good &= seen.report(small)
        sys.stdout.flush()
        large = synthetic.write(Path(folder) / "large", min(claims, LARGE))
        name = f"studio, {min(claims, LARGE)} claims"
        # In a process of its own: its memory is that of one studio.
        alone = get_context("spawn").Process(target=_alone, args=(name, large, LARGE_P95, MOST))
        alone.start()
        alone.join()
        return alone.exitcode == 0 and good


def _alone(name: str, case: Path, bound: float, most: int) -> None:
    sys.exit(0 if measured(name, case, bound, most) else 1)
