"""What style sheets say of elements, worked out once for all of which they say the same.

The values of a style follow from the declarations that apply and from the style of the parent.
Documents that are made one after the other have most of both in common, and so has a document that
is laid out again. WeasyPrint works each value out when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from .known import known

_SET = "self element parent root pseudo_type base_url target_collector"
_STYLE = "parent_style cascaded pseudo_type root_style base_url font_config initial_page_sizes"

_ANCHOR = "anchor"
"""The one property that is another for each element that has it; no other depends on it."""

_OWN = frozenset([_ANCHOR, "content"])
"""What makes a style one of a single element."""

_MOST = 4096
"""So many styles are kept."""


class Styles:
    """Styles that were worked out, by all that they depend on.

    All documents that share them have the fonts of one configuration.
    """

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}
        self._said: dict[int, tuple[Any, Any]] = {}
        self._sizes = _PageSizes()
        self._count = 0

    def begin(self, sizes: Mapping[str, Any]) -> None:
        """Begin a document; ``sizes`` will hold those of its page."""
        if self._sizes.were_asked_for or len(self._kept) >= _MOST:
            self._kept, self._said, self._sizes = {}, {}, _PageSizes()
        self._sizes.latest = sizes

    def kept(
        self, parent: Any, cascaded: Mapping[str, Any], pseudo: Any, root: Any, *rest: Any
    ) -> Any:
        """The style of declarations, given that of the parent, which is a kept one too."""
        from weasyprint import css

        said = tuple(
            (name, self._source(value), *weight[:2], *weight[2])
            for name, (value, weight) in cascaded.items()
        )
        above = (parent.kept_number, root.kept_number) if parent is not None else None
        key = (above, pseudo, rest[0], said)
        style = self._kept.get(key)
        if style is None:
            style = css.ComputedStyle(parent, cascaded, pseudo, root, *rest, self._sizes)
            # Unlike an id, a number is never used again.
            style.kept_number = self._count = self._count + 1
            style.kept = style
            self._kept[key] = style
        return style

    def _source(self, value: Any) -> Any:
        """What tells a declared value from others."""
        if type(value) is str:
            return value
        found = self._said.get(id(value))
        if found is None:
            # The value is kept, so that no other gets its id.
            found = self._said[id(value)] = value, _source_of(value)
        return found[1]


class _PageSizes:
    """The sizes of the page of the latest document, for lengths that are parts of them."""

    def __init__(self) -> None:
        self.latest: Mapping[str, Any] = {}
        self.were_asked_for = False

    def __getitem__(self, name: str) -> Any:
        self.were_asked_for = True
        return self.latest[name]


def _source_of(value: Any) -> Any:
    """What stands in a style sheet for a value, with all that the value is made by."""
    from tinycss2 import serialize
    from tinycss2.ast import Node
    from weasyprint.css.tokens import Pending

    if value is None or type(value) in {str, int, float, bool}:
        return type(value), value
    if isinstance(value, tuple | list):
        return type(value), *map(_source_of, value)
    if isinstance(value, Node):
        return type(value), value.serialize()
    if isinstance(value, Pending):
        by = getattr(value, "validator", None)
        made_by = (by.func, *by.keywords.items()) if by else None
        return type(value), value.name, made_by, serialize(value.tokens)
    return id(value)


@contextmanager
def kept_styles(styles: Styles) -> Iterator[None]:
    """Within, WeasyPrint works out a style once; what it works out goes to ``styles``.

    Raises RenderError if the version installed does not work as is known here.
    """
    from weasyprint import css

    theirs = known(css.StyleFor, "set_computed_styles", _SET)
    known(css, "ComputedStyle", _STYLE)

    def set_computed_styles(  # noqa: PLR0917 - called as WeasyPrint calls its own
        self: Any,
        element: Any,
        parent: Any,
        root: Any = None,
        pseudo_type: str | None = None,
        base_url: str | None = None,
        target_collector: Any = None,
    ) -> None:
        computed = self.get_computed_styles()
        cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
        rest = (base_url, self.font_config)
        if parent is None:
            styles.begin(self.initial_page_sizes)
            above, top = None, css.InitialStyle(self.font_config)
        else:
            above, top = computed[parent, None].kept, computed[root, None].kept
        shared = {name: said for name, said in cascaded.items() if name != _ANCHOR}
        kept = styles.kept(above, shared, pseudo_type, top, *rest)
        # Of these some are changed while boxes are made; other styles only in one way, or copied.
        is_own = pseudo_type or parent is None or parent is root or not _OWN.isdisjoint(cascaded)
        if is_own or type(kept["position"]) is tuple or top["display"] == ("none",):
            sizes = self.initial_page_sizes
            style = _own_style()(above, cascaded, pseudo_type, top, *rest, sizes)
            style.kept, style.specified = kept, kept.specified
        else:
            style = kept
        computed[element, pseudo_type] = style
        if target_collector and style[_ANCHOR]:
            target_collector.collect_anchor(style[_ANCHOR])

    css.StyleFor.set_computed_styles = set_computed_styles
    try:
        yield
    finally:
        css.StyleFor.set_computed_styles = theirs


@cache
def _own_style() -> type[Any]:
    """Styles of elements that may be changed, with the values of kept ones."""
    from weasyprint.css import ComputedStyle

    class OwnStyle(ComputedStyle):  # type: ignore[misc]
        def __missing__(self, key: str) -> Any:
            value = super().__missing__(key) if key == _ANCHOR else self.kept[key]
            self[key] = value
            return value

    return OwnStyle
