"""A damaged font is told by name before a build begins, whatever libraries would make of it."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random
from struct import pack_into, unpack_from

import pytest

from briefings.build.cache import Cache
from briefings.errors import ThemeError
from briefings.html.theme import audit_theme, load_theme, probe
from briefings.html.theme.container import container_fault

NASKH = "NotoNaskhArabic-Regular-subset.ttf"


@pytest.fixture
def font(folder: Path) -> Path:
    return folder / "fonts" / NASKH


def with_table(data: bytes, tag: str, table: bytes) -> bytes:
    """The font with other bytes in a table, and the checksums that go with them."""
    from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

    reader = SFNTReader(io.BytesIO(data))
    made = io.BytesIO()
    writer = SFNTWriter(made, len(reader.keys()), reader.sfntVersion)
    for name in reader.keys():  # noqa: SIM118 — no mapping
        writer[name] = table if name == tag else reader[name]
    writer.close()
    return made.getvalue()


def test_every_byte_of_a_table_counts(font: Path) -> None:
    sound, random = font.read_bytes(), Random(13)  # noqa: S311 — no secret
    count = unpack_from(">H", sound, 4)[0]
    places = [unpack_from(">4sLLL", sound, 12 + 16 * number) for number in range(count)]
    assert container_fault(sound) == ""
    for tag, _, start, length in places:
        damaged = bytearray(sound)
        at = start + random.randrange(length)
        if tag == b"head" and 8 <= at - start < 12:  # a sum over the whole file, which tools forget
            at = start
        damaged[at] ^= 1 << random.randrange(8)
        told = f"the table {tag.decode().strip()} does not match its checksum"
        assert container_fault(bytes(damaged)) == told


def test_a_font_that_is_cut_short_or_no_font_is_told(font: Path) -> None:
    sound = font.read_bytes()
    assert container_fault(sound[:-2000]).startswith("it is cut short: the table")
    assert container_fault(sound[:100]) == "it is cut short"
    assert container_fault(b"") == "it does not begin like a font"
    many = bytearray(sound)
    pack_into(">H", many, 4, 60_000)
    assert container_fault(bytes(many)) == "it says that it has 60000 tables"


def test_check_and_build_name_the_damaged_font(folder: Path, font: Path) -> None:
    damaged = bytearray(font.read_bytes())
    damaged[len(damaged) // 2] ^= 0x40
    font.write_bytes(damaged)
    with pytest.raises(ThemeError) as caught:
        load_theme(folder, with_fonts=False)
    errors = [problem for problem in audit_theme(folder) if problem.level == "error"]
    for found in (caught.value.problems, errors):
        (problem,) = (one for one in found if one.file == str(font))
        assert "does not match its checksum" in problem.message


@pytest.mark.parametrize(
    ("tag", "table"),
    [
        pytest.param("cmap", b"\0" * 40, id="no-characters"),
        pytest.param("GSUB", b"\xff" * 200, id="rules-of-nonsense"),
        pytest.param("glyf", b"\xff" * 5000, id="outlines-of-nonsense"),
        pytest.param("head", b"\0" * 54, id="nothing-at-the-head"),
        pytest.param("maxp", b"\0\1\0\0\xff\xff" + b"\xff" * 26, id="too-many-glyphs"),
        pytest.param("OS/2", b"\0", id="a-table-of-one-byte"),
        pytest.param("name", b"\xff" * 100, id="names-of-nonsense"),
    ],
)
def test_a_font_that_libraries_cannot_read_is_told_though_its_checksums_are_right(
    folder: Path, font: Path, tag: str, table: bytes
) -> None:
    font.write_bytes(with_table(font.read_bytes(), tag, table))
    assert container_fault(font.read_bytes()) == ""
    with pytest.raises(ThemeError) as caught:
        load_theme(folder)
    (problem,) = (one for one in caught.value.problems if one.file == str(font))
    assert problem.message.startswith("this font cannot be used: ")
    assert {one.file for one in audit_theme(folder) if one.level == "error"} >= {str(font)}


@pytest.mark.parametrize("name", ["loop", "crash"])
def test_fonts_that_never_end_or_crash_cost_only_one_answer(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefings.pdf.confined import call_confined

    calls: list[int] = []

    def call(_: str, __: str, data: bytes, *, seconds: int) -> bytes:
        calls.append(seconds)
        return call_confined("tests.pdf.test_confined", name, data, seconds=1)

    monkeypatch.setattr(probe, "call_confined", call)
    monkeypatch.setattr(probe, "_faulty", {})
    fonts = [folder / "fonts" / NASKH, folder / "fonts" / "NotoSans-Bold-subset.ttf"]
    for font in fonts:
        font.write_bytes(with_table(font.read_bytes(), "post", b"\0\3\0\0" + bytes(28)))
    for _ in range(2):
        with pytest.raises(ThemeError) as caught:
            load_theme(folder)
        told = {one.file: one.message for one in caught.value.problems}
        assert "takes too much memory or time, or crashes" in told[str(fonts[0])]
        assert told[str(fonts[1])].startswith("this font was not looked at")
    assert len(calls) == 1
    assert calls[0] < 10


def test_fonts_that_are_shipped_or_were_seen_before_are_not_probed_again(
    folder: Path, font: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probed: list[bytes] = []

    def call(_: str, __: str, data: bytes, **___: object) -> bytes:
        probed.append(data)
        return b'""'

    monkeypatch.setattr(probe, "call_confined", call)
    monkeypatch.setattr(probe, "_sound", set())
    load_theme(folder)
    assert not probed, "all of them are shipped"
    other = with_table(font.read_bytes(), "post", b"\0\3\0\0" + bytes(28))
    font.write_bytes(other)
    cache = Cache(tmp_path / "cache")
    for _ in range(2):
        load_theme(folder, kept=cache)
    assert probed == [other]
    monkeypatch.setattr(probe, "_sound", set())  # as in another process
    load_theme(folder, kept=cache)
    assert probed == [other]
