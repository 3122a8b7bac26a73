"""A page is laid out and painted: in this process, or in one that got ready for it meanwhile.

The import of WeasyPrint and the first look at the fonts take as long as reading the facts and
composing. Where there is a second core, both are done at once; the bytes are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor
from functools import partial
from typing import TYPE_CHECKING

from ..html.theme import load_theme
from .beside import call

if TYPE_CHECKING:
    from ..html.theme import Theme
    from ..pdf import Attachment, Layout, Trace

    Enclosed = Callable[[Trace], Sequence[Attachment]]

_THERE = "briefings.pdf.apart"


def typeset(
    html: str,
    pictures: Mapping[str, bytes],
    theme: Theme,
    enclosed: Enclosed,
    *,
    one_page: bool,
    executor: Executor | None = None,
) -> Layout:
    """Lay out and paint a document that may be set closer, as :func:`briefings.pdf.make_pdf`.

    With an ``executor``, which must run all it is given in one other process, it is made there, or
    here if that fails; ``enclosed`` is called here. The fonts of the theme need not have been
    looked at before.
    Raises ThemeError or RenderError.
    """
    if executor is not None:
        try:
            return _made_there(executor, html, pictures, theme, enclosed, one_page=one_page)
        except BrokenExecutor:
            load_theme(theme.folder)
    from ..pdf import make_pdf, set_anew

    adjusted = partial(set_anew, html)
    return make_pdf(html, pictures, theme.fonts, adjusted, enclosed, one_page=one_page)


def _made_there(
    executor: Executor,
    html: str,
    pictures: Mapping[str, bytes],
    theme: Theme,
    enclosed: Enclosed,
    *,
    one_page: bool,
) -> Layout:
    laid_out = executor.submit(
        call, _THERE, "lay_out", html, pictures, theme.fonts, one_page=one_page
    )
    # What does not depend on the layout is done while the other process is busy.
    load_theme(theme.folder)
    from ..pdf import Layout, check_pages, load_reader

    load_reader()
    painted = executor.submit(call, _THERE, "paint", theme.fonts, enclosed(laid_out.result()))
    data, drawn = painted.result()
    check_pages(data, drawn)
    return Layout(data, len(drawn.digits))
