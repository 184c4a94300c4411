"""Plugins inside a guest: executables of its own, run by its agent."""

from __future__ import annotations

import asyncio
import time
from weakref import WeakKeyDictionary

from xapid.hypervisor.errors import OperationTimeout, ProgramNotFound
from xapid.hypervisor.state import ProgramEnd
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_OPERATOR
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.plugins.contract import write_call
from xapid.plugins.directories import is_name
from xapid.plugins.plugins import text_of
from xapid.plugins.process import Ended

#: Bytes of a call: no guest is believed to take longer arguments.
LONGEST_CALL = 100_000

#: When a plugin of the VM was last called, by the monotonic clock.
_called: WeakKeyDictionary[VM, float] = WeakKeyDictionary()


@message(VM, role=VM_OPERATOR, operation=Op.call_plugin)
async def call_plugin(ctx: Context, vm: VM, plugin: str, fn: str, args: dict[str, str]) -> str:
    """Run a function of a plugin inside the guest, by its agent; answers its output.

    VM_LACKS_FEATURE without an agent that runs programs, VM_CALL_PLUGIN_RATE_LIMIT when the last call is
    too recent; else it fails as host.call_plugin does.
    """
    config = ctx.services.config
    if not is_name(plugin):
        raise XenError("XENAPI_MISSING_PLUGIN", plugin[:200])
    call = write_call(fn, ("", args))
    if len(call.encode()) > LONGEST_CALL:
        raise XenError("XENAPI_PLUGIN_FAILURE", "arguments too long", "", "")
    _limit_rate(vm, config.guest_plugin_interval)
    argv = [f"{config.guest_plugin_dir.rstrip('/')}/{plugin}", call]
    try:
        ended = await ctx.services.hypervisor.run_in_guest(vm.uuid, argv, config.plugin_timeout)
    except ProgramNotFound:
        raise XenError("XENAPI_MISSING_PLUGIN", plugin) from None
    except OperationTimeout as late:
        raise XenError("XENAPI_PLUGIN_FAILURE", "time limit", "", str(late)) from None
    return await asyncio.to_thread(text_of, _as_ended(ended, config.plugin_output))


def _limit_rate(vm: VM, interval: float) -> None:
    now = time.monotonic()
    wait = _called.get(vm, now - interval) + interval - now
    if wait > 0:
        raise XenError("VM_CALL_PLUGIN_RATE_LIMIT", vm.ref, interval, round(wait, 3))
    _called[vm] = now


def _as_ended(program: ProgramEnd, most: int) -> Ended:
    reason = ""
    if len(program.output) > most:
        reason = "output limit"
    elif program.signal:
        reason = f"signal {program.signal}"
    elif program.exit_code:
        reason = f"exit code {program.exit_code}"
    return Ended(reason, program.output[:most], program.errors.decode(errors="replace"))
