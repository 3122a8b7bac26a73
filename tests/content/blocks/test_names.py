"""One name for each body: in full where a brief first names it, then the short one."""

from __future__ import annotations

from dataclasses import replace

from briefings.content.blocks import Composer
from briefings.content.blocks.prose import Prose
from briefings.content.blocks.tables import Table, TextRow
from briefings.content.blocks.timeline import Event, Timeline
from briefings.model import Entity, EntityKind, plain_text
from tests.tiny import ENTITIES, LEADS, LIBRARY, OLD, claim
from tests.tiny import composer as composer_of

BODIES = {
    "cell": Entity("cell", EntityKind.GROUP, "خلية الاتصالات لمكافحة داعش", "خلية الاتصالات"),
    "nato": Entity("nato", EntityKind.ORGANISATION, "حلف شمال الأطلسي", "الناتو"),
    "doe": Entity("doe", EntityKind.PERSON, "فلان بن فلان", "فلان"),
    "camp": Entity("camp", EntityKind.PLACE, "مخيم الهول", "الهول"),
    "bare": Entity("bare", EntityKind.ORGANISATION, "الأمم المتحدة"),
}


def composer() -> Composer:
    led = replace(LEADS, claims=tuple(claim("old-page", OLD, object=one) for one in BODIES))
    library = replace(
        LIBRARY, entities={**ENTITIES, **BODIES}, facts={**LIBRARY.facts, "leads": led}
    )
    return composer_of(library=library)


def said(one: Composer, text: str) -> str:
    return plain_text(one.sentence(text) or ())


def test_the_short_name_follows_the_long_one() -> None:
    one = composer()
    assert said(one, "أطلقت {=cell} حملة، ثم {=cell} أخرى.") == (
        "أطلقت خلية الاتصالات لمكافحة داعش حملة، ثم خلية الاتصالات أخرى."
    )
    assert said(one, "قال {=doe}، وقال {=doe}.") == "قال فلان بن فلان، وقال فلان."


def test_objects_of_relations_are_mentions_too() -> None:
    one = composer()
    full = "خلية الاتصالات لمكافحة داعش وحلف شمال الأطلسي وفلان بن فلان ومخيم الهول والأمم المتحدة"
    assert said(one, "{leads}") == full
    assert said(one, "{=nato}") == "الناتو"
    assert said(one, "{leads}") == "خلية الاتصالات والناتو وفلان ومخيم الهول والأمم المتحدة"


def test_places_and_what_has_no_short_name_keep_theirs() -> None:
    one = composer()
    assert [said(one, "{=camp} {=bare} {=AE}") for _ in range(2)] == [
        "مخيم الهول الأمم المتحدة الإمارات العربية المتحدة"
    ] * 2
    assert said(one, "{=camp|short}") == "الهول"


def test_titles_heads_of_rows_and_events_stand_alone() -> None:
    one = composer()
    said(one, "{=nato}")
    table = Table(("{=nato}", "ب"), (TextRow(("{=nato}", "{=nato}")),), title="{=nato}").view(one)
    assert table is not None
    assert plain_text(table.title or ()) == "حلف شمال الأطلسي"
    assert plain_text(table.columns[0]) == "حلف شمال الأطلسي"
    assert [plain_text(cell) for cell in table.rows[0]] == ["حلف شمال الأطلسي", "الناتو"]
    timeline = Timeline((Event("leads", "انضم {=nato}"),)).view(one)
    assert timeline is not None
    assert plain_text(timeline.events[0].told) == "انضم حلف شمال الأطلسي"


def test_a_label_is_no_mention() -> None:
    one = composer()
    one.label("{=nato}")
    view = Prose(("{=nato}.", "{=nato}."), title="{=nato}").view(one)
    assert view is not None
    assert plain_text(view.paragraphs[0]) == "حلف شمال الأطلسي. الناتو."
