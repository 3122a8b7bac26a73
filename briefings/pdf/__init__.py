"""HTML becomes PDF: the only package that knows WeasyPrint."""

from .anew import set_anew
from .attachments import Attachment
from .binding import Binding, first_pages
from .engine import SCHEME, Layout, make_pdf
from .kit import Kit
from .measures import Adjustment
from .painted import Painted, Part
from .parts import paint_feet, paint_part
from .readback import Drawn, check_pages, load_reader
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
    "set_anew",
]
