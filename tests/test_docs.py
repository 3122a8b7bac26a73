"""The examples of the documentation are sound: who copies one must not meet a mistake."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from runpy import run_path

import pytest

from briefings.arabic import Arabic
from briefings.content.blocks import KINDS, Composer
from briefings.data import load_library, load_meeting
from briefings.facts.selection import Selection
from briefings.html.theme import audit_theme, load_theme
from briefings.html.theme.variables import GROUPS

ROOT = Path(__file__).parents[1]
BLOCKS = re.findall(
    r"```yaml\n(- kind: .*?)```", (ROOT / "docs/blocks.md").read_text("utf-8"), re.DOTALL
)


def test_every_kind_of_block_has_an_example() -> None:
    assert set(re.findall(r"^- kind: (\S+)", "\n".join(BLOCKS), re.MULTILINE)) == set(KINDS)


@pytest.mark.parametrize("example", BLOCKS, ids=lambda text: text.split()[2])
def test_the_examples_of_blocks_are_sound_and_say_something(example: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    topic = f'title: "أ"\nsummary: "ب"\nbottom_line: ["{{coalition-members}}"]\nblocks:\n{example}'
    if "kind: sources" not in example:
        topic += "- kind: sources\n"
    (tmp_path / "data/topics/example.yaml").write_text(topic, "utf-8")
    library = load_library(tmp_path / "data")
    day = date(2026, 11, 21)
    composer = Composer(Selection(library, day), Arabic(), day)
    composer.sentence("{coalition-members}")
    for block in library.topics["example"].blocks:
        view = block.view(composer)
        assert view is not None
        drawn = 1 if block.kind == "map" else len(getattr(block, "panels", ()))
        assert len(getattr(view, "pictures", ())) == drawn


@pytest.mark.parametrize(("name", "sign"), [("entities", "kind: group"), ("units", "two_oblique")])
def test_the_examples_of_records_are_sound(name: str, sign: str, tmp_path: Path) -> None:
    page = (ROOT / "docs/data.md").read_text("utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    example = next(one for one in examples if sign in one)
    shutil.copytree(ROOT / "data", tmp_path / "data")
    path = tmp_path / f"data/{name}.yaml"
    shipped = path.read_text("utf-8")
    for id_ in re.findall(r"^(\w[\w-]*):", example, re.MULTILINE):
        shipped = re.sub(rf"^{id_}:.*\n(  .*\n)*", "", shipped, flags=re.MULTILINE)
    path.write_text(shipped + "\n" + example, "utf-8")
    load_library(tmp_path / "data")


def test_the_example_of_a_meeting_is_sound(tmp_path: Path) -> None:
    page = (ROOT / "docs/data.md").read_text("utf-8")
    example = next(
        one for one in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "agenda:" in one
    )
    file = tmp_path / "directors.yaml"
    file.write_text(example, "utf-8")
    meeting = load_meeting(file, load_library(ROOT / "data"))
    assert meeting.id == "directors"
    assert meeting.topics == ("africa", "humanitarian-funding", "working-groups")


def test_the_table_of_variables_is_that_of_the_program() -> None:
    page = (ROOT / "docs/themes.md").read_text("utf-8")
    table = page.partition("## The variables")[2].partition("-->\n")[2].strip()
    assert table == _variables_table(), "Put this into docs/themes.md:\n" + _variables_table()


def _variables_table() -> str:
    default = load_theme(ROOT / "templates/themes/default").variables
    lines = []
    for group, variables in GROUPS.items():
        lines += [f"### {group}", "", "| Variable | What it is | It must be | Default |"]
        lines += ["|---|---|---|---|"]
        for one in variables:
            meaning = one.meaning
            if one.on:
                grounds = ", ".join(f"`--{name}`" for name in one.on)
                meaning += f" (on {grounds}, {one.contrast:g}:1)"
            cells = f"`--{one.name}`", meaning, one.allowed, f"`{default[one.name]}`"
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines).strip()


def test_the_theme_that_is_printed_is_sound(tmp_path: Path) -> None:
    page = (ROOT / "docs/themes.md").read_text("utf-8")
    (css,) = (text for text in re.findall(r"```css\n(.*?)```", page, re.DOTALL) if ":root" in text)
    (logo,) = re.findall(r"```xml\n(.*?)```", page, re.DOTALL)
    shutil.copytree(ROOT / "templates/themes/default/fonts", tmp_path / "fonts")
    (tmp_path / "theme.css").write_text(css, "utf-8")
    (tmp_path / "logo.svg").write_text(logo, "utf-8")
    assert {problem.level for problem in audit_theme(tmp_path)} == {"note"}


def test_every_rule_for_themes_is_explained() -> None:
    page = (ROOT / "docs/themes.md").read_text("utf-8")
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "briefings/html/theme").glob("*.py")
    )
    rules = set(re.findall(r'"([a-z-]+)",? (?:message|f"|"it )', source))
    assert {"contrast", "shared-glyph", "logo", "value", "twin-fonts"} <= rules
    assert rules - set(re.findall(r"`([a-z-]+)`", page)) == set()


def test_the_page_of_the_command_line_is_that_of_the_program() -> None:
    page = (ROOT / "docs/command-line.md").read_text("utf-8")
    renewed = run_path(str(ROOT / "docs/make_command_line.py"))["renewed"]
    assert renewed(page) == page, "Run .venv/bin/python docs/make_command_line.py"


def test_the_keys_of_a_batch_are_those_of_the_program() -> None:
    page = (ROOT / "docs/batch.md").read_text("utf-8")
    renewed = run_path(str(ROOT / "docs/make_batch_keys.py"))["renewed"]
    assert renewed(page) == page, "Run .venv/bin/python -m docs.make_batch_keys"
