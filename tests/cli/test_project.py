"""The project file, which says once what would be said with every command."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from briefings.build.options import Options
from briefings.cli import cli
from briefings.cli import project as project_module
from briefings.cli.batch import batch
from briefings.cli.choices import read_choices
from briefings.cli.output import manner
from briefings.cli.project import Project, data_folder_of, key_of
from briefings.errors import BriefingError

from ..conftest import Program


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "briefings.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def read_project(folder: Path) -> Project:
    return project_module.read_project(folder, cli)


def test_there_need_be_none(tmp_path: Path) -> None:
    assert read_project(tmp_path) == Project()


def test_paths_are_seen_from_the_file_that_is_found_above(tmp_path: Path) -> None:
    write(tmp_path, 'archive = "editions"\nsign = "/keys/office.key"\n')
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    for folder in (tmp_path, deep):
        project = read_project(folder)
        assert project == Project(tmp_path / "editions", Path("/keys/office.key"))


def test_the_nearest_one_holds(tmp_path: Path) -> None:
    write(tmp_path, 'archive = "far"\nsign = "far.key"\n')
    near = tmp_path / "near"
    near.mkdir()
    write(near, 'archive = "here"\n')
    assert read_project(near) == Project(near / "here", None)


def test_a_home_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    write(tmp_path, 'archive = "~/editions"\nsign = "~nobody-at-all/key"\n')
    project = read_project(tmp_path)
    assert project.archive == Path("/home/someone/editions")
    assert project.sign == tmp_path / "~nobody-at-all" / "key"


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
def test_what_windows_saves_is_read(tmp_path: Path, start: bytes) -> None:
    write(tmp_path, start + '# الأرشيف\r\narchive = "أرشيف"\r\n'.encode())
    assert read_project(tmp_path).archive == tmp_path / "أرشيف"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            '# ours\narchiv = "editions"\n',
            ":2:1: there is no key “archiv” [unknown-key]\n    Did you mean “archive”?",
            id="near-key",
        ),
        pytest.param(
            "colour = 1\n", ":1:1: there is no key “colour” [unknown-key]", id="unknown-key"
        ),
        pytest.param(
            '[archive]\nfolder = "x"\n', ":1:1: “archive” is the folder in which", id="table"
        ),
        pytest.param(
            "sign = true\n",
            ":1:1: “sign” is the file of the secret key that signs them, a path [wrong-type]\n"
            '    Write it in quotes: sign = "…"',
            id="wrong-type",
        ),
        pytest.param('\n\narchive = " "\n', ":3:1: “archive” is the folder in which", id="empty"),
        pytest.param('archive = "a\\u0000b"\n', ":1:1: “archive” is the folder", id="nul"),
        pytest.param(
            "sign = 'a'\narchive = editions\n",
            ":2:11: it is not TOML: Invalid value [toml-syntax]\n"
            '    A line reads: archive = "folder"',
            id="no-quotes",
        ),
        pytest.param('archive = "a"\narchive = "b"\n', "it is not TOML: Cannot", id="twice"),
        pytest.param(
            b'sign = "a"\narchive = "\xe3"\n',
            ":2:1: it is not in UTF-8 [not-utf8]\n    Save it again with the encoding UTF-8.",
            id="not-utf8",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str | bytes, told: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(BriefingError, match=re.escape(told)) as caught:
        read_project(tmp_path)
    assert str(caught.value).startswith(str(file))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, 'archiv = "x"\nsign = 3\n')
    with pytest.raises(BriefingError) as caught:
        read_project(tmp_path)
    assert re.findall(r"toml:(\d)", str(caught.value)) == ["1", "2"]


@pytest.mark.parametrize(
    "arguments",
    [["editions", "list"], ["--topic", "africa"], ["editions", "verify", "--json"]],
    ids=" ".join,
)
def test_the_program_ends_plainly(program: Program, tmp_path: Path, arguments: list[str]) -> None:
    file = write(tmp_path / "working-folder", "archive = 1\n")
    done = program(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {file}:1:1: “archive” is")
    assert "Traceback" not in done.stderr


COMPLETE = """\
archive = "editions"
sign = "office.key"
output = "papers"
data = "facts of ours"
theme = "themes/office"
format = "sheet"
paper = "letter"
ink = "mono"
digits = "arab"
months = "dual"
calendar = "both"
marking = "رسمي"
issuer = "وحدة الإحاطات"
contact = "هاتف +44 20 7008 5000"
review = "3 months"
duplex = true
crop = true
html = true
no-cache = true
json = true
quiet = true
visual = true
jobs = 3
cluster = "tcp://127.0.0.1:8786"
"""


@pytest.fixture
def office(tmp_path: Path, own_data: Path) -> Path:
    """A project with everything in its file."""
    (tmp_path / "themes" / "office").mkdir(parents=True)
    write(tmp_path, COMPLETE)
    return tmp_path


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    folder = tmp_path / "facts of ours"
    folder.mkdir()
    return folder


def parsed(*arguments: str) -> click.Context:
    """The context of a command as it would run: that of the batch, if one is asked for."""
    context = cli.make_context("briefings", list(arguments))
    if context.params.get("chosen"):
        return context
    with context:
        name, command, rest = cli.resolve_command(
            context, [*context._protected_args, *context.args]
        )
        assert command is not None
        return command.make_context(name, rest, parent=context)


@pytest.fixture
def inside(office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with the program run in a folder below."""
    below = office / "deep" / "down"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    return office


