"""Where a client stands in the stream of changes, as text: ``GENERATION,GENERATION``, 20 digits each."""

from __future__ import annotations

import re

from xapid.model.errors import XenError

#: Before everything: what the empty token means.
START = -1

_TOKEN = re.compile(r"([0-9]{20}),([0-9]{20})")


def write(generation: int) -> str:
    """The token of a client that has seen everything up to ``generation``."""
    return f"{generation:020d},{generation:020d}"


def read(token: str) -> int:
    """The generation up to which the holder has seen everything.

    Objects and messages have a number each, here always the same one. Raises
    EVENT_FROM_TOKEN_PARSE_FAILURE [token].
    """
    if token == "":
        return START
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise XenError("EVENT_FROM_TOKEN_PARSE_FAILURE", token[:200])
    return min(int(match[1]), int(match[2]))
