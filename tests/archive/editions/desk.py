"""A desk at which editions of a small library are made: the facts are edited, days go by."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from briefings.arabic import Arabic, Digits
from briefings.archive import Archive, Edition, verify
from briefings.archive.editions import Keeping
from briefings.build.output import Document
from briefings.build.pipeline import build
from briefings.build.render import Printed, page_of, theme_of
from briefings.build.request import Order
from briefings.content.brief import Brief
from briefings.content.pack import Pack
from briefings.data import load_library
from briefings.html.standalone import as_text
from briefings.model import Format, Ink, Library, Meeting, Paper, Setting, Style, unmarked
from briefings.model.identity import UNKNOWN, XMP_ID
from briefings.resources import templates_folder
from tests.data.folder import SOUND, write

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
SAHEL = """\
title: الساحل
summary: سطر آخر
bottom_line:
  - "{sahel-leaders}."
blocks:
  - kind: sources
"""
TALKS = """\
title: محادثات الربيع
date: 2026-12-03
place: لندن
topics: [uk, sahel]
"""
FACTS, TOPIC = "facts/uk.yaml", "topics/uk.yaml"

Edit = tuple[str, str, str]
"""A file of the library, words in it, and what to put in their place."""

MORE: Edit = (FACTS, "value: 120000", "value: 130000")
REWORDED: Edit = (TOPIC, "درّبت", "لقد درّبت")
_UNUSED = """\
uk-unused:
  subject: GB
  predicate: gave
  wording: أموال
  unit: person
  claims:
    - source: uk-2017
      paragraph: 9
      excerpt: عدد 7
      value: 7
"""
UNRELATED: Edit = (FACTS, "uk-trained-forces:", f"{_UNUSED}uk-trained-forces:")


@dataclass
class Desk:
    """The folder of the library, the archive, and where the files go."""

    folder: Path
    files: dict[str, str] = field(default_factory=lambda: {**SOUND, "topics/sahel.yaml": SAHEL})

    def __post_init__(self) -> None:
        self.archive = Archive(self.folder / "archive")

    def edit(self, *edits: Edit) -> None:
        for file, old, new in edits:
            assert old in self.files[file], f"{old!r} is not in {file}"
            self.files[file] = self.files[file].replace(old, new, 1)

    def write(self) -> Path:
        """The facts as they are now, in the folder ``data``."""
        return write(self.folder, dict(self.files))

    def build(
        self,
        *edits: Edit,
        day: date = TUESDAY,
        as_of: date | None = None,
        topics: tuple[str, ...] = ("uk",),
        format_: Format = Format.BRIEF,
        digits: Digits = Digits.LATN,
        ink: Ink = Ink.COLOUR,
        theme: str = "default",
        meeting: Callable[[Library], Meeting] | None = None,
        html: bool = False,
        templates: Path | None = None,
        sign: Callable[[bytes], bytes] | None = None,
        **setting: Any,
    ) -> Document:
        """Change the facts for good, and build with them as they are then."""
        self.edit(*edits)
        library = load_library(self.write())
        style = Style(
            templates or templates_folder(), theme, ink, Setting(format_, Paper.A4, **setting)
        )
        order = Order(
            day,
            as_of or day,
            self.folder / "out",
            style,
            Arabic(digits),
            meeting(library) if meeting else None,
            frozenset({"html"} if html else ()),
            force=True,  # what these tests look at is the archive
        )
        return build(library, topics, order, Keeping(self.archive, day, sign))

    def keep(self, *edits: Edit, **asked: Any) -> str:
        """Build, and give the id of the edition."""
        edition = self.build(*edits, **asked).edition
        assert edition is not None
        return edition

    def edition(self, id_: str) -> Edition:
        return self.archive.find(id_)

    def text(self, id_: str) -> str:
        """What readers of the page see."""
        return words_of(self.edition(id_).file("text"))

    @property
    def ids(self) -> list[str]:
        return [str(id_) for id_ in self.archive.ids()]

    @property
    def flaws(self) -> list[object]:
        return [flaw for id_ in self.archive.ids() for flaw in verify(self.archive.folder(id_))]


def words_of(page: Path) -> str:
    """What readers of a page see, without marks of direction."""
    text = page.read_text("utf-8")
    body = re.sub(r"<(style|svg)\b.*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    return " ".join(re.sub("[\u200e\u200f\u2066-\u2069]", "", unescape(body)).split())


def pack(**asked: Any) -> dict[str, Any]:
    """What is asked for to build a pack."""
    return {"topics": ("uk", "sahel"), "format_": Format.PACK, **asked}


def copied_templates(folder: Path, added: str) -> Path:
    """The shipped templates with something added at the head of every brief."""
    copy = shutil.copytree(templates_folder(), folder / "templates")
    file = copy / "parts" / "brief.html"
    head = '<header class="masthead">'
    text = file.read_text("utf-8")
    assert text.count(head) == 1
    file.write_text(text.replace(head, f"{head}\n{added}" if added else head), "utf-8")
    return copy


def plain_print(
    library: Library,
    document: Brief | Pack,
    style: Style,
    *,
    exports: Iterable[str] = (),
    text: bool = False,
    **_means: object,
) -> Printed:
    """A document as its page alone, with room for its identity: no layout takes no time."""
    page = as_text(unmarked(page_of(document, style, theme_of(style), on_screen=True)))
    files = {"facts.json": b"[]\n", "figures.json": b"[]\n"}
    data = f"{page}{XMP_ID.format(id=UNKNOWN)}".encode()
    return Printed(data, 1, files, dict.fromkeys(exports, page.encode()), page)
