"""How this program was started, so that its messages name commands that can be typed here."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

SCRIPT = "make_brief.py"


def program() -> str:
    """What to type to start this program: as it was started, or ``briefings`` where nobody knows.

    ``python3 make_brief.py`` for the script of a checkout, with the folder that was typed, and
    ``python3 -m briefings`` for the module.
    """
    typed = Path(sys.argv[0] if sys.argv else "")
    if typed.name == SCRIPT:
        return f"python3 {shlex.quote(str(typed))}"
    # Python itself puts the full path of the module's file there.
    if typed.name == "__main__.py":
        return "python3 -m briefings"
    return "briefings"
