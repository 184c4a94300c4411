"""PUT /console_size: how large the terminal is that somebody has joined to a guest's serial line."""

from __future__ import annotations

import asyncio
import logging
from weakref import WeakKeyDictionary

from xapid.hypervisor.errors import HypervisorError
from xapid.model.errors import XenError
from xapid.model.roles import VM_OPERATOR
from xapid.objects.vm import VM
from xapid.rpc.console import find_line
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest

log = logging.getLogger(__name__)

#: What sets the size of a terminal in a guest, and the serial line as a guest calls it.
_PROGRAM = ("stty", "-F", "/dev/ttyS0")
#: Seconds that it may take, and rows or columns that a terminal may have.
_PATIENCE = 5.0
_MOST = 9999

#: One size after the other.
_turns: WeakKeyDictionary[VM, asyncio.Lock] = WeakKeyDictionary()


@handler("PUT", "/console_size", action="put_console_size", role=VM_OPERATOR)
async def console_size(request: StreamRequest) -> None:
    """Have the guest's agent set the ``rows`` and ``columns`` of its end of a serial console.

    A serial line itself knows no size. Without an agent that runs programs nothing happens.
    """
    line = find_line(request.ctx.store, request.head)
    if line.kind != "serial":
        raise Refused(404, XenError("INTERNAL_ERROR", "Only a serial console is told the size of a terminal"))
    argv = [*_PROGRAM, "rows", _number(request, "rows"), "cols", _number(request, "columns")]
    async with _turns.setdefault(line.vm, asyncio.Lock()):
        await _tell(request, line.vm, argv)
    await request.respond(200)


async def _tell(request: StreamRequest, vm: VM, argv: list[str]) -> None:
    metrics = vm.guest_metrics
    if metrics is None or not metrics.live:
        return
    try:
        await request.dispatcher.services.hypervisor.run_in_guest(vm.uuid, argv, _PATIENCE)
    except HypervisorError as error:
        log.info("guest %s does not take the size of a terminal: %s", vm.uuid, error)


def _number(request: StreamRequest, name: str) -> str:
    given = request.query(name)
    if not (given.isascii() and given.isdecimal() and len(given) < 6 and 1 <= int(given) <= _MOST):
        raise Refused(400, XenError("INVALID_VALUE", name, given[:20]))
    return str(int(given))
