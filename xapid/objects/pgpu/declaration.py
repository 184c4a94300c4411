"""The class PGPU."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, INT, NULL_REF, STRING, STRING_MAP, enum, map_of, ref, refs
from xapid.objects.pci import PciDom0Access


class PGPU(XenObject, write_role=POOL_OPERATOR):
    """A graphics processor of a host."""

    uuid = field(STRING, "unique identifier")
    PCI = field(ref("PCI"), "PCI device that it is", given=True, default=NULL_REF)
    GPU_group = field(ref("GPU_group"), "group that it serves", given=True, inverse="PGPUs", default=NULL_REF)
    host = field(ref("host"), "host that it is in", inverse="PGPUs", default=NULL_REF)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    supported_VGPU_types = field(refs("VGPU_type"), "types of graphics device that it could provide",
                                 inverse="supported_on_PGPUs")  # fmt: skip
    enabled_VGPU_types = field(refs("VGPU_type"), "types of graphics device that it may provide",
                               inverse="enabled_on_PGPUs")  # fmt: skip
    resident_VGPUs = field(refs("VGPU"), "graphics devices that run on it now", inverse="resident_on")
    supported_VGPU_max_capacities = field(
        map_of(ref("VGPU_type"), INT), "how many devices of each type it holds when it has nothing else",
        default={},
    )  # fmt: skip
    dom0_access = field(enum(PciDom0Access), "whether the host itself uses it", default=PciDom0Access.enabled)
    is_system_display_device = field(BOOL, "whether the host's own screen is connected to it", default=False)
    compatibility_metadata = field(STRING_MAP, "what has to agree for a VM to migrate to it", default={})
    size = field(INT, "its capacity, in the units of a VGPU type's size", given=True, default=1048576,
                 internal=True)  # fmt: skip
