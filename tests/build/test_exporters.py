"""An output format is one exporter: what is asked for by its name stands beside the PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from briefings.build import exporters, pipeline
from briefings.build.cache import Cache
from briefings.build.executors import Helpers
from briefings.build.exporters import EXPORTERS, check_exporters, files_beside, shown
from briefings.build.exporters.standard import Exporter, Laid
from briefings.build.pipeline import ExecutionContext, build
from briefings.build.request import Order
from briefings.content.blocks.closing import Sources
from briefings.content.blocks.prose import Prose
from briefings.model import Style, Topic
from briefings.resources import templates_folder
from tests.conftest import Program
from tests.tiny import LATE, library_with

TOPIC = Topic("short", "موجز", "ملخص", ("درّبت {trained}.",), (Prose(("نص.",)), Sources()))


class LengthExporter(Exporter):
    """How long the page for the screen is, which needs no fonts."""

    name: ClassVar[str] = "length"
    suffix: ClassVar[str] = ".len"

    def export(self, laid: Laid) -> bytes:
        return f"{len(laid.screen()) > 1000} {laid.pdf[:5].decode()}".encode()


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Order:
    monkeypatch.setitem(EXPORTERS, "length", LengthExporter())
    style = Style(templates_folder())
    return Order(LATE, LATE, tmp_path / "out", style, exports=frozenset({"html", "length"}))


def test_a_new_format_is_made_beside_the_pdf_and_kept(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, cache = library_with(topics=(TOPIC,)), Cache(tmp_path / "cache")
    made = build(library, ["short"], order, context=ExecutionContext(Helpers(cache)))
    assert [path.suffix for path in (made.path, *made.beside.values())] == [".pdf", ".html", ".len"]
    assert made.beside["length"].read_text() == "True %PDF-"
    monkeypatch.setattr(pipeline, "print_document", lambda *_, **__: pytest.fail("made again"))
    again = build(
        library,
        ["short"],
        replace(order, output=tmp_path / "again"),
        context=ExecutionContext(Helpers(cache)),
    )
    assert again.beside["length"].read_text() == "True %PDF-"
    assert shown(again.beside) == {
        "html": str(again.path.with_suffix(".html")),
        "length": str(again.path.with_suffix(".len")),
    }


@pytest.mark.parametrize(
    ("exports", "expected"),
    [
        pytest.param((), {"html": None}, id="the-pdf-alone"),
        pytest.param(("html",), {"html": "a.html"}, id="html"),
    ],
)
def test_rows_name_every_format(exports: tuple[str, ...], expected: Mapping[str, Any]) -> None:
    assert shown(files_beside(Path("a.pdf"), exports)) == expected


MODULE = """
    from briefings.build.exporters.standard import Exporter

    class OddExporter(Exporter):
        name, suffix = "odd", ".odd"
"""


def test_an_exporter_is_found_in_a_module_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd_exporter_of_a_test.py").write_text(dedent(MODULE), "utf-8")
    monkeypatch.setattr(exporters, "__path__", [*exporters.__path__, str(tmp_path)])
    assert list(exporters._exporters()) == ["html", "odd", "pdf"]


PLAIN = """
    from briefings.build.exporters.standard import Exporter

    class PlainExporter(Exporter):
        name, suffix = "plain", ".txt"
        doc = "Also the page for the screen."
        marks = (b"made by briefings", rb"xmp\\.did:([0-9a-f]{32})")

        def export(self, laid):
            return laid.screen().encode()

        def identified(self, data, identity):
            return data + f"made by briefings, xmp.did:{identity}".encode()
"""
ONE_FORMAT_MORE = """
    import sys
    from importlib.util import find_spec, module_from_spec

    spec = find_spec("briefings.build.exporters")
    spec.submodule_search_locations.append({folder!r})
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    from briefings.cli import main

    main()
"""


def test_a_new_exporter_is_a_flag_and_a_column_and_known_again(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "plain_text.py").write_text(dedent(PLAIN), "utf-8")
    code = dedent(ONE_FORMAT_MORE).format(folder=str(tmp_path / "formats"))
    assert "Also the page for the screen." in program("--help", code=code).stdout
    asked = ("--topic", "operations-2024", "--date", "2026-11-21", "--plain", "--json")
    for _ in range(2):
        made = program(*asked, "--no-cache", code=code)
        assert made.returncode == 0, made.stderr
    assert Path(json.loads(made.stdout)[0]["plain"]).read_text("utf-8").startswith("<!DOCTYPE")
    batch = tmp_path / "batch.csv"
    batch.write_text("topics,plain\noperations-2024,true\n", "utf-8")
    listed = program("batch", str(batch), "--dry-run", "--json", code=code)
    assert json.loads(listed.stdout)[0]["plain"].endswith(".txt")


@pytest.mark.parametrize(
    ("name", "suffix", "told"),
    [("a-b", ".x", "identifier"), ("web", ".html", "overwrite another format: both write .html")],
)
def test_formats_that_would_clash_are_told_to_who_adds_them(
    name: str, suffix: str, told: str
) -> None:
    added = SimpleNamespace(suffix=suffix)
    with pytest.raises(ValueError, match=told):
        check_exporters({**EXPORTERS, name: added}, len(EXPORTERS) + 1)  # type: ignore[dict-item]
    with pytest.raises(ValueError, match="one name"):
        check_exporters(EXPORTERS, len(EXPORTERS) + 1)
