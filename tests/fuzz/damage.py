"""Seeded damage: what happens to files on their way, and what somebody writes who means harm."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

NASTY = (
    b"\0",
    b"\0" * 64,
    b"\xff",
    b"\xfe\xff",
    b"\xed\xb2\x80",
    b"\x1b]0;title\x07",
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"\xcc\x81" * 300,
    b"[" * 3000,
    b"{" * 3000,
    b"<g>" * 3000,
    b"9" * 5000,
    b"-1",
    b"0",
    b"1e999",
    b"NaN",
    b"null",
    b"true",
    b"../../etc/passwd",
    b"/dev/zero",
    b"<script>",
    b"&a;",
    b"%s%n",
    b"=1+1",
    b"\r\n",
    b"\t",
    b'"',
    b"'",
    b": ",
    b"- ",
)


def damaged(random: Random, sound: bytes, other: bytes = b"") -> bytes:
    """The input with one to four damages; pieces of ``other`` may get into it."""
    data = bytearray(sound)
    for _ in range(random.randint(1, 4)):
        _damage(random, data, other or sound)
    return bytes(data)


def _damage(random: Random, data: bytearray, other: bytes) -> None:
    at = random.randrange(len(data) + 1)
    length = random.choice((1, 2, 4, 16, 200))
    match random.randrange(7):
        case 0 if at < len(data):
            data[at] ^= 1 << random.randrange(8)
        case 1 if at < len(data):
            data[at] = random.randrange(256)
        case 2:
            del data[at : at + length]
        case 3:
            data[at:at] = _choice(random, NASTY)
        case 4:
            data[at : at + length] = _choice(random, NASTY)
        case 5:
            start = random.randrange(len(other) + 1)
            data[at:at] = other[start : start + length]
        case _:
            if random.random() < 0.2:
                del data[at:]
            else:
                data[at:at] = data[at : at + length] * random.choice((1, 3, 50))


def damaged_words(random: Random, sound: str) -> str:
    """The text with one of its words replaced or repeated, which leaves its syntax mostly sound."""
    words = sound.split(" ")
    at = random.randrange(len(words))
    match random.randrange(4):
        case 0:
            words[at] = _choice(random, NASTY).decode("utf-8", "surrogateescape")
        case 1:
            words[at] = random.choice(words)
        case 2:
            words.insert(at, random.choice(words))
        case _:
            del words[at]
    return " ".join(words)


def _choice(random: Random, several: Sequence[bytes]) -> bytes:
    return random.choice(several)
