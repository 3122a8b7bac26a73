"""Facts into the text of YAML files, in which all else stays as it is, byte for byte."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from briefings.errors import BriefingError
from briefings.model import Claim, Fact

from .field_hints import keys_of
from .reading import parse_page
from .yaml_text import key_text, word

HEAD = "# yaml-language-server: $schema=../schema/facts.schema.json\n"
_INDENT, _DASH = 2, 4
_PROSE = ("inferred", "scope", "wording", "note")
"""Keys of long texts: a claim that has one of them is written one key to a line."""


def new_text(data: bytes | None, file: str, old: Mapping[str, Fact], new: Iterable[Fact]) -> bytes:
    """The bytes of a file with these facts in it: changed where they stand, else at its end.

    ``data`` are its bytes now, None for a new file; ``old`` the facts as they are now, by id. What
    is the same in a fact, a key or a claim, keeps its text and the comments before it.
    Raises BriefingError where the file is written in a way that leaves no room for that.
    """
    if data is None:
        return (HEAD + "".join("\n" + fact_text(fact) for fact in new)).encode()
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data.removeprefix(mark).decode("utf-8")
    lines = text.splitlines(keepends=True)
    break_ = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    root = parse_page(data, file).root
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
        lines[start:stop] = _broken(fresh, break_)
    if appended and lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += break_
    return mark + "".join([*lines, *_broken("".join(appended), break_)]).encode()


def fact_text(fact: Fact) -> str:
    """The lines of one fact, from its id on."""
    return _Writer().fact(fact)


def _broken(text: str, break_: str) -> list[str]:
    """The lines of a text, each with the line break of its file."""
    return [line.rstrip("\r\n") + break_ for line in text.splitlines(keepends=True)]


class _Writer:
    """Writes one fact; where it replaces another, with what is the same copied from its text.

    ``lines`` are those of the file, ``name`` and ``node`` the id and the keys of the fact that is
    replaced, ``old`` that fact. What stands in braces is written anew.
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
                out += self._key(fact, name)
        return "".join(out)

    def _order(self) -> list[str]:
        """The keys in the order they have already; others before the claims, which are long."""
        known = [name for name in keys_of(Fact) if name != "claims"]
        here = list(self.pairs) or ["claims"]
        at = here.index("claims")
        return [*here[:at], *(name for name in known if name not in here), *here[at:]]

    def _key(self, record: Fact | Claim, name: str) -> Iterator[str]:
        for text in key_text(record, name):
            margin = " " * self.indent
            yield margin + text.replace("\n", f"\n{margin}") + "\n"

    def _claims(self, claims: tuple[Claim, ...]) -> Iterator[str]:
        """The lines of the claims; each keeps its text if there is the same one already."""
        known = dict(enumerate(self.old.claims)) if self.old and self.items else {}
        for at, claim in enumerate(claims):
            same = [each for each, one in known.items() if one == claim]
            if same:
                here = at if at in same else same[0]
                del known[here]
                start, stop = self._lines_of(here)
                yield from self.lines[self._lead_of(here) : stop]
                continue
            lead: Sequence[str] = ()
            is_flow = not any(getattr(claim, name, None) for name in _PROSE)
            if at in known and known[at] not in claims:
                start, _ = self._lines_of(at)
                lead = self.lines[self._lead_of(at) : start]
                is_flow = bool(self.items[at].flow_style)
                del known[at]
            yield from lead
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

    def _lead_of(self, at: int) -> int:
        """The first line of the comments before a claim."""
        return self._lines_of(at - 1)[1] if at else self.pairs["claims"][0].start_mark.line + 1


def _last_line(node: Any) -> int:
    """The last line of a node's text; the marks of collections reach to what comes next."""
    children = [each for pair in node.value for each in pair] if node.id == "mapping" else []
    children = node.value if node.id == "sequence" else children
    if children and not node.flow_style:
        return max(map(_last_line, children))
    end = node.end_mark
    is_over = end.column == 0 and end.line > node.start_mark.line
    return int(end.line - 1 if is_over else end.line)
