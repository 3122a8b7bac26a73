"""Edits facts in the text of YAML files, and serialises a whole library as such files.

An edit keeps all other bytes of the files unchanged.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefings.errors import BriefingError
from briefings.model import Claim, Fact, Library

from .field_hints import keys_of
from .reading import parse_yaml
from .yaml_text import key_text, record_text, word

HEAD = "# yaml-language-server: $schema=../schema/facts.schema.json\n"
_INDENT, _DASH = 2, 4
_PROSE = ("inferred", "scope", "wording", "note")
"""Keys of long texts; a claim with one of them is written in block style, one key a line."""


def new_text(data: bytes | None, file: str, old: Mapping[str, Fact], new: Iterable[Fact]) -> bytes:
    """The bytes of a file with the ``new`` facts: changed in place, or appended at the end.

    ``data`` are its present bytes, None for a new file; ``old`` are the present facts by id.
    Unchanged facts, keys and claims keep their text and the comments before them.
    Raises BriefingError if the file is in flow style, which cannot be edited in place.
    """
    if data is None:
        return (HEAD + "".join("\n" + fact_text(fact) for fact in new)).encode()
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.removeprefix(mark).decode("utf-8")
    lines = text.splitlines(keepends=True)
    break_ = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    root = parse_yaml(data, file).root
    if root is None or root.flow_style:
        raise BriefingError(f"{file}: its facts stand in braces; write them below each other first")
    nodes = {name.value: (name, value) for name, value in root.value}
    appended = []
    changes: list[tuple[int, int, str]] = []
    for fact in new:
        if fact.id in nodes:
            name, node = nodes[fact.id]
            fresh = _Writer(lines, name, node, old[fact.id]).fact(fact)
            changes.append((name.start_mark.line, _last_line(node) + 1, fresh))
        else:
            appended.append("\n" + fact_text(fact))
    for start, stop, fresh in sorted(changes, reverse=True):
        lines[start:stop] = _with_breaks(fresh, break_)
    if appended and lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += break_
    return mark + "".join([*lines, *_with_breaks("".join(appended), break_)]).encode()


def fact_text(fact: Fact) -> str:
    """The lines of one fact, starting with its id."""
    return _Writer().fact(fact)


def _with_breaks(text: str, break_: str) -> list[str]:
    """The lines of a text, each ended by the given line break."""
    return [line.rstrip("\r\n") + break_ for line in text.splitlines(keepends=True)]


def dump(library: Library) -> dict[str, bytes]:
    """The files of a data folder with this library, by their paths in it: ``topics/uk.yaml``.

    Deterministic, and keeps the order of the library: one file holds all facts, and each topic and
    each meeting has a file of its own; portraits keep their names. The original places are lost.
    The folder is valid if the library is valid and has a topic.
    """
    files = {
        "sources.yaml": _records(library.sources),
        "entities.yaml": _records(library.entities),
        "units.yaml": _records(library.units),
        "facts/facts.yaml": _separated(fact_text(fact) for fact in library.facts.values()),
    }
    for part, plans in (("topics", library.topics), ("meetings", library.meetings)):
        for id_, plan in plans.items():
            files[f"{part}/{id_}.yaml"] = f"{record_text(plan)}\n"
    written = {name: text.encode() for name, text in files.items()}
    portraits = filter(None, (one.portrait for one in library.entities.values()))
    return {**written, **{one.file: one.data for one in portraits}}


def _records(records: Mapping[str, object]) -> str:
    return _separated(
        f"{word(id_)}:\n{record_text(one)}".replace("\n", "\n  ") + "\n"
        for id_, one in records.items()
    )


def _separated(records: Iterable[str]) -> str:
    """The records separated by empty lines, or ``{}`` for none, because no file may be empty."""
    return "\n".join(records) or "{}\n"


class _Writer:
    """Writes one fact; if it replaces another, copies the unchanged parts of the old text.

    ``lines`` are the lines of the file, ``name`` and ``node`` the nodes of the old fact's id and
    keys, ``old`` that fact. Parts in flow style are rewritten.
    """

    def __init__(
        self, lines: Sequence[str] = (), name: Any = None, node: Any = None, old: Fact | None = None
    ) -> None:
        self.lines, self.name, self.old = lines, name, old
        self.pairs: dict[str, tuple[Any, Any]] = {}
        self.items: list[Any] = []
        self.indent, self.dash = _INDENT, _DASH
        if node is not None and not node.flow_style:
            self.pairs = {key.value: (key, value) for key, value in node.value}
            self.indent = node.start_mark.column
            claims = self.pairs["claims"][1]
            if not claims.flow_style:
                self.items, self.dash = claims.value, claims.start_mark.column

    def fact(self, fact: Fact) -> str:
        """The text of the fact, from its id to its last line."""
        if not self.pairs:
            out, end = [f"{word(fact.id)}:\n"], 0
        else:
            end = self.name.start_mark.line + 1
            out = [self.lines[end - 1]]
        for name in self._order():
            if name in self.pairs:
                key, value = self.pairs[name]
                start, stop = key.start_mark.line, _last_line(value) + 1
                out += self.lines[end:start]
                end = stop
                if getattr(self.old, name) == getattr(fact, name):
                    out += self.lines[start:stop]
                    continue
            if name == "claims":
                known = self.items and self.lines[self.pairs["claims"][0].start_mark.line]
                out.append(known or " " * self.indent + "claims:\n")
                out += self._claims(fact.claims)
            else:
                margin = " " * self.indent
                for text in key_text(fact, name):
                    out.append(margin + text.replace("\n", f"\n{margin}") + "\n")
        return "".join(out)

    def _order(self) -> list[str]:
        """The keys in their present order; new keys before the claims, which are long."""
        known = [name for name in keys_of(Fact) if name != "claims"]
        here = list(self.pairs) or ["claims"]
        at = here.index("claims")
        return [*here[:at], *(name for name in known if name not in here), *here[at:]]

    def _claims(self, claims: tuple[Claim, ...]) -> Iterator[str]:
        """The lines of the claims; a claim that is in the file already keeps its text."""
        known = dict(enumerate(self.old.claims)) if self.old and self.items else {}
        for at, claim in enumerate(claims):
            same = [each for each, one in known.items() if one == claim]
            if same:
                here = at if at in same else same[0]
                del known[here]
                start, stop = self._lines_of(here)
                yield from self.lines[self._comment_start(here) : stop]
                continue
            comments: Sequence[str] = ()
            is_flow = not any(getattr(claim, name, None) for name in _PROSE)
            if at in known and known[at] not in claims:
                start, _ = self._lines_of(at)
                comments = self.lines[self._comment_start(at) : start]
                is_flow = bool(self.items[at].flow_style)
                del known[at]
            yield from comments
            yield self._claim(claim, is_flow=is_flow)

    def _claim(self, claim: Claim, *, is_flow: bool) -> str:
        pairs = [text for name in keys_of(Claim) for text in key_text(claim, name)]
        margin = " " * self.dash + "- "
        if is_flow:
            return f"{margin}{{{', '.join(pairs)}}}\n"
        return margin + ("\n" + " " * len(margin)).join(pairs) + "\n"

    def _lines_of(self, at: int) -> tuple[int, int]:
        item = self.items[at]
        return item.start_mark.line, _last_line(item) + 1

    def _comment_start(self, at: int) -> int:
        """The first line of the comments before a claim."""
        return self._lines_of(at - 1)[1] if at else self.pairs["claims"][0].start_mark.line + 1


def _last_line(node: Any) -> int:
    """The last line of a node's text; the end marks of collections lie at the next token."""
    children = [each for pair in node.value for each in pair] if node.id == "mapping" else []
    children = node.value if node.id == "sequence" else children
    if children and not node.flow_style:
        return max(map(_last_line, children))
    end = node.end_mark
    is_over = end.column == 0 and end.line > node.start_mark.line
    return int(end.line - 1 if is_over else end.line)
