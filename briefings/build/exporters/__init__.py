"""Output formats: each is the exporter of its name, and nobody else knows formats.

The PDF is always made; others stand beside it where they are asked for. To add a format, write the
exporter's class in a module of this package, where :data:`EXPORTERS` finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from .standard import Exporter, Laid, PdfExporter

__all__ = ["EXPORTERS", "PDF", "Exporter", "Laid", "files_beside", "formats_beside", "shown"]


def _exporters() -> dict[str, Exporter]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    classes = {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Exporter) and one is not Exporter
    }
    return {one.name: one() for one in sorted(classes, key=lambda one: one.name)}


EXPORTERS = _exporters()
PDF = PdfExporter.name


def formats_beside() -> list[str]:
    """The names of the formats that can be asked for beside the PDF."""
    return [name for name in EXPORTERS if name != PDF]


def files_beside(path: Path, exports: Iterable[str]) -> dict[str, Path]:
    """Where files of these formats go, by format, beside the PDF at ``path``."""
    return {name: path.with_suffix(EXPORTERS[name].suffix) for name in sorted(exports)}


def shown(files: Mapping[str, Path]) -> dict[str, str | None]:
    """The files beside a PDF as rows of JSON have them: None for a format not asked for."""
    return {name: str(files[name]) if name in files else None for name in formats_beside()}
