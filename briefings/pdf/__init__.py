"""HTML becomes PDF: the only package that knows WeasyPrint."""

from .attachments import Attachment
from .engine import LONELY, SCHEME, Layout, make_pdf

__all__ = ["LONELY", "SCHEME", "Attachment", "Layout", "make_pdf"]
