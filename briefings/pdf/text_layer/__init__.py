"""The text that search, copy and screen readers find: which letters each glyph stands for."""
