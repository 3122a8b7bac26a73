"""Parses files into YAML nodes: encoding, characters, syntax. Knows nothing of the data's meaning.

The loaders resolve no tags: scalars stay text, and :mod:`.scalars` determines their types. So
``NO`` stays Norway, ``2024-09`` a month and ``"12"`` a text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from briefings.arabic.reading.characters import FORBIDDEN, describe, is_clean
from briefings.atomic import MEGABYTE, read_regular
from briefings.errors import Problem
from briefings.model import Place

MOST_BYTES = 20 * MEGABYTE
"""Largest file, in bytes; ten thousand facts take 5 MB."""
MOST_VALUES = 1_000_000
"""Most YAML nodes in one file; each takes 300 bytes of memory."""
LONGEST = 5_000
"""Longest text, in characters; more than fits on a page."""
_MOST_LINES = 200
"""Most lines of a file for which forbidden characters are reported."""


class _TooMany(Exception):  # noqa: N818 — caught where the file is read
    """A file has more than :data:`MOST_VALUES` nodes."""


class Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Composes nodes with unresolved scalars, in C if PyYAML was built with libyaml.

    The inherited resolver follows every node for path resolvers, of which there are none here.
    ``has_long`` tells whether the file has a text of more than :data:`LONGEST` characters.
    """

    has_long = False

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Skip path resolvers."""

    def ascend_resolver(self) -> None:
        """Skip path resolvers."""

    def resolve(self, _kind: Any, value: str | None, _implicit: Any) -> str:
        """Return no tag, so that only explicit tags remain, which are rejected later."""
        if value and len(value) > LONGEST:
            self.has_long = True
        return ""


class CountingLoader(Loader):
    """A loader that also counts the nodes, for large files; raises _TooMany."""

    values = 0

    def descend_resolver(self, *_: Any) -> None:
        """Skip path resolvers; count the node."""
        self.values += 1
        if self.values > MOST_VALUES:
            raise _TooMany


DEEPEST = 60
_SUSPICIOUS_BRACKETS = 1000
_ALIAS = re.compile(r"(?<![*&\w])[*&][0-9A-Za-z_-]")
_SUSPICIOUS_LINE = re.compile(r"^[-?: ]{1000}", re.MULTILINE)

_SYNTAX_HELP = (
    (
        "mapping values are not allowed",
        "a colon stands where no key can be",
        (
            "Put a text that holds a colon and a space in quotation marks; else check the"
            " spaces before the key."
        ),
    ),
    (
        "could not find expected ':'",
        "a key has no colon after it",
        "Write a colon and a space after the key, and put longer texts in quotation marks.",
    ),
    (
        "did not find expected key",
        "a key was expected here",
        (
            "Close the quotation marks above, give keys that belong together the same number of"
            " spaces before them, and put a text that goes on after a quotation mark wholly in"
            " quotation marks."
        ),
    ),
    (
        "did not find expected '-' indicator",
        "an item of the list was expected here",
        "Begin every item of the list with a hyphen and a space, all below each other.",
    ),
    (
        "did not find expected ',' or",
        "a bracket or brace is not closed",
        "Put a text that begins with { or [ in quotation marks; else close the bracket.",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and never closed",
        "Close the quotation mark.",
    ),
    (
        "found unknown escape character",
        "a backslash stands inside double quotation marks",
        "Remove the backslash, or use single quotation marks around the text.",
    ),
    (
        "found undefined alias",
        "a word that begins with * stands outside quotation marks",
        "Put the text in quotation marks.",
    ),
    (
        "cannot start any token",
        "a text begins with a sign that has a meaning of its own",
        "Put the text in quotation marks.",
    ),
    (
        "block sequence entries are not allowed",
        "an item of a list stands where no list can be",
        (
            "Put the item on a line of its own; put a text that begins with a hyphen in"
            " quotation marks."
        ),
    ),
    (
        "expected a single document",
        "a second document begins here",
        "Remove the line with --- ; a file holds one document.",
    ),
)


class ParsedFile(NamedTuple):
    """A parsed file: its root node, or None if it cannot be processed further, and its problems.

    ``bad_characters`` are the (line, column) of forbidden characters, from 1.
    """

    root: Any
    problems: list[Problem]
    bad_characters: frozenset[tuple[int, int]] = frozenset()


def read_yaml(path: Path, file: str, inside: Path | None = None) -> ParsedFile:
    """Read and parse one YAML file; ``file`` is its name in problems.

    With ``inside``, a path that leaves that folder through a link is a problem.
    """
    try:
        data = read_regular(path, MOST_BYTES, inside=inside)
    except FileNotFoundError:
        remedy = f"Create {file}, or point --data to the folder that holds it."
        return _stop(file, "missing-file", "this file is missing", remedy)
    except OSError as error:
        remedy = "Check that it is a file and that you may read it."
        reason = error.strerror or "unknown reason"
        return _stop(file, "unreadable-file", f"this file cannot be read: {reason}", remedy)
    return parse_yaml(data, file)


def parse_yaml(data: bytes, file: str) -> ParsedFile:
    """Parse the bytes of one YAML file; ``file`` is its name in problems."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "the file is not in UTF-8: the characters from here on cannot be read"
        remedy = "Save the file again with the encoding UTF-8."
        return ParsedFile(None, [place.problem("not-utf8", message, remedy)])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [] if is_clean(text) else list(_forbidden(text, file))
    if problems:
        # Spaces in their place keep lines and columns valid, so that the rest can be checked too.
        text = FORBIDDEN.sub(lambda found: " " * len(found[0]), text)
    loader = (CountingLoader if _may_be_too_many(text) else Loader)(text)
    try:
        trouble = list(islice(_unwanted(text, file), _MOST_LINES))
        if any(one.rule != "anchor" for one in trouble):
            return ParsedFile(None, problems + trouble)
        root = loader.get_single_node()
    except _TooMany:
        message = f"the file holds more than {MOST_VALUES:,} keys and values"
        return _stop(file, "too-large", message, "Part it into several files.")
    except yaml.MarkedYAMLError as error:
        if not problems:  # tabs replaced by spaces change the indentation
            problems.append(_syntax(error, file))
        return ParsedFile(None, problems)
    except (yaml.YAMLError, RecursionError) as error:
        return _stop(file, "yaml-syntax", f"this file cannot be read: {error}", _GENERAL_HELP)
    finally:
        loader.dispose()
    if root is None:
        remedy = "Fill it, or delete it if it is not needed."
        empty = Place(file).problem("empty-file", "the file is empty", remedy)
        return ParsedFile(None, [*problems, empty])
    if "!" in text or "\\" in text or loader.has_long:
        problems.extend(_of_nodes(root, file))
        if any(one.rule == "too-long" for one in problems):
            return ParsedFile(None, problems + trouble)
    bad_characters = frozenset((one.line, one.column) for one in problems if one.rule != "tag")
    return ParsedFile(root, problems + trouble, bad_characters)


