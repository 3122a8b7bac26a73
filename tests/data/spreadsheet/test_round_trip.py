"""Facts go into a sheet and come back as they were; what was not touched keeps every byte."""

# ruff: noqa: E501 — lines of data and tables keep to one line
from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.data import dump, load_library, new_text
from briefings.data.spreadsheet.exchange import import_facts
from briefings.errors import BriefingError
from briefings.model import Claim, Fact, Qualifier, Rank, When

from ..folder import SOUND, write
from .sheet import bytes_of, change, export, rows_in

KINDS = ("xlsx", "csv")


def _texts(alphabet: str) -> st.SearchStrategy[str]:
    words = st.text(alphabet, min_size=1, max_size=24)
    return words.map(str.strip).filter(lambda text: text and len(text.split()) <= 10)


ANYTHING = _texts("=+-@'\"\\_x004 \n:#&*|>{}[],;!%؟ضأ٣é😀")
FIGURELESS = _texts("=+-@'\"\\_x \n:#&*|>{}[],;!%؟ضأé😀")
"""Excerpts of figures: digits there would contradict the value."""
SENTENCES = _texts("=+-@'\\_x004 \n:#&*|>!ضأ٣é")
WORDS = _texts("=+-@'\\_ \n:#&*|>!ضأé")
DATES = st.sampled_from(["2024-09-30", "2024-09", "2024", "2014-09/2017-03"]).map(When.parse)
IDS = st.sampled_from(["a", "no", "12", "1e5", "on-2", "2024-09"])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def _claims(draw: st.DrawFn, unit: str | None) -> Claim:
    numbers = {
        "person": st.integers(0, 10**18 - 1),
        "percent": st.floats(0.5, 100).map(lambda one: round(one, 6)) | st.just(12.0),
    }
    date, note = draw(maybe(DATES)), draw(maybe(SENTENCES))
    return Claim(
        draw(st.sampled_from(["uk-2017", "page"])),
        draw(st.integers(1, 999)),
        draw(FIGURELESS if unit else ANYTHING),
        value=draw(numbers[unit]) if unit else None,
        object=None if unit else draw(st.sampled_from(["NO", "GB", "USWAS", "sahel-group"])),
        qualifier=draw(st.sampled_from([Qualifier.EXACT, Qualifier.ABOUT, Qualifier.UP_TO])),
        as_of=date,
        inferred=draw(maybe(SENTENCES)) if date else None,
        rank=draw(st.sampled_from(Rank)) if note else Rank.NORMAL,
        scope=draw(maybe(WORDS)),
        wording=draw(maybe(WORDS)),
        note=note,
    )


