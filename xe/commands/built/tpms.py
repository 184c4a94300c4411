"""Commands about virtual TPMs."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command


@command("vtpm-create", "vm-uuid", "is-unique")
async def vtpm_create(cli: Cli) -> None:
    """Give a halted VM a TPM."""
    vm = await cli.find("VM", "vm-uuid")
    await cli.print_uuid("VTPM", await cli.call("VTPM.create", vm, cli.flag("is-unique")))


@command("vtpm-destroy", "uuid", "force")
async def vtpm_destroy(cli: Cli) -> None:
    """Take the TPM from a halted VM, and delete what it holds: keys in it are lost. It asks for force."""
    cli.insist("The keys that the guest keeps in the TPM will be lost.")
    await cli.call("VTPM.destroy", await cli.find("VTPM"))
