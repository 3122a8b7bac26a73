"""``check --unused``: the facts that no topic and no meeting prints."""

from __future__ import annotations

from ..model import Library
from .output import counted, dim, message, result, result_json, shaped, strong


def list_unused(library: Library, *, as_json: bool) -> None:
    """Print the facts that nothing names, with their places."""
    from ..content.brief import meeting_facts, topic_facts

    named: set[str] = set()
    for topic in library.topics.values():
        named |= topic_facts(topic)
    for meeting in library.meetings.values():
        named |= meeting_facts(meeting)
    facts = [fact for fact in library.facts.values() if fact.id not in named]
    if as_json:
        result_json(
            [
                {
                    "fact": fact.id,
                    "wording": fact.wording,
                    "file": fact.place.file,
                    "line": fact.place.line,
                }
                for fact in facts
            ]
        )
    else:
        for fact in facts:
            where = dim(f"{fact.place.file}:{fact.place.line}")
            told = shaped(fact.wording.replace("{object}", "…"))
            result(f"{strong(fact.id)}  {told}  {where}")
    message(f"{len(facts)} of {counted(len(library.facts), 'fact')} stand in no topic")
