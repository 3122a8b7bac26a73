"""What the program takes, measured; not part of what is installed."""
