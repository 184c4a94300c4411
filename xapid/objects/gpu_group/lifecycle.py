"""Making groups of graphics processors, and taking them away."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.gpu_group.declaration import GpuGroup


@message(GpuGroup, role=POOL_OPERATOR)
async def create(ctx: Context, name_label: str = "", name_description: str = "",
                 other_config: dict[str, str] = {}) -> GpuGroup:  # noqa: B006 # fmt: skip
    """Make a group without graphics processors."""
    with ctx.change():
        return ctx.store.create(GpuGroup, name_label=name_label, name_description=name_description,
                                other_config=other_config)  # fmt: skip


@message(GpuGroup, role=POOL_OPERATOR)
async def destroy(ctx: Context, self: GpuGroup) -> None:
    """Delete a group. GPU_GROUP_CONTAINS_VGPU, GPU_GROUP_CONTAINS_PGPU while it holds any."""
    if self.VGPUs:
        raise XenError("GPU_GROUP_CONTAINS_VGPU", *(vgpu.ref for vgpu in self.VGPUs))
    if self.PGPUs:
        raise XenError("GPU_GROUP_CONTAINS_PGPU", *(pgpu.ref for pgpu in self.PGPUs))
    with ctx.change():
        ctx.store.destroy(self)
