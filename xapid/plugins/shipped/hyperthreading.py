#!/usr/bin/env python3
"""Whether the processors run several threads each."""

from __future__ import annotations

from pathlib import Path

import XenAPIPlugin
from host_commands import read

CPU = Path("/sys/devices/system/cpu")


def get_hyperthreading(session: object, args: dict[str, str]) -> str:
    siblings = [read(path) for path in CPU.glob("cpu[0-9]*/topology/thread_siblings_list")]
    return "true" if any("," in s or "-" in s for s in siblings) else "false"


XenAPIPlugin.dispatch({"get_hyperthreading": get_hyperthreading})
