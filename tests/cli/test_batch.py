"""Batches as users and scripts meet them: killed, interrupted, and gone on with."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, Popen, run

import psutil
import pytest

from tests.conftest import CHECKOUT, Program
from tests.data.folder import write

ROWS = """\
- {topics: [uk]}
- {topics: [uk], digits: arab, output: digits.pdf}
- {topics: [uk], ink: mono}
- {topics: [uk], copy: 1/2, recipient: السيد الوزير}
- {topics: [uk], copy: 2/2, recipient: السيد الوكيل}
"""
NAMES = {
    "uk-2026-11-21.pdf",
    "digits.pdf",
    "uk-2026-11-21-mono.pdf",
    "uk-2026-11-21-copy-1.pdf",
    "uk-2026-11-21-copy-2.pdf",
}


# More for a thorough run: BRIEFINGS_TEST_KILLS=20.
KILLS = int(os.environ.get("BRIEFINGS_TEST_KILLS", "1"))


@pytest.fixture(scope="module")
def arguments(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A batch of five documents on small data."""
    folder = tmp_path_factory.mktemp("batch")
    data = write(folder, {})
    file = folder / "batch.yaml"
    file.write_text(ROWS, "utf-8")
    return ["batch", str(file), "--data", str(data), "--date", "2026-11-21", "--jobs", "2"]


