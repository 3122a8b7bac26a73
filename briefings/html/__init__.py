"""Content becomes HTML: page templates, themes and files that stand alone."""
