"""Lays out and paints a page, in this process or in one that was prepared for it.

Importing WeasyPrint and opening the fonts take as long as reading the facts and composing. With a
second core both are done at once; the bytes are the same. The other process makes a document in two
calls; between them this process makes the attachments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import BriefingError

if TYPE_CHECKING:
    from ..html.theme import Theme
    from ..pdf import Attachment, Drawn, Layout, Trace
    from ..pdf.engine import LaidOut

    Enclosed = Callable[[Trace], Sequence[Attachment]]


def typeset(
    html: str,
    pictures: Mapping[str, bytes],
    theme: Theme,
    enclosed: Enclosed,
    *,
    one_page: bool,
    executor: Executor | None = None,
) -> Layout:
    """Lay out and paint a document, as :func:`briefings.pdf.make_pdf`.

    An ``executor``, which must have exactly one process, does it; if it breaks, this process does.
    ``enclosed`` is called here. The fonts of the theme need not have been checked before.
    Raises ThemeError or RenderError.
    """
    from ..html.theme import load_theme
    from ..pdf import Layout, check_pages, load_reader, make_pdf

    if executor is None:
        return make_pdf(html, pictures, theme.fonts, enclosed, one_page=one_page)
    try:
        laid_out = executor.submit(lay_out, html, pictures, theme.fonts, one_page=one_page)
        # This process does what does not depend on the layout meanwhile.
        load_theme(theme.folder)
        load_reader()
        painted = executor.submit(paint, theme.fonts, enclosed(laid_out.result()))
        data, drawn = painted.result()
    except BriefingError:
        raise
    except Exception:  # noqa: BLE001  # whatever happened to the other process
        load_theme(theme.folder)
        return typeset(html, pictures, theme, enclosed, one_page=one_page)
    check_pages(data, drawn)
    return Layout(data, len(drawn.digits))


_laid_out: LaidOut | None = None
"""The document that was laid out last in this process."""


def lay_out(html: str, pictures: Mapping[str, bytes], fonts: Path, *, one_page: bool) -> Trace:
    """Lay out a document, and say what stands where; raises RenderError."""
    from ..pdf import engine
    from ..pdf.render_session import own_kit

    global _laid_out  # noqa: PLW0603  # a document cannot be sent to another process
    with own_kit(fonts) as kit:
        _laid_out = engine.lay_out(html, pictures, fonts, kit, one_page=one_page)
        return _laid_out.trace()


def paint(fonts: Path, files: Sequence[Attachment]) -> tuple[bytes, Drawn]:
    """Paint the document that was laid out last; raises RenderError."""
    from ..pdf.render_session import own_kit

    global _laid_out
    assert _laid_out is not None
    laid_out, _laid_out = _laid_out, None
    with own_kit(fonts):
        return laid_out.paint(files)
