"""Functions of WeasyPrint that it makes no promise of, taken only as they are known here."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..errors import RenderError


def known(module: Any, name: str, parameters: str) -> Any:
    """The function ``name`` of a module; raises RenderError where it has other ``parameters``."""
    function = getattr(module, name, None)
    if function is None or not _takes(function, parameters):
        raise RenderError(
            f"this version of WeasyPrint has another {module.__name__}.{name} than is known here: "
            "install the version that constraints.txt names"
        )
    return function


@lru_cache
def _takes(function: Callable[..., Any], parameters: str) -> bool:
    """Whether a function has these parameters; asked for each document, and slow to find out."""
    return [*inspect.signature(function).parameters] == parameters.split()