def test_every_option_of_a_build_and_of_a_batch_has_a_default_there(inside: Path) -> None:
    given = {line.split(" = ")[0] for line in COMPLETE.splitlines()}
    options = {
        key_of(one)
        for command in (cli, batch)
        for one in command.params
        if isinstance(one, click.Option) and not one.is_eager
    }
    assert options - given <= set(project_module._OF_ONE_RUN) | {"open"}
    assert given <= options
    here = read_project(inside)
    assert (here.archive, here.sign) == (inside / "editions", inside / "office.key")
    assert here.data == inside / "facts of ours"
    expected = {
        "output": inside / "papers",
        "theme": str(inside / "themes" / "office"),
        "format_": "sheet",
        "paper": "letter",
        "ink": "mono",
        "digits": "arab",
        "months": "dual",
        "calendar": "both",
        "marking": "رسمي",
        "issuer": "وحدة الإحاطات",
        "contact": "هاتف +44 20 7008 5000",
        "review": "3 months",
        "duplex": True,
        "crop": True,
        "html": True,
        "no_cache": True,
        "as_json": True,
    }
    build = parsed("--topic", "uk").params
    assert {name: build[name] for name in expected} == expected
    many = parsed("batch", str(inside / "briefings.toml")).params
    assert {name: many[name] for name in expected} == expected
    assert (many["count"], many["address"]) == (3, "tcp://127.0.0.1:8786")


def test_the_command_line_wins(inside: Path, tmp_path: Path) -> None:
    switches = ["--no-duplex", "--no-crop", "--no-html", "--cache", "--no-json", "--no-quiet"]
    given = ["--digits", "latn", "--theme", "diwan", "--output", "x.pdf", *switches]
    params = parsed("--topic", "uk", *given).params
    assert (params["digits"], params["theme"], params["output"]) == ("latn", "diwan", Path("x.pdf"))
    assert not any(params[name] for name in ("duplex", "crop", "html", "no_cache", "as_json"))
    assert not manner.quiet
    with parsed("--topic", "uk"):
        assert data_folder_of(None) == inside / "facts of ours"
        assert data_folder_of(tmp_path) == tmp_path


def test_other_commands_have_nothing_of_it_but_the_data(inside: Path) -> None:
    context = parsed("topics")
    assert (context.params["as_json"], manner.quiet) == (False, False)
    with context:
        assert data_folder_of(None) == inside / "facts of ours"


