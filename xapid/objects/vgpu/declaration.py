"""The class VGPU."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, NULL_REF, STRING, STRING_MAP, ref


class VGPU(XenObject, write_role=POOL_OPERATOR):
    """A graphics device of a VM, served by a graphics processor of its host."""

    uuid = field(STRING, "unique identifier")
    VM = field(ref("VM"), "VM that the device belongs to", inverse="VGPUs")
    GPU_group = field(ref("GPU_group"), "group that serves it", inverse="VGPUs")
    device = field(STRING, "its position among the VM's graphics devices", default="0")
    currently_attached = field(BOOL, "whether the guest sees it now", default=False)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    type = field(ref("VGPU_type"), "type of the device, which says what share of a processor it gets",
                 inverse="VGPUs", default=NULL_REF)  # fmt: skip
    resident_on = field(ref("PGPU"), "processor that serves it now; null: none", inverse="resident_VGPUs",
                        default=NULL_REF)  # fmt: skip
    scheduled_to_be_resident_on = field(
        ref("PGPU"), "processor that is kept for it while its VM starts or moves; null: none",
        default=NULL_REF,
    )  # fmt: skip
    compatibility_metadata = field(STRING_MAP, "what the target of a migration has to agree to", default={})
    extra_args = field(STRING, "arguments for the program that emulates the device", writable=True,
                       default="")  # fmt: skip
    PCI = field(ref("PCI"), "PCI device that it was given; null: none", default=NULL_REF)
