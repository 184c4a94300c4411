"""The class Driver_variant."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, FLOAT, STRING, ref


class DriverVariant(XenObject, name="Driver_variant"):
    """One version of a driver that a host can choose."""

    uuid = field(STRING, "unique identifier")
    name = field(STRING, "name of the version")
    driver = field(ref("Host_driver"), "driver that it is a version of", inverse="variants")
    version = field(STRING, "number of the version")
    hardware_present = field(BOOL, "whether the host has a device that it drives")
    priority = field(FLOAT, "rank among the versions when none is chosen; higher goes first")
    status = field(STRING, "how ripe the version is")
