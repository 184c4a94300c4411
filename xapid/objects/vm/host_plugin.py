"""Plugins of a VM's host, for those who may operate the VM."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_OPERATOR
from xapid.objects.context import Context
from xapid.objects.session.lent import lent
from xapid.objects.vm.declaration import VM


@message(VM, role=VM_OPERATOR)
async def call_host_plugin(ctx: Context, vm: VM, plugin: str, fn: str, args: dict[str, str]) -> str:
    """Run a function of a plugin on the VM's host; its session has the rights of the caller.

    PERMISSION_DENIED unless the setting vm_host_plugins names the plugin; else as host.call_plugin.
    """
    if plugin not in ctx.services.config.vm_host_plugins:
        raise XenError("PERMISSION_DENIED", "The setting vm_host_plugins does not name this plugin")
    with lent(ctx) as session:
        return await ctx.services.plugins.call_plugin(plugin, fn, session.ref, args)
