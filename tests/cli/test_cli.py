"""The command line as users and scripts meet it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest

from tests.cli.calling import run_main
from tests.conftest import Program

TOPICS = [
    "africa",
    "coalition",
    "counter-messaging",
    "foreign-fighters",
    "humanitarian-funding",
    "operations-2024",
    "uk-contributions",
    "washington-2024",
    "working-groups",
]
DATA = Path(__file__).resolve().parents[2] / "data"


def test_a_time_zone_that_cannot_be_read_is_told(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "localtime").touch()  # as a crash leaves it
    monkeypatch.setenv("TZ", str(tmp_path / "localtime"))
    run = program("--topic", "africa", "--date", "2026-11-21", "--dry-run")
    assert (run.returncode, run.stdout) == (1, "")
    assert "the time zone of this machine cannot be read: set TZ=UTC" in run.stderr


def test_a_build_prints_the_path_and_tells_the_rest_on_stderr(
    program: Program, tmp_path: Path
) -> None:
    build = ["--topic", "africa", "--date", "2026-11-21", "--output", str(tmp_path / "out")]
    run = program(*build)
    path = tmp_path / "out" / "africa-2026-11-21.pdf"
    assert (run.returncode, run.stdout) == (0, f"{path}\n")
    # What is overdue is told each time, also when the document comes from the cache.
    due = json.loads(
        program("check", "--stale", *build[:2], "--as-of", "2026-11-21", "--json").stdout
    )
    for stderr in (run.stderr, program(*build).stderr):
        told = re.fullmatch(
            r"africa: \d pages, \d+\.\d s\n"
            r"africa: (\d+) facts are overdue for review: ([a-z-]+), ([a-z-]+), ([a-z-]+), …; "
            r"“check --stale --topic africa --as-of 2026-11-21” lists all\n",
            stderr,
        )
        assert told
        assert int(told[1]) == len(due) > 3
        assert set(told.groups()[1:]) <= {row["fact"] for row in due}
    with pikepdf.open(path) as pdf:
        assert 2 <= len(pdf.pages) <= 5


def test_a_build_for_machines(program: Program, tmp_path: Path) -> None:
    arguments = ["--topic", "africa", "--date", "2026-11-21", "--json", "--quiet"]
    run = program(*arguments, "--output", str(tmp_path / "brief.pdf"))
    assert run.stderr == ""
    (row,) = json.loads(run.stdout)
    named = ["edition", "format", "html", "is_new", "pages", "path", "remarks", "seconds", "sha256"]
    assert "facts are overdue" in row["remarks"][0]
    assert sorted(row) == [*named, "topic", "topics"]
    assert (row["topic"], row["format"]) == ("africa", "brief")
    assert row["path"] == str(tmp_path / "brief.pdf")


def test_the_current_folder_is_a_folder_too(program: Program) -> None:
    run = program("--topic", "operations-2024", "--date", "2026-11-21", "--output", ".")
    assert run.returncode == 0
    assert run.stdout.endswith("/working-folder/operations-2024-2026-11-21.pdf\n")


def test_topics_for_people_and_machines(program: Program) -> None:
    rows = json.loads(program("topics", "--json").stdout)
    assert [row["topic"] for row in rows] == TOPICS
    lines = program("topics").stdout.splitlines()
    assert [line.split()[0] for line in lines] == [row["topic"] for row in rows]


def test_any_folder_can_be_a_theme(program: Program, own_theme: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "brief.pdf")
    arguments = ["--topic", "operations-2024", "--date", "2026-11-21", "--output", out]
    digests = []
    for theme in ("default", own_theme.name):
        (row,) = json.loads(program(*arguments, "--theme", theme, "--json").stdout)
        digests.append(row["sha256"])
    assert digests[0] == digests[1]


def test_a_sound_theme_is_told_so_with_notes(program: Program) -> None:
    rows = json.loads(program("check", "--theme", "default", "--json").stdout)
    assert {row["level"] for row in rows} == {"note"}
    run = program("check", "--theme", "default")
    assert run.returncode == 0
    assert re.search(r"theme\.css:5:3: note: Latin letters come from “Brief Sans”", run.stdout)
    assert re.fullmatch(r"sound: the theme .*default, with 0 warnings, 7 notes\n", run.stderr)


def test_a_theme_with_mistakes_is_neither_sound_nor_used(program: Program, own_theme: Path) -> None:
    sheet = own_theme / "theme.css"
    css = sheet.read_text(encoding="utf-8").replace("--ink: #17212b", "--ink: blue")
    sheet.write_text(css.replace("--warn:", "--warm:"), encoding="utf-8")
    run = program("check", "--theme", own_theme.name, "--json")
    assert run.returncode == 1
    rows = [row for row in json.loads(run.stdout) if row["level"] == "error"]
    assert [(row["rule"], row["line"]) for row in rows] == [
        ("missing-variable", 0),
        ("value", 18),
        ("unknown-variable", 22),
    ]
    assert run.stderr == "error: 3 problems, 0 warnings, 7 notes in R&D <1>\n"
    build = program("--topic", "africa", "--theme", own_theme.name)
    assert (build.returncode, build.stdout) == (1, "")
    assert "3 problems in the theme R&D <1>" in build.stderr
    assert "R&D <1>/theme.css:18:3: --ink must be a colour" in build.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--topic", "afrika"], 1, "did you mean “africa”?"),
        (["topcis"], 2, "Did you mean “topics”?"),
        (["africa"], 2, "For a topic: --topic africa"),
        (["--topic", "uk"], 1, "did you mean “uk-contributions”?"),
        (["--topic", "africa,coalition"], 2, "repeat the option: --topic africa --topic coalition"),
        (["facts", "--topic", "africa، coalition"], 2, "names 2 topics; name one of them"),
        (["--topic", "africa", "--open", "--dry-run"], 2, "exclude each other"),
        ([], 2, "--topic TOPIC, --all or --meeting FILE"),
        (["--topic", "africa", "--date", "11/21/2026"], 2, "write the day first, as 21/11/2026"),
        (["--topic", "africa", "--date", "2026-02-30"], 2, "is not in the calendar"),
        (["--topic", "africa", "--date", "2016"], 2, "write the day too, like 2016-12-31"),
        (
            ["--topic", "africa", "--date", "2024-01-01", "--as-of", "2025-01-01"],
            2,
            "after the date of the edition",
        ),
        (["--all", "--output", "x.pdf"], 2, "must be a folder"),
        (["--topic", "africa", "--digits", "roman"], 2, "latn"),
        (["--topic", "africa", "--as-of", "2010-01-01"], 1, "its first fact counts from"),
        (
            ["--topic", "africa", "--theme", "nowhere"],
            1,
            "there is no theme “nowhere”; There is: default",
        ),
        (["--topic", "africa", "--theme", "./nowhere"], 1, "there is no folder ./nowhere"),
        (["check", "--theme", "defualt"], 1, "did you mean “default”?"),
        (["check", "--theme", "default", "--data", "."], 2, "--theme is checked by itself"),
        (["check", "--as-of", "2026-01-01"], 2, "go with --stale"),
        (["check", "--stale", "--theme", "default"], 2, "go with --stale alone"),
        (["check", "--stale", "--topic", "afrika"], 1, "did you mean “africa”?"),
        (["facts", "--topic", "afrika"], 1, "did you mean “africa”?"),
        (["topics", "--data", "/nowhere"], 2, "/nowhere"),
        (["--topic", "africa", "facts"], 2, "--topic must stand after “facts”"),
        (["--data", ".", "editions", "list"], 2, "“editions” reads no --data"),
        (["--data", ".", "schema", "schemas"], 2, "“schema” reads no --data"),
        (["--topic", "afrika", "--topic", "coalitoin"], 1, "did you mean “coalition”?"),
        (["--topic", "africa", "--output", ""], 2, "it is empty; name a folder"),
        (["--topic", "africa", "--marking", "سري " * 20], 2, "it has 79 characters; 60 have room"),
        (["--topic", "africa", "--marking", " "], 2, "it is empty; leave the option out"),
        (["--topic", "africa", "--marking", "سري\u00adabc"], 2, "an invisible character"),
        (
            ["--topic", "africa", "--recipient", "a\x1b[1m"],
            2,
            "a control character (U+001B) stands",
        ),
        (["--topic", "africa", "--recipient", "a" + "\u0301" * 20], 2, "20 vowel marks or accents"),
        (["--topic", "africa", "--output", "x.html"], 2, "is a file; name a folder"),
        (["--all", "--topic", "africa"], 2, "exclude each other"),
        (["--topic", "africa", "--format", "sheet", "--paper", "A5"], 2, "needs A4 or Letter"),
        (["--meeting", "washingtn-2024"], 1, "did you mean “washington-2024”?"),
        (["--meeting", "nowhere.yaml"], 1, "the data folder has: washington-2024"),
        (["--topic", "africa", "--paper", "a3"], 2, "'a4', 'letter', 'a5'"),
        (
            ["--topic", "africa", "--date", "2090-01-01", "--calendar", "hijri"],
            1,
            "known from 1924-08-01 to 2077-11-16, and 2090-01-01 lies outside",
        ),
    ],
)
def test_wrong_calls_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    run = run_main(*arguments)
    assert (run.returncode, run.stdout) == (code, "")
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_help_starts_with_examples(program: Program) -> None:
    assert program("--help").stdout.startswith("Examples:\n  python3 -m briefings --topic uk-")


def test_unexpected_errors_and_interruptions_have_their_codes(program: Program) -> None:
    fail = (
        "import briefings.cli.listing as c, briefings.cli as m, sys\n"
        "def boom(*_): raise {}('x')\n"
        "c.library_of = boom\nsys.argv = ['briefings', 'topics']\nm.main()"
    )
    unexpected = program(code=fail.format("RuntimeError"))
    assert (unexpected.returncode, unexpected.stdout) == (3, "")
    assert "Traceback" not in unexpected.stderr
    assert program(code=fail.format("KeyboardInterrupt")).returncode == 130


def test_terminals_that_cannot_shape_get_visual_arabic(program: Program) -> None:
    plain, shaped = program("topics").stdout, program("topics", "--visual").stdout
    assert "داعش" in plain
    # Joined forms, last letter first: ﺶﻋﺍﺩ reads داعش on a terminal that prints left to right.
    assert "ﺶﻋﺍﺩ" in shaped
    assert "داعش" not in shaped


def test_no_colour_codes_off_a_terminal_or_when_refused(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in program("topics").stdout + program("--topic", "x").stderr


def test_what_commands_share_may_stand_before_them(program: Program, small_data: Path) -> None:
    assert json.loads(program("--json", "topics").stdout)[0]["topic"] == "africa"
    assert program("--data", str(small_data), "topics").stdout.split()[0] == "uk"
    assert program("--quiet", "check").stderr == ""


def test_a_reader_who_has_gone_is_no_failure(program: Program) -> None:
    pipe = (
        "import os, sys\nreading, writing = os.pipe()\nos.close(reading)\nos.dup2(writing, 1)\n"
        "sys.argv = ['briefings', 'facts']\nfrom briefings.cli import main\nmain()"
    )
    run = program(code=pipe)
    assert (run.returncode, run.stderr) == (0, "")


def test_a_full_disk_is_told_plainly(program: Program) -> None:
    full = (
        "import os, sys\nos.dup2(os.open('/dev/full', os.O_WRONLY), 1)\n"
        "sys.argv = ['briefings', 'facts']\nfrom briefings.cli import main\nmain()"
    )
    run = program(code=full)
    assert (run.returncode, run.stderr) == (1, "error: the output: No space left on device\n")


def test_little_left_of_a_topic_is_told(program: Program, tmp_path: Path) -> None:
    out = str(tmp_path)
    run = program("--topic", "africa", "--as-of", "2016-12-31", "--output", out)
    assert run.returncode == 0
    assert "africa: nothing of its bottom line was known by 2016-12-31" in run.stderr
    run = program("--topic", "coalition", "--as-of", "2016-12-31", "--output", out)
    assert re.search(r"coalition: \d of \d+ blocks are left out: unknown by 2016", run.stderr)


def test_the_same_bytes_in_any_surroundings(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = []
    for seed, zone, language in (("1", "UTC", "C"), ("2", "Asia/Baghdad", "ar_IQ.UTF-8")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", language)
        monkeypatch.setenv("HOME", str(tmp_path / seed))
        out = str(tmp_path / seed / "out")
        arguments = ["--topic", "operations-2024", "--date", "2026-11-21", "--json"]
        (row,) = json.loads(program(*arguments, "--output", out).stdout)
        digests.append(row["sha256"])
    assert digests[0] == digests[1]
