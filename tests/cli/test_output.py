"""Nothing that a file, a name or an argument holds makes a terminal do anything."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import click
import pytest

from briefings.cli import output
from briefings.cli.output import complain, dim, message, result, result_json, strong, visible

TITLE = "\x1b]0;owned\x07"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("نص (1) — text\u200f \u061c90٪", "نص (1) — text\u200f \u061c90٪"),
        ("\x1b[2J\x1b[1m", r"\x1b[2J\x1b[1m"),
        ("a\rb\nc\td\0\x08", r"a\rb\nc\td\x00\x08"),
        ("\x7f\x85\x9b31m", r"\x7f\x85\x9b31m"),
        ("a\u2028b\u2029c", r"a\u2028b\u2029c"),
        ("abc\u202etxt.exe\u202c", r"abc\u202etxt.exe\u202c"),
        ("caf\udce9.pdf", r"caf\xe9.pdf"),
        ("\ud800", r"\ud800"),
        ("a \u2066B\u2069 c", "a \u2066B\u2069 c"),
        ("a \u2066B c", r"a \u2066B c"),
        ("a\u2069\u2067 c", r"a\u2069\u2067 c"),
    ],
)
def test_what_a_terminal_obeys_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_an_isolate_does_not_reach_into_the_next_line() -> None:
    assert visible("\u2067a\nb\u2069\n\u2067c\u2069", lines=True) == (
        "\\u2067a\nb\\u2069\n\u2067c\u2069"
    )


def test_every_way_of_printing_goes_through_it(capsys: pytest.CaptureFixture[str]) -> None:
    result(f"{strong(TITLE)} {dim(TITLE)} {TITLE}\n")
    message(f"first\n{TITLE}")
    complain(TITLE)
    shown = r"\x1b]0;owned\x07"
    out, err = capsys.readouterr()
    assert out == f"{shown} {shown} {shown}\\n\n"
    assert err == f"first\n{shown}\nerror: {shown}\n"


def test_styles_are_the_programs_own(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_colour", lambda: True)
    result(f"{strong('a')} {dim('b')} \x1b[1mc {strong('')}")
    complain("d")
    out, err = capsys.readouterr()
    assert out == "\x1b[1ma\x1b[0m \x1b[2mb\x1b[0m \\x1b[1mc \n"
    assert err == "\x1b[31m\x1b[1merror: \x1b[0md\n"


def test_arabic_in_visual_order_cannot_smuggle(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output.manner, "visual", True)
    monkeypatch.setattr(output, "_colour", lambda: True)
    result(output.shaped(f"نص {strong('غليظ')} \u202e{TITLE}"))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_json_is_the_same_for_machines_and_safe_for_terminals(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [{"أ": TITLE + "\x7f\x9b\u2028\u202e\u2066\udcff — نص"}]
    result_json(rows)
    out = capsys.readouterr().out
    assert json.loads(out) == rows
    assert all(letter == "\n" or letter.isprintable() for letter in out)
    assert "أ" in out


def test_wrong_usage_repeats_arguments_safely(capsys: pytest.CaptureFixture[str]) -> None:
    output.complain_of(click.BadParameter(f"{TITLE} is none"))
    assert capsys.readouterr().err == "Error: Invalid value: \\x1b]0;owned\\x07 is none\n"


def test_nothing_is_printed_around_the_gate(checkout: Path) -> None:
    ways = {"echo", "secho", "echo_via_pager", "style", "print", "pprint", "write", "writelines"}
    found = set()
    for path in (checkout / "briefings" / "cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            owner = ast.unparse(node.func).rpartition(".")[0]
            if name in ways and owner in ("", "click", "sys.stdout", "sys.stderr", "console"):
                found.add((path.name, name))
    assert {file for file, _ in found} == {"output.py"}
