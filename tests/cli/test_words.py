"""First guesses lead somewhere: what people type where a command stands."""

from __future__ import annotations

import re

import pytest

from .calling import call


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("build", "A build needs no command: briefings --topic TOPIC"),
        ("pdf", "A build needs no command"),
        ("list", "“topics”, “facts”, “meetings”, “themes”, and “editions list”"),
        ("new", "A topic is a YAML file in the folder “topics” of the data"),
        ("version", "It is an option: --version"),
        ("search", "“facts --search TEXT”"),
        ("edition", "“briefings editions” lists what can be done"),
        ("verify", "It is “editions verify”"),
        ("export", "It is “facts export”"),
        ("theme", "Did you mean “themes”?"),
        ("topic", "Did you mean “topics”?"),
        ("chek", "Did you mean “check”?"),
        ("Check", "Did you mean “check”?"),
        ("uk", "For a topic: --topic uk-contributions"),
        ("2024", "For a topic: --topic operations-2024 or --topic washington-2024"),
        ("afrika", "For a topic: --topic africa"),
        ("قطر", "For a topic: --topic قطر"),
    ],
)
def test_a_word_that_is_no_command_is_answered(word: str, told: str) -> None:
    run = call(word)
    assert run.exit_code == 2
    assert f"There is no command “{word}”. " in run.output
    assert told in run.output


def test_the_version_is_told_with_those_of_what_shapes_a_pdf() -> None:
    run = call("--version")
    assert run.exit_code == 0
    number = r"\d+(\.\d+)+"
    assert re.fullmatch(
        rf"briefings 0\.1\.0 \(Python {number}, WeasyPrint {number}, Matplotlib {number}, "
        rf"Pango {number}, HarfBuzz {number}\)\n",
        run.output,
    )
