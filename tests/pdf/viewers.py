"""The viewers that people read PDFs with, each as a function from files to the texts of pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import pypdfium2
import pytest

Pages = list[str]

# Read while the tests are collected: each test runs without such settings.
DEMANDED = os.environ.get("BRIEFINGS_TEST_VIEWERS") == "1"

ENVIRONMENT = Path(sys.executable).parent.parent
# pdf.js asks for what draws, even where only text is read.
PDFJS = """
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};
const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
const { readFileSync } = await import("node:fs");
const found = [];
for (const file of process.argv.slice(2)) {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(items.map((item) => item.str + (item.hasEOL ? "\\n" : "")).join(""));
  }
  found.push(pages);
}
process.stdout.write(JSON.stringify(found));
"""


def pdfium(files: Sequence[Path]) -> list[Pages]:
    """What Chrome and Edge find."""
    found = []
    for file in files:
        with pypdfium2.PdfDocument(file) as pdf:
            found.append([page.get_textpage().get_text_range() for page in pdf])
    return found


def poppler(files: Sequence[Path]) -> list[Pages]:
    """What Evince and Okular find."""
    program = shutil.which("pdftotext") or _missing("pdftotext (poppler-utils)")
    return [_output([program, str(file), "-"]).split("\f") for file in files]


@cache
def poppler_version() -> tuple[int, ...]:
    """The version of poppler here, as (22, 12, 0)."""
    program = shutil.which("pdftotext") or _missing("pdftotext (poppler-utils)")
    told = subprocess.run([program, "-v"], check=True, capture_output=True, text=True).stderr
    return tuple(map(int, re.findall(r"\d+", told.splitlines()[0])))


def mupdf(files: Sequence[Path]) -> list[Pages]:
    """What SumatraPDF finds."""
    try:
        pymupdf: Any = import_module("pymupdf")
    except ImportError:
        _missing("pymupdf")
    found = []
    for file in files:
        with pymupdf.open(file) as pdf:
            found.append([page.get_text() for page in pdf])
    return found


def pdfjs(files: Sequence[Path]) -> list[Pages]:
    """What Firefox finds; one process for all files."""
    deno = shutil.which("deno", path=str(ENVIRONMENT / "bin")) or _missing("deno (.ci/setup dev)")
    if not (ENVIRONMENT / "node_modules" / "pdfjs-dist").is_dir():
        _missing("pdfjs-dist (.ci/setup dev)")
    command = [deno, "run", "--quiet", "--no-prompt", "--allow-read", "--allow-env", "-"]
    pages: list[Pages] = json.loads(
        _output(
            [*command, *(str(file.resolve()) for file in files)],
            cwd=ENVIRONMENT,  # where pdfjs-dist is looked for
            env=os.environ | {"DENO_DIR": str(ENVIRONMENT / "deno"), "DENO_NO_UPDATE_CHECK": "1"},
            input=PDFJS,
        )
    )
    return pages


VIEWERS: Mapping[str, Callable[[Sequence[Path]], list[Pages]]] = {
    "pdfium": pdfium,
    "poppler": poppler,
    "mupdf": mupdf,
    "pdf.js": pdfjs,
}


def _output(command: list[str], **options: Any) -> str:
    done: subprocess.CompletedProcess[str] = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, encoding="utf-8", timeout=120, **options
    )
    return done.stdout


def _missing(what: str) -> NoReturn:
    if DEMANDED:
        pytest.fail(f"{what} is missing, and BRIEFINGS_TEST_VIEWERS=1 demands it")
    pytest.skip(f"{what} is not on this machine")
