"""Arabic examples of the values of keys, for JSON Schemas and for messages about missing keys.

The model describes its keys in English, see :func:`briefings.model.key`. It lies below this
package, so :func:`briefings.data.keys_of` adds the examples when it reads the keys.
"""

from __future__ import annotations

from collections.abc import Mapping

from briefings.model import Meeting, Unit, UnitForms

_EXAMPLES: Mapping[type, Mapping[str, str]] = {
    UnitForms: {
        "zero": "لا أشخاص",
        "one": "شخص واحد",
        "two": "شخصان",
        "few": "أشخاص",
        "many": "شخصًا",
        "other": "شخص",
        "two_oblique": "شخصين",
    },
    Unit: {
        "name": "بالجنيه الإسترليني",
    },
    Meeting: {
        "marking": "رسمي",
    },
}
"""The examples by class of record and name of the key."""


def with_example(description: str, record: type, key: str) -> str:
    """The description of a record's key with its example, if it has one: “With 0: لا أشخاص”.

    ``description`` is a sentence with a full stop, and so is the result; ``record`` is the
    class that has the key.
    """
    example = _EXAMPLES.get(record, {}).get(key)
    return f"{description.removesuffix('.')}: {example}." if example else description
