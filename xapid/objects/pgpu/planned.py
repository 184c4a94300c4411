"""Messages of the class PGPU that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.pgpu import PGPU

# fmt: off
not_built(PGPU, "add_enabled_VGPU_types(self: PGPU ref, value: VGPU_type ref)",
    "Let the processor provide one more type of device.", role=POOL_OPERATOR, waits_for="GPU")
not_built(PGPU, "remove_enabled_VGPU_types(self: PGPU ref, value: VGPU_type ref)",
    "No longer let the processor provide a type of device.", role=POOL_OPERATOR, waits_for="GPU")
not_built(PGPU, "set_enabled_VGPU_types(self: PGPU ref, value: VGPU_type ref set)",
    "Set which types of device the processor may provide.", role=POOL_OPERATOR, waits_for="GPU")
not_built(PGPU, "set_GPU_group(self: PGPU ref, value: GPU_group ref)",
    "Move the processor to another group.", role=POOL_OPERATOR, waits_for="GPU")
not_built(PGPU, "get_remaining_capacity(self: PGPU ref, vgpu_type: VGPU_type ref) => int",
    "How many more devices of the type the processor could provide now.", role=READ_ONLY, waits_for="GPU")
not_built(PGPU, "enable_dom0_access(self: PGPU ref) => enum pci_dom0_access",
    "Let the host itself use the processor again from its next boot on; answers the state.",
    role=POOL_OPERATOR, waits_for="GPU")
not_built(PGPU, "disable_dom0_access(self: PGPU ref) => enum pci_dom0_access",
    "Keep the host itself off the processor from its next boot on; answers the state.",
    role=POOL_OPERATOR, waits_for="GPU")
