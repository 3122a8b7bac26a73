"""The other process's side of typesetting: a document is made there in two calls.

Between them the files are made that are to lie inside. See :mod:`briefings.build.typesetting`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from .attachments import Attachment
from .engine import Making, finished, make_in_steps, open_fonts
from .layout_fit import set_anew
from .readback import Drawn
from .render_session import own_kit
from .trace import Trace

_making: list[Making] = []
"""The document that is laid out and not painted yet."""


def get_ready(fonts: Path) -> None:
    """Import what a layout takes and open the fonts, ahead of the first document."""
    with own_kit(fonts) as kit:
        open_fonts(fonts, kit)


def lay_out(html: str, pictures: Mapping[str, bytes], fonts: Path, *, one_page: bool) -> Trace:
    """Lay out a document, and say what stands where; raises RenderError."""
    while _making:  # nobody made files for it
        _making.pop().close()
    with own_kit(fonts) as kit:
        adjusted = partial(set_anew, html)
        making = make_in_steps(html, pictures, fonts, adjusted, one_page=one_page, kit=kit)
        found = next(making)()
    _making.append(making)
    return found


def paint(fonts: Path, files: Sequence[Attachment]) -> tuple[bytes, Drawn]:
    """Paint the document that was laid out last; raises RenderError."""
    with own_kit(fonts):
        return finished(_making.pop(), files)
