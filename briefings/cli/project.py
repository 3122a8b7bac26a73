"""The project file, ``briefings.toml``, which has defaults for options.

Its keys are the long names of the options of builds and batches, and its values are checked as
those of the command line are.
"""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from ..build.options import options
from ..errors import BriefingError, Problem, ThemeError
from ..resources import data_folder, templates_folder
from .output import message
from .trusted import Untrusted, folders_above, read_trusted

NAME = "briefings.toml"
_KEEPING = {
    "archive": "the folder in which editions are kept",
    "sign": "the file of the secret key that signs them",
}
"""Keys that commands read themselves, as --no-archive overrides them."""
_OF_ONE_RUN = (
    *("topic", "all", "meeting", "date", "as-of"),
    *(one.name for one in options() if one.is_of_copy),
    *("no-archive", "force", "resume", "dry-run"),
)
"""Options that would be dangerous, or make no sense, as defaults."""
_META = f"{__name__}.project"
_ANNOUNCED = f"{__name__}.announced"


@dataclass(frozen=True, slots=True)
class Project:
    """The content of the project file, with absolute paths.

    ``values`` are the defaults of other options by key. ``file`` is the project file; ``ignored``
    has messages on other files that were found, and why they are ignored.
    """

    archive: Path | None = None
    sign: Path | None = None
    data: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    file: Path | None = field(default=None, compare=False)
    ignored: tuple[str, ...] = field(default=(), compare=False)


def read_project(folder: Path, program: click.Command) -> Project:
    """The project file of a folder, or of the nearest one above it; empty if there is none.

    Its keys are options of ``program`` and of its command ``batch``.
    Raises BriefingError with all its problems.
    """
    ignored: list[str] = []
    for above in folders_above(folder):
        file = above / NAME
        try:
            data = read_trusted(file)
        except Untrusted as reason:
            ignored.append(f"{file} is ignored: {reason}")
            continue
        if data is not None:
            return replace(_read(file, data, program), file=file, ignored=tuple(ignored))
    return Project(ignored=tuple(ignored))


def project_here() -> Project:
    """The project file of the working folder, read once; raises as :func:`read_project`."""
    root = click.get_current_context().find_root()
    if _META not in root.meta:
        with suppress(FileNotFoundError):  # the working folder was removed
            root.meta[_META] = read_project(Path.cwd(), root.command)
    found: Project = root.meta.setdefault(_META, Project())
    return found


def announced_project(*, of_build: bool = False) -> Project:
    """The same; prints which files are ignored, and in a build which one is used."""
    project, meta = project_here(), click.get_current_context().find_root().meta
    if _ANNOUNCED not in meta:
        meta[_ANNOUNCED] = True
        for remark in project.ignored:
            message(remark)
        if of_build and project.file:
            message(f"defaults are those of {project.file}")
    return project


def data_folder_of(folder: Path | None) -> Path:
    """The given folder, or that of the project file, or the shipped one."""
    return folder or announced_project().data or data_folder()


def defaults_for(command: click.Command, *, is_help: bool) -> dict[str, Any]:
    """The defaults of a build or a batch; for help, none if the file has problems."""
    try:
        values = project_here().values
    except BriefingError:
        if not is_help:
            raise
        return {}
    keys = ((key_of(one), one.name) for one in command.params if isinstance(one, click.Option))
    return {name: values[key] for key, name in keys if name and key in values}


def key_of(option: click.Option) -> str:
    """The key of an option: its long name."""
    return max(option.opts, key=len).removeprefix("--")


def _commands(program: click.Command) -> Iterator[click.Command]:
    """The program and its command ``batch``."""
    yield program
    if isinstance(program, click.Group) and (
        batch := program.get_command(click.Context(program), "batch")
    ):
        yield batch


def _options(command: click.Command) -> dict[str, click.Option]:
    """The options that a project file may set, by key."""
    found = (one for one in command.params if isinstance(one, click.Option) and not one.is_eager)
    return {key_of(one): one for one in found}


def _read(file: Path, data: bytes, program: click.Command) -> Project:
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
        given = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said, remedy = "it is not in UTF-8", "Save it again with the encoding UTF-8."
        problem = Problem(str(file), line, 1, "not-utf8", said, remedy)
        raise BriefingError(str(problem)) from error
    # Besides errors of TOML: numbers with thousands of digits, thousands of brackets.
    except (ValueError, RecursionError, OverflowError) as error:
        raise BriefingError(str(_malformed(file, error))) from error
    checker = _Checker(file, text, program)
    for key, value in given.items():
        checker.check(key, value)
    if checker.problems:
        raise BriefingError("\n".join(map(str, checker.problems)))
    values = checker.values
    paths = (values.pop(key, None) for key in ("archive", "sign", "data"))
    archive, sign, data_folder = (Path(path) if path else None for path in paths)
    return Project(archive, sign, data_folder, values)