@pytest.fixture(scope="module")
def whole(arguments: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a batch that nothing happened to, with what it told in ``told.json``."""
    out = tmp_path_factory.mktemp("whole")
    made = call([*arguments, "--json"], out)
    assert made.stderr.endswith("5 documents made, 0 failed\n")
    (out / "told.json").write_text(made.stdout, "utf-8")
    return out


def call(arguments: list[str], out: Path) -> CompletedProcess[str]:
    command = [sys.executable, "-m", "briefings", *arguments, "--output", str(out)]
    return run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120, check=False)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def test_a_batch_is_what_its_file_asks_for(arguments: list[str], whole: Path) -> None:
    rows = json.loads((whole / "told.json").read_text("utf-8"))
    assert set(files(whole)) == NAMES
    planned = json.loads(call([*arguments, "--dry-run", "--json"], whole).stdout)
    assert [row["path"] for row in rows] == [row["path"] for row in planned]
    lines = [json.loads(line) for line in (whole / "manifest.jsonl").read_text().splitlines()]
    assert [(line["row"], line["path"]) for line in lines] == [
        (number, Path(row["path"]).name) for number, row in enumerate(rows, start=1)
    ]
    assert [line["copy"] for line in lines] == [None, None, None, "1/2", "2/2"]


def test_a_resumed_batch_makes_what_is_not_there(
    arguments: list[str], whole: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole, out)
    again = call([*arguments, "--resume", "--json", "--quiet"], out)
    assert [row["is_resumed"] for row in json.loads(again.stdout)] == [True] * 5

    # One row is changed, one file deleted, one altered, one row comes first now.
    file = tmp_path / "batch.yaml"
    first, rest = ROWS.replace("الوكيل", "المدير").split("\n", 1)
    file.write_text(f"{rest}{first}\n", "utf-8")
    changed = ["batch", str(file), *arguments[2:], "--resume"]
    (out / "digits.pdf").unlink()
    (out / "uk-2026-11-21-mono.pdf").write_bytes(b"")
    left = call([*changed, "--dry-run"], out)
    assert [Path(line.split()[0]).name for line in left.stdout.splitlines()] == [
        "digits.pdf",
        "uk-2026-11-21-mono.pdf",
        "uk-2026-11-21-copy-2.pdf",
    ]
    third = call(changed, out)
    assert third.stderr.endswith("3 documents made, 2 there already, 0 failed\n")
    before, after = files(whole), files(out)
    assert {name for name in NAMES if before[name] != after[name]} == {"uk-2026-11-21-copy-2.pdf"}


def test_failures_are_listed_with_their_rows(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "batch.csv"
    file.write_text("topics,as_of\noperations-2024,\nafrica,2010-01-01\n", "utf-8")
    out = tmp_path / "out"
    done = program("batch", str(file), "--date", "2026-11-21", "--output", str(out))
    assert done.returncode == 1
    assert done.stdout == f"{out}/operations-2024-2026-11-21.pdf\n"
    failed, told = done.stderr.splitlines()[-2:]
    assert failed.startswith(f"error: {file}:3:1: nothing is known of “africa” by 2010-01-01")
    assert told == "1 document made, 1 failed"
    (line,) = [
        line
        for text in (out / "manifest.jsonl").read_text("utf-8").splitlines()
        if (line := json.loads(text)).get("error")
    ]
    assert (line["row"], line["place"]) == (2, f"{file}:3:1")


@pytest.mark.parametrize(
    ("text", "options", "code", "told"),
    [
        ("- {topics: [afrika]}", [], 1, "did you mean “africa”?"),
        ("- {topics: [africa]}", ["--jobs", "0"], 2, "0 is not in the range"),
        ("- {topics: [africa]}", ["--output", "batch.yaml"], 2, "is a file"),
        ("- {topics: [africa]}", ["--theme", "defualt"], 1, "did you mean “default”?"),
        (
            "- {topics: [africa], date: 2020-01-01}",
            ["--as-of", "2024-01-01"],
            1,
            "facts up to 2024-01-01 cannot stand in an edition of 2020-01-01",
        ),
    ],
)
def test_wrong_calls_are_answered_before_anything_is_made(  # noqa: PLR0917
    text: str, options: list[str], code: int, told: str, program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "working-folder"
    (folder / "batch.yaml").write_text(text + "\n", "utf-8")
    done = program("batch", "batch.yaml", *options)
    assert (done.returncode, done.stdout) == (code, "")
    assert told.casefold() in done.stderr.casefold()
    assert [path.name for path in folder.iterdir()] == ["batch.yaml"]


def started(arguments: list[str], out: Path) -> Popen[str]:
    """The batch in a session of its own, in which all its workers are."""
    return Popen(
        [sys.executable, "-m", "briefings", *arguments, "--output", str(out)],
        cwd=CHECKOUT,
        stdout=DEVNULL,
        stderr=PIPE,
        text=True,
        start_new_session=True,
        # Ctrl-C is ignored in what a script runs in the background, tests as well.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 — one thread
    )


def wait_for_lines(out: Path, number: int) -> None:
    manifest = out / "manifest.jsonl"
    while not manifest.exists() or manifest.read_bytes().count(b"\n") < number:
        time.sleep(0.01)


def wait_until_gone(session: int) -> None:
    """Until no process of a session is left, but for those nobody has collected."""
    for _ in range(200):
        if not any(map(is_alive, processes_of(session))):
            return
        time.sleep(0.05)
    pytest.fail("a process was left behind")


def processes_of(session: int) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        with suppress(ProcessLookupError):
            if os.getsid(process.pid) == session:
                yield process


def is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("sent", "code"),
    [pytest.param(signal.SIGINT, 130, id="ctrl-c"), pytest.param(signal.SIGTERM, 143, id="term")],
)
def test_an_interrupted_batch_stops_cleanly_and_says_how_to_go_on(
    sent: signal.Signals, code: int, arguments: list[str], tmp_path: Path
) -> None:
    out, file = tmp_path / "out", tmp_path / "batch.yaml"
    # So many that some are left, however late the signal comes.
    rows = [f"- {{topics: [uk], copy: {number}/99}}\n" for number in range(1, 100)]
    file.write_text("".join(rows), "utf-8")
    process = started(["batch", str(file), *arguments[2:]], out)
    wait_for_lines(out, 1)
    os.killpg(process.pid, sent)
    told = process.communicate(timeout=30)[1]
    assert process.returncode == code
    assert "of 99; the same command with --resume makes the rest" in told
    assert "Traceback" not in told
    wait_until_gone(process.pid)
    names = {f"uk-2026-11-21-copy-{number:02}.pdf" for number in range(1, 100)}
    assert {path.name for path in out.iterdir()} <= {*names, "manifest.jsonl"}


def test_a_batch_killed_at_random_goes_on_to_the_same_files(
    arguments: list[str], whole: Path, tmp_path: Path
) -> None:
    chance = random.Random(20261124)  # noqa: S311 — the same moments in every run, no secret
    for kill in range(KILLS):
        out = tmp_path / str(kill)
        process = started([*arguments, "--resume"], out)
        wait_for_lines(out, 1 + kill % 4)
        time.sleep(chance.uniform(0, 0.3))
        process.kill()
        process.communicate(timeout=30)  # a worker left behind would hold the pipe open
        wait_until_gone(process.pid)
        done = call([*arguments, "--resume", "--json"], out)
        rows = json.loads(done.stdout)
        assert sum(row["is_resumed"] for row in rows) >= 1 + kill % 4
        assert files(out) == files(whole)
