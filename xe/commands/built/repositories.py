"""Commands about the sources of updates, and when they are read."""

from __future__ import annotations

from xe.commands.built.pools import the_pool
from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.loading import load_text
from xe.commands.quantities import read_bool, read_int, read_word

simple("repository-forget", "Repository.forget", "Forget a source of updates; what is installed stays.")


@command("repository-introduce", "name-label binary-url source-url update", "name-description gpgkey-path")
async def repository_introduce(cli: Cli) -> None:
    """Note a source of packages on the web; update=true if they are updates."""
    params = cli.params
    made = await cli.call(
        "Repository.introduce", params["name-label"], params.get("name-description"), params["binary-url"],
        params["source-url"], read_bool("update", params["update"]), params.get("gpgkey-path"),
    )  # fmt: skip
    await cli.print_uuid("Repository", made)


@command("repository-introduce-bundle", "name-label", "name-description")
async def repository_introduce_bundle(cli: Cli) -> None:
    """Make a source of updates that pool-sync-bundle fills."""
    words = cli.params["name-label"], cli.params.get("name-description")
    await cli.print_uuid("Repository", await cli.call("Repository.introduce_bundle", *words))


@command("repository-introduce-remote-pool", "name-label binary-url certificate-file", "name-description")
async def repository_introduce_remote_pool(cli: Cli) -> None:
    """Take updates from another pool, which proves itself by the certificate in a file of yours."""
    params = cli.params
    certificate = await load_text(cli, params["certificate-file"])
    made = await cli.call("Repository.introduce_remote_pool", params["name-label"],
                          params.get("name-description"), params["binary-url"], certificate)  # fmt: skip
    await cli.print_uuid("Repository", made)


@command("repository-set-gpgkey-path", "uuid gpgkey-path")
async def repository_set_gpgkey_path(cli: Cli) -> None:
    """Choose the key that the packages of a source have to be signed with."""
    await cli.call("Repository.set_gpgkey_path", await cli.find("Repository"), cli.params["gpgkey-path"])


@command("pool-configure-repository-proxy", "proxy-url", "proxy-username proxy-password")
async def pool_configure_repository_proxy(cli: Cli) -> None:
    """Fetch updates through a proxy."""
    words = [cli.params.get(f"proxy-{name}") for name in ("url", "username", "password")]
    await cli.call("pool.configure_repository_proxy", await the_pool(cli), *words)


@command("pool-configure-update-sync", "update-sync-frequency update-sync-day")
async def pool_configure_update_sync(cli: Cli) -> None:
    """Choose how often (daily or weekly), and on which day of the week, the sources of updates are read."""
    day = read_int("update-sync-day", cli.params["update-sync-day"])
    name = "update-sync-frequency"
    frequency = read_word(name, cli.params[name], "update_sync_frequency")
    await cli.call("pool.configure_update_sync", await the_pool(cli), frequency, day)


@command("pool-set-update-sync-enabled", "value")
async def pool_set_update_sync_enabled(cli: Cli) -> None:
    """Choose whether the sources of updates are read by themselves."""
    value = read_bool("value", cli.params["value"])
    await cli.call("pool.set_update_sync_enabled", await the_pool(cli), value)


@command("pool-sync-updates", "", "force token token-id username password")
async def pool_sync_updates(cli: Cli) -> None:
    """Read the sources of updates now, and print what their content is known by."""
    words = [cli.params.get(name) for name in ("token", "token-id", "username", "password")]
    pool = await the_pool(cli)
    await cli.printer.list(await cli.call("pool.sync_updates", pool, cli.force, *words))
