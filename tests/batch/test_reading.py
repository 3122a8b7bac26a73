"""Files of a batch: what they may say, and what is said of their mistakes."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from openpyxl import Workbook

from briefings.arabic import Arabic, Digits
from briefings.batch import Base, BatchRow, Job, copies_of, read_batch
from briefings.data import keys_of, load_library
from briefings.errors import BriefingError, DataError
from briefings.model import Copy, Format, Ink, Meeting, Paper, When
from briefings.resources import templates_folder
from tests.build.test_pipeline import LONG, SHORT
from tests.conftest import CHECKOUT
from tests.data.test_schema import EditorLoader
from tests.tiny import library_with

MEETING = Meeting("talks", "محادثات", When.parse("2026-12-03"), ("long", "short"), marking="رسمي")
DAY = date(2026, 11, 24)


def base(output: Path = Path("out"), **given: Any) -> Base:
    library = library_with(topics=(SHORT, LONG))
    library.meetings["talks"] = MEETING  # type: ignore[index]
    return Base(library, templates_folder(), output, DAY, BatchRow(**given))


def write(folder: Path, name: str, content: str | list[list[Any]]) -> Path:
    path = folder / name
    if isinstance(content, str):
        path.write_text(content, "utf-8")
    else:
        book = Workbook()
        book.active.title = "Mailing"
        for row in content:
            book.active.append(row)
        book.save(path)
    return path


SAME = [
    pytest.param(
        "a.yaml",
        """\
defaults: {date: 2026-11-21, ink: mono}
documents:
  - topics: [short]
    as_of: 2024-12-31
    recipient: السيد الوزير
    copy: 7/90
  - {meeting: talks, digits: arab, duplex: true, ink: colour, output: for/talks.pdf}
""",
        id="yaml",
    ),
    pytest.param(
        "a.yaml",
        """\
- {topics: [short], date: 2026-11-21, ink: mono, as_of: 2024-12-31, recipient: السيد الوزير,
   copy: 7/90}
- meeting: talks
  date: 2026-11-21
  digits: arab
  duplex: true
  output: for/talks.pdf
""",
        id="yaml-list",
    ),
    pytest.param(
        "a.csv",
        """\
topics,meeting,date,as_of,ink,digits,duplex,recipient,copy,output
short,,2026-11-21,2024-12-31,mono,,,السيد الوزير,7/90,
"long, short",talks,2026-11-21,,,arab,TRUE,,,for/talks.pdf
""",
        id="csv",
    ),
    pytest.param(
        "a.xlsx",
        [
            ["topics", "meeting", "date", "as_of", "ink", "digits", "duplex", "recipient", "copy",
             "output"],
            ["short", None, date(2026, 11, 21), "2024-12-31", "mono", None, None,
             "السيد الوزير", "7/90", None],
            ["long short", "talks", date(2026, 11, 21), None, None, "arab", True, None, None,
             "for/talks.pdf"],
        ],
        id="workbook",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content"), SAME)
def test_a_file_of_any_kind_gives_the_same_jobs(
    name: str, content: str | list[list[Any]], tmp_path: Path
) -> None:
    one, two = read_batch(write(tmp_path, name, content), base())
    assert (one.row, one.topics, one.order.edition) == (1, ("short",), date(2026, 11, 21))
    assert one.order.as_of == date(2024, 12, 31)
    assert one.order.style.ink is Ink.MONO
    assert one.copy == Copy("السيد الوزير", 7, 90)
    expected = "out/short-2026-11-21-as-of-2024-12-31-mono-copy-07.pdf"
    assert one.path == Path(expected).absolute()
    assert (two.row, two.topics, two.order.meeting) == (2, ("long", "short"), MEETING)
    assert two.order.as_of == two.order.edition
    setting = two.order.style.setting
    assert (setting.format, setting.marking, setting.duplex) == (Format.PACK, "رسمي", True)
    assert two.order.arabic == Arabic(Digits.ARAB)
    assert two.path == Path("out/for/talks.pdf").absolute()


def test_rows_go_before_the_command_line_and_that_before_the_file(tmp_path: Path) -> None:
    text = """\
