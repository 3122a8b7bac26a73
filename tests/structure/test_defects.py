"""The checker finds each kind of defect: small sound files, broken in one place."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.structure import problems_of

from .reading import elements_of
from .small import small_pdf

Plant = Callable[[Any], object]


@pytest.fixture(scope="module")
def sound() -> bytes:
    return small_pdf()


def test_a_sound_file_has_no_problems(sound: bytes) -> None:
    assert problems_of(sound) == []


def first(pdf: Any, kind: str) -> Any:
    return next(element for element in elements_of(pdf) if f"/{kind}" == element.S)


def link(pdf: Any) -> Any:
    return pdf.pages[0].Annots[0]


def file(pdf: Any) -> Any:
    return pdf.Root.AF[0]


def font(pdf: Any) -> Any:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def rewrite(stream: Any, old: bytes, new: bytes) -> None:
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new, 1))


def xmp(old: str, new: str) -> Plant:
    def plant(pdf: Any) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old.encode() in data
        pdf.Root.Metadata = pdf.make_stream(
            data.replace(old.encode(), new.encode()), Type=Name.Metadata, Subtype=Name.XML
        )

    return plant


def put(where: Callable[[Any], Any], key: str, value: Any) -> Plant:
    """Set an entry."""
    return lambda pdf: where(pdf).__setitem__(key, value)


def take(where: Callable[[Any], Any], key: str) -> Plant:
    """Remove an entry."""
    return lambda pdf: where(pdf).__delitem__(key)


def on(kind: str) -> Callable[[Any], Any]:
    return lambda pdf: first(pdf, kind)


def root(pdf: Any) -> Any:
    return pdf.Root


def content(old: bytes, new: bytes) -> Plant:
    return lambda pdf: rewrite(pdf.pages[0].Contents, old, new)


def new_stream(data: bytes = b"x", **entries: Any) -> Plant:
    def plant(pdf: Any) -> None:
        pdf.Root.Extra = pdf.make_stream(data, **entries)

    return plant


def empty(kind: str) -> Plant:
    return lambda pdf: first(pdf, kind).__setitem__("/K", Array([]))


def drop_cell(pdf: Any) -> None:
    row = first(pdf, "TBody").K[0]
    row.K[1].S = Name.TH  # it stays the child of another row, so that only one row is short
    table = first(pdf, "Table")
    cell = row.K[1]
    cell.A = Dictionary(O=Name.Table, Scope=Name.Row)
    cell.P = table.K[1].K[1]
    table.K[1].K[1].K.append(cell)
    del row.K[1]


def swap_mcids(pdf: Any) -> None:
    """The parent tree gives the first two pieces of a page to each other's elements."""
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


def widths(pdf: Any) -> None:
    runs = font(pdf).DescendantFonts[0].W
    runs[1][0] = runs[1][0] + 20


