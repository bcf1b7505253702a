"""The vault key and the small files that hold it wrapped.

Everything here is composed of named primitives: Argon2id (RFC 9106), HKDF-SHA256 (RFC 5869),
ChaCha20-Poly1305 (RFC 8439) and age (age-encryption.org/v1). Bytes in, bytes out; no files are touched.
"""

import base64
import errno
import hmac
import os
import unicodedata
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from medledare.domain.problems import N_, Damaged, WrongPassphrase, WrongRecoveryKey
from medledare.vault.age import BadAgeKey, NotForUs, open_with, recipient_of, seal_to
from medledare.vault.info import canonical, checked, with_check

KEY_BYTES = 32
NONCE_BYTES = 12
_SALT_BYTES = 16
_MEMORY_KIB = range(64 * 1024, 1024 * 1024 + 1)
_ITERATIONS = range(1, 17)
_LANES = range(1, 17)

_OUT_OF_BOUNDS = N_("the cost of the key derivation is outside its bounds")
_BAD_FIELDS = N_("a key file does not hold what it should")
ALTERED = N_("a key file was altered")
_WRONG_VAULT = N_("a key file belongs to another vault")


class VaultKey(NamedTuple):
    """The key of one vault. ``vault``: its id; ``secret``: 32 bytes, never shown by ``repr``."""

    vault: str
    secret: bytes

    def __repr__(self) -> str:
        return f"VaultKey(vault={self.vault!r})"


class KdfCost(NamedTuple):
    """What one guess at the passphrase costs: Argon2id memory in KiB, passes over it, and lanes."""

    memory_kib: int = 262_144
    iterations: int = 3
    lanes: int = 4

    def within_bounds(self) -> bool:
        """64 MiB to 1 GiB, 1 to 16 passes, 1 to 16 lanes."""
        return self.memory_kib in _MEMORY_KIB and self.iterations in _ITERATIONS and self.lanes in _LANES


DEFAULT = KdfCost()


class Common(NamedTuple):
    """What every key file repeats, so that vault.json could be rebuilt from any of them."""

    vault: str
    capture: str

    def fields(self, kind: str) -> dict[str, object]:
        return {"format": 1, "kind": kind, "vault": self.vault, "capture": self.capture}


def new_vault_key(vault: str) -> VaultKey:
    """A fresh random key."""
    return VaultKey(vault, os.urandom(KEY_BYTES))


def subkey(key: VaultKey, purpose: str, salt: bytes | None = None) -> bytes:
    """32 bytes for one purpose, by HKDF-SHA256 from the vault key."""
    return derive(key.secret, f"medledare {purpose} 1".encode(), salt)


def derive(secret: bytes, info: bytes, salt: bytes | None) -> bytes:
    """HKDF-SHA256 to 32 bytes."""
    return HKDF(SHA256(), KEY_BYTES, salt, info).derive(secret)


def wrap_with_passphrase(key: VaultKey, common: Common, passphrase: str, cost: KdfCost) -> bytes:
    """The content of keys/passphrase.json. Raises ValueError when ``cost`` is outside its bounds, OSError (memory)."""
    if not cost.within_bounds():
        raise ValueError(_OUT_OF_BOUNDS)
    salt = os.urandom(_SALT_BYTES)
    fields = common.fields("passphrase") | {
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "salt": _text(salt),
    }
    return _wrapped(fields, _stretch(passphrase, salt, cost), key.secret)


def unwrap_with_passphrase(content: bytes, path: Path, vault: str, passphrase: str) -> VaultKey:
    """The vault key from keys/passphrase.json. Raises WrongPassphrase, Damaged, or OSError (too little memory)."""
    fields = _fields(content, path, vault, "passphrase")
    numbers = [fields.get(name) for name in ("memory_kib", "iterations", "lanes")]
    if not all(type(number) is int for number in numbers) or fields.get("kdf") != "argon2id":
        raise Damaged(what=_BAD_FIELDS, where=path)
    cost = KdfCost(*numbers)  # type: ignore[arg-type]  # checked on the line above
    if not cost.within_bounds():
        raise Damaged(what=_OUT_OF_BOUNDS, where=path)
    salt = _bytes(fields, "salt", path)
    if len(salt) != _SALT_BYTES:
        raise Damaged(what=_BAD_FIELDS, where=path)
    wrapping = _stretch(passphrase, salt, cost)
    try:
        return VaultKey(vault, _unwrapped(fields, wrapping, path))
    except InvalidTag:
        raise WrongPassphrase from None


def wrap_for_recovery(key: VaultKey, common: Common, recipient: str) -> bytes:
    """The content of keys/recovery.json: the vault key, age-encrypted to the recovery recipient."""
    fields = common.fields("recovery") | {
        "recipient": recipient,
        "wrapped": _text(seal_to(recipient, key.secret)),
    }
    return with_check(fields | {"mac": _mac(key, fields)})


