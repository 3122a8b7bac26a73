"""Makes PDF of HTML with WeasyPrint, which no other package imports."""

from .attachments import Attachment
from .engine import Layout, make_pdf
from .fragment import paint_feet, paint_part
from .merge import Binding, first_pages
from .readback import Drawn, check_pages, load_reader
from .render_session import Kit
from .rendered_fragment import Painted, Part
from .trace import Passage, Trace

__all__ = [
    "Attachment",
    "Binding",
    "Drawn",
    "Kit",
    "Layout",
    "Painted",
    "Part",
    "Passage",
    "Trace",
    "check_pages",
    "first_pages",
    "load_reader",
    "make_pdf",
    "paint_feet",
    "paint_part",
]