def outside_tree(pdf: Any) -> None:
    element = first(pdf, "P")
    element.K = Array([kid for kid in element.K if not isinstance(kid, int)])


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        pytest.param(take(root, "/StructTreeRoot"), "no structure tree", id="no-tree"),
        # metadata
        pytest.param(xmp("<pdfuaid:part>1", "<pdfuaid:part>2"), "pdfuaid:part 1", id="no-pdfua"),
        pytest.param(xmp('conformance="A"', 'conformance="B"'), "pdfaid:conformance A", id="no-a"),
        pytest.param(
            xmp("pdfaSchema:prefix>pdfuaid", "pdfaSchema:prefix>x"), "schema", id="schema"
        ),
        pytest.param(
            xmp(
                "</rdf:RDF>",
                "</rdf:RDF><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
            ),
            "2 descriptions",
            id="two-rdf",
        ),
        pytest.param(xmp("2026-11-22", "2026-11-23"), "/ModDate is", id="other-date"),
        pytest.param(xmp("<rdf:li>ar<", "<rdf:li>en<"), "another language", id="other-language"),
        pytest.param(lambda pdf: pdf.docinfo.__setitem__("/Title", "آخر"), "/Title is", id="title"),
        pytest.param(lambda pdf: pdf.docinfo.__delitem__("/Author"), "/Author is", id="author"),
        pytest.param(
            lambda pdf: pdf.docinfo.__setitem__("/Keywords", "x"), "/Keywords", id="keywords"
        ),
        # catalog and bookmarks
        pytest.param(take(root, "/Lang"), "no language", id="no-language"),
        pytest.param(take(root, "/MarkInfo"), "MarkInfo", id="not-marked"),
        pytest.param(
            take(lambda pdf: pdf.Root.ViewerPreferences, "/Direction"),
            "right to left",
            id="direction",
        ),
        pytest.param(
            take(lambda pdf: pdf.Root.ViewerPreferences, "/DisplayDocTitle"),
            "show the title",
            id="title-bar",
        ),
        pytest.param(take(root, "/OutputIntents"), "output intent", id="no-intent"),
        pytest.param(take(root, "/Outlines"), "no bookmarks", id="no-bookmarks"),
        pytest.param(
            put(lambda pdf: pdf.Root.Outlines.First, "/Title", " "), "no title", id="empty-bookmark"
        ),
        pytest.param(
            take(lambda pdf: pdf.Root.Outlines.First, "/Dest"),
            "leads to no page",
            id="lost-bookmark",
        ),
        pytest.param(
            lambda pdf: setattr(pdf.Root.Outlines.First, "Prev", pdf.Root.Outlines.First),
            "as that before it",
            id="bookmark-before",
        ),
        pytest.param(
            lambda pdf: setattr(pdf.Root.Outlines, "Last", pdf.Root.StructTreeRoot),
            "the last bookmark is not",
            id="bookmark-last",
        ),
        # content
        pytest.param(
            content(b"/H1\n<</MCID 0>>\nBDC", b"/H1 BMC"), "outside all marks: T", id="unmarked"
        ),
        pytest.param(
            content(b"/Artifact", b"/H1 <</MCID 0>> BDC /Artifact"),
            "artifact inside content",
            id="nested-marks",
        ),
        pytest.param(content(b"<</MCID 1>>", b"<</MCID 0>>"), "marked 2 times", id="twice-marked"),
        pytest.param(
            content(b"<</MCID 1>>", b"<</MCID 99>>"),
            "content 99 is on the page and not in the tree",
            id="unknown-mark",
        ),
        pytest.param(outside_tree, "on the page and not in the tree", id="not-in-tree"),
        pytest.param(swap_mcids, "content 0 to another element", id="parent-tree"),
        pytest.param(
            lambda pdf: first(pdf, "H1").K.append(1), "belongs to two elements", id="two-owners"
        ),
        pytest.param(take(lambda pdf: pdf.pages[0], "/Tabs"), "Tabs", id="tabs"),
        # tree
        pytest.param(put(on("H1"), "/S", Name.P), "level 2 follows one of level 0", id="no-h1"),
        pytest.param(
            put(on("H2"), "/S", Name.H3), "level 3 follows one of level 1", id="skipped-level"
        ),
        pytest.param(put(on("P"), "/S", Name.NonStruct), "/NonStruct is a type", id="nonstruct"),
        pytest.param(empty("P"), "/P is empty", id="empty-element"),
        pytest.param(put(on("H2"), "/S", Name.Sect), "/Sect holds content", id="content-in-group"),
        pytest.param(
            lambda pdf: first(pdf, "TH").__setitem__("/P", first(pdf, "H1")),
            "names another parent",
            id="wrong-parent",
        ),
        pytest.param(drop_cell, "rows of [1, 2, 3] cells", id="ragged-table"),
        pytest.param(
            lambda pdf: first(pdf, "TD").__setitem__("/A", Dictionary(O=Name.Table, ColSpan=2)),
            "rows of [2, 3] cells",
            id="span",
        ),
        pytest.param(
            lambda pdf: first(pdf, "TD").__setitem__("/A", Dictionary(O=Name.Table, RowSpan=3)),
            "below its last row",
            id="rowspan",
        ),
        pytest.param(take(on("TH"), "/A"), "Scope", id="no-scope"),
        pytest.param(empty("TH"), "header cell is empty", id="empty-header"),
        pytest.param(
            put(on("TBody"), "/S", Name.TR), "/TR stands directly in /TR", id="table-nesting"
        ),
        pytest.param(put(on("LBody"), "/S", Name.P), "not a label and a body", id="list-item"),
        pytest.param(put(on("LI"), "/S", Name.P), "/P stands directly in /L", id="list"),
        pytest.param(take(on("L"), "/A"), "ListNumbering", id="list-numbering"),
        pytest.param(
            put(on("Figure"), "/S", Name.Caption), "more than one caption", id="two-captions"
        ),
        pytest.param(
            lambda pdf: first(pdf, "Caption").P.K.insert(0, first(pdf, "H2")),
            "caption stands between",
            id="caption-between",
        ),
        pytest.param(take(on("Figure"), "/Alt"), "no text alternative", id="no-alt"),
        pytest.param(
            lambda pdf: first(pdf, "Figure").A[0].__setitem__("/BBox", Array([0, 0, 9999, 9])),
            "bounds are not on its page",
            id="bounds",
        ),
        # links
        pytest.param(take(link, "/Contents"), "no words", id="silent-link"),
        pytest.param(put(link, "/Contents", "source-1"), "no wording for people", id="code-link"),
        pytest.param(
            put(link, "/Contents", "https://example.org/"), "no wording", id="address-link"
        ),
        pytest.param(put(link, "/Dest", "gone"), "leads nowhere", id="dead-link"),
        pytest.param(put(link, "/F", 2), "hidden", id="hidden-link"),
        pytest.param(put(link, "/StructParent", 0), "gives a link to another", id="struct-parent"),
        pytest.param(put(link, "/Subtype", Name.Text), "annotation of kind /Text", id="note"),
        pytest.param(
            lambda pdf: first(pdf, "Link").__setitem__("/K", Array(list(first(pdf, "Link").K)[1:])),
            "link is not in the structure tree",
            id="untied-link",
        ),
        pytest.param(
            put(on("Link"), "/S", Name.Span), "a link belongs to /Span", id="link-in-span"
        ),
        # fonts
        pytest.param(take(font, "/ToUnicode"), "no code has a letter", id="no-letters"),
        pytest.param(widths, "is declared", id="widths"),
        pytest.param(
            take(lambda pdf: font(pdf).DescendantFonts[0].FontDescriptor, "/FontFile2"),
            "not embedded",
            id="not-embedded",
        ),
        # files
        pytest.param(take(file, "/AFRelationship"), "AFRelationship", id="relationship"),
        pytest.param(take(file, "/Desc"), "no description", id="file-description"),
        pytest.param(take(root, "/AF"), "associated files", id="not-associated"),
        pytest.param(
            put(lambda pdf: file(pdf).EF.F, "/Subtype", Name("/text/plain")),
            "type is missing or wrong",
            id="mime",
        ),
        pytest.param(
            take(lambda pdf: file(pdf).EF.F.Params, "/ModDate"), "no /ModDate", id="file-date"
        ),
        pytest.param(lambda pdf: file(pdf).EF.F.write(b"[1]"), "checksum", id="checksum"),
        pytest.param(put(file, "/UF", "وقائع.json"), "not ASCII", id="file-name"),
        # forbidden
        pytest.param(
            put(root, "/OpenAction", Dictionary(Type=Name.Action, S=Name.JavaScript, JS="1")),
            "a script",
            id="script",
        ),
        pytest.param(
            put(link, "/A", Dictionary(Type=Name.Action, S=Name.Launch)),
            "action of kind /Launch",
            id="launch",
        ),
        pytest.param(put(root, "/AcroForm", Dictionary(Fields=Array([]))), "/AcroForm", id="form"),
        pytest.param(
            new_stream(Group=Dictionary(S=Name.Transparency)),
            "without a colour space",
            id="transparency",
        ),
        pytest.param(
            new_stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", Filter=Name.LZWDecode),
            "/LZWDecode",
            id="lzw",
        ),
        pytest.param(new_stream(F="outside.bin"), "outside the file", id="external"),
        pytest.param(new_stream(Subtype=Name.Image, Interpolate=True), "smooth", id="interpolate"),
    ],
)
def test_a_planted_defect_is_found(sound: bytes, plant: Plant, told: str) -> None:
    assert any(told in problem for problem in problems_of(broken(sound, plant)))


