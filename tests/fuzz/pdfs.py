"""PDFs that are to be explained: damaged files, and sound files with a damaged list inside."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pikepdf

from briefings.content.explain import choose_figures, read_figures
from briefings.errors import SelectionError
from tests.content.explain.figures import ROWS, pdf_with

from .damage import damaged, damaged_words
from .running import Target


def read_pdf(path: Path) -> None:
    """Read the figures, choose some of them, and print them."""
    from briefings.cli.explain_report import print_rows

    figures = read_figures(path)
    for figure in (None, "120,000", "نص"):
        try:
            rows = choose_figures(figures, figure=figure)
        except SelectionError:
            continue
        print_rows(rows)


def damaged_pdf(random: Random, sound: bytes, other: bytes) -> bytes:
    """Damage to the file, or to words of the list where it lies there as it is."""
    if random.random() < 0.5:
        return damaged(random, sound, other)
    start, end = sound.find(b"[{"), sound.rfind(b"}]")
    if not 0 <= start < end:
        return damaged(random, sound, other)
    text = damaged_words(random, sound[start:end].decode("utf-8"))
    data = text.encode("utf-8", "surrogateescape")
    # As long as before, so that the rest of the file stays where it is said to be.
    return sound[:start] + data[: end - start].ljust(end - start) + sound[end:]


def pdf(folder: Path) -> Target:
    """A PDF as it is written, one that holds everything in the open, and one without objects."""
    rows = json.dumps(ROWS, ensure_ascii=False).encode()
    path = pdf_with(folder / "made.pdf", figures=rows, facts=b"[]")
    sound = [path.read_bytes()]
    for streams in (pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate):
        with pikepdf.open(path) as document:
            document.save(
                folder / "other.pdf",
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=streams,
            )
        sound.append((folder / "other.pdf").read_bytes())
    return Target("pdf", folder, sound, read_pdf, "input.pdf", damage=damaged_pdf)
