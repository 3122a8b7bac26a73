"""What an edition holds, for programs and for whoever finds it in twenty years."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefings.archive import Edition
from briefings.data import load_library
from briefings.model import Ink

from ...conftest import Program
from ..samples import tree
from .desk import MONDAY, MORE, TALKS, TUESDAY, WEDNESDAY, Desk, pack
from .test_keeping import meeting_of


@dataclass
class Made:
    """Two editions of a brief on two days, and a pack for a meeting."""

    desk: Desk
    brief: Edition
    pack: Edition


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.keep(day=MONDAY)
    brief = desk.keep(MORE, day=TUESDAY, as_of=MONDAY, ink=Ink.MONO, marking="سري")
    talks = meeting_of(desk.folder, "talks.yaml")
    kept = desk.keep(**pack(day=WEDNESDAY, meeting=talks))
    return Made(desk, desk.edition(brief), desk.edition(kept))


def test_the_record_says_what_it_is(made: Made) -> None:
    record = dict(made.brief.record)
    for name in ("inputs", "digest"):
        assert re.fullmatch("[0-9a-f]{64}", record.pop(name))
    del record["components"], record["versions"]
    assert record == {
        "edition": "uk-mono-2026-11-24-1",
        "series": "uk-mono",
        "date": "2026-11-24",
        "number": 1,
        "ordinal": 1,
        "code": "uk-mono-2026-11-24-1",
        "title": "المملكة المتحدة",
        "format": "brief",
        "topics": ["uk"],
        "titles": {"uk": "المملكة المتحدة"},
        "meeting": None,
        "facts_as_of": "2026-11-23",
        "facts_since": {"uk": "uk-mono-2026-11-24-1"},
        "previous": {"uk": "uk-2026-11-23-1"},
        "pages": 1,
        "options": {
            "calendar": "gregorian",
            "crop": False,
            "digits": "latn",
            "duplex": False,
            "ink": "mono",
            "marking": "سري",
            "months": "gregorian",
            "paper": "a4",
            "theme": "default",
        },
        "files": {
            "pdf": "uk-mono.pdf",
            "text": "text.html",
            "facts": "facts.json",
            "figures": "figures.json",
        },
        # The bottom line prints the second claim of the fact, the text the first.
        "printed": {"uk": {"uk-trained-forces": [1, 0]}},
    }


def test_the_record_of_a_pack(made: Made) -> None:
    record = made.pack.record
    assert (record["edition"], record["format"]) == ("pack-talks-2026-11-25-1", "pack")
    assert record["title"] == "محادثات الربيع"
    assert record["titles"] == {"uk": "المملكة المتحدة", "sahel": "الساحل"}
    assert record["meeting"] == {
        "id": "talks",
        "title": "محادثات الربيع",
        "date": "2026-12-03",
    }
    assert record["previous"] == {"uk": "uk-mono-2026-11-24-1", "sahel": None}
    assert record["facts_since"] == {
        "uk": "uk-mono-2026-11-24-1",
        "sahel": "pack-talks-2026-11-25-1",
    }
    assert record["printed"]["sahel"] == {"sahel-leaders": [0]}


def test_the_record_names_all_that_shaped_the_page(made: Made) -> None:
    components, versions = made.brief.record["components"], made.brief.record["versions"]
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in components.values())
    assert components.keys() >= {
        "flags",
        "maps",
        "program",
        "fonts/NotoNaskhArabic-Regular-subset.ttf",
        "templates/brief.html",
        "templates/parts/brief.html",
        "templates/blocks/changes.html",
        "templates/styles/page.css",
        "theme/theme.css",
    }
    assert versions.keys() >= {
        *("briefings", "python", "implementation", "machine", "zlib"),
        *("pango", "harfbuzz", "fontconfig", "weasyprint", "matplotlib", "fonttools", "babel"),
    }
    assert all(versions.values())


def test_the_record_is_readable_text(made: Made) -> None:
    text = made.brief.payload("edition.json").read_text("utf-8")
    assert text.startswith('{\n "code": "uk-mono-2026-11-24-1",\n "components": {\n')
    assert '\n "title": "المملكة المتحدة",\n' in text
    assert text.endswith("\n}\n")


def test_constraints_are_those_of_pip(made: Made) -> None:
    lines = made.brief.payload("constraints.txt").read_text("ascii").splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.a-z]*", line) for line in lines)
    named = dict(line.split("==") for line in lines)
    versions = made.brief.record["versions"]
    assert named["weasyprint"] == versions["weasyprint"]
    # What printed it, and neither the program itself nor Python.
    assert not {"briefings", "python", "zlib"} & named.keys()
    assert named.keys() == versions.keys() - {
        *("briefings", "python", "implementation", "machine", "zlib"),
        *("pango", "harfbuzz", "fontconfig"),
    }


def test_every_file_has_its_place(made: Made) -> None:
    library = {"entities.yaml", "facts/facts.yaml", "sources.yaml", "topics/uk.yaml", "units.yaml"}
    files = {
        *("uk-mono.pdf", "text.html", "facts.json", "figures.json"),
        *("edition.json", "constraints.txt"),
        *(f"library/{name}" for name in library),
        *(f"earlier/uk-2026-11-23-1/library/{name}" for name in library),
        "earlier/uk-2026-11-23-1/edition.json",
    }
    tags = ("README.txt", "bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    found = tree(made.brief.folder).keys()
    assert found == {*(f"data/{name}" for name in files), *tags, "tagmanifest-sha256.txt"}
    assert "library/meetings/talks.yaml" in tree(made.pack.folder / "data")
    rows = json.loads(made.brief.file("facts").read_bytes())
    assert [row["value"] for row in rows] == [130000, 35000]


def test_the_bag_says_whose_it_is(made: Made) -> None:
    assert (made.brief.folder / "bag-info.txt").read_text("utf-8").splitlines()[:-1] == [
        f"Bag-Software-Agent: briefings {made.brief.record['versions']['briefings']}",
        "Bagging-Date: 2026-11-24",
        "External-Description: المملكة المتحدة (brief)",
        "External-Identifier: uk-mono-2026-11-24-1",
    ]


def test_whoever_finds_it_can_read_what_it_is(made: Made) -> None:
    version = made.pack.record["versions"]["briefings"]
    pages = made.pack.record["pages"]
    text = (made.pack.folder / "README.txt").read_text("utf-8")
    assert text.startswith(f"""\
