"""The class VGPU_type."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, INT, STRING, STRING_MAP, ApiEnum, enum, refs


class VgpuTypeImplementation(ApiEnum):
    """How a graphics device reaches the guest."""

    passthrough = "passthrough"
    nvidia = "nvidia"
    nvidia_sriov = "nvidia_sriov"
    gvt_g = "gvt_g"
    mxgpu = "mxgpu"


class VgpuType(XenObject, name="VGPU_type"):
    """A kind of graphics device that processors can provide."""

    uuid = field(STRING, "unique identifier")
    vendor_name = field(STRING, "maker of the processors that provide it", given=True, default="")
    model_name = field(STRING, "name of the type", given=True, default="")
    framebuffer_size = field(INT, "its video memory in bytes", given=True, default=0)
    max_heads = field(INT, "how many screens it drives at most", given=True, default=0)
    max_resolution_x = field(INT, "widest screen, in pixels", given=True, default=0)
    max_resolution_y = field(INT, "highest screen, in pixels", given=True, default=0)
    supported_on_PGPUs = field(refs("PGPU"), "processors that could provide it",
                               inverse="supported_VGPU_types")  # fmt: skip
    enabled_on_PGPUs = field(refs("PGPU"), "processors that may provide it", inverse="enabled_VGPU_types")
    VGPUs = field(refs("VGPU"), "devices of the type", inverse="type")
    supported_on_GPU_groups = field(refs("GPU_group"), "groups in which some processor could provide it",
                                    inverse="supported_VGPU_types")  # fmt: skip
    enabled_on_GPU_groups = field(refs("GPU_group"), "groups in which some processor may provide it",
                                  inverse="enabled_VGPU_types")  # fmt: skip
    implementation = field(enum(VgpuTypeImplementation), "how the device reaches the guest", given=True,
                           default=VgpuTypeImplementation.passthrough)  # fmt: skip
    identifier = field(STRING, "name that tells the type from all others, also between hosts", given=True,
                       default="")  # fmt: skip
    experimental = field(BOOL, "whether the type is not meant for productive use", given=True, default=False)
    compatible_types_in_vm = field(refs("VGPU_type"), "types that the same VM may have beside it", default=[])
    size = field(INT, "what share of a processor one device takes", given=True, default=0, internal=True)
    internal_config = field(STRING_MAP, "settings of the program that emulates the device", given=True,
                            default={}, internal=True)  # fmt: skip
    compatible_types_on_pgpu = field(refs("VGPU_type"), "types that may run on the same processor",
                                     default=[], internal=True)  # fmt: skip
