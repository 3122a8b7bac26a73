"""Copies of a pack: only the cover is made anew, and each is the file that it is by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from briefings.arabic import Arabic, Digits
from briefings.build import render_pack
from briefings.build.render import print_document
from briefings.build.render_copies import Press
from briefings.content.brief import Purpose
from briefings.content.pack import Pack, compose_pack
from briefings.errors import RenderError
from briefings.model import SHARED, Copy, Format, Paper, Setting, Style
from briefings.pdf.readback import read_pages
from briefings.resources import templates_folder
from tests.content.test_pack import FIRST, SECOND
from tests.structure import problems_of
from tests.tiny import LATE, library_with

LIBRARY = library_with(topics=(FIRST, SECOND))
COPIES = [
    Copy("معالي الوزير", 1, 4),
    Copy("السيد غضنفر ظافر ثقة ژ", 2, 4),  # letters that stand nowhere else
    Copy("Ms Zoë Quartz-Vyx", 3, 4),
    Copy("", 4, 4),
    SHARED,
    Copy("معالي الوزير", 1, 4),
]


def pack_of(digits: Digits = Digits.LATN) -> Pack:
    return compose_pack(LIBRARY, (FIRST, SECOND), Purpose(LATE, LATE, Arabic(digits)))


def style_of(**options: Any) -> Style:
    return Style(templates_folder(), setting=Setting(Format.PACK, **options))


@cache
def alone(copy: Copy, digits: Digits = Digits.LATN, **options: Any) -> Any:
    style = style_of(**options)
    own = replace(style, setting=replace(style.setting, copy=copy))
    return print_document(LIBRARY, pack_of(digits), own)


@pytest.mark.parametrize(
    ("copies", "digits", "options"),
    [
        (COPIES, Digits.LATN, {}),
        (COPIES[:2], Digits.ARAB, {"marking": "رسمي", "duplex": True}),
        (COPIES[2:4], Digits.LATN, {"paper": Paper.A5, "crop": True}),
    ],
    ids=["plain", "duplex-arabic", "a5-crop"],
)
def test_a_copy_is_the_same_bytes_as_by_itself(
    copies: list[Copy], digits: Digits, options: Any
) -> None:
    pack, style = pack_of(digits), style_of(**options)
    press = Press(LIBRARY, pack, style)
    made = {copy: press.printed(copy) for copy in copies}
    assert len({one.data for one in made.values()}) == len(set(copies))
    for copy, one in made.items():
        assert one == alone(copy, digits, **options), copy
    assert problems_of(made[copies[-1]].data) == []


def test_what_the_copies_share_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    theirs = render_pack.make_part

    def counting(job: render_pack.PartJob, *rest: Any) -> Any:
        made.append(job.name)
        return theirs(job, *rest)

    monkeypatch.setattr(render_pack, "make_part", counting)
    press = Press(LIBRARY, pack_of(), style_of())
    copies = [press.printed(copy) for copy in COPIES[:3]]
    assert made.count("cover") == 3
    # The contents and the last brief, which ends with the sources, are made twice, for numbers.
    assert len(made) - 2 == len(set(made)) + 2
    assert ["Quartz" in page for page in read_pages(copies[2].data)][:2] == [True, False]


def test_a_copy_that_fails_is_no_other_ones_concern() -> None:
    pack, style = pack_of(), style_of()
    press = Press(LIBRARY, pack, style)
    press.printed(COPIES[0])
    for _ in range(2):
        with pytest.raises(RenderError, match="not fit to be handed over"):
            press.printed(Copy("\U0001f600", 2, 4))
    assert press.printed(COPIES[2]) == alone(COPIES[2], Digits.LATN)


def test_a_cover_that_others_look_at_in_another_way_is_laid_out_with_them() -> None:
    pack, style = pack_of(), style_of()
    press = Press(LIBRARY, pack, style)
    press.printed(COPIES[0])
    assert press._made is not None
    cover, *rest = press._made.parts
    press._made = replace(press._made, parts=(replace(cover, uses={"reading": (1,)}), *rest))
    assert press.printed(COPIES[1]) == alone(COPIES[1], Digits.LATN)