defaults: {paper: a5, ink: mono, digits: arab}
documents:
  - {topics: [short], paper: a4}
  - {topics: [long]}
"""
    path = write(tmp_path, "a.yaml", text)
    one, two = read_batch(path, base(paper=Paper.LETTER, digits=Digits.LATN))
    papers = [job.order.style.setting.paper for job in (one, two)]
    assert papers == [Paper.A4, Paper.LETTER]
    assert {job.order.style.ink for job in (one, two)} == {Ink.MONO}
    assert {job.order.arabic.digits for job in (one, two)} == {Digits.LATN}
    assert {job.order.edition for job in (one, two)} == {DAY}


def test_files_that_it_names_are_seen_from_its_own_folder(tmp_path: Path) -> None:
    meeting = "title: محادثات\ndate: 2026-12-03\ntopics: [short]\n"
    write(tmp_path, "own.yaml", meeting)
    (tmp_path / "themes" / "ours").mkdir(parents=True)
    path = write(tmp_path, "a.yaml", "- {meeting: own.yaml, theme: themes/ours}\n")
    (job,) = read_batch(path, base())
    assert job.order.meeting is not None
    assert job.order.meeting.id == "own"
    assert job.order.style.theme == str(tmp_path / "themes" / "ours")


@pytest.mark.parametrize(
    ("row", "remedy"),
    [
        pytest.param("topics: [shrot]", "Did you mean “short”?", id="spelt-alike"),
        pytest.param("topics: [nothing]", "The command “topics” lists them.", id="none"),
        pytest.param("meeting: TALKS", "Did you mean “talks”?", id="capitals"),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_those_that_may_be_meant(
    row: str, remedy: str, tmp_path: Path
) -> None:
    with pytest.raises(DataError) as caught:
        read_batch(write(tmp_path, "a.yaml", f"- {{{row}}}\n"), base())
    assert caught.value.problems[0].remedy == remedy


BAD = [
    ("- {topics: [shrot]}", ["1:13 unknown-topic"]),
    ("- {topics: [short, short]}", ["1:20 topic-twice"]),
    ("- {meeting: tlaks}", ["1:13 unknown-meeting"]),
    ("- {topics: [short], theme: defualt}", ["1:28 unknown-theme"]),
    (
        "- {topics: [short], date: 2024-01-01, as_of: 2024-02-01}",
        ["1:46 as-of-after-date"],
    ),
    ("- {topics: [short], date: 2024-01}", ["1:27 no-day"]),
    ("- {topics: [short], date: 2024-02-30}", ["1:27 impossible-date"]),
    ("- {topics: [short], date: 11/24/2026}", ["1:27 impossible-date"]),
    ("- {topics: [short], date: 31/11/2026}", ["1:27 impossible-date"]),
    ("- {topics: [short, long], format: brief}", ["1:12 too-many-topics"]),
    ("- {topics: [short], format: sheet, paper: a5}", ["1:43 sheet-on-a5"]),
    ("- {topics: [short], copy: 8/7}", ["1:27 copy-number"]),
    ("- {topics: [short], copy: من 90}", ["1:27 wrong-form"]),
    (f"- {{topics: [short], recipient: {'س' * 61}}}", ["1:32 recipient-too-long"]),
    (f"- {{topics: [short], marking: {'س' * 61}}}", ["1:30 marking-too-long"]),
    ("- {topics: [short], output: ../a.pdf}", ["1:29 output-name"]),
    ("- {topics: [short], output: a.html}", ["1:29 output-name"]),
    ("- {topics: [short]}\n- {topics: [short], marking: سري}", ["2:3 same-file"]),
    (
        f"- {{topics: [short], theme: {'a' * 4000}, meeting: {'b' * 4000}}}",
        ["1:28 unknown-theme", "1:4039 unknown-meeting"],
    ),
    ("- {topics: [short], output: con.pdf}", ["1:29 output-name"]),
    ("- {topics: [short], output: nul/a.pdf}", ["1:29 output-name"]),
    (f"- {{topics: [short], output: {'a' * 97}.pdf}}", ["1:29 output-name"]),
    ('- {topics: [short], output: "a:b.pdf"}', ["1:29 output-name"]),
    ("- {topics: [short], output: a.pdf}\n- {topics: [short], output: A.pdf}", ["2:29 same-file"]),
    ("- {date: 2024-01-01}", ["1:3 nothing-to-build"]),
    ("- {topics: [short], papr: a4}", ["1:21 unknown-key"]),
    ("- {topics: [shrot], paper: a3}", ["1:13 unknown-topic", "1:28 unknown-choice"]),
    ("- short", ["1:3 wrong-type"]),
    ("topics: [short]", ["1:1 unknown-key"]),
    ("documents: []", ["0:0 empty-file"]),
    ("defaults: {theme: nowhere}\ndocuments: [{topics: [short]}]", ["1:19 unknown-theme"]),
    (
        "- {topics: [shrot]}\n- {meeting: tlaks, date: 2024}\n- {format: brif, topics: [sort]}",
        ["1:13 unknown-topic", "2:13 unknown-meeting", "2:26 no-day", "3:12 unknown-choice",
         "3:27 unknown-topic"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), BAD, ids=[" ".join(found) for _, found in BAD])
def test_every_mistake_is_told_with_its_place(text: str, found: list[str], tmp_path: Path) -> None:
    path = write(tmp_path, "a.yaml", text + "\n")
    with pytest.raises(DataError) as caught:
        read_batch(path, base())
    problems = caught.value.problems
    assert [f"{one.line}:{one.column} {one.rule}" for one in problems] == found
    assert all(one.file == str(path) and one.remedy for one in problems)


HEADINGS = [
    "topics,date,as_of,copy",
    "TOPICS,Date,As of,COPY",
    "\ufeffTopics,DATE,as-of, copy ",
    "\u200fTopics,date,AS_OF,copy",
    "ｔｏｐｉｃｓ，date，as＿of，copy".replace("，", ","),
]


@pytest.mark.parametrize("head", HEADINGS)
def test_headings_are_known_in_any_case_and_spelling(head: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f"{head}\nshort,2026-11-21,2024-12-31,7/90\n")
    (job,) = read_batch(path, base())
    assert (job.topics, job.order.edition) == (("short",), date(2026, 11, 21))
    assert (job.order.as_of, job.copy.number) == (date(2024, 12, 31), 7)


def test_two_spellings_of_one_heading_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "topics,as_of,As of\nshort,2024-12-31,2024-12-31\n")
    with pytest.raises(DataError, match="there are two columns “as_of”"):
        read_batch(path, base())


@pytest.mark.parametrize(
    "day", ["21/11/2026", "٢١/١١/٢٠٢٦", "٢٠٢٦-١١-٢١", "21.11.2026", "21 نوفمبر 2026"]
)
def test_days_are_read_as_people_write_them(day: str, tmp_path: Path) -> None:
    for name, text in (
        ("a.csv", f"topics,date\nshort,{day}\n"),
        ("a.yaml", f"- {{topics: [short], date: {day}}}\n"),
    ):
        (job,) = read_batch(write(tmp_path, name, text), base())
        assert job.order.edition == date(2026, 11, 21)


def test_the_american_order_of_a_day_is_never_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "topics,date\nshort,11/24/2026\n")
    with pytest.raises(DataError) as caught:
        read_batch(path, base())
    (told,) = caught.value.problems
    assert told.message == "“11/24/2026” has no month 24: write the day first, as 24/11/2026"
    assert (told.line, told.column) == (2, 2)


@pytest.mark.parametrize("name", ["a.yaml", "a.csv", "a.xlsx"])
def test_a_batch_that_is_a_pipe_is_told(name: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(DataError, match="it is a pipe, not a file"):
        read_batch(tmp_path / name, base())


@pytest.mark.parametrize("name", ["mailing.csv", "mailing.yaml"])
def test_a_batch_without_a_row_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("" if name.endswith("csv") else "[]")
    with pytest.raises(DataError, match="the file lists no documents"):
        read_batch(tmp_path / name, base())


def test_every_rule_is_documented() -> None:
    page = (CHECKOUT / "docs/data.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE))
    assert {told.split()[1] for _, found in BAD for told in found} <= documented


def test_mistakes_in_a_workbook_name_their_cells(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["topics", "copy", "papr", "date"],
        ["shrot", date(1990, 7, 1), None, datetime.fromisoformat("2026-11-21T09:30")],
        ["short long", None, None, "2024"],
        [None, "7/90", None, None],
    ]
    path = write(tmp_path, "a.xlsx", rows)
    with pytest.raises(DataError) as caught:
        read_batch(path, base(format=Format.SHEET))
    assert [f"{one.place} {one.rule}" for one in caught.value.problems] == [
        f"{path}:Mailing!C1 unknown-column",
        f"{path}:Mailing!A2 unknown-topic",
        f"{path}:Mailing!B2 date-cell",
        f"{path}:Mailing!D2 date-cell",
        f"{path}:Mailing!A3 too-many-topics",
        f"{path}:Mailing!D3 no-day",
        f"{path}:Mailing!A4 nothing-to-build",
    ]


def test_near_misses_are_named(tmp_path: Path) -> None:
    text = "- {topics: [shrot]}\n- {meeting: tlaks}\n- {topics: [long], theme: defualt}\n"
    with pytest.raises(DataError) as caught:
        read_batch(write(tmp_path, "a.yaml", text), base())
    said = str(caught.value)
    assert all(f"id you mean “{near}”" in said for near in ("short", "talks", "default"))


def test_the_mistakes_of_a_meeting_are_told_once(tmp_path: Path) -> None:
    write(tmp_path, "own.yaml", "title: محادثات\ndate: 2026-12-03\ntopics: [shrot]\n")
    path = write(tmp_path, "a.yaml", "- {meeting: own.yaml}\n- {meeting: own.yaml, ink: mono}\n")
    with pytest.raises(DataError) as caught:
        read_batch(path, base())
    assert [one.place for one in caught.value.problems] == [f"{tmp_path / 'own.yaml'}:3:10"]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match=r"\.yaml, \.csv or \.xlsx"):
        read_batch(write(tmp_path, "a.txt", ""), base())


def test_copies_are_what_differs_in_nothing_else(tmp_path: Path) -> None:
    text = """\
