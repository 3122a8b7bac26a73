"""The examples of the documentation are sound: who copies one must not meet a mistake."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from briefings.blocks import KINDS, Composer
from briefings.library import load_library, load_meeting
from briefings.locales import Arabic
from briefings.selection import Selection

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
        assert len(getattr(view, "pictures", ())) == len(getattr(block, "panels", ()))


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
