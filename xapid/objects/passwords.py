"""The file of local administrators: one line each, ``name:hash`` or ``name:hash:role``."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from xapid.files import write_whole
from xapid.model.errors import XenError
from xapid.model.roles import CLIENT_CERT, POOL_ADMIN, ROLE_ORDER

#: Cost of a new hash: 16 MiB and some 40 ms of one processor.
COST_LOG2, BLOCK, LANES = 14, 8, 1
_MEMORY = 64 << 20

#: What a user name may look like: it is a field of a line, and shown in logs.
_NAME = re.compile(r"[^\s:\x00-\x1f\x7f]{1,64}")


@dataclass(frozen=True)
class Entry:
    """A line of the file. The role pool-admin means a local superuser."""

    name: str
    hash: str
    role: str = POOL_ADMIN

    def __str__(self) -> str:
        return f"{self.name}:{self.hash}" + (f":{self.role}" if self.role != POOL_ADMIN else "")


def make_hash(password: str) -> str:
    """A salted hash of the password, with its parameters: ``scrypt$14$8$1$salt$digest``."""
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, COST_LOG2, BLOCK, LANES)
    texts = (base64.b64encode(part).decode() for part in (salt, digest))
    return "$".join(("scrypt", str(COST_LOG2), str(BLOCK), str(LANES), *texts))


#: The hash of no password: checked for unknown users, so that they take as long as known ones.
NOBODY_HASH = "$".join(("scrypt", str(COST_LOG2), str(BLOCK), str(LANES), "A" * 22 + "==", "A" * 43 + "="))


def matches(password: str, stored: str) -> bool:
    """Whether the hash is that of the password. Slow on purpose; False for a hash that is none."""
    try:
        kind, cost, block, lanes, salt, digest = stored.split("$")
        if kind != "scrypt":
            return False
        made = _scrypt(password, base64.b64decode(salt), int(cost), int(block), int(lanes))
        return hmac.compare_digest(made, base64.b64decode(digest))
    except (ValueError, OverflowError, MemoryError):
        return False


def _scrypt(password: str, salt: bytes, cost_log2: int, block: int, lanes: int) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=1 << cost_log2, r=block, p=lanes, maxmem=_MEMORY, dklen=32)


def read_entries(path: Path) -> dict[str, Entry]:
    """The administrators by name; none when there is no file.

    Raises PermissionError when others than its owner may touch the file, ValueError
    for a line that is none.
    """
    try:
        with path.open(encoding="utf-8") as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise PermissionError(f"{path} is open to others than its owner; it must have mode 0600")
            lines = file.read().splitlines()
    except FileNotFoundError:
        return {}
    entries = (_read_line(path, line) for line in lines if line.strip() and not line.startswith("#"))
    return {entry.name: entry for entry in entries}


def _read_line(path: Path, line: str) -> Entry:
    name, _, rest = line.strip().partition(":")
    stored, _, role = rest.partition(":")
    entry = Entry(name, stored, role or POOL_ADMIN)
    if not name or not stored or entry.role not in ROLE_ORDER:
        raise ValueError(f"{path}: the line of {name!r} cannot be read")
    return entry


def set_password(path: Path, user: str, password: str, role: str | None = None) -> None:
    """Give ``user`` a password, and a role (default: as before, or a superuser).

    The file is replaced as a whole, mode 0600. Raises INVALID_VALUE for a name or a
    role that cannot be, and what writing the file raises.
    """
    if not _NAME.fullmatch(user):
        raise XenError("INVALID_VALUE", "user", user)
    if role is not None and (role not in ROLE_ORDER or role == CLIENT_CERT):
        raise XenError("INVALID_VALUE", "role", role)
    entries = read_entries(path)
    kept = role or (entries[user].role if user in entries else POOL_ADMIN)
    _write(path, {**entries, user: Entry(user, make_hash(password), kept)})


def remove_user(path: Path, user: str) -> bool:
    """Take ``user`` out of the file; False when it was not in it."""
    entries = read_entries(path)
    if entries.pop(user, None) is None:
        return False
    _write(path, entries)
    return True


def _write(path: Path, entries: dict[str, Entry]) -> None:
    write_whole(path, "".join(f"{entry}\n" for entry in entries.values()).encode())
