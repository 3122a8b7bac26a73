"""Typed texts on the finished page: each phrase reads as typed, wherever its text is printed.

The places of the glyphs come from PDFium, so that this is the order in which they are seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.calling import run_main

PHRASES = {
    "تقرير Human Rights Watch 2024: Annual Survey عن مصر": (
        "Human Rights Watch 2024: Annual Survey"
    ),
    "طراز Airbus A400M-180 الجديد": "Airbus A400M-180",
    "بيان U.K. Ministry of Defence": "U.K. Ministry of Defence",
    "معيار ISO/IEC 27001:2022 للأمن": "ISO/IEC 27001:2022",
    "وثيقة A/RES/76/300 (2022) كاملة": "A/RES/76/300 (2022)",
    "لغة F# وإطار .NET": "F#",
    "كتلة CO₂ السنوية": "CO₂",
    "فندق St. Regis, Prince's Square": "St. Regis, Prince's Square",
    "حساب @FCDOArabic الرسمي": "@FCDOArabic",
    "بلغ 250 000 نازح": "250 000",
    "هاتف 0115 960 4477 مباشرة": "0115 960 4477",
    "دقة 3840×2160 كاملة": "3840×2160",
    "بين 12%-18% هذا العام": "12%-18%",
    "حرارة 37°C ليلًا": "37°C",
    "ساعة (UTC+3) محليًا": "(UTC+3)",
    "نظام Windows 11 ورؤية عامة": "Windows 11",
}
ORDERED = {
    "من 3 مارس 2021 – 9 أبريل 2022": ("3", "2021", "9", "2022"),
    "القرار 1325 - 31 أكتوبر 2000": ("1325", "31", "2000"),
    "قدّمت UNDP 75 مليون دولار": ("75",),
}
TEXTS = (*PHRASES, *ORDERED)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _project(folder: Path) -> Path:
    """A project whose every text is one of those above."""
    numbered = list(enumerate(TEXTS))
    files = {
        "units.yaml": 'share: {kind: percent, name: "نسبة مئوية"}\n',
        "entities.yaml": "".join(
            f"e{at}: {{kind: organisation, name: {_quoted(text)}}}\n" for at, text in numbered
        ),
        "sources.yaml": "".join(
            f"s{at}:\n  title: {_quoted(text)}\n  publisher: {_quoted(text)}\n"
            f"  document: d{at}.txt\n  sha256: {'a' * 64}\n  published: 2026-10\n"
            for at, text in numbered
        ),
        "facts/all.yaml": "".join(
            f"f{at}:\n  subject: e{at}\n  predicate: rate\n  wording: نسبة\n  unit: share\n"
            f"  claims:\n    - {{source: s{at}, paragraph: 1, excerpt: النسبة, value: {at + 20}}}\n"
            for at, _ in numbered
        ),
        "topics/all.yaml": "title: {title}\nsummary: موجز\nbottom_line:\n"
        '  - "بلغت {{f0}}."\nblocks:\n  - kind: table\n    title: جدول\n'
        "    columns: [الاسم, النسبة]\n    rows:\n{rows}{texts}  - kind: sources\n".format(
            title='"{=e3}"',
            rows="".join(f'      - cells: ["{{=e{at}}}", "{{f{at}}}"]\n' for at, _ in numbered),
            texts="".join(
                f'  - kind: text\n    title: "{{=e{at}}}"\n    text:\n      - "نص."\n'
                for at, _ in numbered
            ),
        ),
        "meetings/one.yaml": 'title: "{=e3}"\ndate: 2026-12-01\nplace: "{=e7}"\nparticipants:\n'
        + "".join(f'  - "{{=e{at}}}"\n' for at, _ in numbered)
        + "topics: [all]\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _lines(file: Path) -> Iterator[str]:
    """The lines of the pages, each read from left to right, without spaces."""
    for page in pypdfium2.PdfDocument(file):
        text = page.get_textpage()
        found: list[tuple[float, float, str]] = []
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip():
                left, bottom, right, top = text.get_charbox(index, loose=True)
                found.append(((bottom + top) / 2, (left + right) / 2, char))
        found.sort(reverse=True)
        line: list[tuple[float, str]] = []
        before = 0.0
        for height, at, char in found:
            if line and before - height > 3:
                yield "".join(one for _, one in sorted(line))
                line = []
            line.append((at, char))
            before = height
        yield "".join(one for _, one in sorted(line))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a meeting's pack: cover, contents, brief with headings and table, sources."""
    folder = tmp_path_factory.mktemp("phrases")
    project = _project(folder / "data")
    done = run_main(
        *("--data", str(project), "--meeting", str(project / "meetings/one.yaml")),
        *(
            "--format",
            "pack",
            "--date",
            "2026-11-29",
            "--output",
            str(folder),
            "--theme",
            "default",
        ),
    )
    assert done.returncode == 0, done.stderr
    return list(_lines(next(folder.glob("*.pdf"))))


@pytest.mark.parametrize("text", PHRASES)
def test_a_phrase_reads_as_typed_on_cover_in_heading_table_and_sources(
    pages: list[str], text: str
) -> None:
    phrase = re.sub(r"\s", "", PHRASES[text])
    # On the cover a long one breaks over two lines.
    assert sum(phrase in line for line in pages) >= 3


@pytest.mark.parametrize("text", ORDERED)
def test_dates_and_amounts_follow_each_other_from_right_to_left(
    pages: list[str], text: str
) -> None:
    numbers = "|".join(reversed(ORDERED[text]))
    rows = ["|".join(re.findall("[0-9]+", line)) for line in pages]
    # On the cover, in its heading and in the table; a source may stand on two lines.
    assert sum(numbers in row for row in rows) >= 3
