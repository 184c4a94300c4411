"""Commands about whom the pool trusts: authorities, single peers, and clients with certificates."""

from __future__ import annotations

from pathlib import PurePosixPath

from xe.commands.built.pools import the_pool
from xe.commands.cli import Cli
from xe.commands.declare import Command, command, declare
from xe.commands.loading import load_text
from xe.commands.quantities import read_bool, read_int, read_word


def _install(name: str, method: str, doc: str) -> None:
    """Declare a command that hands over a file under its own name."""

    async def run(cli: Cli) -> None:
        file = cli.params["filename"]
        await cli.call(method, PurePosixPath(file).name, await load_text(cli, file))

    declare(Command(name, doc, run, ("filename",)))


_install("pool-install-ca-certificate", "pool.install_ca_certificate",
         "Let all hosts trust the authority whose certificate is in a file of yours.")  # fmt: skip
_install("pool-certificate-install", "pool.install_ca_certificate",
         "Let all hosts trust an authority: pool-install-ca-certificate by its old name.")  # fmt: skip
_install("pool-crl-install", "pool.crl_install",
         "Let all hosts refuse the certificates that a list in a file of yours revokes.")  # fmt: skip


@command("pool-uninstall-ca-certificate", "name", "force")
async def pool_uninstall_ca_certificate(cli: Cli) -> None:
    """Let no host trust an authority any more; with --force also if none does."""
    await cli.call("pool.uninstall_ca_certificate", cli.params["name"], cli.force)


@command("pool-certificate-uninstall", "name")
async def pool_certificate_uninstall(cli: Cli) -> None:
    """Let no host trust an authority any more: pool-uninstall-ca-certificate by its old name."""
    await cli.call("pool.uninstall_ca_certificate", cli.params["name"], False)


@command("pool-certificate-list")
async def pool_certificate_list(cli: Cli) -> None:
    """List the authorities that the hosts trust; certificate-list tells more of them."""
    await cli.printer.list(*(await cli.call("pool.certificate_list")))


@command("pool-crl-list")
async def pool_crl_list(cli: Cli) -> None:
    """List the certificate revocation lists."""
    await cli.printer.list(*(await cli.call("pool.crl_list")))


@command("pool-crl-uninstall", "name")
async def pool_crl_uninstall(cli: Cli) -> None:
    """Forget a certificate revocation list."""
    await cli.call("pool.crl_uninstall", cli.params["name"])


@command("pool-install-trusted-certificate", "filename ca", "uuid purpose")
async def pool_install_trusted_certificate(cli: Cli) -> None:
    """Let all hosts trust a certificate for some purposes: an authority's (ca=true) or a peer's."""
    ca = read_bool("ca", cli.params["ca"])
    words = cli.params.get("purpose").split(",")
    purposes = [read_word("purpose", word, "certificate_purpose") for word in words if word]
    certificate = await load_text(cli, cli.params["filename"])
    await cli.call("pool.install_trusted_certificate", await the_pool(cli), ca, certificate, purposes)


@command("pool-uninstall-trusted-certificate", "certificate-uuid", "uuid")
async def pool_uninstall_trusted_certificate(cli: Cli) -> None:
    """Let no host trust a certificate any more that pool-install-trusted-certificate brought."""
    pool, certificate = await the_pool(cli), await cli.find("Certificate", "certificate-uuid")
    await cli.call("pool.uninstall_trusted_certificate", pool, certificate)


@command("pool-enable-client-certificate-auth", "name")
async def pool_enable_client_certificate_auth(cli: Cli) -> None:
    """Let programs log in by a certificate that a trusted authority gave them, and that bears this name."""
    await cli.call("pool.enable_client_certificate_auth", await the_pool(cli), cli.params["name"])


@command("pool-send-test-post", "dest-host dest-port body")
async def pool_send_test_post(cli: Cli) -> None:
    """Send a text to a server over TLS as the hosts do, and print its answer: to try its certificate."""
    port = read_int("dest-port", cli.params["dest-port"])
    answer = await cli.call("pool.send_test_post", cli.params["dest-host"], port, cli.params["body"])
    await cli.printer.message(answer)
