"""Pictures of guests' screens: GET /vncsnapshot."""

from __future__ import annotations

import asyncio
from io import BytesIO

from xapid.hypervisor.errors import DeviceNotFound, DomainNotFound
from xapid.model.errors import XenError, internal_error
from xapid.objects import rights
from xapid.objects.vm import VM, VmPowerState
from xapid.rpc.console import find_line
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest

_RUNS = (VmPowerState.Running, VmPowerState.Paused)
_HOST_CONSOLE = "http/get_vncsnapshot/host_console"


@handler("GET", "/vncsnapshot", action="get_vncsnapshot")
async def get_vncsnapshot(request: StreamRequest) -> None:
    """Send what the screen of a VM shows now, as JPEG; ``ref`` or ``uuid``: the VM, or a console of it.

    400 and VM_BAD_POWER_STATE while it does not run, 404 when it has no screen.
    """
    vm = find_line(request.ctx.store, request.head).vm
    if vm.is_control_domain and request.session is not None:
        try:
            rights.require(request.session, _HOST_CONSOLE)
        except XenError as error:
            raise Refused(403, error) from None
    if vm.power_state not in _RUNS:
        raise Refused(400, XenError("VM_BAD_POWER_STATE", vm.ref, "running, paused", vm.power_state.lower()))
    picture = await asyncio.to_thread(as_jpeg, await _screenshot(request, vm))
    await request.respond(200, {"Content-Type": "image/jpeg", "Content-Length": str(len(picture))})
    await request.write(picture)


async def _screenshot(request: StreamRequest, vm: VM) -> bytes:
    try:
        _, picture = await request.ctx.services.hypervisor.screenshot(vm.uuid)
    except (DeviceNotFound, DomainNotFound) as error:
        raise Refused(404, request.dispatcher.explain(error, _HOST_CONSOLE)) from None
    return picture


def as_jpeg(picture: bytes) -> bytes:
    """A picture in any usual format as JPEG. INTERNAL_ERROR when it is none, or absurdly large."""
    from PIL import Image  # seldom needed

    out = BytesIO()
    try:
        with Image.open(BytesIO(picture)) as image:
            image.convert("RGB").save(out, "JPEG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise internal_error(f"The picture of the screen cannot be read: {error}") from None
    return out.getvalue()
