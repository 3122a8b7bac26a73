"""A document typeset by another process is the same, and none is lost with that process."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefings.build.executors import Helpers, Processes, prepare_typesetting
from briefings.build.render import print_document
from briefings.build.typesetting import typeset
from briefings.errors import RenderError, ThemeError
from briefings.html.theme import Theme, load_theme
from briefings.model import Format
from briefings.pdf import Attachment, Trace
from tests.pdf.test_engine import page
from tests.shipped import Kind, document, library, printed

SHIPPED = Path(__file__).parents[2] / "templates/themes/default"
FILE = Attachment("facts.json", b"[]\n", "application/json", "الحقائق")
HTML = page("<p>نص في صفحة</p>")
BRIEF = Kind(("uk-contributions",))
SHEET = Kind(("africa",), Format.SHEET)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme(SHIPPED)


@pytest.fixture(scope="module")
def process() -> Iterator[Processes]:
    """One for all tests: whatever goes wrong in it, it is of use for the next document."""
    with Processes() as executor:
        yield executor


def one_file(_: Trace) -> Sequence[Attachment]:
    return (FILE,)


def get_ready(executor: Executor, theme: Path) -> None:
    executor.submit(prepare_typesetting, theme / "fonts")


def made(theme: Theme, executor: Executor | None = None, html: str = HTML) -> bytes:
    return typeset(html, {}, theme, one_file, one_page=False, executor=executor).data


@pytest.mark.parametrize(
    "kind", [pytest.param(BRIEF, id="brief"), pytest.param(SHEET, id="sheet-set-closer")]
)
def test_the_bytes_are_the_same(kind: Kind, process: Processes, theme: Theme) -> None:
    get_ready(process, theme.folder)
    for _ in range(2):
        there = print_document(
            library(), document(kind), kind.style, helpers=Helpers(typesetting=process)
        )
        assert there.data == printed(kind).data
        assert there.enclosed == printed(kind).enclosed


def test_it_is_the_other_process_that_lays_out(process: Processes, theme: Theme) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("laid out here")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefings.pdf.make_pdf", refuse)
        data = made(theme, process)
    assert data == made(theme)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DiesAt(Executor):
    """Another process that is killed at a call."""

    def __init__(self, number: int) -> None:
        self._process, self._left = Processes(), number

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._left -= 1
        if not self._left:
            return self._process.submit(die)
        return self._process.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._process.shutdown(wait, cancel_futures=cancel_futures)


@pytest.mark.parametrize("number", [1, 2, 3], ids=["getting ready", "layout", "painting"])
def test_where_the_other_process_dies_the_document_is_made_here(number: int, theme: Theme) -> None:
    with DiesAt(number) as executor:
        get_ready(executor, theme.folder)
        assert made(theme, executor) == made(theme)


def test_what_is_wrong_is_told_in_the_same_words(process: Processes, theme: Theme) -> None:
    html = page("<p>日本</p>", "p { colour: red }")
    with pytest.raises(RenderError) as here:
        made(theme, html=html)
    with pytest.raises(RenderError) as there:
        made(theme, process, html)
    assert str(there.value) == str(here.value)
    assert made(theme, process) == made(theme)


def test_files_that_cannot_be_made_leave_the_other_process_of_use(
    process: Processes, theme: Theme
) -> None:
    def refuse(_: Trace) -> Sequence[Attachment]:
        raise RenderError("digits from nowhere")

    with pytest.raises(RenderError, match="digits from nowhere"):
        typeset(HTML, {}, theme, refuse, one_page=False, executor=process)
    assert made(theme, process) == made(theme)


@pytest.mark.parametrize("broken", ["BriefSans-Bold.ttf", "NotoNaskhArabic-Regular-subset.ttf"])
def test_unsound_fonts_are_told_of_before_all_else(
    broken: str, process: Processes, tmp_path: Path
) -> None:
    folder = tmp_path / "theme"
    shutil.copytree(SHIPPED, folder)
    (folder / "fonts" / broken).write_bytes(b"no font")
    style = replace(BRIEF.style, theme=str(folder))
    with pytest.raises(ThemeError) as here:
        print_document(library(), document(BRIEF), style)
    get_ready(process, folder)
    helpers = Helpers(typesetting=process, drawing=process)
    with pytest.raises(ThemeError) as there:
        print_document(library(), document(BRIEF), style, helpers=helpers)
    assert there.value.problems == here.value.problems
    assert any(broken in problem.file for problem in there.value.problems)
