"""Parameters of TPMs and network cards that stand in no single field."""

from __future__ import annotations

import hashlib

from xapid.model.errors import XenError
from xe.commands.lookup import Lookup
from xe.commands.records.custom.vm import UNKNOWN
from xe.commands.records.table import Value
from xe.commands.values import Row


async def tpm_secret(lookup: Lookup, tpm: Row) -> Value:
    """What tells two states of a TPM apart, without telling the state."""
    contents = str(await lookup.call("VTPM.get_contents", tpm.ref)).encode()
    digest = hashlib.md5(contents, usedforsecurity=False).hexdigest()
    return f"MD5={digest} size={len(contents)} bytes"


async def sriov_capacity(lookup: Lookup, sriov: Row) -> Value:
    """How many virtual functions of a card are free."""
    try:
        return str(await lookup.call("network_sriov.get_remaining_capacity", sriov.ref))
    except XenError:
        return UNKNOWN
