"""Make the pictures of the README and the gallery: ``make gallery``.

Builds what the gallery shows, from the shipped data and for one fixed day, and paints the pages
with PDFium. The same inputs give the same pictures. What is printed is a table that measures every
document, and what in it is not as it should be.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image

from briefings.arabic import Arabic, Calendar, Digits, Months
from briefings.build.pipeline import build
from briefings.build.request import Order
from briefings.data import load_library
from briefings.model import Format, Ink, Library, Paper, Setting, Style
from briefings.resources import data_folder, templates_folder
from docs.page_measures import HEAD, measured, row

HERE = Path(__file__).resolve().parent
DAY = date(2026, 11, 21)
STYLE = Style(templates_folder())
_WIDTH = 360  # pixels of a page on a contact sheet
_READING = 794  # pixels of a page to be read: 96 to the inch
_GAP = 8
_COLUMNS = 4
_COLOURS = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of the gallery: what it is of, how it is asked for, and how it is built."""

    name: str
    title: str
    command: str
    topics: tuple[str, ...]
    style: Style = STYLE
    arabic: Arabic = Arabic()  # noqa: RUF009 — frozen
    meeting: str = ""


def gallery(library: Library) -> Iterator[Shown]:
    """What the gallery shows, in its order."""
    for topic in library.topics.values():
        yield Shown(f"brief-{topic.id}", topic.title, f"--topic {topic.id}", (topic.id,))
    sheet = replace(STYLE, setting=Setting(Format.SHEET, marking="رسمي"))
    for topic in library.topics.values():
        command = f"--topic {topic.id} --format sheet --marking رسمي"
        yield Shown(f"sheet-{topic.id}", topic.title, command, (topic.id,), sheet)
    for meeting in library.meetings.values():
        setting = Setting(Format.PACK, marking=meeting.marking or "")
        yield Shown(
            f"pack-{meeting.id}",
            "ملف الاجتماع",
            f"--meeting {meeting.id}",
            meeting.topics,
            replace(STYLE, setting=setting),
            meeting=meeting.id,
        )
    uk = ("uk-contributions",)
    mono = replace(STYLE, ink=Ink.MONO)
    command = "--topic uk-contributions --ink mono --digits arab"
    yield Shown("mono", "حبر أسود", command, uk, mono, Arabic(Digits.ARAB))
    dual = Arabic(Digits.LATN, Months.DUAL, Calendar.BOTH)
    command = "--topic uk-contributions --months dual --calendar both"
    yield Shown("dual", "التقويمان", command, uk, STYLE, dual)
    a5 = replace(STYLE, setting=Setting(paper=Paper.A5))
    yield Shown("a5", "نصف الورقة", "--topic uk-contributions --paper a5", uk, a5)
    crop = replace(STYLE, setting=Setting(paper=Paper.LETTER, crop=True, duplex=True))
    command = "--topic uk-contributions --paper letter --crop --duplex"
    yield Shown("crop", "للمطبعة", command, uk, crop)
    for theme in sorted(path.name for path in (templates_folder() / "themes").iterdir()):
        if theme != STYLE.theme:
            style = replace(STYLE, theme=theme)
            command = f"--topic uk-contributions --theme {theme}"
            yield Shown(f"theme-{theme}", "سمة أخرى", command, uk, style)


def front() -> Iterator[Shown]:
    """What the README shows: first pages, large enough to be read."""
    sheet = replace(STYLE, setting=Setting(Format.SHEET))
    yield Shown("front-brief", "", "", ("uk-contributions",))
    yield Shown("front-sheet", "", "", ("operations-2024",), sheet)
    yield Shown("front-theme", "", "", ("working-groups",), replace(STYLE, theme="diwan"))


def made(shown: Shown, library: Library, folder: Path) -> bytes:
    """The PDF of a document, which is put into the folder."""
    meeting = library.meetings.get(shown.meeting)
    order = Order(DAY, DAY, folder / f"{shown.name}.pdf", shown.style, shown.arabic, meeting)
    return build(library, shown.topics, order).path.read_bytes()


def pages_of(data: bytes, width: int) -> list[Image.Image]:
    """The pages of a PDF, each ``width`` pixels wide."""
    document = pypdfium2.PdfDocument(data)
    pictures = [page.render(scale=width / page.get_width()).to_pil() for page in document]
    document.close()
    return pictures


def contact_sheet(pages: list[Image.Image]) -> Image.Image:
    """The pages side by side, from right to left as they are read."""
    wide, high = (max(getattr(page, side) for page in pages) for side in ("width", "height"))
    columns = min(len(pages), _COLUMNS)
    rows = -(-len(pages) // columns)
    size = (columns * (wide + _GAP) + _GAP, rows * (high + _GAP) + _GAP)
    sheet = Image.new("RGB", size, "#8a8f93")
    for number, page in enumerate(pages):
        row, column = divmod(number, columns)
        left = size[0] - (column + 1) * (wide + _GAP)
        sheet.paste(page, (left, _GAP + row * (high + _GAP)))
    return sheet


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture with few colours, which is what flat pages have."""
    packed = io.BytesIO()
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(
        packed, "PNG", optimize=True
    )
    path.write_bytes(packed.getvalue())


def main(folder: Path) -> Iterator[str]:
    """Write the pictures and the page that shows them; the PDFs go into ``folder``.

    Yields a table of what was measured, and below it each fault.
    """
    library = load_library(data_folder())
    pictures = HERE / "pages"
    for old in pictures.glob("*.png"):
        old.unlink()
    lines = ["# Gallery", "", "Made by `make gallery`; pages run from right to left.", ""]
    faults = []
    yield HEAD
    for shown in gallery(library):
        data = made(shown, library, folder)
        found = measured(data)
        yield row(shown.name, found)
        faults += [f"{shown.name}: {one}" for one in found.faults(shown.style.setting.format)]
        save(contact_sheet(pages_of(data, _WIDTH)), pictures / f"{shown.name}.png")
        lines += [
            f"**{shown.title}**",
            "",
            f"`python3 make_brief.py {shown.command}`",
            "",
            f"![{shown.title}](pages/{shown.name}.png)",
            "",
        ]
    (HERE / "gallery.md").write_text("\n".join(lines), encoding="utf-8")
    for shown in front():
        page = pages_of(made(shown, library, folder), _READING)[0]
        save(page, pictures / f"{shown.name}.png")
    yield from faults


if __name__ == "__main__":
    for line in main(Path(sys.argv[1])):
        print(line, flush=True)  # noqa: T201  # what it is for
