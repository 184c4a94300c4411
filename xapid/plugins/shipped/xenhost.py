#!/usr/bin/env python3
"""Facts about the host as OpenStack's XenAPI driver wants them, and taking it in and out of service."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import XenAPIPlugin
from host_commands import argument, read, run
from XenAPIPlugin import Failure

_PCI = re.compile(r"(?:[0-9a-fA-F]{4}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\.[0-7]")


def host_data(session: Any, args: dict[str, str]) -> str:
    host = session.xenapi.session.get_this_host(session.handle)
    record = session.xenapi.host.get_record(host)
    metrics = session.xenapi.host_metrics.get_record(record["metrics"])
    total, free = int(metrics["memory_total"]), int(session.xenapi.host.compute_free_memory(host))
    return json.dumps({
        "host_uuid": record["uuid"],
        "host_name-label": record["name_label"],
        "host_name-description": record["name_description"],
        "host_hostname": record["hostname"],
        "host_ip_address": record["address"],
        "enabled": "true" if record["enabled"] else "false",
        "host_other-config": record["other_config"],
        "host_capabilities": record["capabilities"],
        "host_cpu_info": record["cpu_info"],
        "host_memory": {"total": total, "overhead": int(record["memory_overhead"]),
                        "free": int(metrics["memory_free"]), "free-computed": free},
    })  # fmt: skip


def host_uptime(session: Any, args: dict[str, str]) -> str:
    return json.dumps({"uptime": run("uptime").strip()})


def set_host_enabled(session: Any, args: dict[str, str]) -> str:
    wanted = argument(args, "enabled")
    if wanted not in ("true", "false"):
        raise Failure("INVALID_VALUE", ["enabled", wanted])
    host = session.xenapi.session.get_this_host(session.handle)
    (session.xenapi.host.enable if wanted == "true" else session.xenapi.host.disable)(host)
    enabled = session.xenapi.host.get_enabled(host)
    return json.dumps({"status": "enabled" if enabled else "disabled"})


def get_pci_device_details(session: Any, args: dict[str, str]) -> str:
    """Every PCI device in the form of ``lspci -vmmnk``."""
    return run("lspci", "-vmmnk")


def get_pci_type(session: Any, args: dict[str, str]) -> str:
    """How the device can be divided: type-PF, type-VF or type-PCI."""
    name = argument(args, "pci_device").strip('"')
    if _PCI.fullmatch(name) is None:
        raise Failure("INVALID_VALUE", ["pci_device", name[:40]])
    device = Path("/sys/bus/pci/devices") / (name if name.count(":") == 2 else f"0000:{name}")
    if not device.exists():
        raise Failure("INVALID_VALUE", ["pci_device", name])
    if (device / "physfn").exists():
        return "type-VF"
    return "type-PF" if int(read(device / "sriov_totalvfs") or 0) else "type-PCI"


XenAPIPlugin.dispatch({
    "host_data": host_data,
    "host_uptime": host_uptime,
    "set_host_enabled": set_host_enabled,
    "get_pci_device_details": get_pci_device_details,
    "get_pci_type": get_pci_type,
})  # fmt: skip