pack-talks-2026-11-25-1
=======================

Title             محادثات الربيع
Edition           2026-11-25, number 1 of that day
Facts as of       2026-11-25
Format            pack, {pages} pages
Meeting           2026-12-03: محادثات الربيع
Made by           briefings {version}

This folder is an edition of an Arabic briefing document, kept as it was handed over. It is a
BagIt bag (RFC 8493): nothing in it may be changed.

What is here
  data/pack-talks.pdf
                    the document, as printed; open it with any PDF viewer (PDF/A-3a)
""")
    assert "briefings editions rebuild pack-talks-2026-11-25-1 --archive" in text
    assert text.endswith("""\
بالعربية
هذا المجلد إصدار محفوظ من وثيقة إحاطة كما سُلّمت، ولا يجوز تغيير شيء فيه.
الوثيقة نفسها في data/pack-talks.pdf، ونصها في data/text.html.
والحقائق التي تستند إليها، بقيمها وتواريخها ومصادرها، في data/facts.json.
""")
    assert max(map(len, text.splitlines())) <= 100
    brief = (made.brief.folder / "README.txt").read_text("utf-8")
    assert "Facts as of       2026-11-23\n" in brief
    assert "Format            brief, 1 page\n" in brief
    assert "Meeting" not in brief


def test_every_file_that_the_readme_names_is_there(made: Made) -> None:
    for edition in (made.brief, made.pack):
        text = (edition.folder / "README.txt").read_text("utf-8")
        named = re.findall(r"^  (data/\S+)", text, re.MULTILINE)
        assert len(named) == 9
        for name in named:
            is_optional = name == "data/chart-*.csv" or edition is made.pack
            assert list(edition.folder.glob(name.rstrip("/"))) or is_optional, name


def test_its_library_is_a_data_folder_like_any(made: Made, program: Program) -> None:
    data = str(made.pack.folder / "data" / "library")
    done = program("check", "--data", data)
    # Neither topic says what is wanted of its reader, which is a hint.
    hints = re.findall(r"^\S+: note: .* \[([a-z-]+)\]$", done.stdout, re.MULTILINE)
    assert (done.returncode, hints) == (0, ["no-request", "no-request"])
    assert done.stderr.startswith("sound: 2 topics, 2 facts, ")
    library = load_library(made.pack.folder / "data" / "library")
    assert list(library.meetings) == ["talks"]
    assert library.meetings["talks"].topics == ("uk", "sahel")
    out = ["--date", "2026-11-25", "--output", "brief.pdf", "--json"]
    (row,) = json.loads(program("--data", data, "--topic", "uk", *out).stdout)
    assert row["pages"] == 1


def test_the_file_of_the_meeting_need_not_be_in_the_data(made: Made) -> None:
    assert not (made.desk.folder / "data" / "meetings").exists()
    assert Path(made.desk.folder / "talks.yaml").read_text("utf-8") == TALKS
