"""Sets the text of a sentence whole: phrases and joined words do not end where its parts do.

A sentence is put together of typed words, figures and names, some of them emphasised. Where a
phrase begins and ends is a matter of the whole: “Global **Terrorism** Index” is one phrase, and so
is a name with the typed words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...arabic import Arabic, isolate_latin
from ...arabic.direction.scripts import ALL_MARKS, ALM, BREAK, FSI, LRI, MARKS, PDI
from ...arabic.reading.alphabet import JOINED_END, WORD_START
from ...model import SIGNS, Figure, Inline, Rich, Words

_ISOLATED = re.compile(f"{LRI}([^{MARKS}]*){PDI}")
_AMOUNT = re.compile(rf"[{ALM}]?[-+]?\d[^A-Za-z]*$")
_OPENER = re.compile(f"[{LRI}{FSI}]")


def set_whole(parts: Iterable[Inline], arabic: Arabic) -> Rich:
    """The parts of a sentence with its digits converted and its left-to-right phrases isolated.

    ``parts`` hold the texts as typed, or isolated each on its own. Emphasis that would tear a
    joined word apart is extended to the whole word.
    """
    words = _with_whole_words(parts)
    texts = [BREAK if isinstance(part, SIGNS) else _bare(part.text) for part in words]
    whole = "".join(isolate_latin(arabic.digits_of("".join(run))) for run in _runs(words, texts))
    return tuple(_balanced(_cut(whole, words, texts)))


def _runs(parts: Iterable[Inline], texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in runs that phrases do not leave: an amount never goes on a Latin name before it.

    That it belongs to the Arabic is known of a figure of a claim; of a typed one it is guessed.
    """
    run: list[str] = []
    for part, text in zip(parts, texts, strict=True):
        if isinstance(part, Figure) and _AMOUNT.match(text):
            yield run
            run = []
        run.append(text)
    yield run


def _bare(text: str) -> str:
    return _ISOLATED.sub(r"\1", text)


def _with_whole_words(parts: Iterable[Inline]) -> list[Inline]:
    """The parts, none of which ends within a joined word that goes on in another weight."""
    done: list[Inline] = []
    for part in parts:
        if isinstance(part, SIGNS):
            done.append(part)
            continue
        before = done[-1] if done else part
        if (
            not isinstance(before, SIGNS)
            and before.strong != part.strong
            and (follows := WORD_START.match(part.text))
            and (ends := JOINED_END.search(before.text))
        ):
            if before.strong:
                done.append(replace(part, text=follows[0], strong=True))
                part = replace(part, text=part.text[follows.end() :])  # noqa: PLW2901
            else:
                done[-1] = replace(before, text=before.text[: ends.start()])
                done.append(replace(before, text=ends[0], strong=True))
        done.append(part)
    return [part for part in done if isinstance(part, SIGNS) or part.text]


def _cut(whole: str, parts: Sequence[Inline], texts: Sequence[str]) -> Iterator[Inline]:
    """Each part with its share of the text; marks that open go with what follows them."""
    place = 0
    for part, text in zip(parts, texts, strict=True):
        start, left = place, sum(char not in ALL_MARKS for char in text)
        while left:
            left -= whole[place] not in ALL_MARKS
            place += 1
        while place < len(whole) and whole[place] == PDI:
            place += 1
        yield part if isinstance(part, SIGNS) else replace(part, text=whole[start:place])


def _balanced(parts: Iterable[Inline]) -> Iterator[Inline]:
    """The parts with the marks of isolates that reach over several of them as words of their own.

    An element for emphasis can then stand inside that for an isolate.
    """
    for part in parts:
        if isinstance(part, SIGNS):
            yield part
            continue
        text = part.text
        opened = _OPENER.search(text)
        closes = text.find(PDI)
        if closes >= 0 and not (opened and opened.start() < closes):  # what began before
            if closes:
                yield replace(part, text=text[:closes])
            yield Words(PDI)
            text = text[closes + 1 :]
        last = max(text.rfind(LRI), text.rfind(FSI))
        if last >= 0 and text.find(PDI, last) < 0:
            if last:
                yield replace(part, text=text[:last])
            yield Words(text[last])
            text = text[last + 1 :]
        if text:
            yield replace(part, text=text)
