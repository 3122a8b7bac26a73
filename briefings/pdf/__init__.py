"""HTML becomes PDF: the only package that knows WeasyPrint."""

from .attachments import Attachment
from .engine import SCHEME, Layout, make_pdf
from .fragment import paint_feet, paint_part
from .measures import Adjustment
from .merge import Binding, first_pages
from .readback import Drawn, check_pages, load_reader
from .render_session import Kit
from .rendered_fragment import Painted, Part
from .trace import Passage, Trace

__all__ = [
    "SCHEME",
    "Adjustment",
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