def broken(data: bytes, plant: Plant, **options: Any) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        plant(pdf)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        pytest.param(b"", "has no letter", id="missing"),
        pytest.param(b"%s <>", "has no letter", id="empty"),
        pytest.param(b"%s <0000>", "U+0000", id="nothing"),
        pytest.param(b"%s <fffd>", "U+FFFD", id="unknown"),
        pytest.param(b"%s <e001>", "U+E001", id="private"),
    ],
)
def test_a_code_without_a_true_letter_is_found(sound: bytes, entry: bytes, told: str) -> None:
    def plant(pdf: Any) -> None:
        table = font(pdf).ToUnicode
        line = table.read_bytes().split(b"beginbfchar\n")[1].splitlines()[0]
        rewrite(table, line, entry.replace(b"%s", line.split()[0]))

    assert any(told in problem for problem in problems_of(broken(sound, plant)))


@pytest.mark.parametrize(
    ("shift", "told"),
    [
        pytest.param(0, [], id="same-glyphs"),
        pytest.param(9999, ["shows no glyph"], id="no-glyphs"),
    ],
)
def test_codes_may_be_mapped_to_glyphs(sound: bytes, shift: int, told: list[str]) -> None:
    def plant(pdf: Any) -> None:
        descendant = font(pdf).DescendantFonts[0]
        table = descendant.CIDToGIDMap.read_bytes()
        glyphs = struct.unpack(f">{len(table) // 2}H", table)
        shifted = b"".join((glyph + shift).to_bytes(2, "big") for glyph in glyphs)
        descendant.CIDToGIDMap = pdf.make_stream(shifted)

    problems = problems_of(broken(sound, plant))
    assert sorted({problem.split(" ", 4)[-1] for problem in problems}) == told


def test_encryption_is_found(sound: bytes) -> None:
    encryption = pikepdf.Encryption(owner="a", user="")
    data = broken(sound, lambda _: None, encryption=encryption)
    assert "the file is encrypted" in problems_of(data)
