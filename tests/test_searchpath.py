"""No process of the program imports a file that lies in the working folder."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.machinery import PathFinder
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from briefings import searchpath
from briefings.searchpath import leave_out_working_folder, safe_path, safe_variables

from .conftest import CHECKOUT

# Optional modules of libraries are looked for on the whole path, since nothing provides them.
OPTIONAL = ("brotlicffi", "defusedxml", "lxml", "pandas", "unicodedata2", "sitecustomize")
NAMES = sorted({*sys.stdlib_module_names, *packages_distributions(), *OPTIONAL} - {"briefings"})

ELSEWHERE = [entry for entry in sys.path if entry not in ("", str(CHECKOUT))]
SHOWN = "import sys; print(*sys.modules)"


@pytest.fixture
def poisoned(tmp_path: Path) -> Path:
    """A folder with a file for every module there is, each of which tells that it was imported."""
    folder = tmp_path / "poisoned"
    folder.mkdir()
    marker = tmp_path / "imported"
    for name in NAMES:
        (folder / f"{name}.py").write_text(f"open({str(marker)!r}, 'a').write('{name}\\n')\n")
    return folder


def run(
    folder: Path, *arguments: str, path: str = str(CHECKOUT)
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    marker = folder.parent / "imported"
    assert not marker.exists(), f"imported from the working folder: {marker.read_text().split()}"
    return done


def leave(folder: Path, *start: str) -> None:
    """Take away the files for modules that Python imports when it is started like this."""
    (folder.parent / "shown.py").write_text(SHOWN)
    loaded = subprocess.check_output([sys.executable, *start], cwd=folder.parent)
    for name in ("sitecustomize", "usercustomize", *loaded.decode().split()):
        (folder / f"{name}.py").unlink(missing_ok=True)


def test_the_poison_works(poisoned: Path) -> None:
    with pytest.raises(AssertionError, match="imported from the working folder"):
        run(poisoned, "-c", "import json")


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(("-m", "briefings"), id="module"),
        pytest.param((str(CHECKOUT / "make_brief.py"),), id="script"),
        pytest.param(("-P", "-c", "from briefings.__main__ import start; start()"), id="installed"),
    ],
)
def test_the_program_itself(poisoned: Path, start: tuple[str, ...]) -> None:
    if start[0] == "-m":  # Python itself imports some before any code of the program is run
        leave(poisoned, "-m", "shown")
    done = run(poisoned, *start, "topics", "--json")
    assert (done.returncode, done.stderr) == (0, "")


def test_files_beside_the_script_hide_no_module(poisoned: Path) -> None:
    (poisoned / "make_brief.py").write_bytes((CHECKOUT / "make_brief.py").read_bytes())
    (poisoned / "briefings").symlink_to(CHECKOUT / "briefings")
    for name in NAMES:  # the folder is looked into last, for what is nowhere else
        if name not in sys.builtin_module_names and PathFinder.find_spec(name, ELSEWHERE) is None:
            (poisoned / f"{name}.py").unlink()
    assert run(poisoned, "make_brief.py", "topics", path="").returncode == 0


def test_verifying(poisoned: Path, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    call = ("editions", "verify", "--archive", str(tmp_path / "archive"))
    done = run(poisoned, str(CHECKOUT / "make_brief.py"), *call)
    assert (done.returncode, done.stderr) == (0, "sound: 0 editions\n")


STARTED = """
import sys
from briefings.searchpath import leave_out_working_folder
leave_out_working_folder()
from briefings.build.executors import Processes, prepare_printing

PATH, CSV = "__import__('sys').path", "__import__('csv').__file__"

if __name__ == "__main__":
    with Processes() as other, Processes(1, initializer={print_} and prepare_printing) as pool:
        print([(one.submit(eval, PATH).result(), one.submit(eval, CSV).result())
               for one in (other, pool)])
        print(pool.submit(eval, "'weasyprint' in __import__('sys').modules").result())
"""


@pytest.mark.parametrize(
    ("path", "print_"),
    [
        pytest.param(str(CHECKOUT), True, id="printing"),
        pytest.param(f"{CHECKOUT}:", False, id="empty-entry"),
        pytest.param(f".:../poisoned:{CHECKOUT}", False, id="relative-entries"),
    ],
)
def test_processes_that_draw_print_and_verify(
    poisoned: Path, path: str, print_: bool, tmp_path: Path
) -> None:
    # Started by a file as by the program: workers import the main module again.
    start = tmp_path / "start.py"
    start.write_text(STARTED.format(print_=print_), "utf-8")
    if path != str(CHECKOUT):
        # What Python loads before it runs anything, the first one finds by that variable.
        leave(poisoned, "-c", SHOWN)
    done = run(poisoned, str(start), path=path)
    assert done.returncode == 0, done.stderr
    found, is_loaded = done.stdout.splitlines()
    for entries, csv in ast.literal_eval(found):
        assert str(poisoned) not in entries
        assert all(map(os.path.isabs, entries))
        assert csv.startswith(sys.base_prefix)
    assert is_loaded == str(print_)  # what takes long is there before the first task


def test_no_other_module_starts_a_process(checkout: Path) -> None:
    started = re.compile(r"import .*(subprocess|multiprocessing|ProcessPoolExecutor|Popen|pty)\b")
    package = checkout / "briefings"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if started.search(path.read_text("utf-8"))
    }
    # The last one starts the system's program that shows a PDF.
    assert found == {"build/executors.py", "pdf/confined.py", "cli/open_file.py"}


def test_the_path_of_this_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    here, library = str(tmp_path), "/usr/lib/python-of-somebody"
    monkeypatch.setenv("PYTHONPATH", f"{library}::sub:{here}/own")
    monkeypatch.setenv("PYTHONSAFEPATH", "")  # so that it is put back
    # As site leaves it: entries of the variable are absolute, -m has put the folder first.
    path = [here, library, here, f"{here}/sub", f"{here}/own", "", "relative"]
    monkeypatch.setattr(sys, "path", path)
    assert safe_path() == [library, f"{here}/own", searchpath.HOME]
    assert safe_variables() == {
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": f"{library}:{here}/own",
    }
    leave_out_working_folder()
    assert sys.path is path
    assert path == [library, f"{here}/own", searchpath.HOME]
    leave_out_working_folder()
    assert path == [library, f"{here}/own", searchpath.HOME]


def test_a_folder_that_was_named_in_full_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", ["/x", str(tmp_path), searchpath.HOME])
    assert safe_path() == ["/x", str(tmp_path), searchpath.HOME]


def test_a_working_folder_that_was_deleted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(sys, "path", ["/x", ""])
    assert safe_path() == ["/x", searchpath.HOME]
    monkeypatch.chdir(tmp_path)
