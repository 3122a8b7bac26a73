"""Fuzz by hand; see the package."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from .running import finding, findings
from .targets import TARGETS

_SHOWN = 10


def main() -> int:
    """Run the targets named, or all; 1 if anything was found."""
    parser = argparse.ArgumentParser(prog=".venv/bin/python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=float, default=600, help="for all together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", type=int, help="number of the one damaged input to read")
    arguments = parser.parse_args()
    names = arguments.targets or list(TARGETS)
    count = 0
    for name in names:
        with tempfile.TemporaryDirectory() as above:
            folder = Path(above) / "target"
            folder.mkdir()
            target = TARGETS[name](folder)
            if arguments.only is not None:
                found = finding(target, arguments.seed, arguments.only)
                print(found or f"{name}: nothing", file=sys.stderr)
                count += bool(found)
                continue
            number = 0
            for found in findings(
                target, seed=arguments.seed, seconds=arguments.seconds / len(names)
            ):
                number += 1
                if number <= _SHOWN:
                    print(found, file=sys.stderr)
            print(f"{name}: {number} found")
            count += number
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
