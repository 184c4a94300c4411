"""Messages of the class GPU_group that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.gpu_group import GpuGroup

# fmt: off
not_built(GpuGroup, "update_enabled_VGPU_types(self: GPU_group ref)",
    "Work out anew which types the group's processors may provide.",
    role=POOL_OPERATOR, waits_for="GPU", hidden=True)
not_built(GpuGroup, "update_supported_VGPU_types(self: GPU_group ref)",
    "Work out anew which types the group's processors could provide.",
    role=POOL_OPERATOR, waits_for="GPU", hidden=True)
not_built(GpuGroup, "get_remaining_capacity(self: GPU_group ref, vgpu_type: VGPU_type ref) => int",
    "How many more devices of the type the group could provide now.", role=READ_ONLY, waits_for="GPU")
