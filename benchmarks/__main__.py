"""The program beside a plain script: ``.venv/bin/python -m benchmarks [--quick] [--only NAME …]``.

Prints a table of ratios, each of two things measured in the same run, and writes it into
``docs/performance.md`` with a chart. Takes a quarter of an hour at most on a quiet machine with two
cores; ``--quick`` runs everything small, and only prints.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .comparisons import QUICK, TOPIC, Sizes, batch, brief, copies, packs, plain
from .measuring import say
from .others import chromium, typst
from .page import PAGE, machine, merged, write_page
from .table import Row, table_of

GROUPS: Mapping[str, Callable[[Path, Sizes], Iterator[Row]]] = {
    "brief": brief,
    "packs": packs,
    "batch": batch,
    "copies": copies,
    "chromium": chromium,
    "typst": typst,
}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog=".venv/bin/python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes; only prints")
    parser.add_argument("--only", nargs="+", choices=GROUPS, metavar="NAME", help=", ".join(GROUPS))
    parser.add_argument("--runs", type=int, help="runs of single briefs, of which the best counts")
    given = parser.parse_args()
    sizes = QUICK if given.quick else Sizes()
    if given.runs:
        sizes = replace(sizes, runs=max(1, given.runs))
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as aside:
        _warm_up(Path(aside))
    for name in dict.fromkeys(given.only or GROUPS):
        with tempfile.TemporaryDirectory(prefix="benchmarks-") as aside:
            for row in GROUPS[name](Path(aside), sizes):
                say(str(row))
                rows.append(row)
    if given.quick:
        # The targets are for the whole sizes.
        rows = [replace(row, target="", verdict="") for row in rows]
    print(f"{machine()}\n\n{table_of(rows)}")
    if given.quick:
        return
    everything = merged(rows, list(GROUPS))
    if everything is None:
        say(f"{PAGE.name} was measured on another machine and stays as it is")
        return
    write_page(everything)
    say(f"written to {PAGE.name}")


def _warm_up(aside: Path) -> None:
    """Have bytecode written, and files read from the disk once."""
    say("warm-up")
    plain(aside / "warm-up.pdf", TOPIC)
    (aside / "warm-up").mkdir()
    for _ in brief(aside / "warm-up", QUICK):
        pass


if __name__ == "__main__":
    main()
