"""The program beside the plain script: one brief, packs, a batch, numbered copies.

Each comparison runs both in turn, in processes of their own, and gives rows for the table.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from .measuring import ROOT, Run, best, measured, say
from .table import Row, memory, seconds

TOPIC = "uk-contributions"
_PLAIN = [sys.executable, str(ROOT / "benchmarks" / "plain.py")]
_PROGRAM = [sys.executable, str(ROOT / "make_brief.py")]
_PACK = [sys.executable, "-m", "benchmarks.long_pack", "make"]
_LOOP = """\
import sys
from benchmarks.plain import main
for topic in sys.argv[2:]:
    main(sys.argv[1], topic)
"""
_COUNT = """\
import sys
from pathlib import Path
from briefings.pdf.embedded import read_embedded
print(read_embedded(Path(sys.argv[1])).pages)
"""
_FIRST_DAY = date(2027, 1, 1)
_WORKERS = (1, 2)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured; runs of a pack beside its number of briefs."""

    runs: int = 5
    packs: tuple[tuple[int, int], ...] = ((2, 3), (20, 2), (100, 1))
    batch: int = 200
    batch_alone: int = 100
    sample: int = 18
    copies: int = 90
    row: int = 10


QUICK = Sizes(runs=1, packs=((2, 1), (5, 1)), batch=9, batch_alone=4, sample=3, copies=4, row=2)
_PACK_TARGETS = {100: (0.35, 0.60)}
"""For two workers: of the time, and of the memory of all processes."""


def topics() -> list[str]:
    """The ids of the shipped topics."""
    return sorted(path.stem for path in (ROOT / "data" / "topics").glob("*.yaml"))


def plain(out: Path, *names: str) -> Run:
    """The plain script, run once."""
    return measured([*_PLAIN, str(out), *names])


def brief(aside: Path, sizes: Sizes) -> Iterator[Row]:
    """One brief with an empty cache, with charts from the cache, and with nothing new."""
    runs: dict[str, list[Run]] = {"plain": [], "cold": [], "warm": [], "unchanged": []}
    for turn in range(sizes.runs):
        say(f"brief: turn {turn + 1} of {sizes.runs}")
        cache, out = aside / f"cache-{turn}", str(aside / "briefs")
        runs["plain"].append(plain(aside / "plain.pdf", TOPIC))
        for name, day in (("cold", 0), ("warm", 1), ("unchanged", 1)):
            made = ["--topic", TOPIC, "--date", _day(day), "--output", out]
            runs[name].append(measured([*_PROGRAM, *made], cache))
    base = best(runs["plain"])
    for name, what, target in (
        ("cold", "cold: empty cache", 0.60),
        ("warm", "charts in the cache, another date", 0.45),
        ("unchanged", "nothing has changed", 0.10),
    ):
        run = best(runs[name])
        yield seconds("brief", what, base.wall, run.wall, target)
    cold = best(runs["cold"])
    yield memory("brief", "cold, largest process (RSS)", base.biggest, cold.biggest)
    yield memory("brief", "cold, all processes (PSS)", base.together, cold.together)


def packs(aside: Path, sizes: Sizes) -> Iterator[Row]:
    """Packs of several lengths, by one process and by two."""
    for number, turns in sizes.packs:
        names = list(islice(cycle(topics()), number))
        scripts: list[Run] = []
        own: dict[int, list[Run]] = {workers: [] for workers in _WORKERS}
        out = aside / "pack.pdf"
        for turn in range(turns):
            say(f"packs: {number} briefs, turn {turn + 1} of {turns}")
            scripts.append(plain(aside / "plain.pdf", *names))
            for workers in _WORKERS:
                own[workers].append(measured([*_PACK, str(out), str(number), str(workers)]))
        base = best(scripts)
        pages = _pages(out)
        for workers in _WORKERS:
            run = best(own[workers])
            what = f"{pages} pages, {workers} worker{'s'[: workers - 1]}"
            wall, together = _PACK_TARGETS.get(number, (None, None)) if workers > 1 else (None,) * 2
            yield seconds("packs", what, base.wall, run.wall, wall)
            yield memory(
                "packs", f"{what}, all processes (PSS)", base.together, run.together, together
            )
            yield memory("packs", f"{what}, largest process (RSS)", base.biggest, run.biggest)


