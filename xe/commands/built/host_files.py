"""Commands that carry what a host keeps to files of yours, and back."""

from __future__ import annotations

from datetime import UTC, datetime

from xe.commands.cli import Cli
from xe.commands.declare import HOST_SELECTORS, NEVER_FORWARD, command, simple
from xe.commands.failures import CommandFailure
from xe.commands.loading import plugin_arguments
from xe.commands.selectors import on_hosts
from xe.commands.transfers import transfer
from xe.commands.values import Row

_HOSTS = (HOST_SELECTORS,)

#: The forms of a report of a host's state.
_FORMS = ("tar.bz2", "tar", "zip")

simple(
    "host-crashdump-destroy", "host_crashdump.destroy", "Delete what a host's kernel left when it crashed."
)


async def _fetch(cli: Cli, label: str, filename: str, path: str, query: dict[str, str]) -> None:
    """Write what every selected host has at a path to a new file of the user's."""

    async def act(host: Row) -> None:
        there = await path_on(cli, host, path)
        await transfer(cli, label, lambda url: cli.conversation.get(filename, url), there, query)

    await on_hosts(cli, act)


async def path_on(cli: Cli, host: Row, path: str) -> str:
    """The address of a path of a host; the client has a way already to the one that answers."""
    if host.ref == await cli.call("session.get_this_host", cli.session):
        return path
    address = host["address"]
    return f"https://[{address}]{path}" if ":" in address else f"https://{address}{path}"


@command("host-backup", "file-name", "", _HOSTS)
async def host_backup(cli: Cli) -> None:
    """Write all that makes a host, but for its disks, to a new file of yours that host-restore reads."""
    await _fetch(cli, "Backup of a host", cli.params["file-name"], "/host_backup", {})


@command("host-restore", "file-name", "", _HOSTS)
async def host_restore(cli: Cli) -> None:
    """Make a host what a file says that host-backup wrote; xapid starts anew with it."""
    filename = cli.params["file-name"]

    async def act(host: Row) -> None:
        path = await path_on(cli, host, "/host_restore")
        await transfer(cli, "Restore of a host", lambda url: cli.conversation.put(filename, url), path, {})

    await on_hosts(cli, act)


@command("host-logs-download", "", "file-name", _HOSTS)
async def host_logs_download(cli: Cli) -> None:
    """Write the logs of a host to a new file of yours, logs-TIME.tar.gz if you name none."""
    filename = cli.params.get("file-name", f"logs-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz")
    await _fetch(cli, "Download of logs", filename, "/host_logs_download", {})


@command("host-get-system-status", "filename", "entries output", _HOSTS)
async def host_get_system_status(cli: Cli) -> None:
    """Write a report of a host's state for those who help to a new file of yours.

    entries: what shall be in it, separated by commas, of what host-get-system-status-capabilities names;
    output: tar.bz2, tar or zip.
    """
    form = cli.params.get("output", _FORMS[0])
    if form not in _FORMS:
        raise CommandFailure(
            f"There is no form of report called {form}: output is one of {', '.join(_FORMS)}"
        )
    query = {"entries": cli.params.get("entries"), "output": form}
    await _fetch(cli, "Report of a host's state", cli.params["filename"], "/system-status", query)


@command("host-get-system-status-capabilities", "", "", (NEVER_FORWARD, HOST_SELECTORS), local=True)
async def host_get_system_status_capabilities(cli: Cli) -> None:
    """Print what a report of a host's state can hold, as XML."""

    async def act(host: Row) -> None:
        await cli.printer.list(await cli.call("host.get_system_status_capabilities", host.ref))

    await on_hosts(cli, act)


def _upload(cli: Cli) -> tuple[str, dict[str, str]]:
    """Where something is to be sent, and by which way."""
    options = {"http_proxy": cli.params["http_proxy"]} if "http_proxy" in cli.params else {}
    return cli.params.get("url"), options


@command("host-bugreport-upload", "", "url http_proxy", _HOSTS)
async def host_bugreport_upload(cli: Cli) -> None:
    """Send a report of a host's state to an address."""
    url, options = _upload(cli)
    await on_hosts(cli, lambda host: cli.call("host.bugreport_upload", host.ref, url, options))


@command("host-crashdump-upload", "uuid", "url http_proxy")
async def host_crashdump_upload(cli: Cli) -> None:
    """Send what a host's kernel left when it crashed to an address."""
    await cli.call("host_crashdump.upload", await cli.find("host_crashdump"), *_upload(cli))


@command("host-call-plugin", "host-uuid plugin fn", "args:")
async def host_call_plugin(cli: Cli) -> None:
    """Run a function of a plugin on a host, and print its answer.

    args:NAME=VALUE gives it an argument, args:NAME:file=PATH the content of a file of yours.
    """
    host = await cli.find("host", "host-uuid")
    arguments = await plugin_arguments(cli)
    answer = await cli.call("host.call_plugin", host, cli.params["plugin"], cli.params["fn"], arguments)
    await cli.printer.list(answer)
