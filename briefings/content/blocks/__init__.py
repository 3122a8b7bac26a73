"""The kinds of block a brief can have, each a dataclass with a view and a partial of its name.

:data:`KINDS` finds them in the modules of this package. To add one, write its class in one of them
or in a new one (fields are the YAML keys, ``view`` resolves them), and
``templates/blocks/<kind>.html``.
"""

from importlib import import_module
from pkgutil import iter_modules

from .base import OnSheets, PlannedBlock, Remnant, View
from .chart import Picture, pictures_in
from .chart_data import chart_csv
from .chart_space import A4_ROOM, ChartRoom
from .closing import SourceEntry, Sources, SourcesView, source_entries
from .composer import Composer


def _kinds() -> dict[str, type[PlannedBlock]]:
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    kinds = {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, PlannedBlock) and one.kind
    }
    return {one.kind: one for one in sorted(kinds, key=lambda one: (one.order, one.kind))}


KINDS = _kinds()
"""The kinds by name, in the order in which they are offered."""

__all__ = [
    "A4_ROOM",
    "KINDS",
    "ChartRoom",
    "Composer",
    "OnSheets",
    "Picture",
    "PlannedBlock",
    "Remnant",
    "SourceEntry",
    "Sources",
    "SourcesView",
    "View",
    "chart_csv",
    "pictures_in",
    "source_entries",
]
