"""Signatures that `minisign <https://jedisct1.github.io/minisign/>`_ makes and checks as well."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..atomic import read_regular
from ..errors import ArchiveError

_PUBLIC_BYTES = 42
_SECRET_BYTES = 158
_MOST = 10_000  # bytes of a key file, which has two lines


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What signatures are checked with, as the line of letters in a public key file."""

    text: str

    @classmethod
    def read(cls, file: Path) -> PublicKey:
        """The key in a file such as ``minisign.pub``. Raises ArchiveError if there is none."""
        line = _key_line(file)
        if len(_decoded(line)) == _SECRET_BYTES:
            raise ArchiveError(
                f"{file} is a secret key: give the public one, and show this one to nobody."
            )
        return cls.parse(line, str(file))

    @classmethod
    def parse(cls, text: str, where: str = "") -> PublicKey:
        """The key written as a line of letters. Raises ArchiveError if it is none."""
        import minisign

        try:
            minisign.PublicKey.from_base64(text)
        except ValueError as error:
            raise ArchiveError(f"{where or text} is not a public key of minisign.") from error
        return cls(text)

    @property
    def id(self) -> str:
        """The number by which minisign calls it: ``E7620F1842B4E81F``."""
        return _decoded(self.text)[9:1:-1].hex().upper()

    def check(self, data: bytes, signature: bytes) -> str:
        """The trusted comment of a signature of some data.

        Raises ArchiveError if it is none, not of these data, or made with another key.
        """
        import minisign

        try:
            parsed = minisign.Signature.from_bytes(signature)
        except ValueError as error:
            raise ArchiveError(f"This is not a signature of minisign: {error}.") from error
        signer = _decoded(signature.splitlines()[1].decode())[9:1:-1].hex().upper()
        if signer != self.id:
            raise ArchiveError(f"Signed with the key {signer}, not with {self.id}.")
        try:
            minisign.PublicKey.from_base64(self.text).verify(data, parsed)
        except ValueError as error:
            raise ArchiveError("The signature does not fit: what was signed is changed.") from error
        return str(parsed.trusted_comment)


def signer(file: Path, *, comment: str, password: Callable[[], str]) -> Callable[[bytes], bytes]:
    """Read a secret key; what is returned makes the signature of some data.

    ``comment`` is the trusted comment, printable ASCII on one line, which is signed as well.
    ``password`` is called only for a key that is encrypted. Raises ArchiveError if the file holds
    no secret key, the password is wrong, or the comment is not fit.
    """
    import minisign

    line = _key_line(file)
    if len(_decoded(line)) == _PUBLIC_BYTES:
        raise ArchiveError(f"{file} is a public key: sign with the secret one.")
    try:
        key = minisign.SecretKey.from_base64(line)
    except ValueError as error:
        raise ArchiveError(f"{file} is not a secret key of minisign.") from error
    if key.is_encrypted():
        secret = password()
        try:
            key.decrypt(secret)
        except ValueError as error:
            raise ArchiveError(f"{file}: {error}.") from error
        except MemoryError as error:
            raise ArchiveError(
                f"{file}: there is not enough memory to open this key; a key takes up to 1 GB."
            ) from error

    def sign(data: bytes) -> bytes:
        try:
            signature = key.sign(data, trusted_comment=comment)
            # Nothing else tells that a key without a password is damaged.
            key.get_public_key().verify(data, signature)
        except minisign.VerifyError as error:
            raise ArchiveError(
                f"{file} is damaged: its two halves do not belong together."
            ) from error
        except ValueError as error:
            raise ArchiveError(f"The comment “{comment}” cannot be signed: {error}.") from error
        return bytes(signature) + b"\n"

    sign(b"")  # what is wrong is told now, before anything is built
    return sign


class Keys(NamedTuple):
    """A new pair of keys, as the bytes of the two files."""

    secret: bytes
    public: bytes


def new_keys(password: str | None = None) -> Keys:
    """A new pair of keys; the secret one is encrypted if a password is given."""
    import minisign

    pair = minisign.KeyPair.generate()
    key = PublicKey(pair.public_key.to_base64().decode())
    pair.public_key.untrusted_comment = f"minisign public key {key.id}"
    if password is not None:
        pair.secret_key.encrypt(password)
    return Keys(bytes(pair.secret_key) + b"\n", bytes(pair.public_key) + b"\n")


def _key_line(file: Path) -> str:
    """The line of letters in a key file, which is the only one or stands below a comment."""
    try:
        text = read_regular(file, _MOST).decode("utf-8")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
    except OSError as error:
        raise ArchiveError(f"{file}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ArchiveError(f"{file} is not a key file of minisign.") from error
    if len(lines) == 2 and lines[0].startswith("untrusted comment: "):
        return lines[1]
    return lines[0] if len(lines) == 1 else ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return b""
