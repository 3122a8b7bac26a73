"""Several documents at once: told of in their order, and none lost for another."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefings.build.output import Document
from briefings.cli.running import run_each
from briefings.errors import RenderError
from briefings.model import Format
from tests.conftest import Program

DAY = ("--date", "2026-11-21")


def document(name: str) -> Document:
    return Document((name,), Format.BRIEF, Path(f"/{name}.pdf"), 2, "0" * 64)


@pytest.mark.parametrize("beside", [1, 2])
def test_a_document_that_fails_is_told_of_in_its_place(
    beside: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Document:
        raise RenderError("too long")

    jobs: list[tuple[str, Callable[[], Document]]] = [
        ("one", lambda: document("one")),
        ("two", fail),
        ("three", lambda: document("three")),
    ]
    done, failed = run_each(jobs, beside)
    assert ([each.name for each in done], failed) == (["one", "three"], 1)
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0].split()[-1] for line in told] == ["one", "error", "three"]
    assert "two: too long" in told[1]


def test_a_single_page_is_told_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    one = replace(document("one"), pages=1)
    run_each([("one", lambda: one), ("two", lambda: document("two"))])
    told = [line.partition(",")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["one: 1 page", "two: 2 pages"]


def test_they_are_made_at_the_same_time_and_told_of_in_their_order() -> None:
    second = threading.Event()

    def first() -> Document:
        assert second.wait(10), "the other waits for this one"
        return document("first")

    def other() -> Document:
        second.set()
        return document("second")

    done, _ = run_each([("first", first), ("second", other)], 2)
    assert [each.name for each in done] == ["first", "second"]


def test_an_unexpected_error_is_not_kept_from_anybody() -> None:
    def fail() -> Document:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_each([("one", fail), ("two", lambda: document("two"))], 2)


def test_documents_made_together_are_those_made_alone(program: Program, tmp_path: Path) -> None:
    topics = ("africa", "working-groups")
    both = [part for topic in topics for part in ("--topic", topic)]
    build = (*DAY, "--no-cache", "--format", "sheet", "--output")
    done = program(*both, *build, str(tmp_path / "both"))
    assert done.returncode == 0
    names = [f"{topic}-sheet-{DAY[1]}.pdf" for topic in topics]
    assert done.stdout.splitlines() == [str(tmp_path / "both" / name) for name in names]
    for topic, name in zip(topics, names, strict=True):
        program("--topic", topic, *build, str(tmp_path / "alone"))
        alone = (tmp_path / "alone" / name).read_bytes()
        assert (tmp_path / "both" / name).read_bytes() == alone
