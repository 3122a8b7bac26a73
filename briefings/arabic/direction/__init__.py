"""Which parts of an Arabic text run from left to right, and where they begin and end."""
