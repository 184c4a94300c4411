#!/usr/bin/env python3
"""What the disks of the host say of their own health; needs smartmontools."""

from __future__ import annotations

import json
from typing import Any

import XenAPIPlugin
from host_commands import run

#: Exit codes of smartctl are bits; the lowest two mean that it could not ask the disk.
ASKED = tuple(code for code in range(256) if not code & 3)


def health(session: object, args: dict[str, str]) -> str:
    told = {device: _ask(device, "--health") for device in _devices()}
    passed = {device: facts.get("smart_status", {}).get("passed") for device, facts in told.items()}
    words = {True: "PASSED", False: "FAILED", None: "UNKNOWN"}
    return json.dumps({device: words[state] for device, state in passed.items()})


def information(session: object, args: dict[str, str]) -> str:
    return json.dumps({device: _ask(device, "--all") for device in _devices()})


def _devices() -> list[str]:
    scanned = json.loads(run("smartctl", "--json", "--scan"))
    return [device["name"] for device in scanned.get("devices", ())]


def _ask(device: str, what: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(run("smartctl", "--json", what, device, codes=ASKED))
    return facts


XenAPIPlugin.dispatch({"health": health, "information": information})
