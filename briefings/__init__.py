"""Printable briefing packs in Arabic, every figure sourced and dated."""

__version__ = "0.1.0"