@dataclass(slots=True)
class _Checker:
    """Checks values, and collects problems."""

    file: Path
    text: str
    program: click.Command
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def check(self, key: str, value: Any) -> None:
        """Check a value as its option does, and keep it."""
        if key in _OF_ONE_RUN:
            said = f"“{key}” belongs to one run, and can be no default"
            remedy = f"Take it out, and give --{key} with the command where you want it."
            self._add(key, "of-one-run", said, remedy)
            return
        command = next((one for one in _commands(self.program) if key in _options(one)), None)
        if command is None:
            known = {name for one in _commands(self.program) for name in _options(one)}
            keys = sorted(known.difference(_OF_ONE_RUN))
            near = get_close_matches(key, keys, n=1)
            hint = f"Did you mean “{near[0]}”?" if near else f"There is: {', '.join(keys)}."
            self._add(key, "unknown-key", f"there is no key “{key}”", hint)
            return
        option = _options(command)[key]
        kind, written = _kind_of(key, option)
        if not _is_of_type(value, option):
            self._add(key, "wrong-type", f"“{key}” is {kind}", written)
            return
        if key in _KEEPING:
            self.values[key] = self._path(value)
            return
        try:
            self.values[key] = self._converted(key, value, command, option)
        except click.BadParameter as error:
            said = f"“{key}”: {error.message.rstrip('.')}"
            if isinstance(option.type, click.Choice):
                said = f"“{key}” is {kind}"
            self._add(key, "wrong-value", said, written)
        except ThemeError as error:
            self._add(key, "wrong-value", f"“theme”: {error}", written)
        except OSError as error:  # a name that is too long
            self._add(key, "wrong-value", f"“{key}”: {error.strerror or error}", written)

    def _converted(self, key: str, value: Any, command: click.Command, option: click.Option) -> Any:
        """A value as the command line takes it; raises what its option raises."""
        if key == "theme":
            from ..html.themes import find_theme

            value = self._theme(value)
            find_theme(templates_folder() / "themes", value)
        elif isinstance(option.type, click.Path):
            value = self._path(value)
        context = click.Context(command)
        option.type.convert(value, option, context)
        if option.callback and option.expose_value:
            option.callback(context, option, value)
        return value

    def _theme(self, name: str) -> str:
        """The name of a shipped theme, or the path of a folder relative to the file."""
        own = self._path(name)
        is_path = "/" in name or name.startswith("~")
        is_shipped = (templates_folder() / "themes" / name).is_dir()
        return own if is_path or (not is_shipped and Path(own).is_dir()) else name

    def _path(self, value: str) -> str:
        given = Path(value)
        with suppress(RuntimeError):  # “~name” of an unknown user
            given = given.expanduser()
        return str(self.file.parent / given)

    def _add(self, key: str, rule: str, said: str, remedy: str) -> None:
        line, column = _place_of(key, self.text)
        self.problems.append(Problem(str(self.file), line, column, rule, said, remedy))


def _is_of_type(value: Any, option: click.Option) -> bool:
    if option.is_flag:
        return isinstance(value, bool)
    if isinstance(option.type, click.types.IntParamType):
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _kind_of(key: str, option: click.Option) -> tuple[str, str]:
    """What a value must be, and how to write it."""
    if key in _KEEPING:
        return f"{_KEEPING[key]}, a path", f'Write it in quotes: {key} = "…"'
    if option.is_flag:
        return "true or false", f"Write {key} = true or {key} = false."
    if isinstance(option.type, click.types.IntParamType):
        return "a whole number", f"Write it without quotes: {key} = 2"
    if isinstance(option.type, click.Choice):
        choices = list(map(str, option.type.choices))
        return f"one of {', '.join(choices)}", f'Write it in quotes: {key} = "{choices[-1]}"'
    kind = "a path" if isinstance(option.type, click.Path) else "a text"
    return kind, f'Write it in quotes: {key} = "…"'


def _malformed(file: Path, error: Exception) -> Problem:
    said = str(error)
    found = re.search(r"\(at line (\d+), column (\d+)\)", said)
    line, column = (int(found[1]), int(found[2])) if found else (0, 0)
    reason = said.partition(" (at ")[0]
    if not isinstance(error, tomllib.TOMLDecodeError):
        is_deep = isinstance(error, RecursionError)
        reason = "its brackets are nested too deeply" if is_deep else "a number in it is too large"
    remedy = 'A line reads: archive = "folder"'
    return Problem(str(file), line, column, "toml-syntax", f"it is not TOML: {reason}", remedy)


def _place_of(key: str, text: str) -> tuple[int, int]:
    """Line and column of a key, or zeros if it is written in a rare way."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=\].]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number, len(line) - len(line.lstrip()) + 1
    return 0, 0
