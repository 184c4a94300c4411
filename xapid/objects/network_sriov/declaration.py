"""The class network_sriov."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, NULL_REF, STRING, ApiEnum, enum, ref


class SriovConfigurationMode(ApiEnum):
    """How a card's virtual functions are switched on."""

    sysfs = "sysfs"
    modprobe = "modprobe"
    manual = "manual"
    unknown = "unknown"


class NetworkSriov(XenObject, name="network_sriov"):
    """The virtual functions of a card, to hand to VMs."""

    uuid = field(STRING, "unique identifier")
    physical_PIF = field(ref("PIF"), "interface of the card itself", given=True,
                         inverse="sriov_physical_PIF_of", default=NULL_REF)  # fmt: skip
    logical_PIF = field(ref("PIF"), "interface that stands for its virtual functions", given=True,
                        inverse="sriov_logical_PIF_of", default=NULL_REF)  # fmt: skip
    requires_reboot = field(BOOL, "whether the host has to restart before they can be used, or are gone",
                            default=False)  # fmt: skip
    configuration_mode = field(enum(SriovConfigurationMode), "how the virtual functions are switched on",
                               default=SriovConfigurationMode.unknown)  # fmt: skip
