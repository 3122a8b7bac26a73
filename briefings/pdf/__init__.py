"""HTML becomes PDF: the only package that knows WeasyPrint."""

from .engine import LONELY, SCHEME, Layout, make_pdf

__all__ = ["LONELY", "SCHEME", "Layout", "make_pdf"]
