"""HTML becomes PDF: the only package that knows WeasyPrint."""

from .attachments import Attachment
from .engine import CLOSING, SCHEME, Layout, Uses, make_pdf
from .measures import Adjustment
from .trace import Passage, Trace

__all__ = [
    "CLOSING",
    "SCHEME",
    "Adjustment",
    "Attachment",
    "Layout",
    "Passage",
    "Trace",
    "Uses",
    "make_pdf",
]
