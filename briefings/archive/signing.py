"""Signatures and keys in the formats of `minisign <https://jedisct1.github.io/minisign/>`_."""

from __future__ import annotations

import base64
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
    """A public key; ``text`` is the Base64 line of a public key file."""

    text: str

    @classmethod
    def read(cls, file: Path) -> PublicKey:
        """Read a file such as ``minisign.pub``; raises ArchiveError if it holds no public key."""
        line = _key_line(file)
        if len(_decoded(line)) == _SECRET_BYTES:
            raise ArchiveError(
                f"{file} is a secret key: give the public one, and show this one to nobody."
            )
        return cls.parse(line, str(file))

    @classmethod
    def parse(cls, text: str, where: str = "") -> PublicKey:
        """Parse a Base64 line; raises ArchiveError, which names ``where``, if it is no key."""
        import minisign

        try:
            minisign.PublicKey.from_base64(text)
        except ValueError as error:
            raise ArchiveError(f"{where or text} is not a public key of minisign.") from error
        return cls(text)

    @property
    def id(self) -> str:
        """The key id as minisign prints it: ``E7620F1842B4E81F``."""
        return _decoded(self.text)[9:1:-1].hex().upper()

    def check(self, data: bytes, signature: bytes) -> str:
        """Verify a signature of ``data``; returns its trusted comment.

        Raises ArchiveError if it is malformed, of other data, or made with another key.
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
    """Read a secret key; returns a function that signs data.

    ``comment`` is the trusted comment, printable ASCII on one line, which is signed as well.
    ``password`` is called only if the key is encrypted. Raises ArchiveError if the file holds no
    secret key, the password is wrong, or the comment is invalid.
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
            # Only this detects damage to a key without a password.
            key.get_public_key().verify(data, signature)
        except minisign.VerifyError as error:
            raise ArchiveError(
                f"{file} is damaged: its two halves do not belong together."
            ) from error
        except ValueError as error:
            raise ArchiveError(f"The comment “{comment}” cannot be signed: {error}.") from error
        return bytes(signature) + b"\n"

    sign(b"")  # report errors now, before anything is built
    return sign


class Keys(NamedTuple):
    """A key pair, as the bytes of the two key files."""

    secret: bytes
    public: bytes


def new_keys(password: str | None = None) -> Keys:
    """Generate a key pair; encrypts the secret key if a password is given."""
    import minisign

    pair = minisign.KeyPair.generate()
    key = PublicKey(pair.public_key.to_base64().decode())
    pair.public_key.untrusted_comment = f"minisign public key {key.id}"
    if password is not None:
        pair.secret_key.encrypt(password)
    return Keys(bytes(pair.secret_key) + b"\n", bytes(pair.public_key) + b"\n")


def _key_line(file: Path) -> str:
    """The Base64 line of a key file, below an optional comment; empty if the file has none."""
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
    except ValueError:
        return b""