@st.composite
def _facts(draw: st.DrawFn) -> dict[str, Fact]:
    facts = {}
    for id_ in draw(st.lists(IDS, min_size=1, unique=True)):
        unit = draw(st.sampled_from([None, "person", "percent"]))
        one = st.lists(
            _claims(unit), min_size=1, max_size=3, unique_by=lambda claim: claim.paragraph
        )
        claims = draw(one.filter(lambda made: any(each.rank != Rank.DEPRECATED for each in made)))
        if len(claims) > 1 and draw(st.booleans()):
            claims = [
                replace(claims[0], id="first"),
                replace(claims[1], supersedes="first"),
                *claims[2:],
            ]
        settled = draw(st.booleans())
        facts[id_] = Fact(
            id_,
            draw(st.sampled_from(["NO", "GB", "sahel-group"])),
            draw(IDS),
            draw(WORDS),
            tuple(claims),
            unit=unit,
            notes=tuple(draw(st.lists(SENTENCES, max_size=2))),
            review_by=None if settled else draw(maybe(st.just(When.parse("2027-01-31")))),
            settled=settled,
        )
    return facts


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(facts=_facts())
def test_facts_come_back_as_they_were(kind: str, facts: dict[str, Fact]) -> None:
    with tempfile.TemporaryDirectory() as name:
        full, empty = Path(name) / "full", Path(name) / "empty"
        text = new_text(None, "made.yaml", {}, facts.values())
        there = write(full, {"facts/made.yaml": text})
        here = write(empty, {})
        file = export(there, Path(name) / f"sheet.{kind}")
        made = import_facts(file, here)
        assert [(one.fact, one.file.name, one.is_new) for one in made] == [
            (id_, "made.yaml", True) for id_ in facts
        ]
        assert load_library(here).facts == load_library(there).facts
        assert import_facts(file, there) == ()
        assert (there / "facts/made.yaml").read_bytes() == text


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_facts_keep_every_byte(kind: str, checkout: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(checkout / "data", data)
    assert import_facts(export(data, tmp_path / f"facts.{kind}"), data) == ()
    assert bytes_of(data) == bytes_of(checkout / "data")


@pytest.mark.parametrize("kind", KINDS)
def test_all_shipped_facts_can_be_written_anew(kind: str, checkout: Path, tmp_path: Path) -> None:
    """Into a folder without them: the data are then the same, to the last claim."""
    whole = load_library(checkout / "data")
    data = tmp_path / "data"
    shutil.copytree(checkout / "data", data)
    file = export(data, tmp_path / f"facts.{kind}")
    for path in (data / "facts").iterdir():
        path.unlink()
    shutil.rmtree(data / "topics")
    shutil.rmtree(data / "meetings")
    (data / "topics").mkdir()
    # What is said of people names facts.
    names = {id_: replace(one, posts=(), notes=()) for id_, one in whole.entities.items()}
    (data / "entities.yaml").write_bytes(dump(replace(whole, entities=names))["entities.yaml"])
    # A library has at least one fact, one topic and no source that is not cited.
    (data / "topics/a.yaml").write_bytes(
        SOUND["topics/uk.yaml"].replace("uk-trained-forces", "a").encode()
    )
    claims = "".join(
        f"    - {{source: {one}, paragraph: {at}, excerpt: أ, value: 1}}\n"
        for at, one in enumerate(whole.sources, start=1)
    )
    fact = f"a:\n  subject: GB\n  predicate: x\n  wording: س\n  unit: year\n  claims:\n{claims}"
    (data / "facts/zz.yaml").write_text(fact, "utf-8")
    import_facts(file, data)
    facts = dict(load_library(data).facts)
    del facts["a"]
    assert facts == whole.facts


COMMENTED = """\
# yaml-language-server: $schema=../schema/facts.schema.json

# Trained
uk-trained-forces:
  # whom
  subject: 'GB'
  predicate: trained
  wording: القوات المدرَّبة # as they say
  unit: person
  claims: # two
    # the first
    - {source: uk-2017, paragraph: 3, excerpt: أكثر من بضعة آلاف, value: 35000, qualifier: more-than}
    # the second
    - source: page
      paragraph: 12
      excerpt: 'مئة وعشرون ألفًا'
      value: 120000
      as_of: 2023-06

# Others
uk-others: {subject: GB, predicate: x, wording: س, unit: person, claims: [{source: page, paragraph: 1, excerpt: ص, value: 1}]}
# The end"""  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize(
    ("cell", "value", "lines"),
    [
        pytest.param("N3", 36000, ("value: 35000", "value: 36000"), id="value-in-braces"),
        pytest.param("N4", 1.3e5, ("value: 120000", "value: 130000"), id="value-on-its-line"),
        pytest.param("N4", "130000", ("value: 120000", "value: 130000"), id="number-as-text"),
        pytest.param("Q4", datetime(2023, 7, 1), ("as_of: 2023-06", "as_of: 2023-07-01"), id="day"),  # noqa: DTZ001
        pytest.param("Q4", 2022, ("as_of: 2023-06", "as_of: 2022"), id="year"),
        pytest.param("C3", "NO", ("  subject: 'GB'", '  subject: "NO"'), id="Norway"),
        pytest.param("I3", True, ("  claims:", "  settled: true\n  claims:"), id="new-key"),
        pytest.param(
            "G3", "أولى\nثانية", ("  claims:", '  notes:\n    - "أولى"\n    - "ثانية"\n  claims:'), id="list"
        ),
    ],
)  # fmt: skip
def test_one_cell_changes_its_lines_alone(
    cell: str, value: object, lines: tuple[str, str], ending: str, tmp_path: Path
) -> None:
    before = COMMENTED.replace("\n", ending)
    data = write(tmp_path, {"facts/uk.yaml": before.encode()})
    file = export(data, tmp_path / "facts.xlsx")
    cells: dict[str, object] = {cell: value}
    if cell[0] in "CGI":  # what is said of the fact stands in both of its rows
        cells[f"{cell[0]}4"] = value
    formats = {cell: "yyyy-mm-dd" if isinstance(value, datetime) else "General"}
    (made,) = import_facts(change(file, cells, formats), data)
    assert (made.fact, made.is_new) == ("uk-trained-forces", False)
    after = (data / "facts/uk.yaml").read_bytes().decode()
    old, new = (text.replace("\n", ending) for text in lines)
    expected = before.replace(old, new, 1)
    # A claim that changes is written anew, its texts in quotation marks.
    quoted = {
        "N3": ("excerpt: أكثر من بضعة آلاف", 'excerpt: "أكثر من بضعة آلاف"'),
        "N4": ("excerpt: 'مئة وعشرون ألفًا'", 'excerpt: "مئة وعشرون ألفًا"'),
        "Q4": ("excerpt: 'مئة وعشرون ألفًا'", 'excerpt: "مئة وعشرون ألفًا"'),
    }
    assert after == expected.replace(*quoted.get(cell, ("", "")))


def test_a_claim_goes_and_a_fact_comes(tmp_path: Path) -> None:
    groups = SOUND["facts/groups.yaml"].replace("source: page", "source: uk-2017")
    data = write(tmp_path, {"facts/uk.yaml": COMMENTED, "facts/groups.yaml": groups})
    file = export(data, tmp_path / "facts.csv")
    lines = file.read_text("utf-8-sig").split("\n")
    kept = [line for line in lines if "35000" not in line]
    fresh = next(line for line in lines if "uk-others" in line)
    kept[-1:] = [fresh.replace("uk.yaml,uk-others", name) for name in (",b", "new.yaml,c")]
    file.write_text("\n".join(kept), "utf-8")
    made = [(one.fact, one.file.name, one.is_new) for one in import_facts(file, data)]
    assert made == [
        ("uk-trained-forces", "uk.yaml", False),
        ("b", "imported.yaml", True),
        ("c", "new.yaml", True),
    ]
    first = COMMENTED.index("    # the first")
    second = COMMENTED.index("    # the second")
    wanted = COMMENTED[:first] + COMMENTED[second:]
    assert (data / "facts/uk.yaml").read_text("utf-8") == wanted
    assert (data / "facts/imported.yaml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../schema/facts.schema.json\n\n"
        'b:\n  subject: GB\n  predicate: x\n  wording: "س"\n  unit: person\n  claims:\n'
        '    - {source: page, paragraph: 1, excerpt: "ص", value: 1}\n'
    )


def test_a_sheet_of_the_needed_columns_is_enough_for_new_facts(tmp_path: Path) -> None:
    data = write(tmp_path, {})
    file = tmp_path / "own.csv"
    file.write_text(
        "fact;subject;predicate;wording;unit;source;paragraph;excerpt;value\n"
        "b;GB;x;س;person;page;1;ص;7\n"
        "b;;;;;uk-2017;2;ص;8\n",
        "utf-8",
    )
    import_facts(file, data)
    claims = load_library(data).facts["b"].claims
    assert [(claim.source, claim.value, claim.when.iso) for claim in claims] == [
        ("page", 7, "2023"),
        ("uk-2017", 8, "2017-02"),
    ]


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    facts = SOUND["facts/uk.yaml"].replace("excerpt: أكثر من 35 ألف عنصر", 'excerpt: "=A1+B1"')
    facts = facts.replace("excerpt: مئة وعشرون ألفًا", 'excerpt: "\'@x"')
    data = write(tmp_path, {"facts/uk.yaml": facts})
    assert [row["excerpt"] for row in rows_in(export(data, tmp_path / "a.csv"))][1:] == [
        "'=A1+B1",
        "''@x",
    ]
    book = openpyxl.load_workbook(export(data, tmp_path / "a.xlsx"))
    cell = book["Facts"]["M3"]
    assert (cell.value, cell.data_type) == ("=A1+B1", "s")


def test_a_workbook_reads_from_the_right_under_a_fixed_head(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export(write(tmp_path, {}), tmp_path / "a.xlsx"))
    facts, columns = book.worksheets
    assert (facts.title, columns.title) == ("Facts", "Columns")
    assert facts.sheet_view.rightToLeft
    assert facts.freeze_panes == "A2"
    assert facts["A1"].font.bold
    heads = [cell.value for cell in facts[1]]
    assert [row[0].value for row in columns.iter_rows(min_row=2)] == heads
    assert all(row[1].value for row in columns.iter_rows(min_row=2))


def test_what_looks_like_a_code_of_excel_stays_as_it_is(tmp_path: Path) -> None:
    """Excel reads _x0041_ as A."""
    facts = SOUND["facts/uk.yaml"].replace("excerpt: مئة وعشرون ألفًا", "excerpt: _x0041_")
    data = write(tmp_path, {"facts/uk.yaml": facts})
    file = export(data, tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(file)["Facts"]["M4"].value == "_x005F_x0041_"
    assert import_facts(file, data) == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{b: {subject: GB, predicate: x, wording: س, unit: person, claims: [{source: page, paragraph: 1, excerpt: ص, value: 1}]}}\n", id="file-in-braces"),
        pytest.param("---\nb: {subject: GB, predicate: x, wording: س, unit: person, claims: [{source: page, paragraph: 1, excerpt: ص, value: 1}]}\n...\n", id="end-of-document"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_take_facts_stays_as_it_is(text: str, tmp_path: Path) -> None:
    data = write(tmp_path, {"facts/b.yaml": text})
    file = export(data, tmp_path / "a.csv")
    lines = file.read_text("utf-8-sig").splitlines()
    lines.append(next(line for line in lines if "b.yaml,b" in line).replace("b.yaml,b", "b.yaml,c"))
    file.write_text("\n".join(lines), "utf-8")
    before = bytes_of(data)
    with pytest.raises(BriefingError, match=r"below each other"):
        import_facts(file, data)
    assert bytes_of(data) == before
