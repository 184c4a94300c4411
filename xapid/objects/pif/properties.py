"""Settings of the card behind an interface."""

from __future__ import annotations

from contextlib import AsyncExitStack

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.network.errors import NetworkError
from xapid.objects.context import Context
from xapid.objects.network.adoption import require_adopted
from xapid.objects.pif.declaration import PIF
from xapid.objects.undo import quietly

#: The one property: whether the card's received packets are joined to larger ones.
GRO = "gro"
_VALUES = {"on": True, "off": False}


@message(PIF, role=POOL_OPERATOR,
         errors=("CANNOT_CHANGE_PIF_PROPERTIES", "INVALID_VALUE", "PIF_UNMANAGED", "OPERATION_NOT_ALLOWED",
                 "PIF_CONFIGURATION_ERROR"))  # fmt: skip
async def set_property(ctx: Context, self: PIF, name: str, value: str) -> None:
    """Set one of the settings of the interface's card: ``gro`` to ``on`` or ``off``. It has to be adopted."""
    if not self.physical:
        raise XenError("CANNOT_CHANGE_PIF_PROPERTIES", self.ref)
    if name != GRO or value not in _VALUES:
        raise XenError("INVALID_VALUE", "properties", f"{name} = {value}")
    require_adopted(ctx, self)
    driver = ctx.services.network
    async with AsyncExitStack() as undo:
        if self.properties.get(GRO) in _VALUES:
            before = _VALUES[self.properties[GRO]]
            undo.push_async_callback(quietly, driver.set_receive_offload, self.device, before)
        try:
            await driver.set_receive_offload(self.device, _VALUES[value])
        except NetworkError as error:
            raise XenError("PIF_CONFIGURATION_ERROR", self.ref, str(error)) from error
        with ctx.change():
            self.properties = {**self.properties, name: value}
        await ctx.durable()
        undo.pop_all()


async def apply_properties(ctx: Context, pif: PIF) -> None:
    """Have the card do again what was set before the host started. Raises NetworkError."""
    if pif.properties.get(GRO) in _VALUES:
        await ctx.services.network.set_receive_offload(pif.device, _VALUES[pif.properties[GRO]])
