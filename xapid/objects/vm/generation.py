"""The generation identifier: by a new value, a guest learns that it was copied or taken back."""

from __future__ import annotations

import secrets
from uuid import UUID

#: Asks for an identifier at the next start; an empty one means that the guest gets none.
TO_BE_MADE = "0:0"
_BITS = 64
_MASK = (1 << _BITS) - 1


def fresh(old: str) -> str:
    """The identifier of a copy, or of a VM that was taken back: a new one, if it is to have one at all."""
    return f"{secrets.randbits(_BITS)}:{secrets.randbits(_BITS)}" if old else old


def as_uuid(text: str) -> str | None:
    """What the guest's firmware shows for an identifier; None for one that is empty, or is none."""
    high, _, low = text.partition(":")
    try:
        number = (int(high) & _MASK) << _BITS | int(low) & _MASK
    except ValueError:
        return None
    return str(UUID(int=number)) if number else None
