"""What is seen and what is read stand in the same place, in every viewer."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from collections.abc import Callable, Mapping
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import pikepdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from briefings.arabic import Digits
from briefings.model import Format, Ink
from briefings.pdf import make_pdf
from tests import shipped
from tests.pdf.test_text_layer import INVISIBLE
from tests.pdf.test_text_mending import FONTS, KUFI, NASKH, RAISED, finds, page
from tests.pdf.viewers import pdfium, pdfjs
from tests.structure.reading import operations_of

LTR = '<bdi dir="ltr">{}</bdi>'
ISO, ADDRESS = LTR.format("ISO 9001:2015"), LTR.format("https://www.gov.uk/government/news")
UNDP = LTR.format("UNDP")

PHRASES = {
    "mark-before-a-comma": ("نشكركم شكراً، ونرحب", "نشكركم شكراً، ونرحب"),
    "mark-before-a-stop": ("ونرحب بكم أيضاً. عاد ولم ينتهِ.", "أيضاً. عاد ولم ينتهِ."),
    "dagger-alef": ("عاد موسىٰ، ثم", "عاد موسىٰ، ثم"),
    "joiner": ("او می\u200cشود که", "او می\u200cشود که"),
    "joiner-at-an-end": ("کتاب\u200cها، که", "کتاب\u200cها، که"),
    "quotes": ("قالت “نعم” في يوم", "قالت “نعم” في يوم"),
    "brackets-around-latin": (f"المتحدة ({UNDP}) قالت", "المتحدة (UNDP) قالت"),
    "brackets-in-latin": (
        f"المتحدة {LTR.format('(UNDP)')} قالت {LTR.format('(£140m)')}.",
        "المتحدة (UNDP) قالت (£140m).",
    ),
    "quotes-after-latin": (f"كلمة {UNDP} “نعم” ثم", "كلمة UNDP “نعم” ثم"),
    "space-before-a-bracket": ("بلغ العدد (120) أو (كلمة) هنا", "العدد (120) أو (كلمة) هنا"),
    "space-after-a-colon": ("المصدر: [1] و: (كلمة)", "المصدر: [1] و: (كلمة)"),
    "word-and-number": (f"معيار {ISO} في", "معيار ISO 9001:2015 في"),
    "name": (f"إلى {LTR.format('Ms. Jane Doe')} هنا", "إلى Ms. Jane Doe هنا"),
    "several-words": (
        f"صدر {LTR.format('Global Terrorism Index 2023: Measuring the Impact')} في لندن",
        "صدر Global Terrorism Index 2023: Measuring the Impact في لندن",
    ),
    "stops-in-latin": (
        f"بيان {LTR.format('U.S. Department of Defense')}",
        "بيان U.S. Department of Defense",
    ),
    "address": (f"انظر {ADDRESS}، ثم", "انظر https://www.gov.uk/government/news، ثم"),
    "prefix": (f"و{LTR.format('B-12')}، ثم", "وB-12، ثم"),
    "sign-first": (f"على {LTR.format('C#')} و{LTR.format('.NET')}.", "على C# و.NET."),
    "numbers-in-a-word": (
        f"في {LTR.format('1445')}هـ/{LTR.format('2024')}م",
        "في 1445هـ/2024م",
    ),
    "time-with-brackets": (f"الساعة {LTR.format('10:00 (GMT+3)')} هنا", "10:00 (GMT+3) هنا"),
    "arabic-digits": ("عام ٢٠١٦، ثم \u061c٩٠٪ من ٢٠١٧.", "عام ٢٠١٦، ثم ٩٠٪ من ٢٠١٧."),
    "mark-of-a-source": (
        f"طائرة {LTR.format('B-12')}<sup>[2]</sup>، ثم دول<sup>[1]</sup>.",
        "طائرة B-12[2]، ثم دول[1].",
    ),
}


@pytest.mark.parametrize("faces", [KUFI, NASKH], ids=["kufi", "naskh"])
@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_found_in_chrome(name: str, faces: str) -> None:
    body, phrase = PHRASES[name]
    assert finds(make_pdf(page(f"<p>{body}</p>", faces, RAISED), {}, FONTS).data, phrase)


@pytest.fixture(scope="session")
def in_firefox(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What Firefox reads of each phrase, by its name and the first font."""
    folder = tmp_path_factory.mktemp("phrases")
    files: dict[str, Path] = {}
    for faces in (KUFI, NASKH):
        for name, (body, _) in PHRASES.items():
            files[name + faces] = folder / f"{len(files)}.pdf"
            data = make_pdf(page(f"<p>{body}</p>", faces, RAISED), {}, FONTS).data
            files[name + faces].write_bytes(data)
    return dict(zip(files, map("".join, pdfjs([*files.values()])), strict=True))


