"""What takes long to import: imported once, in the process that all workers are forked from.

Nothing else imports this module. What cannot be imported is told where it is needed, by a worker
that can say so; an error here would end the process for all of them without a word.
"""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

_MODULES = (
    "briefings.cli.workers",
    "briefings.build.pipeline",
    "briefings.html.templates",
    "briefings.pdf",
    "briefings.charts.engine",
    "babel.dates",
    "babel.numbers",
    "matplotlib.textpath",
    "pypdfium2",
    "uharfbuzz",
)

for _name in _MODULES:
    with suppress(Exception):
        import_module(_name)
with suppress(Exception):
    import_module("briefings.pdf.loading").load_weasyprint()
