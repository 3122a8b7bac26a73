"""What a long pack takes: ``python -m benchmarks.long_pack [BRIEFS]``.

Makes a pack of the shipped topics many times over, under other names, in processes of its own: part
by part in one process, with two workers, and the same topics by the script of ``plain.py`` in one
go. Prints wall time, and memory at its peak: of the first process, of the largest worker, and of
all together (on Linux, with shared pages counted once: PSS).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import chain, count, cycle, islice, product
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from briefings.library import load_library
from briefings.locales import Arabic
from briefings.model import Format, Library, Setting, Style, Topic
from briefings.packs import compose_pack
from briefings.pdf.embedded import read_embedded
from briefings.printing import print_document
from briefings.resources import data_folder, templates_folder

ROOT = Path(__file__).resolve().parent.parent
BRIEFS = 100
"""About 250 pages."""
_DAY = date(2026, 11, 21)
_LETTERS = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_EVERY = 0.1


def many_topics(library: Library, number: int) -> tuple[Topic, ...]:
    """The topics of a library over and over, each under an id and a title of its own."""
    names = map("".join, chain.from_iterable(product(_LETTERS, repeat=size) for size in count(1)))
    topics = islice(cycle(library.topics.values()), number)
    return tuple(
        replace(topic, id=f"{topic.id}-{place}", title=f"{topic.title} – {name}")
        for place, (topic, name) in enumerate(zip(topics, names, strict=False), 1)
    )


def print_pack(out: Path, number: int, workers: int) -> None:
    """Make a pack of so many briefs; without workers in this process."""
    library = load_library(data_folder())
    pack = compose_pack(library, many_topics(library, number), _DAY, _DAY, Arabic())
    style = Style(templates_folder(), setting=Setting(Format.PACK))
    if not workers:
        out.write_bytes(print_document(library, pack, style).data)
        return
    with ProcessPoolExecutor(workers) as executor:
        out.write_bytes(print_document(library, pack, style, executor=executor).data)


def measured(arguments: list[str]) -> tuple[float, float, float, float, float]:
    """Seconds, and megabytes at the peak of the process, its largest child, and all together.

    Seconds are those of the wall clock and of all processors.
    """
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT)  # noqa: S603
    first = largest = together = 0.0
    before = _processor()
    while process.poll() is None:
        sizes = {pid: _memory(pid) for pid in _family(process.pid)}
        own = sizes.pop(process.pid, (0.0, 0.0))
        first = max(first, own[0])
        largest = max([largest, *(size[0] for size in sizes.values())])
        together = max(together, own[1] + sum(size[1] for size in sizes.values()))
        time.sleep(_EVERY)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} failed")
    return time.perf_counter() - started, _processor() - before, first, largest, together


def _processor() -> float:
    """Seconds that finished children, and theirs, have had the processors."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    with suppress(OSError):
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from _family(int(child))


def _memory(pid: int) -> tuple[float, float]:
    """Megabytes in memory, and the same with pages that are shared divided among those who do."""
    found = {"Rss": 0.0, "Pss": 0.0}
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] = int(value.split()[0]) / 1024
    return found["Rss"], found["Pss"]


def main(number: int = BRIEFS) -> None:
    """Print the table."""
    names = list(load_library(data_folder()).topics)
    plain = [str(ROOT / "benchmarks" / "plain.py")]
    own = ["-m", "benchmarks.long_pack", "make"]
    print("| | pages | wall s | CPU s | MB first | MB largest worker | MB together | MB file |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as aside:
        out = Path(aside) / "out.pdf"
        for title, command in {
            "plain script": [*plain, str(out), *islice(cycle(names), number)],
            "part by part": [*own, str(out), str(number), "0"],
            "two workers": [*own, str(out), str(number), "2"],
        }.items():
            wall, processor, *peaks = measured(command)
            cells = [f"{read_embedded(out).pages}", f"{wall:.1f}", f"{processor:.1f}"]
            cells += [*(f"{peak:.0f}" for peak in peaks), f"{out.stat().st_size / 1e6:.1f}"]
            print(f"| {title} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        print_pack(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:]))
