"""The QR code on paper: a reader finds it on every page, at its size, and with what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from briefings.arabic import Arabic, Digits
from briefings.build.render import print_document
from briefings.content.blocks import ChartRoom
from briefings.content.brief import Purpose, compose
from briefings.content.pack import compose_pack
from briefings.html.code_picture import code_picture
from briefings.model import EditionCode, Format, Imprint, Ink, Paper, Setting, Style
from briefings.resources import templates_folder
from tests import shipped
from tests.structure import problems_of

DAY = date(2026, 11, 28)
CODE = EditionCode("africa-2026-11-28-1", "340fdc7371cf8812" * 4)
DPI = 300
LONG = "رسمي - لا يوزع خارج مجلس الأمن الوطني ولجانه دون إذن مكتوب"
QUIET = 4
"""Modules of white that the standard asks for around the symbol."""


@dataclass
class Seen:
    """A QR code on a page: what it says, its side in millimetres, and its modules to a side."""

    text: str
    side: float
    white: bool
    """Whether as many modules around it as the standard asks for are white."""


def seen(data: bytes) -> list[Seen | None]:
    """The code of each page, as a camera would read it."""
    document = pypdfium2.PdfDocument(data)
    found: list[Seen | None] = []
    for page in document:
        image = page.render(scale=DPI / 72).to_pil().convert("L")
        codes = zxingcpp.read_barcodes(image)
        if not codes:
            found.append(None)
            continue
        (code,) = codes
        at = code.position
        xs = [point.x for point in (at.top_left, at.top_right, at.bottom_left, at.bottom_right)]
        ys = [point.y for point in (at.top_left, at.top_right, at.bottom_left, at.bottom_right)]
        side = max(xs) - min(xs)
        quiet = round(QUIET * side / 41)
        frame = (min(xs) - quiet, min(ys) - quiet, max(xs) + quiet, max(ys) + quiet)
        around = image.crop(frame)
        inside = quiet - 2
        around.paste(255, (inside, inside, around.width - inside, around.height - inside))
        found.append(Seen(code.text, side * 25.4 / DPI, around.getextrema()[0] > 200))
    document.close()
    return found


def printed(topics: tuple[str, ...] = ("washington-2024",), **asked: Any) -> bytes:
    library = shipped.library()
    digits = asked.pop("digits", Digits.LATN)
    ink = asked.pop("ink", Ink.COLOUR)
    style = Style(templates_folder(), ink=ink, setting=Setting(**asked))
    imprint = Imprint(1, 3, CODE)
    is_sheet = style.setting.format is Format.SHEET
    room = ChartRoom.on(style.setting)
    arabic = Arabic(digits)
    purpose = Purpose(DAY, DAY, arabic, None, is_sheet, room, imprint)
    plans = [library.topics[topic] for topic in topics]
    if style.setting.format is Format.PACK:
        return print_document(library, compose_pack(library, plans, purpose), style).data
    return print_document(library, compose(library, plans[0], purpose), style).data


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"marking": "رسمي"}, id="brief"),
        pytest.param({"ink": Ink.MONO, "digits": Digits.ARAB, "crop": True}, id="mono-crop"),
        pytest.param({"paper": Paper.A5, "duplex": True, "marking": LONG}, id="a5"),
        pytest.param({"format": Format.SHEET}, id="sheet"),
    ],
)
def test_each_page_carries_the_code_where_a_camera_can_read_it(asked: dict[str, Any]) -> None:
    data = printed(**asked)
    assert problems_of(data) == []
    for one in seen(data):
        assert one is not None
        assert one.text == "briefings:africa-2026-11-28-1?d=340fdc7371cf8812340fdc73"
        assert one.side > 14.7  # the corners that a reader gives stand half a module inside
        assert one.white


def test_a_pack_carries_it_too() -> None:
    codes = seen(printed(("africa", "coalition"), format=Format.PACK))
    assert {one.text for one in codes[1:] if one} == {CODE.text}
    assert None not in codes[1:]


def test_a_long_name_gets_less_correction_and_no_smaller_modules() -> None:
    sides = []
    for length in (10, 60, 90):
        code = replace(CODE, id=f"{'pack-' * (length // 5)}2026-11-28-1")
        svg = code_picture(code).decode()
        sides.append(int(svg.split('viewBox="0 0 ')[1].split()[0]))
    assert sides == [37, 49, 49] or max(sides) <= 49
    assert code_picture(CODE) == code_picture(replace(CODE))


def test_the_code_is_black_ink_alone() -> None:
    data = printed(ink=Ink.MONO)
    assert b"/DeviceCMYK" not in data
    assert '<path fill="#000000"' in code_picture(CODE).decode()
