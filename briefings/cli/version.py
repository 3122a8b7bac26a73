"""``--version``: the versions of the program, and of packages and libraries behind a PDF."""

from __future__ import annotations

import platform

import click

from .output import result

_PACKAGES = {"weasyprint": "WeasyPrint", "matplotlib": "Matplotlib"}
_LIBRARIES = {"pango": "Pango", "harfbuzz": "HarfBuzz"}


def version_line() -> str:
    """The versions, in one line."""
    from .. import __version__
    from ..build.environment import native_versions

    native = native_versions()
    named = [f"Python {platform.python_version()}"]
    named += [f"{title} {_installed(name)}" for name, title in _PACKAGES.items()]
    named += [f"{title} {native[name]}" for name, title in _LIBRARIES.items()]
    beside = ", ".join(named)
    return f"briefings {__version__} ({beside})"


def _installed(name: str) -> str:
    from importlib.metadata import PackageNotFoundError

    from ..build.environment import package_versions

    try:
        return package_versions([name])[name]
    except PackageNotFoundError:
        return "none"


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        result(version_line())
        context.exit()


version_option = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version, and those of what shapes a PDF, and exit.",
)