def unwrap_with_recovery(content: bytes, path: Path, vault: str, identity: str) -> VaultKey:
    """The vault key from keys/recovery.json. Raises WrongRecoveryKey or Damaged."""
    fields = _fields(content, path, vault, "recovery")
    try:
        recipient = recipient_of(identity)
    except BadAgeKey:
        raise WrongRecoveryKey from None
    if recipient != fields.get("recipient"):
        raise WrongRecoveryKey
    try:
        key = VaultKey(vault, open_with(identity, _bytes(fields, "wrapped", path)))
    except NotForUs:
        raise Damaged(what=ALTERED, where=path) from None
    mac = fields.pop("mac", None)
    if len(key.secret) != KEY_BYTES or not (isinstance(mac, str) and hmac.compare_digest(mac, _mac(key, fields))):
        raise Damaged(what=ALTERED, where=path)
    return key


def recovery_recipient(content: bytes, path: Path, key: VaultKey) -> str:
    """The recipient in keys/recovery.json, proven by the vault key to be the one it was written with.

    Whoever can write to the folder could put in a recipient of his own, and would be sent the next backup. Raises
    Damaged.
    """
    fields = _fields(content, path, key.vault, "recovery")
    mac = fields.pop("mac", None)
    recipient = fields.get("recipient")
    if not (isinstance(mac, str) and hmac.compare_digest(mac, _mac(key, fields)) and isinstance(recipient, str)):
        raise Damaged(what=ALTERED, where=path)
    return recipient


def wrap_for_keyring(key: VaultKey, common: Common, device: str, wrapping: bytes) -> bytes:
    """The content of keys/keyring-<device>.json. ``wrapping``: the 32 bytes that lie in the system keyring."""
    return _wrapped(common.fields("keyring") | {"device": device}, wrapping, key.secret)


def unwrap_with_keyring(content: bytes, path: Path, vault: str, device: str, wrapping: bytes) -> VaultKey | None:
    """The vault key from keys/keyring-<device>.json; None if ``wrapping`` is not its key. Raises Damaged."""
    fields = _fields(content, path, vault, "keyring")
    if fields.get("device") != device:
        raise Damaged(what=_BAD_FIELDS, where=path)
    try:
        return VaultKey(vault, _unwrapped(fields, wrapping, path))
    except InvalidTag:
        return None


def wrap_capture(key: VaultKey, common: Common, identity: str) -> bytes:
    """The content of keys/capture.json: the identity that opens what capture sealed."""
    return _wrapped(common.fields("capture"), subkey(key, "capture"), identity.encode())


def unwrap_capture(content: bytes, path: Path, key: VaultKey) -> str:
    """The capture identity. Raises Damaged, also when the vault key is not the right one."""
    fields = _fields(content, path, key.vault, "capture")
    try:
        identity = _unwrapped(fields, subkey(key, "capture"), path).decode("ascii", "replace")
        recipient_of(identity)
    except (InvalidTag, BadAgeKey):
        raise Damaged(what=ALTERED, where=path) from None
    return identity


def _stretch(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    # Loaded here, as an open session never stretches a passphrase.
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    normal = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return kdf.derive(normal)
    except MemoryError:
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from None


def _wrapped(fields: dict[str, object], wrapping: bytes, secret: bytes) -> bytes:
    fields = fields | {"nonce": _text(nonce := os.urandom(NONCE_BYTES))}
    sealed = ChaCha20Poly1305(wrapping).encrypt(nonce, secret, canonical(fields))
    return with_check(fields | {"wrapped": _text(sealed)})


def _unwrapped(fields: dict[str, object], wrapping: bytes, path: Path) -> bytes:
    sealed, nonce = _bytes(fields, "wrapped", path), _bytes(fields, "nonce", path)
    if len(nonce) != NONCE_BYTES:
        raise Damaged(what=_BAD_FIELDS, where=path)
    rest = {name: value for name, value in fields.items() if name != "wrapped"}
    return ChaCha20Poly1305(wrapping).decrypt(nonce, sealed, canonical(rest))


def _fields(content: bytes, path: Path, vault: str, kind: str) -> dict[str, object]:
    fields = checked(content, path)
    if fields.get("kind") != kind or fields.get("format") != 1:
        raise Damaged(what=_BAD_FIELDS, where=path)
    if fields.get("vault") != vault:
        raise Damaged(what=_WRONG_VAULT, where=path)
    return fields


def _mac(key: VaultKey, fields: dict[str, object]) -> str:
    return hmac.digest(subkey(key, "recovery"), canonical(fields), "sha256").hex()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(fields: dict[str, object], name: str, path: Path) -> bytes:
    value = fields.get(name)
    try:
        return base64.b64decode(value if isinstance(value, str) else "!", validate=True)
    except ValueError:
        raise Damaged(what=_BAD_FIELDS, where=path) from None
