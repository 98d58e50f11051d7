"""Passwords and keys: made, hashed, compared."""

import hashlib
import hmac
import secrets
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD: Final = 10
LONGEST_PASSWORD: Final = 200
# RFC 9106's second recommended choice, for machines that share their memory.
_HASHER: Final = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# Each hash takes 64 MiB: a crowd at the door waits in line.
_AT_ONCE: Final = BoundedSemaphore(2)
# Compared with when nobody has the name, so that the answer takes as long.
_NOBODY: Final = _HASHER.hash(secrets.token_hex())
_PLAIN: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def hashed(password: str) -> str:
    """Return what is stored in place of the password."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def fits(password: str, password_hash: str | None) -> bool:
    """Say whether it is the password; as slow where there is no hash to compare with."""
    with _AT_ONCE:
        try:
            _HASHER.verify(password_hash or _NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def made_up_password() -> str:
    """Return a password that can be read out and typed."""
    groups = ("".join(secrets.choice(_PLAIN) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def new_key() -> str:
    """Return a key nobody can guess."""
    return secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """Return what is stored in place of a key; it has too many bits to need more than SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()


def csrf_token(key: str) -> str:
    """Return the word that forms of this log-in carry."""
    return hmac.new(key.encode(), b"csrf", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two words in the same time whether they differ early or late."""
    return hmac.compare_digest(one.encode(), other.encode())
