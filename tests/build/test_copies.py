"""Numbered copies, and copies made out to somebody."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from briefings.arabic import Arabic, Digits
from briefings.build.render import page_of, print_document, theme_of
from briefings.build.request import Order, options_of, series_of, target
from briefings.content.brief import Purpose, compose
from briefings.content.pack import compose_pack
from briefings.model import Copy, Format, Setting, Style, Topic, unmarked
from briefings.resources import templates_folder
from tests.build.test_pipeline import LIBRARY, SHORT
from tests.conftest import Program
from tests.tiny import LATE

SEVENTH = Copy("معالي وزير B-12", 7, 90)


def style_of(copy: Copy, format_: Format = Format.BRIEF) -> Style:
    return Style(templates_folder(), setting=Setting(format_, copy=copy))


def page(copy: Copy, arabic: Arabic, topic: Topic = SHORT) -> str:
    style = style_of(copy)
    brief = compose(LIBRARY, topic, Purpose(LATE, LATE, arabic))
    return unmarked(page_of(brief, style, theme_of(style))).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("copy", "arabic", "line"),
    [
        pytest.param(Copy(number=7, total=90), Arabic(), "نسخة رقم 7 من 90", id="number"),
        pytest.param(Copy("الوزير"), Arabic(), "إلى: الوزير", id="recipient"),
        pytest.param(
            Copy("Ms. Jane Doe"),
            Arabic(),
            'إلى: <bdi dir="ltr" lang="en">Ms. Jane Doe</bdi>',
            id="latin-recipient-as-one-unit",
        ),
        pytest.param(
            SEVENTH,
            Arabic(Digits.ARAB),
            'إلى: معالي وزير <bdi dir="ltr" lang="en">B-12</bdi> · نسخة رقم ٧ من ٩٠',
            id="both-in-arabic-digits",
        ),
    ],
)
def test_the_head_says_whose_copy_it_is(copy: Copy, arabic: Arabic, line: str) -> None:
    assert f'<p class="copy">{line}</p>' in page(copy, arabic)
    assert 'class="copy"' not in page(Copy(), arabic)


def test_a_pack_says_it_on_its_cover_alone_and_each_digit_is_accounted_for() -> None:
    style = style_of(SEVENTH, Format.PACK)
    pack = compose_pack(LIBRARY, [SHORT], Purpose(LATE, LATE, Arabic()))
    printed = print_document(LIBRARY, pack, style)
    document = pypdfium2.PdfDocument(printed.data)
    texts = [one.get_textpage().get_text_range() for one in document]
    document.close()
    assert ["من 90" in text.replace("\u00a0", " ") for text in texts] == [
        True,
        *[False] * (printed.pages - 1),
    ]


@pytest.mark.parametrize(
    ("copy", "name", "series"),
    [
        (Copy("الوزير"), "short-2026-11-21.pdf", "short"),
        (Copy("", 7, 9), "short-2026-11-21-copy-7.pdf", "short-copy-7"),
        (Copy("", 7, 90), "short-2026-11-21-copy-07.pdf", "short-copy-07"),
        (Copy("", 7, 100), "short-2026-11-21-copy-007.pdf", "short-copy-007"),
    ],
)
def test_numbered_copies_have_files_and_editions_of_their_own(
    copy: Copy, name: str, series: str
) -> None:
    order = Order(LATE, LATE, Path(), style_of(copy))
    assert (target(["short"], order).name, series_of(["short"], order)) == (name, series)


def test_what_is_nobodys_copy_is_recorded_as_it_always_was() -> None:
    day = date(2026, 11, 21)
    assert (
        not {"copy", "recipient"}
        & options_of(Order(day, day, Path(), style_of(Copy()))).record().keys()
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--copy", "7"], "write it like 7/90"),
        (["--copy", "8/7"], "copy 8 of 7 cannot be"),
        (["--recipient", "س" * 61], "it has 61 characters; 60 have room"),
        (["--copy", "1/2", "--topic", "coalition"], "--copy numbers one document"),
    ],
)
def test_wrong_calls_are_answered(program: Program, arguments: list[str], told: str) -> None:
    run = program("--topic", "africa", *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr


def test_an_edition_of_a_copy_is_rebuilt_with_its_number(program: Program, tmp_path: Path) -> None:
    archive = str(tmp_path / "archive")
    made = program(
        *("--topic", "operations-2024", "--date", "2026-11-21", "--archive", archive),
        *("--recipient", "الوزير", "--copy", "7/90"),
    )
    assert made.returncode == 0, made.stderr
    rebuilt = program(
        "editions", "rebuild", "operations-2024-copy-07-2026-11-21-1", "--archive", archive
    )
    assert rebuilt.returncode == 0, rebuilt.stderr