@pytest.mark.parametrize("faces", [KUFI, NASKH], ids=["kufi", "naskh"])
@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_copied_from_firefox(
    name: str, faces: str, in_firefox: Mapping[str, str]
) -> None:
    read = INVISIBLE.sub("", normalize("NFKC", in_firefox[name + faces]))
    assert INVISIBLE.sub("", PHRASES[name][1]) in " ".join(read.split())
    assert PHRASES[name][1].count("\u200c") == in_firefox[name + faces].count("\u200c")


ARABIC = ("كلمة", "التحالف", "شكراً", "قُدِّر", "لا", "موسىٰ", "على")
LATIN = ("UNDP", "B-12", "ISO 9001:2015", "state.gov", "£140m", "Ms. Jane Doe", "C#", "(UNDP)")
NUMBERS = ("2016", "120,000", "4.3", "7", "\u061c90٪")
AROUND = ("()", "«»", "“”")


def _fragment(chance: random.Random) -> tuple[str, str]:
    """A piece of a sentence: on the page, and as it is read."""
    kind = chance.randrange(10)
    if kind < 4:
        word = chance.choice(ARABIC)
        return (f"<b>{word}</b>" if kind == 0 else word), word
    if kind < 6:
        word, prefix = chance.choice(LATIN), chance.choice(("", "", "و"))
        return prefix + LTR.format(word), prefix + word
    if kind < 7:
        number = chance.choice(NUMBERS)
        return number, number
    inside, read = _fragment(chance)
    if kind < 9:
        around = chance.choice(AROUND)
        return around[0] + inside + around[1], around[0] + read + around[1]
    # PDFium leaves out the same mark a second time.
    return (inside, read) if "[" in read else (f"{inside}<sup>[3]</sup>", f"{read}[3]")


@pytest.mark.parametrize("faces", [KUFI, NASKH], ids=["kufi", "naskh"])
def test_whatever_is_put_together_is_read(faces: str, tmp_path: Path) -> None:
    chance = random.Random(20261121)  # noqa: S311  # the same sentences in every run
    sentences = []
    for _ in range(150):
        parts = [_fragment(chance) for _ in range(chance.randint(2, 5))]
        end = chance.choice(("", ".", "،", ":", "؟"))
        sentences.append(tuple(" ".join(part) + end for part in zip(*parts, strict=True)))
    body = "".join(f"<p>{shown}</p>" for shown, _ in sentences)
    file = tmp_path / "sentences.pdf"
    file.write_bytes(make_pdf(page(body, faces, RAISED + "p { margin: 0 }"), {}, FONTS).data)
    for viewer in (pdfium, pdfjs):
        found = INVISIBLE.sub("", normalize("NFKC", "\n".join(viewer([file])[0])))
        read = " ".join(found.split())
        wanted = [INVISIBLE.sub("", normalize("NFKC", sentence)) for _, sentence in sentences]
        lost = [sentence for sentence in wanted if sentence not in read]
        assert not lost, "\n".join(lost)


@pytest.mark.parametrize("faces", [KUFI, NASKH], ids=["kufi", "naskh"])
def test_letters_are_read_where_they_are_seen(faces: str) -> None:
    body = f"<p>معيار {ISO} في {LTR.format('U.S. Army (B-12)')}، ثم 2016. أما</p>"
    chars = []
    with pypdfium2.PdfDocument(make_pdf(page(body, faces), {}, FONTS).data) as pdf:
        text = pdf[0].get_textpage()
        picture = pdf[0].render(scale=4, grayscale=True).to_numpy()[::-1]
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.isascii() and char.strip():
                left, bottom, right, top = (round(4 * side) for side in text.get_charbox(index))
                assert picture[bottom : top + 1, left : right + 1].min() < 128, char
                chars.append((left, char))
    # From the left, as on paper: the full stop of a right-to-left sentence is left of its number.
    assert "".join(char for _, char in sorted(chars)) == ".2016U.S.Army(B-12)ISO9001:2015"


def test_text_is_drawn_as_text() -> None:
    body = f"<p>معيار {ISO}، ثم {ADDRESS} و(كلمة). في 2016.</p>"
    with pikepdf.open(io.BytesIO(make_pdf(page(body), {}, FONTS).data)) as pdf:
        done = [name for _, name in operations_of(pdf.pages[0])]
    assert {"Tr", "Do", "f"}.isdisjoint(done)


@pytest.mark.parametrize("kind", shipped.SOME, ids=str)
def test_nothing_is_placed_by_what_invisible_text_moved(kind: shipped.Kind) -> None:
    """Ghostscript, in many printers, does not move the pen over text that is not painted."""
    is_lost, mode = False, 0
    shown = 0
    with pikepdf.open(io.BytesIO(shipped.printed(kind).data)) as pdf:
        for operands, name in (one for page_ in pdf.pages for one in operations_of(page_)):
            if name == "Tr":
                mode = int(operands[0])
            elif name in {"Tm", "BT"}:
                is_lost = False
            elif name == "TJ":
                is_lost |= mode == 3
                shown += mode == 0
                assert mode == 3 or not is_lost
    assert shown > 20


