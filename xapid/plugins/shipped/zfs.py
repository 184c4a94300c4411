#!/usr/bin/env python3
"""The ZFS pools of the host."""

from __future__ import annotations

import json
import shutil

import XenAPIPlugin
from host_commands import run


def list_zfs_pools(session: object, args: dict[str, str]) -> str:
    if shutil.which("zpool") is None:  # a host without ZFS has no pools
        return "{}"
    pools: dict[str, dict[str, str]] = {}
    for line in run("zpool", "get", "-H", "-p", "-o", "name,property,value", "all").splitlines():
        name, key, value = line.split("\t", 2)
        pools.setdefault(name, {})[key] = value
    return json.dumps(pools)


XenAPIPlugin.dispatch({"list_zfs_pools": list_zfs_pools})
