"""Style sheets that are read once for several documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .patches import known

Sheets = dict[tuple[str, str], tuple[Any, tuple[Any, ...]]]
"""By the text and the medium of a sheet its rules for elements, and those for pages."""

_AT = re.compile(r"@(?!(?:page|media)\b|(?:top|right|bottom|left)-)")
"""Other rules, such as those of fonts or counters, are put down outside of the sheet."""
_FIND = (
    "wrapper_element device_media_type url_fetcher base_url font_config counter_style"
    " color_profiles page_rules layers"
)


@contextmanager
def kept_sheets(sheets: Sheets) -> Iterator[None]:
    """Within, WeasyPrint reads a sheet in a page once; what it reads goes to ``sheets``.

    Raises RenderError if the version installed does not work as is known here.
    """
    from weasyprint import css

    known(css, "find_stylesheets", _FIND)
    theirs = css.CSS

    def read(*arguments: Any, **named: Any) -> Any:
        text, rules = named.get("string"), named.get("page_rules")
        if arguments or text is None or rules is None or _AT.search(text):
            return theirs(*arguments, **named)
        key = (text, named["media_type"])
        if key not in sheets:
            start = len(rules)
            sheet = theirs(**named)
            sheets[key] = sheet.matcher, tuple(rules[start:])
            return sheet
        sheet = object.__new__(theirs)
        sheet.base_url, sheet.layers, sheet.page_rules = named["base_url"], named["layers"], rules
        sheet.matcher, added = sheets[key]
        rules.extend(added)
        return sheet

    css.CSS = read
    try:
        yield
    finally:
        css.CSS = theirs