def _may_be_too_many(text: str) -> bool:
    """Whether a text may have too many nodes, by a count of the signs before nodes."""
    if len(text) < MOST_VALUES // 2:
        return False
    return sum(map(text.count, (",", ":", "\n", "- ", "? ", "[", "{"))) > MOST_VALUES // 2


def checked_nodes(root: Any, file: str) -> ParsedFile:
    """A file of nodes that were made from another format, with their characters checked."""
    problems = list(_of_nodes(root, file))
    bad_characters = frozenset((one.line, one.column) for one in problems)
    return ParsedFile(
        None if any(one.rule == "too-long" for one in problems) else root, problems, bad_characters
    )


_GENERAL_HELP = (
    "Look at this line and the one above: spaces before keys, a colon and a space after each key,"
    " quotation marks in pairs."
)


def _stop(file: str, rule: str, message: str, remedy: str) -> ParsedFile:
    return ParsedFile(None, [Place(file).problem(rule, message, remedy)])


def _forbidden(text: str, file: str) -> Iterator[Problem]:
    """The first forbidden character of every line, for at most ``_MOST_LINES`` lines."""
    lines = text.split("\n")
    found = ((at, match) for at, line in enumerate(lines, 1) if (match := FORBIDDEN.search(line)))
    for count, (at, match) in enumerate(found, start=1):
        yield Place(file, at, match.start() + 1).problem(*describe(match[0]))
        if count == _MOST_LINES and at < len(lines):
            message = f"{count} lines hold characters that must not be there, and more may follow"
            remedy = "Restore the file from a copy: it may have been damaged."
            yield Place(file, at + 1, 1).problem("control-character", message, remedy)
            return


def _unwanted(text: str, file: str) -> Iterator[Problem]:
    """Anchors, aliases, and nesting so deep that libyaml would overflow the stack.

    Only the event stream shows them, and parsing it takes as long as composing: it is parsed only
    if a quick search of the text finds a sign of them.
    """
    if (
        not _ALIAS.search(text)
        and text.count("[") + text.count("{") < _SUSPICIOUS_BRACKETS
        and not _SUSPICIOUS_LINE.search(text)
    ):
        return
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=Loader)):
        if number > MOST_VALUES:
            raise _TooMany
        if isinstance(event, yaml.AliasEvent):
            yield start_of(event, file).problem(
                "alias",
                f"“*{event.anchor}” stands outside quotation marks and would repeat another place",
                "Write out what is meant; put a text that begins with * in quotation marks.",
            )
            continue
        if getattr(event, "anchor", None):
            message = f"“&{event.anchor}” stands outside quotation marks and would name this place"
            remedy = "Remove it; put a text that begins with & in quotation marks."
            yield start_of(event, file).problem("anchor", message, remedy)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                message = "lists and keys are nested far too deep here"
                remedy = "Close the brackets, or take out levels."
                yield start_of(event, file).problem("too-deep", message, remedy)
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    text = f"{error.problem or ''} {error.context or ''}"
    for sign, message, remedy in _SYNTAX_HELP:
        if sign in text:
            return place.problem("yaml-syntax", message, remedy)
    message = f"the file cannot be read from here on ({text.strip()})"
    return place.problem("yaml-syntax", message, _GENERAL_HELP)


def _of_nodes(root: Any, file: str) -> Iterator[Problem]:
    """The explicit tags, overlong texts, and escaped forbidden characters of all nodes."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"“{tag}” stands outside quotation marks and would change what follows"
            remedy = "Remove the word that begins with “!”, or put the text in quotation marks."
            yield start_of(node, file).problem("tag", message, remedy)
        if isinstance(node, yaml.ScalarNode):
            if len(node.value) > LONGEST:
                message = f"a text of {len(node.value):,} characters stands here"
                remedy = f"Write at most {LONGEST:,}; more than that fills a page."
                yield start_of(node, file).problem("too-long", message, remedy)
            elif node.style == '"' and (match := FORBIDDEN.search(node.value)):
                yield start_of(node, file).problem(*describe(match[0]))
        elif isinstance(node, yaml.MappingNode):
            for pair in node.value:
                waiting += pair
        else:
            waiting += node.value


def start_of(node: Any, file: str) -> Place:
    """The place where a YAML node or event begins."""
    mark = node.start_mark
    return Place(file, mark.line + 1, mark.column + 1)
