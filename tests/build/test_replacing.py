"""A file is replaced by the same document made again, and by nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from briefings.arabic import Arabic, Calendar, Digits, Months
from briefings.build import pipeline
from briefings.build.build_cache import find_build, keep_build
from briefings.build.cache import Cache
from briefings.build.executors import Helpers
from briefings.build.exporters import identity_in
from briefings.build.exporters.standard import PdfExporter
from briefings.build.output import Finished, put_document, put_in_place
from briefings.build.pipeline import ExecutionContext, build, check_place
from briefings.build.replacing import check_target, clashes
from briefings.build.request import Order, identity_of, stem_of, target
from briefings.content.blocks.closing import Sources
from briefings.errors import TargetError
from briefings.model import Copy, Format, Ink, Meeting, Paper, Setting, Style, Topic, When
from briefings.model.identity import UNKNOWN, XMP_ID, Identity
from briefings.resources import templates_folder
from tests.archive.editions.desk import plain_print
from tests.tiny import LATE, library_with

SHORT = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Sources(),))
LONG = replace(SHORT, id="long", title="طويل")
LIBRARY = library_with(topics=(SHORT, LONG))
MINE = Identity.of(b"what was asked", b"a theme")
DAY = LATE.isoformat()
with_id = PdfExporter().identified
XMP = (
    b"%PDF-1.7\n<dc:creator><rdf:Seq><rdf:li>briefings</rdf:li></rdf:Seq></dc:creator>"
    + XMP_ID.format(id=UNKNOWN).encode()
)


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(LATE, LATE, tmp_path / "briefs", Style(templates_folder()))


def printed(order: Order, **setting: Any) -> Order:
    return replace(order, style=replace(order.style, setting=Setting(**setting)))


def meeting(title: str, marking: str | None = None) -> Meeting:
    return Meeting("talks", title, When.parse("2026-12-03"), ("short", "long"), marking=marking)


@pytest.mark.parametrize(
    ("change", "stem"),
    [
        pytest.param(lambda one: one, f"short-{DAY}", id="defaults"),
        pytest.param(
            lambda one: replace(one, style=replace(one.style, theme="diwan")),
            f"short-{DAY}-diwan",
            id="theme",
        ),
        pytest.param(
            lambda one: replace(one, arabic=Arabic(Digits.ARAB)), f"short-{DAY}-arab", id="digits"
        ),
        pytest.param(
            lambda one: replace(one, arabic=Arabic(months=Months.LEVANTINE)),
            f"short-{DAY}-levantine",
            id="months",
        ),
        pytest.param(
            lambda one: replace(one, arabic=Arabic(months=Months.DUAL)),
            f"short-{DAY}-dual-months",
            id="dual-months",
        ),
        pytest.param(
            lambda one: replace(one, arabic=Arabic(calendar=Calendar.HIJRI)),
            f"short-{DAY}-hijri",
            id="calendar",
        ),
        pytest.param(
            lambda one: replace(one, arabic=Arabic(calendar=Calendar.BOTH)),
            f"short-{DAY}-both-calendars",
            id="both-calendars",
        ),
        pytest.param(lambda one: printed(one, duplex=True), f"short-{DAY}-duplex", id="duplex"),
        pytest.param(lambda one: printed(one, crop=True), f"short-{DAY}-crop", id="crop"),
        pytest.param(
            lambda one: replace(
                one,
                as_of=date(2024, 12, 31),
                arabic=Arabic(Digits.ARAB, Months.DUAL, Calendar.HIJRI),
                style=Style(
                    templates_folder(),
                    "diwan",
                    Ink.MONO,
                    Setting(Format.SHEET, Paper.LETTER, "سري", True, True, Copy("أ", 7, 90)),
                ),
            ),
            f"short-sheet-{DAY}-as-of-2024-12-31-letter-mono-diwan-arab-dual-months-hijri"
            "-duplex-crop-copy-07",
            id="all",
        ),
    ],
)
def test_a_choice_among_options_is_in_the_name(
    order: Order, change: Callable[[Order], Order], stem: str
) -> None:
    assert stem_of(["short"], change(order)) == stem


def test_themes_of_the_same_name_in_two_folders_have_two_names(
    order: Order, tmp_path: Path
) -> None:
    names = set()
    for folder in ("one/Our Theme", "two/Our Theme", "two/default"):
        (tmp_path / folder).mkdir(parents=True)
        style = replace(order.style, theme=str(tmp_path / folder))
        names.add(stem_of(["short"], replace(order, style=style)))
    assert len(names) == 3
    assert all(name.isascii() and " " not in name for name in names)
    assert sorted(name[: len(name) - 4] for name in names) == [
        f"short-{DAY}-default-",
        *[f"short-{DAY}-our-theme-"] * 2,
    ]


OTHERS: list[Any] = [
    pytest.param(lambda one: printed(one, marking="سري"), id="marking"),
    pytest.param(lambda one: printed(one, copy=Copy("الوزير")), id="recipient"),
    pytest.param(lambda one: printed(one, copy=Copy("الوزير", 1, 2)), id="recipient-numbered"),
    pytest.param(lambda one: printed(one, copy=Copy("", 1, 3)), id="total"),
    pytest.param(lambda one: printed(one, paper=Paper.LETTER), id="paper"),
    pytest.param(lambda one: printed(one, format=Format.SHEET), id="format"),
    pytest.param(lambda one: printed(one, duplex=True), id="duplex"),
    pytest.param(lambda one: printed(one, crop=True), id="crop"),
    pytest.param(lambda one: replace(one, arabic=Arabic(Digits.ARAB)), id="digits"),
    pytest.param(lambda one: replace(one, arabic=Arabic(months=Months.DUAL)), id="months"),
    pytest.param(lambda one: replace(one, arabic=Arabic(calendar=Calendar.BOTH)), id="calendar"),
    pytest.param(lambda one: replace(one, as_of=date(2024, 12, 31)), id="as-of"),
    pytest.param(lambda one: replace(one, edition=date(2026, 11, 22)), id="date"),
    pytest.param(lambda one: replace(one, style=replace(one.style, ink=Ink.MONO)), id="ink"),
    pytest.param(lambda one: replace(one, style=replace(one.style, theme="diwan")), id="theme"),
    pytest.param(lambda one: replace(one, meeting=meeting("محادثات")), id="meeting"),
]


@pytest.mark.parametrize("change", OTHERS)
def test_another_document_is_not_replaced_unless_it_is_asked_for(
    order: Order, tmp_path: Path, change: Callable[[Order], Order]
) -> None:
    order = replace(order, output=tmp_path / "chosen.pdf")
    other = change(order)
    first, second = (identity_of((SHORT,), one) for one in (order, other))
    Finished(("short",), Format.BRIEF, "-", 1, with_id(XMP, first)).write(order.output)
    before = order.output.read_bytes()
    assert str(first).encode() in before
    with pytest.raises(TargetError, match="--force"):
        check_place(LIBRARY, ["short"], other)
    late = Finished(("short",), Format.BRIEF, "-", 1, with_id(XMP, second), identity=second)
    with pytest.raises(TargetError, match="--force"):
        late.write(order.output)
    assert order.output.read_bytes() == before
    late.write(order.output, force=True)
    assert str(second).encode() in order.output.read_bytes()


def test_meetings_of_the_same_name_are_told_apart_and_their_markings_are_data(
    order: Order,
) -> None:
    def identity(title: str, marking: str, given: str) -> Identity:
        asked = replace(printed(order, marking=given), meeting=meeting(title, marking))
        return identity_of((SHORT,), asked)

    assert identity("محادثات", "سري", "سري") == identity("محادثات", "رسمي", "رسمي")
    assert identity("محادثات", "سري", "سري") != identity("محادثات", "سري", "رسمي")
    assert identity("محادثات", "سري", "سري") != identity("قمة", "سري", "سري")


def test_a_real_document_is_known_again_with_other_facts(order: Order, tmp_path: Path) -> None:
    order = replace(order, exports=frozenset({"html"}), output=tmp_path / "brief.pdf")
    document = build(LIBRARY, ["short"], order)
    own = identity_of((SHORT,), order)
    with pikepdf.open(document.path) as pdf, pdf.open_metadata() as about:
        assert about["xmpMM:DocumentID"] == f"xmp.did:{own}"
    assert f'content="xmp.did:{own}"' in (tmp_path / "brief.html").read_text("utf-8")
    edited = replace(SHORT, bottom_line=("درّبت المملكة {trained}.",))
    again = build(library_with(topics=(edited, LONG)), ["short"], order)
    assert again.sha256 != document.sha256
    with pytest.raises(TargetError, match="is another document"):
        build(LIBRARY, ["long"], order)


def test_the_html_file_is_no_less_safe_than_the_pdf(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "print_document", plain_print)
    order = replace(order, exports=frozenset({"html"}))
    page = target(["short"], order).with_suffix(".html")
    page.parent.mkdir()
    page.write_text("<p>notes of my own</p>", "utf-8")
    with pytest.raises(TargetError, match=r"\.html was not made by this program"):
        build(LIBRARY, ["short"], replace(order, force=True))
    assert [path.name for path in page.parent.iterdir()] == [page.name]
    assert page.read_text("utf-8") == "<p>notes of my own</p>"
    page.unlink()
    build(LIBRARY, ["short"], order)
    build(LIBRARY, ["short"], order)


def test_what_comes_out_of_the_cache_obeys_too(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "print_document", plain_print)
    cache, chosen = Cache(tmp_path / "cache"), tmp_path / "chosen.pdf"
    context = ExecutionContext(Helpers(cache))
    other = printed(order, marking="سري")
    key = build(LIBRARY, ["short"], other, context=context).key
    keep_build(cache, "key", [("short", build(LIBRARY, ["short"], other, context=context))])
    build(LIBRARY, ["short"], replace(order, output=chosen), context=context)
    with pytest.raises(TargetError, match="--force"):
        build(LIBRARY, ["short"], replace(other, output=chosen), context=context)
    found = find_build(cache, "key")
    assert found is not None
    ((_, known, document),) = found
    assert known == key
    with pytest.raises(TargetError, match="--force"):
        document.write(chosen, key)
    document.write(chosen, key, force=True)


def make_link(path: Path) -> None:
    path.with_name("elsewhere").write_bytes(b"precious")
    path.symlink_to("elsewhere")


def make_read_only(path: Path) -> None:
    path.write_bytes(with_id(XMP, MINE))
    path.chmod(0o444)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(lambda path: path.write_bytes(b"mine"), "not made by this", id="not-ours"),
        pytest.param(
            lambda path: path.write_bytes(b"%PDF-1.7\n<xmpMM:DocumentID>xmp.did:" + b"0" * 32),
            "not made by this program",
            id="pdf-of-another-program",
        ),
        pytest.param(make_read_only, "is read-only", id="read-only"),
        pytest.param(make_link, "is a link", id="link"),
        pytest.param(lambda path: path.symlink_to("nowhere"), "is a link", id="dangling-link"),
        pytest.param(os.mkfifo, "is no regular file", id="fifo"),
        pytest.param(Path.mkdir, "is a folder", id="folder"),
    ],
)
def test_what_is_not_a_document_of_ours_is_left_alone_whatever_is_asked(
    make: Callable[[Path], object], told: str, tmp_path: Path
) -> None:
    path = tmp_path / "brief.pdf"
    make(path)
    before = path.lstat()
    for force in (False, True):
        with pytest.raises(TargetError, match=told):
            check_target(path, MINE, force=force)
    assert path.lstat() == before


def test_nothing_and_an_empty_file_are_no_loss(tmp_path: Path) -> None:
    check_target(tmp_path / "new" / "brief.pdf", MINE)
    (tmp_path / "brief.pdf").touch()
    check_target(tmp_path / "brief.pdf", MINE)


def test_a_document_of_an_earlier_version_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(XMP.partition(b"<xmpMM")[0])
    with pytest.raises(TargetError, match="an earlier version of the program"):
        check_target(path, MINE)
    check_target(path, MINE, force=True)


def test_a_theme_that_was_changed_replaces_its_documents_but_not_under_a_chosen_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(with_id(XMP, Identity.of(b"what was asked", b"the theme before")))
    check_target(path, MINE)
    with pytest.raises(TargetError, match="another theme, or with this one as it was before"):
        check_target(path, MINE, named=True)


def test_an_id_is_found_anywhere_and_a_huge_file_is_no_burden(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    for before in (0, (1 << 20) - 200, (1 << 20) - 100, (3 << 20) + 17):
        path.write_bytes(b"%PDF" + b"\0" * before + with_id(XMP, MINE))
        check_target(path, MINE, named=True)
    with path.open("wb") as file:
        file.truncate(1 << 42)
    began = time.monotonic()
    with pytest.raises(TargetError, match="not made by this program"):
        check_target(path, MINE)
    assert time.monotonic() - began < 8


def test_a_document_from_an_archive_replaces_itself_alone(tmp_path: Path) -> None:
    path, data = tmp_path / "out" / "brief.pdf", with_id(XMP, MINE)
    assert identity_in(data) == MINE
    for made in (data, data + b"other facts"):
        put_document(path, made)
        assert path.read_bytes() == made
    other = with_id(XMP, Identity.of(b"another", b"a theme"))
    with pytest.raises(TargetError, match="--force"):
        put_document(path, other)
    put_document(path, other, force=True)
    assert path.read_bytes() == other


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(["a.pdf", "b.pdf", "c/a.pdf"], {}, id="different"),
        pytest.param(["a.pdf", "b.pdf", "a.pdf"], {2: 0}, id="same"),
        pytest.param(["a.pdf", "A.pdf"], {1: 0}, id="case"),
        pytest.param(["a.pdf", "a.PDF"], {1: 0}, id="html-beside"),
        pytest.param(["Fo/a.pdf", "fo/A.pdf"], {1: 0}, id="folder-case"),
        pytest.param(["caf\u00e9.pdf", "cafe\u0301.pdf"], {1: 0}, id="composed"),
        pytest.param(["a.pdf", "a.pdf/b.pdf"], {1: 0}, id="inside-a-file"),
        pytest.param(["x/A.pdf/b.pdf", "x/a.pdf"], {1: 0}, id="a-folder-already"),
        pytest.param(["a.pdf", "a/b.pdf"], {}, id="folder-beside-its-name"),
    ],
)
def test_targets_that_would_be_one_file_are_found(
    names: list[str], expected: dict[int, int]
) -> None:
    assert clashes(Path("/out") / name for name in names) == expected


def test_put_in_place_still_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    for data in (b"1", b"2"):
        put_in_place(path, data)
    assert path.read_bytes() == b"2"
