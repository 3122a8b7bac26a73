"""What was built before is found again, where everything is as it was, and only there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import briefings.build.build_cache
import briefings.build.fingerprint
import briefings.build.pipeline
from briefings.arabic import Arabic, Digits
from briefings.build.build_cache import build_key, document_key, find_build, keep_build
from briefings.build.cache import Cache
from briefings.build.environment import package_versions
from briefings.build.executors import Helpers
from briefings.build.output import Finished
from briefings.build.pipeline import ExecutionContext, build
from briefings.build.render import print_document
from briefings.build.request import Order
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.prose import Prose
from briefings.errors import RenderError
from briefings.model import Format, Ink, Library, Paper, Setting, Style, Topic
from briefings.resources import data_folder, templates_folder
from tests.tiny import LATE, SHARE, TRAINED, library_with

SHORT = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Sources(),))
LIBRARY = library_with(topics=(SHORT,))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(LATE, LATE, tmp_path / "briefs", Style(templates_folder()))


@pytest.fixture
def own(tmp_path: Path) -> Style:
    """Templates and themes that a test may change."""
    return Style(Path(shutil.copytree(templates_folder(), tmp_path / "templates")))


def no_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a document is printed")

    monkeypatch.setattr(briefings.build.pipeline, "print_document", refuse)


@pytest.mark.parametrize("html", [False, True])
def test_a_document_is_printed_once(
    cache: Cache, order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, html: bool
) -> None:
    order = replace(order, exports=frozenset({"html"} if html else ()))
    without = build(LIBRARY, ["short"], replace(order, output=tmp_path / "without"))
    first = build(LIBRARY, ["short"], order, context=ExecutionContext(Helpers(cache)))
    shutil.move(order.output, tmp_path / "first")
    no_printing(monkeypatch)
    again = build(LIBRARY, ["short"], order, context=ExecutionContext(Helpers(cache)))
    assert again == first
    assert again.key
    assert replace(again, key="", path=without.path, beside=without.beside) == without
    names = sorted(path.name for path in order.output.iterdir())
    assert names == sorted(path.name for path in (tmp_path / "without").iterdir())
    for name in names:
        data = (order.output / name).read_bytes()
        assert data == (tmp_path / "first" / name).read_bytes()
        assert data == (tmp_path / "without" / name).read_bytes()


def test_a_document_that_fails_is_not_kept(cache: Cache, order: Order) -> None:
    long = replace(SHORT, blocks=(Prose(("سطر {trained}. " * 40,) * 20), Sources()))
    for _ in range(2):
        with pytest.raises(RenderError, match="more than 5"):
            build(
                library_with(topics=(long,)),
                ["short"],
                order,
                context=ExecutionContext(Helpers(cache)),
            )
    assert not cache.has_any("document")


def test_a_document_survives_the_cache_with_all_that_belongs_to_it() -> None:
    finished = Finished(
        ("a", "b"),
        Format.PACK,
        "pack-a-b",
        7,
        b"%PDF\n\0\n",
        {"html": "<p>أ\n".encode(), "pdf": b"x"},
        ("قيل", "x\ny"),
    )
    assert Finished.unpacked(finished.packed()) == finished
    bare = replace(finished, beside={}, remarks=())
    assert Finished.unpacked(bare.packed()) == bare


def _changed_claim() -> Library:
    claim = replace(TRAINED.claims[0], value=120001)
    return library_with(replace(TRAINED, claims=(claim, TRAINED.claims[1])), topics=(SHORT,))


@pytest.mark.parametrize(
    "library",
    [
        pytest.param(_changed_claim(), id="fact"),
        pytest.param(library_with(replace(TRAINED, notes=()), topics=(SHORT,)), id="note"),
        pytest.param(library_with(topics=(replace(SHORT, title="موجز آخر"),)), id="topic"),
    ],
)
def test_other_facts_make_another_document(library: Library, order: Order) -> None:
    topics = tuple(library.topics.values())
    assert document_key(library, topics, order) != document_key(LIBRARY, (SHORT,), order)


def test_facts_that_are_not_in_it_do_not_matter(order: Order) -> None:
    library = library_with(replace(SHARE, claims=()), topics=(SHORT, replace(SHORT, id="other")))
    assert document_key(library, (SHORT,), order) == document_key(LIBRARY, (SHORT,), order)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"edition": LATE + timedelta(1)}, id="date"),
        pytest.param({"as_of": LATE - timedelta(1)}, id="as-of"),
        pytest.param({"arabic": Arabic(Digits.ARAB)}, id="digits"),
        pytest.param({"exports": frozenset({"html"})}, id="html"),
        pytest.param({"style": Style(templates_folder(), ink=Ink.MONO)}, id="ink"),
        *(
            pytest.param({"style": Style(templates_folder(), setting=setting)}, id=name)
            for name, setting in {
                "format": Setting(Format.SHEET),
                "paper": Setting(paper=Paper.LETTER),
                "marking": Setting(marking="رسمي"),
                "crop": Setting(crop=True),
                "duplex": Setting(duplex=True),
            }.items()
        ),
    ],
)
def test_another_order_makes_another_document(order: Order, change: dict[str, Any]) -> None:
    other = document_key(LIBRARY, (SHORT,), replace(order, **change))
    assert other != document_key(LIBRARY, (SHORT,), order)


def test_where_it_goes_does_not_matter(order: Order, tmp_path: Path) -> None:
    other = replace(order, output=tmp_path / "brief.pdf")
    assert document_key(LIBRARY, (SHORT,), other) == document_key(LIBRARY, (SHORT,), order)


FILES = (
    *("page.html", "blocks/table.html", "styles/page.css", "flags/gb.svg"),
    *("themes/default/theme.css", "themes/default/fonts/NotoNaskhArabic-Bold-subset.ttf"),
)


@pytest.mark.parametrize("file", FILES)
def test_a_changed_file_makes_another_of_everything(order: Order, own: Style, file: str) -> None:
    def keys() -> list[str | None]:
        ours = replace(order, style=own)
        return [
            document_key(LIBRARY, (SHORT,), ours),
            build_key(data_folder(), None, own, {}),
        ]

    before = keys()
    path = own.templates / file
    data = bytearray(path.read_bytes())
    data[-2] ^= 1
    status = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))  # nobody looks at times
    after = keys()
    assert None not in before
    assert [one != other for one, other in zip(before, after, strict=True)] == [True, True]


def _other_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        briefings.build.fingerprint,
        "package_versions",
        lambda names: {**package_versions(names), "weasyprint": "99"},
    )


def _other_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefings.build.fingerprint, "program_digest", lambda *_: "0" * 64)


def _other_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        briefings.build.build_cache, "native_files", lambda: (("/lib/libpango.so", 1, 1),)
    )


def _other_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")


@pytest.mark.parametrize(
    "change", [_other_package, _other_program, _other_library, _other_environment]
)
def test_other_programs_make_another_of_everything(
    order: Order, monkeypatch: pytest.MonkeyPatch, change: Callable[[pytest.MonkeyPatch], None]
) -> None:
    document = document_key(LIBRARY, (SHORT,), order)
    whole = build_key(data_folder(), None, order.style, {})
    change(monkeypatch)
    assert document_key(LIBRARY, (SHORT,), order) != document
    assert build_key(data_folder(), None, order.style, {}) != whole


def test_templates_that_change_meanwhile_leave_nothing_wrong(
    cache: Cache, order: Order, own: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*arguments: Any, **options: Any) -> Any:
        with (own.templates / "page.html").open("a") as file:
            file.write("\n")
        return print_document(*arguments, **options)

    monkeypatch.setattr(briefings.build.pipeline, "print_document", late)
    document = build(
        LIBRARY, ["short"], replace(order, style=own), context=ExecutionContext(Helpers(cache))
    )
    assert document.key == ""
    assert not cache.has_any("document")


def _data(folder: Path) -> dict[str, Any]:
    shutil.copytree(data_folder(), folder / "data")
    (folder / "meeting.yaml").write_text("one")
    return {
        "data": folder / "data",
        "meeting": folder / "meeting.yaml",
        "style": Style(templates_folder()),
        "asked": {"topics": ("africa",), "edition": LATE, "meeting": None, "duplex": False},
    }


def _append(name: str) -> Callable[[Path], dict[str, Any]]:
    def change(folder: Path) -> dict[str, Any]:
        with (folder / name).open("a") as file:
            file.write("\n")
        return {}

    return change


def _asked(**said: Any) -> Callable[[Path], dict[str, Any]]:
    asked = {"topics": ("africa",), "edition": LATE, "meeting": None, "duplex": False}
    return lambda _: {"asked": {**asked, **said}}


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        pytest.param(_append("data/sources.yaml"), True, id="sources"),
        pytest.param(_append("data/topics/africa.yaml"), True, id="topic"),
        pytest.param(_append("data/facts/new.yaml"), True, id="new-file"),
        pytest.param(_append("data/facts/new.YML"), True, id="file-with-a-wrong-name"),
        pytest.param(lambda folder: (folder / "data/units.yaml").unlink(), True, id="file-gone"),
        pytest.param(
            lambda folder: (folder / "data/units.yaml").rename(folder / "data/facts/units.yaml"),
            True,
            id="file-moved",
        ),
        pytest.param(_append("meeting.yaml"), True, id="meeting"),
        pytest.param(lambda _: {"meeting": None}, True, id="no-meeting"),
        pytest.param(_asked(topics=("africa", "coalition")), True, id="topics"),
        pytest.param(_asked(edition=LATE + timedelta(1)), True, id="date"),
        pytest.param(_asked(duplex=True), True, id="option"),
        pytest.param(_append("data/notes.txt"), False, id="file-that-nobody-reads"),
        pytest.param(lambda _: {}, False, id="nothing"),
    ],
)
def test_whatever_is_asked_or_read_makes_another_build(
    tmp_path: Path, change: Callable[[Path], Any], *, matters: bool
) -> None:
    arguments = _data(tmp_path)
    before = build_key(**arguments)
    changed = change(tmp_path)
    if isinstance(changed, dict):
        arguments.update(changed)
    after = build_key(**arguments)
    assert before is not None
    assert (after != before) is matters


def test_a_build_that_cannot_be_known_beforehand_is_not_looked_for(tmp_path: Path) -> None:
    arguments = _data(tmp_path)
    (tmp_path / "data/facts/folder.yaml").mkdir()
    assert build_key(**arguments) is None
    assert build_key(**{**arguments, "data": tmp_path / "nowhere"}) is None
    assert build_key(**{**_data(tmp_path / "2"), "style": Style(templates_folder(), "no")}) is None


def test_a_build_is_found_with_all_its_documents_or_not_at_all(cache: Cache, order: Order) -> None:
    library = library_with(topics=(SHORT, replace(SHORT, id="other")))
    made = [
        (name, build(library, [name], order, context=ExecutionContext(Helpers(cache))))
        for name in ("short", "other")
    ]
    keep_build(cache, "ab" * 32, made)
    found = find_build(cache, "ab" * 32)
    assert found is not None
    assert [(name, one.write(order.output, key)) for name, key, one in found] == made
    gone = cache.folder / "v1" / "document" / made[1][1].key[:2] / made[1][1].key
    gone.unlink()
    assert find_build(cache, "ab" * 32) is None
