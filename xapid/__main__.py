"""The program: ``python -m xapid serve`` runs the daemon, ``admin`` keeps local administrators."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from xapid.config import Config, read_config
from xapid.machine.log_files import FORMAT, LineFormatter


@click.group()
def main() -> None:
    """The XenAPI on plain Linux hosts, by way of libvirt."""


@main.command()
@click.option(
    "--config",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Settings, a TOML file.",
)
@click.option("--state", "state_dir", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--http-port", type=int, help="0 picks a free one, -1 turns HTTP off.")
@click.option("--https-port", type=int, help="0 picks a free one, -1 turns HTTPS off.")
@click.option("--http-host", help="Address to listen on.")
@click.option("--socket", type=click.Path(path_type=Path), help="Unix socket for local root.")
@click.option("--database", help="SQLAlchemy URL; SQLite in the state directory if not given.")
@click.option("--libvirt-uri", help="The libvirt to drive; else the system's, or an own one.")
@click.option("--set", "pairs", multiple=True, metavar="NAME=VALUE", help="Any other setting.")
@click.option("-v", "--verbose", is_flag=True, help="Log everything.")
def serve(file: Path | None, pairs: tuple[str, ...], verbose: bool, **given: Any) -> None:
    """Run the daemon in the foreground until SIGTERM or SIGINT; guests go on running."""
    spoken = logging.StreamHandler(sys.stderr)
    spoken.setFormatter(LineFormatter(FORMAT))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[spoken])
    try:
        config = read_config(file, pairs, {k: v for k, v in given.items() if v is not None})
    except (ValidationError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    if asyncio.run(_serve(config)):
        # In place: the same process number, for whoever watches over it.
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


async def _serve(config: Config) -> bool:
    """Run the daemon until it is to end; whether it is to begin again. ClickException if it cannot start."""
    from xapid.daemon import AlreadyRunning, Daemon
    from xapid.objects.services import Ending
    from xapid.store.opening import CannotOpen

    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    daemon = Daemon(config)
    try:
        await daemon.start()
    except (AlreadyRunning, CannotOpen) as error:
        raise click.ClickException(str(error)) from None
    logging.getLogger("xapid").info("ready: http %s, https %s, socket %s", daemon.front.http_port,
                                    daemon.front.https_port, daemon.front.socket_path)  # fmt: skip
    signalled = asyncio.create_task(stopped.wait())
    asked = asyncio.create_task(daemon.until_asked())
    await asyncio.wait([signalled, asked], return_when=asyncio.FIRST_COMPLETED)
    again = not signalled.done() and asked.result() is Ending.restart
    signalled.cancel()
    asked.cancel()
    await daemon.stop()
    return again


@main.command()
@click.option("--state", "state_dir", type=click.Path(path_type=Path), required=True)
@click.option("--role", help="What NAME may do; as before, or everything, if not given.")
@click.argument("name")
def passwd(state_dir: Path, name: str, role: str | None) -> None:
    """Set the password of local administrator NAME; it is read from standard input."""
    from xapid.model.errors import XenError
    from xapid.objects.passwords import set_password

    state_dir.mkdir(mode=0o711, parents=True, exist_ok=True)
    password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise click.ClickException("an empty password is no password")
    try:
        set_password(state_dir / "admin", name, password, role)
    except (XenError, ValueError, OSError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
@click.option("--state", "state_dir", type=click.Path(path_type=Path), required=True)
def clean(state_dir: Path) -> None:
    """End what a stopped daemon left running on purpose: guests, its own libvirtd, DHCP and bridges."""
    from xapid.cleaning import clean_up

    asyncio.run(clean_up(state_dir))


if __name__ == "__main__":
    main()
