"""``python3 -m briefings``: the same program as the console script."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    main()
