"""The kinds of block a brief can have, each a dataclass with a view and a partial of its name.

To add one: write its class (fields are the YAML keys, ``view`` resolves them), name it in
:data:`KINDS`, and write ``templates/blocks/<kind>.html``.
"""

from ..composer import Composer
from .base import FACT_KEYS, PlannedBlock, Remnant, View, facts_of, owners_of, texts_of, units_of
from .chart import Charts, ChartsView, Picture
from .chart_data import chart_csv
from .chart_space import A4_ROOM, ChartRoom
from .closing import Caveats, SourceEntry, Sources, SourcesView, source_entries
from .figures import KeyFigures
from .prose import Lines, Questions, Text
from .tables import Leadership, LeadershipView, Table
from .timeline import Timeline, TimelineView, merged

KINDS: dict[str, type[PlannedBlock]] = {
    block.kind: block
    for block in (
        Text,
        KeyFigures,
        Charts,
        Table,
        Leadership,
        Timeline,
        Lines,
        Questions,
        Caveats,
        Sources,
    )
}

__all__ = [
    "A4_ROOM",
    "FACT_KEYS",
    "KINDS",
    "ChartRoom",
    "ChartsView",
    "Composer",
    "LeadershipView",
    "Picture",
    "PlannedBlock",
    "Remnant",
    "SourceEntry",
    "Sources",
    "SourcesView",
    "TimelineView",
    "View",
    "chart_csv",
    "facts_of",
    "merged",
    "owners_of",
    "source_entries",
    "texts_of",
    "units_of",
]
