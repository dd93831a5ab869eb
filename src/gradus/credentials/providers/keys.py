"""The key store: Ed25519 keys, sealed at rest; a secret is open only while it signs.

Sealed with AES-256-GCM under a key that HKDF-SHA256 draws from the installation's secret
(kept apart from the database) and a salt; the public key is authenticated with it.
"""

import secrets
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gradus.credentials.rules.did import multibase

SALT: Final = 16
NONCE: Final = 12
PURPOSE: Final = b"gradus issuer key 1"


class WrongSecret(RuntimeError):
    """The sealed key does not open: the installation's secret is another than when it was made."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key pair just made: the public half, and the sealed secret one."""

    public: str
    sealed: bytes


class KeyStore(Protocol):
    """Where issuers' keys live; a hosted signer would be another of this kind."""

    def make(self) -> NewKey:
        """Make a key pair."""

    def sign(self, message: bytes, *, public: str, sealed: bytes) -> bytes:
        """Sign with the secret half of `public`."""


@dataclass(frozen=True, slots=True, repr=False)
class SealedKeys:
    """Keys as sealed bytes that the caller keeps."""

    secret: str

    def make(self) -> NewKey:
        key = Ed25519PrivateKey.generate()
        public = multibase(key.public_key().public_bytes_raw())
        salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
        box = AESGCM(self._key(salt)).encrypt(nonce, key.private_bytes_raw(), public.encode())
        return NewKey(public, salt + nonce + box)

    def sign(self, message: bytes, *, public: str, sealed: bytes) -> bytes:
        salt, nonce, box = sealed[:SALT], sealed[SALT : SALT + NONCE], sealed[SALT + NONCE :]
        try:
            raw = AESGCM(self._key(salt)).decrypt(nonce, box, public.encode())
        except InvalidTag:
            message_ = "The issuer's key does not open with this CREDENTIAL_KEY_SECRET."
            raise WrongSecret(message_) from None
        return Ed25519PrivateKey.from_private_bytes(raw).sign(message)

    def _key(self, salt: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt, PURPOSE).derive(self.secret.encode())
