"""Makes of a page for print one for browsers: styles that they know, and one heading at the top."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

PRINT_PROPERTIES = frozenset(
    {"string-set", "bookmark-level", "bookmark-label", "bookmark-state", "bleed", "marks"}
    | {"footnote-display", "footnote-policy", "block-ellipsis", "continue", "max-lines"}
    | {"margin-break", "image-resolution", "hyphenate-limit-zone", "anchor", "link", "lang"}
)
"""Properties that formatters for print know, and browsers do not."""

PRINT_PREFIXES = ("-weasy-", "-prince-", "-ah-", "-ro-")
"""Beginnings of the names of properties of single formatters."""

PRINT_FUNCTIONS = frozenset(
    {"string", "content", "leader", "target-counter", "target-counters", "target-text"}
    | {"running", "element"}
)
"""Functions in values that formatters for print know, and browsers do not."""

PRINT_RULES = frozenset(
    {f"{edge}-{at}" for edge in ("top", "bottom") for at in ("left", "center", "right")}
    | {f"{edge}-{at}" for edge in ("left", "right") for at in ("top", "middle", "bottom")}
    | {f"{edge}-{side}-corner" for edge in ("top", "bottom") for side in ("left", "right")}
    | {"footnote"}
)
"""At-rules for the margins of pages, which few browsers know."""

_STYLE = re.compile(r"(?<=<style>)(.*?)(?=</style>)", re.DOTALL)
_TOP = "</h1>"
_HEADING = re.compile(r"(</?h)([1-5])\b")
_SELECTED = re.compile(r"(?<![\w.#:-])h([1-5])(?![\w-])")


def for_browsers(html: str) -> str:
    """The page with styles that browsers know, and with its first ``h1`` alone.

    Where there are several, as in a pack, the headings after the first are put a level down, and so
    are the selectors of the styles: screen readers then find the document, its parts and their
    blocks below each other.
    """
    is_pack = html.count(_TOP) > 1
    if is_pack:
        head, top, rest = html.partition(_TOP)
        html = head + top + _HEADING.sub(_a_level_down, rest)

    def sheet(found: re.Match[str]) -> str:
        return browser_sheet(found[1], lowered=is_pack)

    return _STYLE.sub(sheet, html)


def browser_sheet(sheet: str, *, lowered: bool = False) -> str:
    """A style sheet without what only formatters for print know, and without comments.

    With ``lowered`` it fits headings that were put a level down.
    """
    import tinycss2

    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return "\n".join(_rules(rules, lowered=lowered))


def _rules(rules: list[Any], *, lowered: bool) -> Iterator[str]:
    import tinycss2

    for rule in rules:
        if rule.type == "error":
            continue
        if rule.content is None:
            yield rule.serialize()
            continue
        prelude = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "qualified-rule":
            head = _SELECTED.sub(_selected, prelude) if lowered else prelude
        else:
            head = f"@{rule.at_keyword} {prelude}".rstrip()
        if rule.type == "at-rule" and rule.lower_at_keyword == "media":
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            content = "\n".join(_rules(inner, lowered=lowered))
        else:
            content = "; ".join(_declarations(rule.content))
        if content:
            yield f"{head} {{ {content} }}"


def _declarations(content: list[Any]) -> Iterator[str]:
    import tinycss2

    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    for node in nodes:
        if node.type == "declaration" and not _is_for_print(node):
            important = " !important" if node.important else ""
            yield f"{node.name}: {tinycss2.serialize(node.value).strip()}{important}"
        elif node.type == "at-rule" and node.lower_at_keyword not in PRINT_RULES:
            yield node.serialize()


def _is_for_print(declaration: Any) -> bool:
    name = declaration.lower_name
    functions = {token.lower_name for token in declaration.value if token.type == "function"}
    return (
        name in PRINT_PROPERTIES
        or name.startswith(PRINT_PREFIXES)
        or not functions.isdisjoint(PRINT_FUNCTIONS)
    )


def _a_level_down(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]) + 1}"


def _selected(found: re.Match[str]) -> str:
    """The heading that a selector means: the first one of the page is still an ``h1``."""
    return ":is(h1, h2)" if found[1] == "1" else f"h{int(found[1]) + 1}"
