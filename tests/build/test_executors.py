"""Work in other processes: its results and errors are as here, and nothing of it stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest

from briefings.build.executors import Processes
from briefings.errors import ChartError
from briefings.model import Chart, ChartStyle
from tests.charts.drawing import draw

ROOT = Path(__file__).parents[2]
EMPTY = Chart("bars", "عنوان", "بديل")


def test_calls_are_made_in_one_other_process() -> None:
    with Processes() as executor:
        pids = [executor.submit(os.getpid) for _ in range(3)]
        (pid,) = {future.result() for future in pids}
        assert pid != os.getpid()
        assert executor.submit(divmod, 17, 5).result() == (3, 2)
    assert _is_gone(pid)


def test_what_a_call_prints_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with Processes() as executor:
        assert executor.submit(os.write, 1, b"said\n").result() == 5
        executor.submit(print, "said").result()
        assert executor.submit(divmod, 17, 5).result() == (3, 2)
    assert capfd.readouterr() == ("", "")


def test_a_known_error_is_the_same_there() -> None:
    style = ChartStyle(series=("#0a4a5f",))
    with pytest.raises(ChartError) as here:
        draw(EMPTY, style)
    with Processes() as executor, pytest.raises(ChartError) as there:
        executor.submit(draw, EMPTY, style).result()
    assert str(there.value) == str(here.value)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        pytest.param(os._exit, (0,), id="ended"),
        pytest.param(os.abort, (), id="aborted"),
        pytest.param(sys._getframe, (), id="result-that-cannot-be-sent"),
        pytest.param(lambda: None, (), id="function-that-cannot-be-sent"),
    ],
)
def test_a_process_that_fails_is_told(function: Callable[..., Any], arguments: Any) -> None:
    with Processes() as executor:
        with pytest.raises(BrokenExecutor):
            executor.submit(function, *arguments).result(20)
        with pytest.raises(BrokenExecutor):
            executor.submit(function, *arguments).result(20)


def test_an_unexpected_error_is_the_same_there_and_ends_no_process() -> None:
    with Processes() as executor:
        pid = executor.submit(os.getpid).result()
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 1, 0).result()
        assert executor.submit(os.getpid).result() == pid


def die_once(mark: Path) -> tuple[int, int]:
    """Kills its process at first; then counts the calls that others are at, and have done."""
    if not mark.exists():
        mark.write_text("")
        os.kill(os.getpid(), SIGKILL)
    busy, done = (len(list(mark.parent.glob(f"{state}-*"))) for state in ("busy", "done"))
    mark.with_name("again").touch()
    return busy, done


def be_busy(folder: Path, number: int) -> int:
    """Takes two seconds, or until the second try if one is due."""
    (folder / f"busy-{number}").touch()
    for _ in range(200):
        if not (folder / "mark").exists() or (folder / "again").exists():
            break
        time.sleep(0.01)
    (folder / f"busy-{number}").rename(folder / f"done-{number}")
    return number


def test_a_second_try_is_made_with_no_other_call_at_work(tmp_path: Path) -> None:
    with Processes(2, second_try=True) as executor:
        before = [executor.submit(be_busy, tmp_path, number) for number in range(4)]
        killed = executor.submit(die_once, tmp_path / "mark")
        after = [executor.submit(be_busy, tmp_path, number) for number in range(4, 12)]
        busy, done = killed.result()
        assert (busy, done < 12) == (0, True)  # nor does it wait for all others
        assert [future.result() for future in (*before, *after)] == list(range(12))


def test_a_killed_process_costs_its_own_call_alone(tmp_path: Path) -> None:
    with Processes(2) as executor:
        killed = [executor.submit(os._exit, 1) for _ in range(3)]
        others = [executor.submit(divmod, number, 5) for number in range(10)]
        assert [type(future.exception()) for future in killed] == [BrokenExecutor] * 3
        assert [future.result() for future in others] == [divmod(n, 5) for n in range(10)]


def test_processes_are_replaced_before_they_grow() -> None:
    with Processes(most_calls=2) as executor:
        pids = [executor.submit(os.getpid).result() for _ in range(5)]
    assert list(Counter(pids).values()) == [2, 2, 1]
    assert _is_gone(*pids)


def test_no_more_processes_start_than_are_needed() -> None:
    with Processes(3) as executor:
        assert len({executor.submit(os.getpid).result() for _ in range(6)}) == 1


def remember() -> None:
    os.environ["REMEMBERED"] = "yes"
    raise KeyError


def test_each_process_is_initialized() -> None:
    with Processes(2, initializer=remember, most_calls=1) as executor:
        executor.get_ready()
        told = [executor.submit(os.getenv, "REMEMBERED") for _ in range(4)]
        assert [future.result() for future in told] == ["yes"] * 4


def test_a_killed_process_is_told() -> None:
    with Processes() as executor:
        pid = executor.submit(os.getpid).result()
        waiting = executor.submit(time.sleep, 60)
        os.kill(pid, SIGKILL)
        with pytest.raises(BrokenExecutor):
            waiting.result(20)
    assert _is_gone(pid)


def test_a_process_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Processes() as executor, pytest.raises(BrokenExecutor, match="No such file"):
        executor.submit(os.getpid).result()


def test_after_an_error_nobody_waits_for_it() -> None:
    started = time.perf_counter()
    pids = []

    def interrupted() -> None:
        with Processes() as executor:
            pids.append(executor.submit(os.getpid).result())
            executor.submit(time.sleep, 60)
            executor.submit(time.sleep, 60)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert time.perf_counter() - started < 20
    assert _is_gone(*pids)


@pytest.mark.parametrize(
    "call",
    [
        pytest.param("os.getpid", id="idle"),
        pytest.param("time.sleep, 60", id="busy"),
        pytest.param("signal.sigwait, {signal.SIGUSR1}", id="deaf"),
    ],
)
def test_it_ends_with_the_process_that_started_it(call: str) -> None:
    code = (
        "import os, signal, time; from briefings.build.executors import Processes\n"
        "process = Processes()\n"
        "print(process.submit(os.getpid).result(), flush=True)\n"
        f"process.submit({call})\n"
        "time.sleep(0.5)\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -SIGKILL
    pid = int(done.stdout)
    for _ in range(100):
        if _is_gone(pid, is_ours=False):
            return
        time.sleep(0.1)
    pytest.fail("it is still there")


def _is_gone(*pids: int, is_ours: bool = True) -> bool:
    return all(_has_ended(pid, is_ours=is_ours) for pid in pids)


def _has_ended(pid: int, *, is_ours: bool) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # An orphan may have been adopted by a process that collects nothing.
    status = Path(f"/proc/{pid}/stat")
    return not is_ours and status.is_file() and status.read_text().rpartition(")")[2][1] == "Z"
