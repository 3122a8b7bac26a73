"""Hints on what a brief says twice: a sentence, a tile, a chart, or one figure again and again.

They are notes of ``check``, and refuse nothing.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ..errors import Problem
from ..facts.references import Reference, fact_references, facts_named, is_alternative, place_in
from ..facts.selection import Selection
from ..model import Block, Claim, Place, Topic, When, place_of
from ..model.leaves import FACT_KEYS, leaves
from .blocks import Composer
from .blocks.amounts import Amounts
from .blocks.chart import Charts
from .blocks.chart_spec import SHAPES
from .blocks.closing import Caveats
from .blocks.figures import KeyFigures

MOST_TIMES = 2
"""How often a brief may print one figure."""
_ALIKE, _FEWEST_WORDS = 0.8, 6
"""Sentences of so many words that share so much of them say the same."""
_TOKEN = re.compile(r"\{[^{}]*\}|\w+")
_VALUES = ("", "of", "number")
"""The forms of a reference that print the figure."""


class _Occurrence(NamedTuple):
    """Something that a brief shows, by what makes it the same as another."""

    what: Hashable
    place: Place


def repetition_hints(topic: Topic, composer: Composer) -> Iterator[Problem]:
    """The hints on a topic, as printed on the composer's day."""
    figures = [
        shown for run in _runs(topic) for shown in _figures_in(run, composer.selection, topic.place)
    ]
    tiles: list[_Occurrence] = []
    charts: list[_Occurrence] = []
    for block in topic.blocks:
        if isinstance(block, KeyFigures):
            tiles += _tiles(block)
        elif isinstance(block, Charts):
            charts += _charts(block, composer)
        figures += _shown_figures(block, composer)
    yield from _printed_thrice(figures)
    yield from _twice(tiles, "tile", "Leave one of the two out.")
    yield from _twice(charts, "chart", "Leave one out, or show something else in it.")
    yield from _alike_sentences(topic)


def _tiles(block: KeyFigures) -> Iterator[_Occurrence]:
    for item in block.figures:
        yield _Occurrence((item.fact, item.count), place_of(item.fact, block.place))


def _charts(block: Charts, composer: Composer) -> Iterator[_Occurrence]:
    for panel in block.panels:
        if data := SHAPES[panel.chart].plan(panel, composer):
            yield _Occurrence((panel.chart, frozenset(data.claims)), panel.place)


def _shown_figures(block: Block, composer: Composer) -> Iterator[_Occurrence]:
    """The figures that a block prints outside of its texts."""
    found: list[tuple[str, Claim | None, Place]] = []
    selection = composer.selection
    if isinstance(block, KeyFigures):
        found = [
            (one.fact, selection.current(one.fact), place_of(one.fact, block.place))
            for one in block.figures
        ]
    elif isinstance(block, Amounts):
        found = [
            (one.fact, _claim(selection, one.fact, one.at), place_of(one.fact, block.place))
            for one in block.items
        ]
    elif isinstance(block, Charts):
        for panel in block.panels:
            data = SHAPES[panel.chart].plan(panel, composer)
            drawn = dict.fromkeys(data.claims if data else ())
            found += [(fact, claim, panel.place) for fact, claim in drawn]
    for fact, claim, place in found:
        if claim is not None and claim.value is not None:
            yield _Occurrence((fact, claim), place)


def _printed_thrice(figures: Sequence[_Occurrence]) -> Iterator[Problem]:
    for (fact, claim), shown in _grouped(figures):
        if len(shown) > MOST_TIMES:
            lines = ", ".join(str(one.place.line) for one in shown)
            message = (
                f"the figure of “{fact}” for {claim.when.iso} is printed {len(shown)} times "
                f"(lines {lines})"
            )
            remedy = f"Print it {MOST_TIMES} times at most; elsewhere say it without the figure."
            yield shown[MOST_TIMES].place.hint("printed-thrice", message, remedy)


def _twice(shown: Sequence[_Occurrence], what: str, remedy: str) -> Iterator[Problem]:
    for _, same in _grouped(shown):
        for one in same[1:]:
            message = f"the {what} says the same as that of line {same[0].place.line}"
            yield one.place.hint("repeat", message, remedy)


def _alike_sentences(topic: Topic) -> Iterator[Problem]:
    """The sentences most of whose words stand in an earlier one."""
    known: list[tuple[frozenset[str], Place]] = []
    for text in (text for run in _runs(topic) for text in run if not is_alternative(text)):
        words = frozenset(_TOKEN.findall(text))
        place = place_of(text, topic.place)
        if len(words) < _FEWEST_WORDS:
            continue
        same = (at for other, at in known if len(words & other) >= _ALIKE * len(words | other))
        if (at := next(same, None)) is not None:
            message = f"the sentence says the same as that of line {at.line}"
            yield place.hint("repeat", message, "Say it once, where it is looked for.")
        known.append((words, place))


def _runs(topic: Topic) -> Iterator[list[str]]:
    """The texts of a brief that may hold figures, each with those that are its alternatives."""
    yield list(topic.bottom_line)
    if topic.wanted:
        yield list(topic.wanted.text)
    for block in topic.blocks:
        if isinstance(block, Caveats):  # they repeat what they are about
            continue
        texts = ((name, text) for name, text in leaves(block) if name not in FACT_KEYS)
        for _, run in groupby(texts, key=lambda one: one[0]):
            yield [text for _, text in run]


def _figures_in(
    texts: Sequence[str], selection: Selection, fallback: Place
) -> Iterator[_Occurrence]:
    known = False
    for text in texts:
        if is_alternative(text) and known:
            continue
        known = all(selection.claims(fact) for fact in facts_named(text))
        for offset, ref in fact_references(text) if known else ():
            claim = _printed(selection, ref)
            if claim is not None and claim.value is not None:
                yield _Occurrence((ref.name, claim), place_in(text, offset, fallback))


def _printed(selection: Selection, ref: Reference) -> Claim | None:
    """The claim whose value a reference prints, if it prints one."""
    if ref.form not in _VALUES:
        return None
    if ref.at == "first":
        return next(iter(selection.series(ref.name)), None)
    return _claim(selection, ref.name, When.parse(ref.at) if ref.at else None)


def _claim(selection: Selection, fact: str, at: When | None) -> Claim | None:
    return selection.at(fact, at) if at else selection.current(fact)


def _grouped(shown: Sequence[_Occurrence]) -> Iterator[tuple[Any, list[_Occurrence]]]:
    """What is the same, with all of its places in order."""
    groups: dict[Hashable, list[_Occurrence]] = {}
    for one in shown:
        groups.setdefault(one.what, []).append(one)
    for what, same in groups.items():
        yield what, sorted(same, key=lambda one: one.place)