def test_help_shows_the_defaults_that_hold_and_none_where_the_file_is_wrong(
    inside: Path, program: Program, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(click.exceptions.Exit):
        cli.make_context("briefings", ["--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "Size of the paper. [default: letter]" in told
    assert inside == tmp_path
    write(tmp_path / "working-folder", "digits = 3\n")
    assert program("--help").returncode == 0
    assert program("batch", "--help").returncode == 0


@pytest.mark.parametrize(
    ("meeting", "asked", "told"),
    [
        pytest.param(None, None, "رسمي", id="project"),
        pytest.param("سري", None, "سري", id="meeting"),
        pytest.param("سري", "مكتوم", "مكتوم", id="command-line"),
    ],
)
def test_the_marking_of_a_meeting_goes_before_that_of_the_project(
    meeting: str | None, asked: str | None, told: str
) -> None:
    options = read_choices({"marking": asked}, Options)
    assert options.marked(meeting, "رسمي").marking == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            'digits = "roman"\n',
            ":1:1: “digits” is one of latn, arab [wrong-value]\n"
            '    Write it in quotes: digits = "arab"',
            id="choice",
        ),
        pytest.param(
            "\n  digits = 3\n", ":2:3: “digits” is one of latn, arab [wrong-type]", id="column"
        ),
        pytest.param(
            'duplex = "yes"\n',
            ":1:1: “duplex” is true or false [wrong-type]\n"
            "    Write duplex = true or duplex = false.",
            id="flag",
        ),
        pytest.param("jobs = true\n", "“jobs” is a whole number [wrong-type]", id="number"),
        pytest.param("jobs = 0\n", "“jobs”: 0 is not in the range x>=1 [wrong-value]", id="range"),
        pytest.param(
            f'marking = "{"س" * 61}"\n',
            "“marking”: it has 61 characters; 60 have room on the page [wrong-value]",
            id="too-long",
        ),
        pytest.param('data = "nowhere"\n', "nowhere' does not exist [wrong-value]", id="no-folder"),
        pytest.param('output = "a.zip"\n', "is a file; name a folder", id="output"),
        pytest.param(
            'theme = "defualt"\n', "“theme”: there is no theme “defualt”; did you", id="theme"
        ),
        pytest.param(f'theme = "{"x" * 300}"\n', "“theme”: File name too long", id="long"),
        pytest.param(f'output = "{"x" * 300}"\n', "“output”: File name too long", id="long-path"),
        pytest.param('theme = "./none"\n', "“theme”: there is no folder", id="theme-folder"),
        pytest.param(
            "date = 2026-11-24\n",
            ":1:1: “date” belongs to one run, and can be no default [of-one-run]\n"
            "    Take it out, and give --date with the command where you want it.",
            id="date",
        ),
        *(
            pytest.param(f'{key} = "x"\n', f"“{key}” belongs to one run", id=key)
            for key in (
                "topic",
                "meeting",
                "as-of",
                "recipient",
                "copy",
                "force",
                "dry-run",
            )
        ),
        pytest.param("help = true\n", "there is no key “help”", id="help"),
        pytest.param('digitz = "arab"\n', "Did you mean “digits”?", id="near"),
        pytest.param("a = " + "[" * 5000 + "\n", "nested too deeply [toml-syntax]", id="deep"),
        pytest.param("jobs = " + "9" * 5000 + "\n", "a number in it is too large", id="digits"),
        pytest.param('theme = "a\0b"\n', "it is not TOML", id="nul"),
        pytest.param("#" * 70_000, "has more than 64 KB", id="huge"),
    ],
)
def test_values_are_checked_as_those_of_the_command_line(
    tmp_path: Path, text: str, told: str
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(BriefingError, match=re.escape(told)) as caught:
        read_project(tmp_path)
    assert str(caught.value).startswith(str(file))


def test_who_opens_by_habit_can_still_ask_what_would_be_made(
    program: Program, tmp_path: Path
) -> None:
    write(tmp_path / "working-folder", "open = true\n")
    done = program("--topic", "africa", "--dry-run")
    assert done.returncode == 0
    assert "1 document would be made; nothing was written" in done.stderr
    done = program("--topic", "africa", "--dry-run", "--open")
    assert done.returncode == 2
    assert "--open and --dry-run exclude each other" in done.stderr


def test_what_is_said_once_is_told_once(program: Program, tmp_path: Path) -> None:
    file = write(tmp_path / "working-folder", 'digits = "arab"\noutput = "papers"\n')
    arguments = ["--topic", "operations-2024", "--date", "2026-11-21"]
    run = program(*arguments)
    made = tmp_path / "working-folder" / "papers" / "operations-2024-2026-11-21-arab.pdf"
    assert (run.returncode, run.stdout) == (0, f"{made}\n")
    assert run.stderr.startswith(f"defaults are those of {file}\noperations-2024: ")
    assert run.stderr.count(str(file)) == 1
    assert program(*arguments, "--quiet").stderr == ""
