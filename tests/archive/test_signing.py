"""Signatures are those of minisign."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from briefings.archive import PublicKey, new_keys, signer
from briefings.errors import ArchiveError

# Known answers of minisign's implementations: the data are “test”.
PUBLIC = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
LEGACY = b"""\
untrusted comment: signature from minisign secret key
RWQf6LRCGA9i59SLOFxz6NxvASXDJeRtuZykwQepbDEGt87ig1BNpWaVWuNrm73YiIiJbq71Wi+dP9eKL8OC351vwIasSSbXxwA=
trusted comment: timestamp:1555779966\tfile:test
QtKMXWyYcwdpZAlPF7tE2ENJkRd1ujvKjlj1m9RtHTBnZPa5WKU5uWRs5GoP5M/VqE81QFuMKI5k/SfNQUaOAA==
"""
PREHASHED = b"""\
untrusted comment: signature from minisign secret key
RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=
trusted comment: timestamp:1556193335\tfile:test
y/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==
"""

# Made with minisign 0.11: a key by “minisign -G -W”, and its signature of “hello” by “-t”.
SECRET_FILE = """\
untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAl9ST3v4q4kgODeFxTUUKR97+z5KcyxSmF6w1Gl2Px9zMuVHsoajt+ENX76mKX22tJ16BD+44ttz5uyYxz7EW2qFDZmIcPlBVAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
"""  # noqa: S105 — made for this test
PUBLIC_FILE = """\
untrusted comment: minisign public key 48E22AFEDE93D497
RWSX1JPe/iriSENX76mKX22tJ16BD+44ttz5uyYxz7EW2qFDZmIcPlBV
"""
SIGNATURE = b"""\
untrusted comment: signature from minisign secret key
RUSX1JPe/iriSJ+TaJ1yHCgIv6nZZH2rTJML8Wi2WmhHATIty8KA3znSuunRCzw9mUiS7ckU9P2nLsKCu1wa7pXOs5O91OlcnA0=
trusted comment: known answer
jz9chm2Z8SrcAy+lkJyoDYKPorzstadTa8Ahg8OjobHeo7jp207kG3sIU/vETnESQ1gviLEDZ1F9TLy783tUAg==
"""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "minisign.key"
    file.write_text(SECRET_FILE)
    return file


@pytest.fixture
def public(tmp_path: Path) -> Path:
    file = tmp_path / "minisign.pub"
    file.write_text(PUBLIC_FILE)
    return file


def _never() -> str:
    raise AssertionError("asked for a password")


@pytest.mark.parametrize("signature", [LEGACY, PREHASHED], ids=["legacy", "prehashed"])
def test_signatures_of_minisign_are_accepted(signature: bytes) -> None:
    key = PublicKey.parse(PUBLIC)
    assert key.id == "E7620F1842B4E81F"
    assert key.check(b"test", signature).endswith("\tfile:test")
    with pytest.raises(ArchiveError, match="does not fit"):
        key.check(b"Test", signature)
    with pytest.raises(ArchiveError, match="does not fit"):
        key.check(b"test", signature.replace(b"file:test", b"file:Test"))


def test_a_signature_is_the_one_that_minisign_makes(secret: Path, public: Path) -> None:
    assert signer(secret, comment="known answer", password=_never)(b"hello") == SIGNATURE
    key = PublicKey.read(public)
    assert key.id == "48E22AFEDE93D497"
    assert key.check(b"hello", SIGNATURE) == "known answer"


def test_new_keys_fit_each_other(tmp_path: Path) -> None:
    keys = new_keys("كلمة السر")
    file = tmp_path / "key"
    file.write_bytes(keys.secret)
    (tmp_path / "pub").write_bytes(keys.public)
    key = PublicKey.read(tmp_path / "pub")
    signature = signer(file, comment="x", password=lambda: "كلمة السر")(b"data")
    assert key.check(b"data", signature) == "x"
    assert keys.public.decode().startswith(f"untrusted comment: minisign public key {key.id}\n")
    with pytest.raises(ArchiveError, match="wrong password"):
        signer(file, comment="x", password=lambda: "كلمه السر")
    assert new_keys().secret != new_keys().secret


def test_another_key_is_told_by_its_number() -> None:
    with pytest.raises(ArchiveError, match="E7620F1842B4E81F, not with 48E22AFEDE93D497"):
        PublicKey.parse(PUBLIC_FILE.rsplit(maxsplit=1)[-1]).check(b"test", PREHASHED)


def test_a_damaged_key_is_told(secret: Path) -> None:
    comment, line = SECRET_FILE.splitlines()
    data = bytearray(base64.b64decode(line))
    data[70] ^= 1
    secret.write_text(f"{comment}\n{base64.b64encode(data).decode()}\n")
    with pytest.raises(ArchiveError, match="damaged"):
        signer(secret, comment="x", password=_never)


def test_a_comment_on_two_lines_is_told(secret: Path) -> None:
    with pytest.raises(ArchiveError, match="comment"):
        signer(secret, comment="one\ntwo", password=_never)


def test_the_wrong_file_is_told(tmp_path: Path, secret: Path, public: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"\xff\x00")
    words = tmp_path / "words"
    words.write_text("no key\n")
    with pytest.raises(ArchiveError, match="is a public key: sign with the secret one"):
        signer(public, comment="x", password=_never)
    with pytest.raises(ArchiveError, match="is a secret key: give the public one"):
        PublicKey.read(secret)
    for file in (other, words):
        with pytest.raises(ArchiveError, match=r"not a (secret key|key file)"):
            signer(file, comment="x", password=_never)
        with pytest.raises(ArchiveError, match=r"not a (public key|key file)"):
            PublicKey.read(file)
    with pytest.raises(ArchiveError, match="No such file"):
        PublicKey.read(tmp_path / "none")
    with pytest.raises(ArchiveError, match="not a signature"):
        PublicKey.read(public).check(b"", b"nothing")
