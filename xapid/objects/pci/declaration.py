"""The class PCI."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import INT, NULL_REF, STRING, STRING_MAP, ApiEnum, ref, refs


class PciDom0Access(ApiEnum):
    """Whether the host itself uses a device, and whether its next boot changes that."""

    enabled = "enabled"
    disable_on_reboot = "disable_on_reboot"
    disabled = "disabled"
    enable_on_reboot = "enable_on_reboot"


class PCI(XenObject, write_role=POOL_OPERATOR):
    """A PCI device of a host."""

    uuid = field(STRING, "unique identifier")
    class_id = field(STRING, "kind of the device as a number, in hexadecimal", given=True, default="")
    class_name = field(STRING, "kind of the device in words", given=True, default="")
    vendor_id = field(STRING, "number of its maker, in hexadecimal", given=True, default="")
    vendor_name = field(STRING, "name of its maker", given=True, default="")
    device_id = field(STRING, "number of its model, in hexadecimal", given=True, default="")
    device_name = field(STRING, "name of its model", given=True, default="")
    host = field(ref("host"), "host that it is in", given=True, inverse="PCIs", default=NULL_REF)
    pci_id = field(STRING, "its address on the bus: domain:bus:slot.function", given=True, default="")
    dependencies = field(refs("PCI"), "devices that go to a VM together with it")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    subsystem_vendor_id = field(STRING, "number of the maker of the card, in hexadecimal; empty: none given",
                                given=True, default="")  # fmt: skip
    subsystem_vendor_name = field(STRING, "name of the maker of the card", given=True, default="")
    subsystem_device_id = field(STRING, "number of the card's model, in hexadecimal; empty: none given",
                                given=True, default="")  # fmt: skip
    subsystem_device_name = field(STRING, "name of the card's model", given=True, default="")
    driver_name = field(STRING, "kernel driver that serves it; empty: none", given=True, default="")
    functions = field(INT, "how many functions the physical device has", default=1, internal=True)
    virtual_functions = field(refs("PCI"), "devices that this one provides by SR-IOV",
                              inverse="physical_function", internal=True)  # fmt: skip
    physical_function = field(
        ref("PCI"), "device that provides this one by SR-IOV; null: it stands for itself", given=True,
        inverse="virtual_functions", default=NULL_REF, internal=True,
    )  # fmt: skip
    attached_VMs = field(refs("VM"), "VMs that have the device now", inverse="attached_PCIs", internal=True)
    scheduled_to_be_attached_to = field(ref("VM"), "VM that starts and will have the device; null: none",
                                        default=NULL_REF, internal=True)  # fmt: skip
