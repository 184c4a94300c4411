"""Commands about the certificates that a host shows."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HOST_SELECTORS, command
from xe.commands.loading import load_text
from xe.commands.selectors import on_hosts


@command("host-server-certificate-install", "certificate private-key", "certificate-chain", (HOST_SELECTORS,))
async def host_server_certificate_install(cli: Cli) -> None:
    """Have a host show your certificate to clients: names of PEM files of yours, with its key and chain."""
    certificate = await load_text(cli, cli.params["certificate"])
    key = await load_text(cli, cli.params["private-key"])
    chain = ""
    if "certificate-chain" in cli.params:
        chain = await load_text(cli, cli.params["certificate-chain"])
    await on_hosts(cli, lambda host: cli.call("host.install_server_certificate", host.ref, certificate, key,
                                              chain))  # fmt: skip
