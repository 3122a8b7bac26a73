"""What documents that are made one after the other have in common, and need not find out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .faces import Outlines
from .lines import Broken
from .rules import Sheets


@dataclass(slots=True)
class Kit:
    """Kept from one document to the next: style sheets, lines of text, fonts and their outlines.

    All have the same folder of fonts. The bytes of each are those that it has by itself. After a
    document that failed begin with another one: what WeasyPrint complains of, it may say but once.
    """

    sheets: Sheets = field(default_factory=dict)
    broken: Broken = field(default_factory=Broken)
    outlines: dict[Any, Outlines] = field(default_factory=dict)
    configuration: Any = None
