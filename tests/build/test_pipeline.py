"""From a topic to a file in its place."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from briefings.build.output import put_in_place
from briefings.build.pipeline import build, find_topic
from briefings.build.request import Order, target
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.prose import Prose
from briefings.errors import RenderError, SelectionError
from briefings.model import Style, Topic
from briefings.resources import templates_folder
from tests.tiny import LATE, library_with

SHORT = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Sources(),))
LONG = replace(SHORT, id="long", blocks=(Prose(("سطر {trained}. " * 40,) * 20), Sources()))
LIBRARY = library_with(topics=(SHORT, LONG))


def order_to(output: Path, as_of: date = LATE) -> Order:
    return Order(LATE, as_of, output, Style(templates_folder()))


def test_a_brief_is_built_and_described(tmp_path: Path) -> None:
    document = build(LIBRARY, ["short"], order_to(tmp_path / "new" / "folder"))
    assert document.path == tmp_path / "new" / "folder" / "short-2026-11-21.pdf"
    assert document.sha256 == hashlib.sha256(document.path.read_bytes()).hexdigest()
    with pikepdf.open(document.path) as pdf:
        assert len(pdf.pages) == document.pages == 1
        assert list(pdf.attachments) == ["facts.json", "figures.json"]
    assert [path.name for path in document.path.parent.iterdir()] == ["short-2026-11-21.pdf"]


@pytest.mark.parametrize(
    ("output", "as_of", "name"),
    [
        ("briefs", LATE, "briefs/short-2026-11-21.pdf"),
        ("briefs", date(2024, 12, 31), "briefs/short-2026-11-21-as-of-2024-12-31.pdf"),
        ("for/minister.pdf", LATE, "for/minister.pdf"),
    ],
)
def test_where_a_brief_goes(output: str, as_of: date, name: str) -> None:
    assert target(["short"], order_to(Path(output), as_of)) == Path(name).absolute()


def test_a_brief_that_is_too_long_is_refused_and_what_was_there_stays(tmp_path: Path) -> None:
    old = tmp_path / "long-2026-11-21.pdf"
    old.write_bytes(b"an earlier edition")
    with pytest.raises(RenderError, match=r"has \d+ pages, more than 5"):
        build(LIBRARY, ["long"], order_to(tmp_path))
    assert old.read_bytes() == b"an earlier edition"
    assert list(tmp_path.iterdir()) == [old]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RenderError, match="cannot be written to"):
        put_in_place(tmp_path / "file" / "brief.pdf", b"")


def test_a_wrong_topic_is_answered_with_the_nearest() -> None:
    with pytest.raises(SelectionError, match="did you mean “short”"):
        find_topic(LIBRARY, "shrot")