def _pages(file: Path) -> int:
    """Counted by another process: the package is not to be loaded in the one that measures."""
    counted = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _COUNT, str(file)], cwd=ROOT, check=True, capture_output=True
    )
    return int(counted.stdout)


def batch(aside: Path, sizes: Sizes) -> Iterator[Row]:
    """Many different briefs; the plain script makes a sample of them, and is scaled up."""
    names = list(islice(cycle(topics()), sizes.sample))
    say(f"batch: the plain script {sizes.sample} times")
    out = aside / "plain.pdf"
    each = sum(plain(out, name).wall for name in names) / sizes.sample
    say(f"batch: the plain script as a loop in one process, {sizes.sample} briefs")
    loop = [sys.executable, "-c", _LOOP, str(out)]
    start = measured(loop).wall
    turn = (measured([*loop, *names]).wall - start) / sizes.sample
    own = {}
    for workers, number in zip(_WORKERS, (sizes.batch_alone, sizes.batch), strict=True):
        say(f"batch: {number} briefs, --jobs {workers}")
        lines = [
            f"- {{topics: [{name}], date: {_day(place // len(topics()))}}}"
            for place, name in enumerate(islice(cycle(topics()), number))
        ]
        run = _batch(aside / f"batch-{workers}", lines, workers)
        own[workers] = (number, run)
        what = f"{number} briefs, {workers} worker{'s'[: workers - 1]}"
        target = 0.22 if workers > 1 else None
        yield seconds("batch", what, each * number, run.wall, target)
    for number, run in own.values():
        what = f"{number} briefs, {'1 worker' if run is own[1][1] else '2 workers'}"
        yield seconds(
            "batch", f"{what}, beside a loop in one process", start + turn * number, run.wall
        )


def copies(aside: Path, sizes: Sizes) -> Iterator[Row]:
    """Numbered copies of one pack: what each takes after the first."""
    # Read as text, so that the package is not loaded in the process that measures.
    text = (ROOT / "data" / "meetings" / "washington-2024.yaml").read_text("utf-8")
    listed = text.partition("\ntopics: [")[2].partition("]")[0].split(",")
    scripts, walls = [], []
    for turn, number in enumerate((1, sizes.copies)):
        say(f"copies: the plain script, then {number} by the program")
        scripts.append(plain(aside / "plain.pdf", *(name.strip() for name in listed)))
        lines = [
            f"- {{meeting: washington-2024, date: {_day(0)}, "
            f"recipient: الجهة {copy}, copy: {copy}/{sizes.copies}}}"
            for copy in range(1, number + 1)
        ]
        walls.append(_batch(aside / f"copies-{turn}", lines, 2).wall)
    each = (walls[1] - walls[0]) / (sizes.copies - 1)
    base = best(scripts).wall
    yield seconds("copies", f"each after the first, {sizes.copies} copies", base, each, 0.02)
    yield seconds("copies", "the first alone", base, walls[0])


def _batch(folder: Path, lines: Sequence[str], workers: int) -> Run:
    """Make a document for each line of a batch, with an empty cache."""
    folder.mkdir()
    file, out = folder / "batch.yaml", folder / "briefs"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    made = ["batch", str(file), "--output", str(out), "--jobs", str(workers), "--quiet"]
    run = measured([*_PROGRAM, *made], folder / "cache")
    if len(list(out.glob("*.pdf"))) != len(lines):
        sys.exit(f"the batch made {len(list(out.glob('*.pdf')))} of {len(lines)} documents")
    return run


def _day(number: int) -> str:
    return (_FIRST_DAY + timedelta(days=number)).isoformat()