Picture = NDArray[Any]


def _with_pdfium(file: Path, _: Path) -> list[Picture]:
    with pypdfium2.PdfDocument(file) as pdf:
        return [page.render(scale=100 / 72, grayscale=True).to_numpy() for page in pdf]


def _with_mupdf(file: Path, _: Path) -> list[Picture]:
    pymupdf: Any = import_module("pymupdf")
    with pymupdf.open(file) as pdf:
        pictures = [page.get_pixmap(dpi=100, colorspace="gray") for page in pdf]
    return [
        np.frombuffer(one.samples, np.uint8).reshape(one.height, one.stride)[:, : one.width]
        for one in pictures
    ]


def _with_poppler(file: Path, folder: Path) -> list[Picture]:
    return _drawn_by(["pdftoppm", "-r", "100", "-gray", "-png", str(file), "poppler"], folder)


def _with_ghostscript(file: Path, folder: Path) -> list[Picture]:
    smooth = ["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4"]
    output = ["-sDEVICE=pnggray", "-r100", "-sOutputFile=gs%03d.png", str(file)]
    return _drawn_by(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", *smooth, *output], folder)


def _drawn_by(command: list[str], folder: Path) -> list[Picture]:
    program = shutil.which(command[0])
    assert program
    subprocess.run([program, *command[1:]], cwd=folder, check=True, timeout=120)
    name = {"pdftoppm": "poppler"}.get(command[0], "gs")
    return [np.asarray(Image.open(one).convert("L")) for one in sorted(folder.glob(f"{name}*.png"))]


def _is_here(name: str) -> bool:
    if name == "mupdf":
        try:
            import_module("pymupdf")
        except ImportError:
            return False
        return True
    return name == "pdfium" or shutil.which({"poppler": "pdftoppm"}.get(name, name)) is not None


RENDERERS: Mapping[str, Callable[[Path, Path], list[Picture]]] = {
    "pdfium": _with_pdfium,
    "mupdf": _with_mupdf,
    "poppler": _with_poppler,
    "gs": _with_ghostscript,
}
PRINTS = (
    shipped.Kind(("coalition",), digits=Digits.ARAB),
    shipped.Kind(("foreign-fighters",)),
    shipped.Kind(("uk-contributions",), Format.SHEET, Ink.MONO),
)
MOST = 70
"""Of 255: so much may the mean of 64 pixels differ, where renderers smooth edges in their ways."""


@pytest.fixture(scope="session", params=PRINTS, ids=str)
def pictures(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[Picture]]:
    """The pages of a document, in blocks of 8 by 8 pixels, by each renderer that is here."""
    folder = tmp_path_factory.mktemp("pictures")
    file = folder / "print.pdf"
    file.write_bytes(shipped.printed(request.param).data)
    return {
        name: [_blocks(picture) for picture in draw(file, folder)]
        for name, draw in RENDERERS.items()
        if _is_here(name)
    }


def _blocks(picture: Picture) -> Picture:
    height, width = (length // 8 for length in picture.shape)
    cut = picture[: 8 * height, : 8 * width].astype(float)
    found: Picture = cut.reshape(height, 8, width, 8).mean((1, 3))
    return found


@pytest.mark.parametrize("pair", combinations(RENDERERS, 2), ids="-".join)
def test_renderers_agree(pair: tuple[str, str], pictures: Mapping[str, list[Picture]]) -> None:
    if missing := [name for name in pair if name not in pictures]:
        pytest.skip(f"{', '.join(missing)} is not on this machine")
    for one, other in zip(*(pictures[name] for name in pair), strict=True):
        rows, columns = (min(*lengths) for lengths in zip(one.shape, other.shape, strict=True))
        worst = np.abs(one[:rows, :columns] - other[:rows, :columns]).max()
        assert worst < MOST


@pytest.mark.parametrize("ink", Ink)
def test_grey_is_written_as_grey(ink: Ink) -> None:
    """A press prints grey with black ink, and black given as RGB with all four."""
    kind = shipped.Kind(("uk-contributions",), ink=ink)
    colours = set()
    with pikepdf.open(io.BytesIO(shipped.printed(kind).data)) as pdf:
        parts = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        drawn = [one for one in parts if one.get("/Subtype") == "/Form" or "/PatternType" in one]
        streams = [*pdf.pages, *drawn]
        for operands, name in (one for stream in streams for one in operations_of(stream)):
            if name.lower() in {"rg", "k", "sc", "scn"}:
                # A pattern stands by its name after its colour: what it draws is read by itself.
                numbers = (one for one in operands if not isinstance(one, pikepdf.Name))
                colours.add(tuple(map(float, numbers)))
    colours.discard(())
    assert all(len(set(colour)) > 1 for colour in colours)
    assert bool(colours) == (ink is Ink.COLOUR)
