"""HTML becomes PDF: the only package that knows WeasyPrint."""

from .engine import CLOSING, SCHEME, Layout, Uses, make_pdf
from .measures import LONELY

__all__ = ["CLOSING", "LONELY", "SCHEME", "Layout", "Uses", "make_pdf"]
