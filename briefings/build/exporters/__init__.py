"""Output formats, each an exporter of its name.

The PDF is always made, and others on request. To add a format, write the class of its exporter in a
module of this package, where :data:`EXPORTERS` finds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from ...model.identity import UNKNOWN, Identity
from .standard import Exporter, PdfExporter


def _exporters() -> dict[str, Exporter]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    classes = {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Exporter) and one is not Exporter
    }
    exporters = {one.name: one() for one in sorted(classes, key=lambda one: one.name)}
    check_exporters(exporters, len(classes))
    return exporters


def check_exporters(exporters: Mapping[str, Exporter], count: int) -> None:
    """Raise ValueError if exporters share a name or a file, or a name cannot be a field's."""
    if len(exporters) < count:
        raise ValueError("two exporters have one name")
    suffixes = Counter(one.suffix for one in exporters.values())
    for name, one in exporters.items():
        if not name.isidentifier():
            raise ValueError(
                f"the name of an exporter is a Python identifier, which {name!r} is not"
            )
        if suffixes[one.suffix] > 1:
            raise ValueError(f"{name} would overwrite another format: both write {one.suffix}")


EXPORTERS = _exporters()
PDF = PdfExporter.name


def formats_beside() -> list[str]:
    """The names of the formats that can be asked for beside the PDF."""
    return [name for name in EXPORTERS if name != PDF]


def marks_in(data: bytes) -> Iterator[bytes | None]:
    """The marks of this program in a part of a file: identities, and None for its name."""
    pattern = b"|".join(mark for one in EXPORTERS.values() for mark in one.marks)
    for found in re.finditer(pattern, data):
        yield found[found.lastindex] if found.lastindex else None


def identity_in(data: bytes) -> Identity:
    """The identity that an exporter wrote into a document; ``NO_IDENTITY`` if it has none."""
    return Identity.read(next(filter(None, marks_in(data)), UNKNOWN.encode()).decode())


def files_beside(path: Path, exports: Iterable[str]) -> dict[str, Path]:
    """The paths of files in these formats beside the PDF at ``path``, by format."""
    return {name: path.with_suffix(EXPORTERS[name].suffix) for name in sorted(exports)}


def shown(files: Mapping[str, Path]) -> dict[str, str | None]:
    """The files beside a PDF for a row of JSON; None for formats that were not asked for."""
    return {name: str(files[name]) if name in files else None for name in formats_beside()}
