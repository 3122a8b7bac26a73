"""The comparison page: the changes of a topic's facts and wording between two editions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from ...arabic import Arabic
from ...arabic.phrases import briefs
from ...arabic.phrases import editions as phrases
from ...build.render import Printed, print_document
from ...content.age import age_of
from ...content.blocks import Composer, Sources, View
from ...content.blocks.changes import ChangesView, changes_view
from ...content.blocks.rewordings import RewordingsView, rewordings_view
from ...content.brief import Brief
from ...content.diff import State, changes, is_new_state, text_changes
from ...errors import RenderError
from ...facts.selection import Selection
from ...model import Format, Imprint, Origin, Paper, Style, Words, marked, marked_text

MOST = 40
"""Most rows for changes of facts, and for changes of texts, if they fit on the page."""


@dataclass(frozen=True, slots=True)
class ComparisonPage(Brief):
    """A comparison page; its date, day of facts and number are those of the later edition.

    ``editions`` names both editions, with the day of their facts.
    """

    template: ClassVar[str] = "comparison.html"
    kicker: ClassVar[str] = phrases.COMPARISON

    editions: tuple[str, ...] = ()


def compose_comparison(
    before: State, after: State, arabic: Arabic, *, facts: int = MOST, texts: int = MOST
) -> ComparisonPage:
    """Compose the changes of a topic, in at most ``facts`` and ``texts`` rows.

    References to the figures of ``before`` name the edition, so that its state needs an id; the
    figures of ``after`` and the sources refer to the library of ``after``.
    """
    composer = Composer(Selection(after.library, after.as_of), arabic, after.named[0])
    then = Composer(
        Selection(before.library, before.as_of), arabic, before.named[0], earlier=before.id
    )
    found = changes(before, after)
    names = briefs.edition(arabic, before.named), briefs.edition(arabic, after.named)
    facts_view = changes_view(found, composer, before, after, most=facts)
    texts_view = rewordings_view(text_changes(before, after), composer, then, most=texts)
    views: list[View | None] = [
        facts_view._replace(
            title=(Words(phrases.CHANGED_FACTS),),
            heads=names,
            sentence=(Words(phrases.NO_FACT_CHANGED if found else phrases.NOTHING_CHANGED),),
        ),
        texts_view,
        Sources().view(composer),
    ]
    title = marked_text(composer.label(after.topic.title) or ())
    day, number = after.named
    return ComparisonPage(
        topic=after.topic.id,
        title=phrases.comparison_title(title),
        subtitle="",
        keywords=after.topic.keywords,
        summary=phrases.comparison_summary(*map(marked_text, names)),
        edition=day,
        as_of=after.as_of,
        bottom_line=(),
        views=tuple(view for view in views if view is not None),
        sources=composer.sources,
        claims=composer.used,
        age=age_of(composer, composer.used, composer.counted),
        arabic=arabic,
        imprint=Imprint(number),
        changes=found,
        facts_since=None if is_new_state(found) else before.since,
        earlier={before.id: before.library},
        editions=(_dated(before, arabic), _dated(after, arabic)),
    )


def print_comparison(before: State, after: State, style: Style, arabic: Arabic) -> Printed:
    """The comparison on one page of A4 or Letter, with as many changes as that holds.

    Raises ThemeError, ChartError or RenderError.
    """
    paper = style.setting.paper if style.setting.paper is not Paper.A5 else Paper.A4
    setting = replace(style.setting, format=Format.SHEET, paper=paper)
    style = replace(style, setting=setting)

    def printed(count: int) -> Printed:
        facts = min(most_facts, count - min(most_texts, count // 4))
        document = compose_comparison(before, after, arabic, facts=facts, texts=count - facts)
        return print_document(after.library, document, style)

    whole = compose_comparison(before, after, arabic).views
    most_facts = sum(len(one.rows) for one in whole if isinstance(one, ChangesView))
    most_texts = sum(len(one.rows) for one in whole if isinstance(one, RewordingsView))
    fitting, fails = None, most_facts + most_texts + 1
    least, count = 0, fails - 1
    # Only the layout shows how high rows are: a binary search finds the largest number that fits.
    while least < count:
        try:
            fitting = printed(count)
            least = count
        except RenderError:
            fails = count
            if count == 1:
                raise
        count = (least + fails) // 2
    return fitting or printed(0)


def _dated(state: State, arabic: Arabic) -> str:
    day = marked(arabic.day(state.as_of, short=True), Origin.DATE)
    return phrases.with_day_of_facts(marked_text(briefs.edition(arabic, state.named)), day)
