"""Other programs that print: headless Chromium and Typst, where they are installed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from .comparisons import TOPIC, Sizes, plain
from .measuring import ROOT, Run, best, measured, say
from .table import Row, memory, nothing, seconds

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_TYPST = """\
import sys, typst
source, out, fonts = sys.argv[1:]
typst.compile(source, output=out, font_paths=[fonts])
"""
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-pdf-header-footer",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium(aside: Path, sizes: Sizes) -> Iterator[Row]:
    """Chromium prints the HTML file of a brief that the program has made."""
    program = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if program is None:
        yield nothing("chromium", "not installed")
        return
    say("chromium: the HTML file")
    made = ["--topic", TOPIC, "--date", "2027-01-01", "--html", "--output", str(aside / "html")]
    measured([sys.executable, str(ROOT / "make_brief.py"), *made], aside / "cache")
    page = next((aside / "html").glob("*.html")).as_uri()
    out = aside / "chromium.pdf"

    def print_page(profile: str) -> Run:
        out.unlink(missing_ok=True)
        places = [f"--print-to-pdf={out}", f"--user-data-dir={aside / profile}"]
        run = measured([program, *_FLAGS, *places, page])
        if not out.is_file():
            sys.exit("Chromium printed nothing")
        return run

    scripts, once, twice = [], [], []
    for turn in range(sizes.runs):
        say(f"chromium: turn {turn + 1} of {sizes.runs}")
        scripts.append(plain(aside / "plain.pdf", TOPIC))
        # Twice is what a list of contents takes: page numbers are known after the first time.
        pair = [print_page(f"profile-{turn}") for _ in range(2)]
        once.append(pair[0])
        twice.append(sum(run.wall for run in pair))
    say(f"chromium: {sizes.row} in a row")
    row = sum(print_page("profile-row").wall for _ in range(sizes.row)) / sizes.row
    base = best(scripts)
    alone = best(once)
    yield seconds("chromium", "prints a finished HTML file once", base.wall, alone.wall)
    yield seconds("chromium", "twice, for page numbers in a contents list", base.wall, min(twice))
    yield seconds("chromium", f"each of {sizes.row} in a row, one profile", base.wall, row)
    yield memory("chromium", "once, all processes (PSS)", base.together, alone.together)


def typst(aside: Path, sizes: Sizes) -> Iterator[Row]:
    """Typst sets the texts and charts of the plain script, in a layout of its own.

    Its program if that is installed, else its Python package (``pip install typst``).
    """
    source, out = aside / "brief.typ", aside / "typst.pdf"
    fonts = ROOT / "templates" / "themes" / "default" / "fonts"
    if program := shutil.which("typst"):
        command = [program, "compile", f"--font-path={fonts}", str(source), str(out)]
    elif find_spec("typst"):
        command = [sys.executable, "-c", _TYPST, *map(str, (source, out, fonts))]
    else:
        yield nothing("typst", "not installed")
        return
    measured([sys.executable, "-m", "benchmarks.typst_source", str(source), TOPIC])
    scripts, own = [], []
    for turn in range(sizes.runs):
        say(f"typst: turn {turn + 1} of {sizes.runs}")
        scripts.append(plain(aside / "plain.pdf", TOPIC))
        out.unlink(missing_ok=True)
        own.append(measured(command))
        if not out.is_file():
            sys.exit("Typst made nothing")
    base, run = best(scripts), best(own)
    yield seconds("typst", "texts and finished charts of one brief", base.wall, run.wall)
    yield memory("typst", "all processes (PSS)", base.together, run.together)
