"""The differences of two editions in facts, wording, options and program versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...content.diff import FactChange, State, TextChange, changes, text_changes
from ...content.provenance import claim_row
from ...errors import ArchiveError
from .. import Edition
from .contents import recipe_in
from .states import check_sound, states_of


@dataclass(frozen=True, slots=True)
class TopicChanges:
    """The changes of one topic that two editions share."""

    topic: str
    before: State
    after: State
    facts: tuple[FactChange, ...]
    texts: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of two editions.

    ``gone`` and ``new`` are topics that only the earlier or the later one has. ``options`` and
    ``recipe`` are sentences on the differences of their options, and of the programs and files that
    printed them.
    """

    before: Edition
    after: Edition
    topics: tuple[TopicChanges, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]
    options: tuple[str, ...]
    recipe: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether a reader would see no difference; ignores ``recipe``."""
        has_topic_changes = any(one.facts or one.texts for one in self.topics)
        return not (has_topic_changes or self.gone or self.new or self.options)


def compare(before: Edition, after: Edition, topic: str | None = None) -> Comparison:
    """Compare two editions, or one topic of both.

    Raises ArchiveError if one is damaged, or if they do not share the topic or any topic.
    """
    for edition in (before, after):
        check_sound(edition)
    earlier, later = states_of(before), states_of(after)
    shared = [one for one in later if one in earlier and topic in (None, one)]
    if not shared:
        what = f"have “{topic}” in common" if topic else "have a topic in common"
        raise ArchiveError(f"{before.id} and {after.id} do not {what}")
    if topic is not None:
        earlier, later = {topic: earlier[topic]}, {topic: later[topic]}
    pairs = [(one, earlier[one], later[one]) for one in shared]
    return Comparison(
        before,
        after,
        tuple(TopicChanges(*pair, changes(*pair[1:]), text_changes(*pair[1:])) for pair in pairs),
        tuple(one for one in earlier if one not in later),
        tuple(one for one in later if one not in earlier),
        tuple(_options(before, after)),
        recipe_in(before).differences(recipe_in(after)),
    )


def comparison_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """The changes as rows for JSON; docs/archive.md documents their ``kind``."""
    rows = [row for one in comparison.topics for row in _topic_rows(one)]
    for kind, topics in (("topic-dropped", comparison.gone), ("topic-added", comparison.new)):
        rows += [{"topic": topic, "kind": kind} for topic in topics]
    for kind, sentences in (("option", comparison.options), ("component", comparison.recipe)):
        rows += [{"topic": None, "kind": kind, "what": sentence} for sentence in sentences]
    return rows


def _topic_rows(one: TopicChanges) -> Iterator[dict[str, Any]]:
    for change in one.facts:
        yield {
            "topic": one.topic,
            "kind": str(change.kind),
            "fact": change.fact or None,
            "before": _claims(one.before, change.fact, change.before),
            "after": _claims(one.after, change.fact, change.after),
        }
    for text in one.texts:
        yield {
            "topic": one.topic,
            "kind": "text",
            "fact": text.fact or None,
            "where": text.where,
            "before": text.before,
            "after": text.after,
        }


def _claims(state: State, fact: str, claims: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [claim_row(state.library, state.library.facts[fact], claim) for claim in claims]


def _options(before: Edition, after: Edition) -> Iterator[str]:
    mine, theirs = before.record.get("options", {}), after.record.get("options", {})
    for name in sorted(mine.keys() | theirs.keys()):
        if mine.get(name) != theirs.get(name):
            yield f"{name}: {_option_text(mine.get(name))} is now {_option_text(theirs.get(name))}"
    if before.format != after.format:
        yield f"format: {before.format} is now {after.format}"


def _option_text(value: Any) -> str:
    if value in (None, ""):
        return "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
