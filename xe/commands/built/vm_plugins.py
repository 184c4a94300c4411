"""Commands that run something beside or inside a VM: plugins, and the preparation of Windows."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import VM_SELECTORS, command
from xe.commands.loading import load_text, plugin_arguments
from xe.commands.quantities import read_float
from xe.commands.selectors import on_vms

#: Seconds that a guest may take to prepare itself.
_PATIENCE = "300"


@command("vm-call-plugin", "vm-uuid plugin fn", "args:")
async def vm_call_plugin(cli: Cli) -> None:
    """Run a function of a plugin inside the guest, with arguments (args:NAME=VALUE) or files of yours as
    arguments (args:NAME:file=PATH), and print what it answers."""
    await _call(cli, "VM.call_plugin")


@command("vm-call-host-plugin", "vm-uuid plugin fn", "args:")
async def vm_call_host_plugin(cli: Cli) -> None:
    """Run a function of a plugin on the VM's host, with arguments (args:NAME=VALUE) or files of yours as
    arguments (args:NAME:file=PATH), and print what it answers."""
    await _call(cli, "VM.call_host_plugin")


async def _call(cli: Cli, method: str) -> None:
    vm = await cli.find("VM", "vm-uuid")
    plugin, function, arguments = cli.params["plugin"], cli.params["fn"], await plugin_arguments(cli)
    await cli.printer.list(await cli.call(method, vm, plugin, function, arguments))


@command("vm-sysprep", "filename", "timeout", (VM_SELECTORS,))
async def vm_sysprep(cli: Cli) -> None:
    """Make a Windows guest ready to become a template, with the answer file that you name; it may take so
    many seconds (timeout, usually 300)."""
    patience = read_float("timeout", cli.params.get("timeout", _PATIENCE))
    answers = await load_text(cli, cli.params["filename"])
    await on_vms(cli, lambda vm: cli.call("VM.sysprep", vm.ref, answers, patience))
