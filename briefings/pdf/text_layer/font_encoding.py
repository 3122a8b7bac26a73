"""Codes for glyphs: one glyph, as many codes as it stands for different texts.

A PDF knows one text for each code of a font. WeasyPrint uses a glyph's number as its code, so that
a glyph could stand for one text only, in the whole document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_MOST = 100
"""Entries in one section of a character map; the format allows no more."""
_OR = "\0"


def both(pdfium: str, others: str, number: int = 0) -> str:
    """A text that PDFium reads as ``pdfium``, and other viewers as ``others``.

    Texts with another ``number`` get codes of their own.
    """
    return _OR.join((pdfium, others, str(number)))


def others_of(text: str) -> str:
    """What other viewers than PDFium read."""
    return text.split(_OR)[1] if _OR in text else text


class Codes:
    """The codes of one document's fonts."""

    def __init__(self) -> None:
        self._shown: dict[str, _Shown] = {}
        self._codes: dict[tuple[str, int, str], int] = {}
        self._added: dict[str, dict[int, tuple[int, str]]] = {}

    def code(self, font: Any, gid: int, text: str) -> int:
        """The code of a font's glyph where it stands for ``text``."""
        key = (font.hash, gid, text)
        if key not in self._codes:
            if font.to_unicode.setdefault(gid, others_of(text)) == text:
                self._codes[key] = gid
            else:
                added = self._added.setdefault(font.hash, {})
                self._codes[key] = font.glyph_count + len(added)
                added[self._codes[key]] = (gid, text)
        return self._codes[key]

    def shown(self, font: Any) -> Mapping[tuple[int, str], str]:
        """The codes of a font by glyph and text, each as a string of a text operator."""
        found = self._shown.get(font.hash)
        if found is None:
            found = self._shown[font.hash] = _Shown(self, font)
        return found

    def write(self, document: Any, pdf: Any) -> None:
        """Tell the PDF's fonts of the codes beyond the glyphs' own."""
        import pydyf

        fonts = {font.name: font for font in document.fonts.values()}
        for entry in list(pdf.objects):
            if isinstance(entry, pydyf.Dictionary) and entry.get("Subtype") == "/Type0":
                font = fonts[entry["BaseFont"]]
                if added := self._added.get(font.hash):
                    _write(pdf, entry, font, added)


class _Shown(dict[tuple[int, str], str]):
    """The codes of one font as they are shown, made when they are asked for."""

    def __init__(self, codes: Codes, font: Any) -> None:
        super().__init__()
        self._codes, self._font = codes, font

    def __missing__(self, sign: tuple[int, str]) -> str:
        self[sign] = code = f"<{self._codes.code(self._font, *sign):04x}>"
        return code


def _write(pdf: Any, entry: Any, font: Any, added: Mapping[int, tuple[int, str]]) -> None:
    import pydyf

    letters = _referred(pdf, entry["ToUnicode"])
    end = letters.stream.index(b"endcmap")
    texts = {code: text.split(_OR) for code, (_, text) in added.items()}
    other = {code: text[1] for code, text in texts.items() if len(text) > 1}
    # The last entry for a code counts. PDFium reads no section with another number of entries than
    # it announces; programs that go by that number read what PDFium reads.
    letters.stream[end:end] = [
        *_letters({code: text[0] for code, text in texts.items()}),
        *(b"0 beginbfchar" if b" beginbfchar" in line else line for line in _letters(other)),
    ]
    if font.type == "otf":
        # Such fonts are addressed by glyph: the text operators' codes are mapped instead.
        encoding = _encoding(added, letters.compress)
        pdf.add_object(encoding)
        entry["Encoding"] = encoding.reference
        return
    glyphs = (added[code][0] if code in added else code for code in range(max(added) + 1))
    table = pydyf.Stream(
        [b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)], compress=letters.compress
    )
    pdf.add_object(table)
    child = _referred(pdf, entry["DescendantFonts"][0])
    child["CIDToGIDMap"] = table.reference
    for code, (glyph, _) in added.items():
        child["W"].extend([code, pydyf.Array([font.widths[glyph]])])


def _encoding(added: Mapping[int, tuple[int, str]], compress: bool) -> Any:
    import pydyf

    name = "/Briefings-H"
    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity")}
    about = {
        "Type": "/CMap",
        "CMapName": name,
        "CIDSystemInfo": pydyf.Dictionary({**system, "Supplement": 0}),
    }
    return pydyf.Stream(
        [
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo 3 dict dup begin /Registry (Adobe) def /Ordering (Identity) def",
            b"/Supplement 0 def end def",
            f"/CMapName {name} def /CMapType 1 def".encode(),
            b"1 begincodespacerange <0000> <ffff> endcodespacerange",
            *_sections("cidrange", [f"<0000> <{min(added) - 1:04x}> 0"]),
            *_sections("cidchar", (f"<{code:04x}> {gid}" for code, (gid, _) in added.items())),
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        ],
        pydyf.Dictionary(about),
        compress=compress,
    )


def _letters(texts: Mapping[int, str]) -> Iterator[bytes]:
    return _sections(
        "bfchar",
        (f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in texts.items()),
    )


def _sections(kind: str, entries: Iterable[str]) -> Iterator[bytes]:
    lines = [entry.encode() for entry in entries]
    for start in range(0, len(lines), _MOST):
        part = lines[start : start + _MOST]
        yield f"{len(part)} begin{kind}".encode()
        yield from part
        yield f"end{kind}".encode()


def _referred(pdf: Any, reference: bytes | str) -> Any:
    return pdf.objects[int(reference.split()[0])]
