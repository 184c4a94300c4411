"""Taking an appliance apart."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import NULL_REF
from xapid.objects.context import Context
from xapid.objects.operations import other_operation
from xapid.objects.vm_appliance.declaration import VmAppliance


@message(VmAppliance, role=POOL_OPERATOR)
async def destroy(ctx: Context, self: VmAppliance) -> None:
    """Forget the appliance; its VMs stay as they are. Refused while it is being started or stopped."""
    if self.current_operations:
        raise other_operation(self)
    with ctx.change():
        for vm in self.VMs:
            vm.appliance = NULL_REF
        ctx.store.destroy(self)