- {topics: [short], copy: 1/2, recipient: الأول}
- {topics: [long], copy: 1/2}
- {topics: [short], copy: 2/2, output: second.pdf}
- {topics: [short], copy: 2/2, ink: mono}
"""
    jobs = read_batch(write(tmp_path, "a.yaml", text), base())
    groups = [[job.row for job in group] for group in copies_of(jobs)]
    assert groups == [[1, 3], [2], [4]]


def places(jobs: tuple[Job, ...]) -> list[str]:
    return [job.place for job in jobs]


def test_jobs_know_their_rows(tmp_path: Path) -> None:
    yaml = write(tmp_path, "a.yaml", "- topics: [short]\n\n- topics: [long]\n")
    assert places(read_batch(yaml, base())) == [f"{yaml}:1:3", f"{yaml}:3:3"]
    book = write(tmp_path, "a.xlsx", [["topics"], ["short"], [None], ["long"]])
    assert places(read_batch(book, base())) == [f"{book}:Mailing!A2", f"{book}:Mailing!A4"]


@pytest.mark.parametrize("text", [case.values[1] for case in SAME[:2]], ids=["group", "list"])
def test_editors_accept_what_the_program_does(text: str) -> None:
    schema = json.loads((CHECKOUT / "data/schema/batch.schema.json").read_text("utf-8"))
    validator = Draft7Validator(schema)
    document = yaml.load(text, Loader=EditorLoader)  # noqa: S506 — a SafeLoader
    assert list(validator.iter_errors(document)) == []


def test_the_example_of_the_docs_is_sound(tmp_path: Path) -> None:
    page = (CHECKOUT / "docs/batch.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    library = load_library(CHECKOUT / "data")
    shipped = replace(base(), library=library)
    jobs = read_batch(write(tmp_path, "a.yaml", example), shipped)
    assert [job.copy.number for job in jobs] == [0, 0, 1, 2]
    assert {job.order.edition for job in jobs} == {date(2026, 12, 3)}
    keys = set(re.findall(r"`(\w+)`", page.partition("| Key |")[2].partition("\n\n")[0]))
    assert set(keys_of(BatchRow)) <= keys
