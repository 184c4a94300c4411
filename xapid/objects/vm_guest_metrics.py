"""The class VM_guest_metrics."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import BOOL, DATETIME, STRING, STRING_MAP, ApiEnum, enum


class TristateType(ApiEnum):
    """Yes, no, or nobody has told."""

    yes = "yes"
    no = "no"
    unspecified = "unspecified"


class VmGuestMetrics(XenObject, name="VM_guest_metrics", write_role=VM_ADMIN):
    """What the agent inside one VM tells about its guest."""

    uuid = field(STRING, "unique identifier")
    os_version = field(STRING_MAP, "the guest's operating system: name, uname, distro, major, minor")
    netbios_name = field(STRING_MAP, "names of a Windows guest: host_name, domain, dns_domain", default={})
    PV_drivers_version = field(STRING_MAP, "version of the guest's drivers: major, minor, micro, build")
    PV_drivers_up_to_date = field(BOOL, "whether the guest's drivers are there; see PV_drivers_detected")
    memory = field(STRING_MAP, "the guest's own view of its memory; superseded by the data sources",
                   default={}, removed=True)  # fmt: skip
    disks = field(STRING_MAP, "the guest's own view of its disks; superseded by the data sources", default={},
                  removed=True)  # fmt: skip
    networks = field(STRING_MAP, "addresses that the guest has, by device: 0/ip, 0/ipv4/0, 0/ipv6/0")
    other = field(STRING_MAP, "everything else that the agent tells, such as the features it offers")
    last_updated = field(DATETIME, "when the guest last told something")
    other_config = field(STRING_MAP, "free entries for clients and tools", default={}, writable=True)
    live = field(BOOL, "whether the agent has spoken since the VM last started", default=False)
    can_use_hotplug_vbd = field(enum(TristateType),
                                "whether the guest copes with block devices that come and go",
                                default=TristateType.unspecified)  # fmt: skip
    can_use_hotplug_vif = field(enum(TristateType),
                                "whether the guest copes with network devices that come and go",
                                default=TristateType.unspecified)  # fmt: skip
    PV_drivers_detected = field(BOOL, "whether the guest uses paravirtual drivers", default=False)
    services = field(STRING_MAP, "services that run in the guest, as its agent lists them", default={})
