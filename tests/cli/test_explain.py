"""``explain`` as users and scripts meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.content.explain.figures import ROW, SHARE, figures_pdf, pdf_with


def test_a_fact_tells_its_story(program: Program) -> None:
    run = program("explain", "uk-trained-forces", "--as-of", "2023-12-31")
    assert (run.returncode, run.stderr) == (0, "")
    head, *lines = run.stdout.splitlines()
    assert head.split()[0] == "uk-trained-forces"
    assert lines[0].split(maxsplit=1) == ["printed", "أكثر من 111,000 عنصر"]
    assert lines[2].strip() == "from 2024-09-30 a claim of uk-press-2024 counts too"
    claims = [line for line in lines if line.startswith("  20")]
    assert claims == [
        "  2016-09  أكثر من 25,000 عنصر  counts, but another is printed",
        "  2023  أكثر من 111,000 عنصر  printed",
        "  2024-09-30  أكثر من 120,000 عنصر  does not count yet",
    ]
    for told in (
        "source      [مقال بلسان الحكومة البريطانية",
        "uk-communications-2016 §2, 2016-09 (estimated)",
        "excerpt     «فمنذ عام 2014، دربت المملكة المتحدة أكثر من 120,000 من»",
        "counts from 2023-12-31",
        "topic uk-contributions  bottom_line @2024-09-30|times",
    ):
        assert told in run.stdout


def test_a_fact_for_machines_has_a_row_a_claim(program: Program) -> None:
    rows = json.loads(program("explain", "uk-trained-forces", "--json").stdout)
    assert [(row["value"], row["printed"], row["known_from"]) for row in rows] == [
        (25000, "أكثر من 25,000 عنصر", "2016-09-30"),
        (111000, "أكثر من 111,000 عنصر", "2023-12-31"),
        (120000, "أكثر من 120,000 عنصر", "2024-09-30"),
    ]
    uses = rows[0]["used_in"]
    assert {use["topic"] for use in uses} == {"uk-contributions", "washington-2024"}
    assert {use["file"] for use in uses} == {
        "data/topics/uk-contributions.yaml",
        "data/topics/washington-2024.yaml",
    }
    assert all(use["line"] > 0 for use in uses)


@pytest.mark.parametrize("figure", ["4.3 مليار", "٤٫٣ مليار", "4,300,000,000"])
def test_a_figure_leads_to_its_fact(program: Program, figure: str) -> None:
    (row,) = json.loads(program("explain", figure, "--json").stdout)
    assert (row["fact"], row["source"], row["paragraph"]) == (
        "uk-syria-funding",
        "uk-press-2024",
        11,
    )


def test_a_figure_of_several_facts_lists_them(program: Program) -> None:
    run = program("explain", "2")
    rows = json.loads(program("explain", "2", "--json").stdout)
    facts = list(dict.fromkeys(row["fact"] for row in rows))
    heads = [line.split()[0] for line in run.stdout.splitlines() if line and line[0] != " "]
    assert len(facts) > 1
    assert heads == facts


def test_a_pdf_explains_itself_where_there_is_no_data(program: Program, tmp_path: Path) -> None:
    path = figures_pdf(tmp_path / "brief.pdf")
    # A library that would be loaded ends the run.
    code = (
        "import briefings.data.loading as l, briefings.resources as r, briefings.cli as c\n"
        "def none(*_): raise SystemExit('the data was asked for')\n"
        "l.load_library = r.data_folder = none\nc.main()"
    )
    run = program("explain", str(path), code=code)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "page 1",
        "  أكثر من 120,000 عنصر  figure: trained",
        "    value       120000, element, more-than, 2024-09-30",
        "    source      صفحة جديدة — ناشر ثانٍ",
        "                new-page §11, 2024-09-30",
        "    excerpt     «دربت أكثر من 120,000 من»",
        "  [1]  cite: trained",
        "    value       120000, element, more-than, 2024-09-30",
        "    source      صفحة جديدة — ناشر ثانٍ",
        "                new-page §11, 2024-09-30",
        "    excerpt     «دربت أكثر من 120,000 من»",
        "page 2",
        "  95٪  figure: share",
        "    value       95, percent, exact, 2016-09, estimated",
        "    source      صفحة قديمة — ناشر ثانٍ",
        "                old-page §4, 2024-09-30",
        "    excerpt     «خسر 95% من الأراضي»",
        "  30 سبتمبر 2024  date: trained",
        "    value       120000, element, more-than, 2024-09-30",
        "    source      صفحة جديدة — ناشر ثانٍ",
        "                new-page §11, 2024-09-30",
        "    excerpt     «دربت أكثر من 120,000 من»",
    ]


def test_a_figure_of_an_earlier_edition_names_it(program: Program, tmp_path: Path) -> None:
    rows = [{**ROW, "edition": None}, {**ROW, "edition": "uk-2025-03-30-1"}]
    path = pdf_with(tmp_path / "brief.pdf", figures=json.dumps(rows).encode())
    lines = program("explain", str(path)).stdout.splitlines()
    assert lines.count("  أكثر من 120,000 عنصر  figure: trained") == 2
    assert [line.strip() for line in lines if "edition" in line] == [
        "edition     uk-2025-03-30-1, which had it so"
    ]


def test_a_pdf_for_machines(program: Program, tmp_path: Path) -> None:
    path = str(figures_pdf(tmp_path / "brief.pdf"))
    assert json.loads(program("explain", path, "120,000", "--json").stdout) == [ROW]
    rows = json.loads(program("explain", path, "--page", "2", "95%", "--json").stdout)
    assert rows == [SHARE]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["uk-trained-force"], 1, "there is no fact “uk-trained-force”; did you mean “uk-trained-"),
        (["987654"], 1, "no claim says “987654”; the nearest: "),
        (["nowhere.pdf"], 1, "nowhere.pdf: No such file or directory"),
        (["{brief}", "--page", "3"], 1, "there is no page 3: "),
        (["{brief}", "7"], 1, "reads “7”"),
        (["{older}"], 1, "it was made by an older version"),
        (["{brief}", "--as-of", "2024-01-01"], 2, "--as-of belongs to the data"),
        (["uk-trained-forces", "--page", "1"], 2, "--page goes with a PDF"),
        (["4.3", "مليار"], 2, "put a figure of several into quotes"),
        ([""], 2, "name a fact, a figure or a PDF"),
        ([], 2, "Missing argument"),
    ],
)
def test_wrong_calls_are_answered(
    program: Program, tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    figures_pdf(tmp_path / "brief.pdf")
    pdf_with(tmp_path / "older.pdf", facts=b"[]")
    given = [
        one.format(brief=tmp_path / "brief.pdf", older=tmp_path / "older.pdf") for one in arguments
    ]
    run = program("explain", *given)
    assert (run.returncode, run.stdout) == (code, "")
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_visual_arabic_is_wrapped_before_it_is_turned(program: Program) -> None:
    run = program("explain", "uk-trained-forces", "--visual")
    # The title's first word, مقال, stands on its first line, last letter first.
    first = next(line for line in run.stdout.splitlines() if "source" in line)
    assert "ﻝﺎﻘﻣ" in first
