#!/usr/bin/env python3
"""The block devices of the host."""

from __future__ import annotations

import XenAPIPlugin
from host_commands import run

COLUMNS = "NAME,KNAME,PKNAME,SIZE,TYPE,RO,MOUNTPOINT"


def list_block_devices(session: object, args: dict[str, str]) -> str:
    return run("lsblk", "--json", "--bytes", "--output", COLUMNS)


XenAPIPlugin.dispatch({"list_block_devices": list_block_devices})
