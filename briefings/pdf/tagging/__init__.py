"""The structure that screen readers follow: which element each painted piece belongs to."""
