"""What a long pack takes: ``.venv/bin/python -m benchmarks.long_pack [BRIEFS]``.

Makes a pack of the shipped topics many times over, under other names, in processes of its own: part
by part in one process, with two workers, and the same topics by the script of ``plain.py`` in one
go. Prints wall time, and memory at its peak: of the first process, of the largest worker, and of
all together (on Linux, with shared pages counted once: PSS).
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import date
from itertools import chain, count, cycle, islice, product
from pathlib import Path

from briefings.arabic import Arabic
from briefings.build.executors import helpers_for_many
from briefings.build.render import print_document
from briefings.content.brief import Purpose
from briefings.content.pack import compose_pack
from briefings.data import load_library
from briefings.model import Format, Library, Setting, Style, Topic
from briefings.pdf.embedded import read_embedded
from briefings.resources import data_folder, templates_folder

from .measuring import ROOT, measured

BRIEFS = 100
"""About 250 pages."""
_DAY = date(2026, 11, 21)
_LETTERS = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"


def many_topics(library: Library, number: int) -> tuple[Topic, ...]:
    """The topics of a library over and over, each under an id and a title of its own."""
    names = map("".join, chain.from_iterable(product(_LETTERS, repeat=size) for size in count(1)))
    topics = islice(cycle(library.topics.values()), number)
    return tuple(
        replace(topic, id=f"{topic.id}-{place}", title=f"{topic.title} – {name}")
        for place, (topic, name) in enumerate(zip(topics, names, strict=False), 1)
    )


def print_pack(out: Path, number: int, workers: int) -> None:
    """Make a pack of so many briefs; with one worker in this process."""
    style = Style(templates_folder(), setting=Setting(Format.PACK))
    # As in the program, the processes get ready while the facts are read and composed.
    with helpers_for_many(workers, None, is_pack=True) as helpers:
        library = load_library(data_folder())
        pack = compose_pack(library, many_topics(library, number), Purpose(_DAY, _DAY, Arabic()))
        out.write_bytes(print_document(library, pack, style, helpers=helpers).data)


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
            "part by part": [*own, str(out), str(number), "1"],
            "two workers": [*own, str(out), str(number), "2"],
        }.items():
            run = measured([sys.executable, *command])
            cells = [f"{read_embedded(out).pages}", f"{run.wall:.1f}", f"{run.processor:.1f}"]
            cells += [f"{peak:.0f}" for peak in (run.first, run.largest, run.together)]
            cells.append(f"{out.stat().st_size / 1e6:.1f}")
            print(f"| {title} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        print_pack(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:]))
