"""Messages of the class VGPU that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.vgpu import VGPU

# fmt: off
not_built(VGPU,
    'create(VM: VM ref, GPU_group: GPU_group ref, device: string = "0", other_config: (string -> string) '
    'map = {}, type: VGPU_type ref = "OpaqueRef:NULL") => VGPU ref',
    "Give a VM a graphics device from a group.", role=POOL_OPERATOR, waits_for="GPU")
not_built(VGPU, "destroy(self: VGPU ref)",
    "Take a graphics device from a VM that is halted.", role=POOL_OPERATOR, waits_for="GPU")
not_built(VGPU, "atomic_set_resident_on(self: VGPU ref, value: PGPU ref)",
    "Note which processor a device runs on, and that none is kept for it any more.",
    role=NOBODY, waits_for="GPU", hidden=True, pool_internal=True)
