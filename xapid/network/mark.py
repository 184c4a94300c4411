"""How a device of ours is told from all others: a mark in its alias, there before it has its name."""

import re
import zlib
from dataclasses import dataclass
from secrets import token_hex
from typing import Self
from uuid import UUID

_OWNER = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


def check_owner(owner: str) -> str:
    """The owner itself, if it can stand in a mark; ValueError otherwise."""
    if not _OWNER.fullmatch(owner):
        raise ValueError(f"an owner is 1 to 64 letters, digits, dots, underscores and dashes, not {owner!r}")
    return owner


@dataclass(frozen=True)
class Mark:
    """Whose a device is, and for which network: `xapid:<network uuid>:<owner>`."""

    network_uuid: UUID
    owner: str

    def __str__(self) -> str:
        return f"xapid:{self.network_uuid}:{self.owner}"

    @classmethod
    def parse(cls, alias: str | None) -> Self | None:
        """The mark in an alias; None for any other alias."""
        prefix, _, rest = (alias or "").partition(":")
        uuid, _, owner = rest.partition(":")
        if prefix != "xapid" or not _OWNER.fullmatch(owner):
            return None
        try:
            return cls(UUID(uuid), owner)
        except ValueError:
            return None


def unborn_prefix(owner: str) -> str:
    """How the names of this owner's bridges begin until they are marked."""
    return f"x~{zlib.crc32(owner.encode()):08x}"


def unborn_name(owner: str) -> str:
    """A fresh name for a bridge that is not marked yet; a crash leaves it recognisable by this name."""
    return unborn_prefix(owner) + token_hex(2)
