"""How checking and building grow with the data: ``.venv/bin/python -m benchmarks.many_facts``.

Makes data folders with thousands of synthetic facts beside the shipped ones, then runs the program
on each in a process of its own and prints wall time, processor time and peak memory. Both should
grow in proportion to the facts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 5_000, 10_000)
_IN_A_FILE = 500
_RUNS = 3


def make_folder(folder: Path, size: int) -> None:
    """Copy the shipped data and add ``size`` facts of two claims each, in files of 500."""
    shutil.copytree(ROOT / "data", folder)
    for start in range(0, size, _IN_A_FILE):
        facts = "".join(map(_fact, range(start, min(size, start + _IN_A_FILE))))
        (folder / "facts" / f"synthetic-{start}.yaml").write_text(facts, "utf-8")


def _fact(number: int) -> str:
    return f"""synthetic-{number}:
  subject: {("GB", "IQ", "coalition", "US")[number % 4]}
  predicate: measured
  wording: "مقدار مصنوع للقياس وحده"
  unit: person
  claims:
    - source: uk-communications-2016
      paragraph: {number % 9 + 1}
      excerpt: "عدد مصنوع للقياس"
      value: {1000 + number}
      qualifier: more-than
    - source: uk-press-2024
      paragraph: {number % 17 + 1}
      excerpt: "عدد آخر مصنوع"
      value: {5000 + number}
"""


def run(arguments: Sequence[str]) -> tuple[float, float, float]:
    """Seconds of wall clock and of processor, and megabytes at the peak, of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 — the program itself
        [sys.executable, str(ROOT / "make_brief.py"), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if status:
        sys.exit(f"{' '.join(arguments)} failed")
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return wall, usage.ru_utime + usage.ru_stime, peak


def main() -> None:
    """Print a table, the best of three runs in each cell."""
    print("| facts | command | wall s | processor s | peak MB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as aside:
        for size in (0, *SIZES):
            data = Path(aside) / str(size)
            make_folder(data, size)
            for name, arguments in (
                ("check", ["check", "--data", str(data)]),
                ("build", ["--topic", "coalition", "--data", str(data), "--output", aside]),
            ):
                wall, processor, peak = map(
                    min, zip(*(run(arguments) for _ in range(_RUNS)), strict=True)
                )
                print(f"| {size:,} | {name} | {wall:.2f} | {processor:.2f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
