"""The commands that nobody built yet: help lists them, and they answer NOT_IMPLEMENTED."""

from __future__ import annotations

from xe.commands.declare import Command


def _planned(name: str, required: str = "", optional: str = "", flags: str = "", *,
             local: bool = False) -> Command:  # fmt: skip
    return Command(
        name, "", None, tuple(required.split()), tuple(optional.split()), tuple(flags.split()), local
    )


PLANNED = (
    _planned("bond-create", "network-uuid pif-uuids", "mac mode properties:"),
    _planned("bond-destroy", "uuid"),
    _planned("bond-set-mode", "uuid mode"),
    _planned("tunnel-create", "pif-uuid network-uuid", "protocol"),
    _planned("tunnel-destroy", "uuid"),
    _planned("vlan-create", "pif-uuid vlan network-uuid"),
    _planned("vlan-destroy", "uuid"),
)
