"""Whether the host answers SSH, and for how long."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from xapid.machine.errors import CommandFailed, MachineError
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.model.types import NEVER
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host

log = logging.getLogger(__name__)

#: The longest times that may be set, in seconds.
LONGEST_SSH = 2 * 86400
LONGEST_IDLE = 86400


@message(Host, role=POOL_ADMIN)
async def enable_ssh(ctx: Context, self: Host) -> None:
    """Have the host answer SSH, for ssh_enabled_timeout if that is set; ends automatic mode.

    ENABLE_SSH_FAILED when the service does not start.
    """
    try:
        await ctx.services.machine.ssh.switch(True)
        await ctx.services.machine.ssh.note_fallback(False)
    except CommandFailed as error:
        log.warning("SSH cannot be switched on: %s", error)
        raise XenError("ENABLE_SSH_FAILED", self.ref) from None
    with ctx.change():
        self.ssh_enabled, self.ssh_auto_mode = True, False
        self.ssh_expiry = _expiry(self.ssh_enabled_timeout)
    expire_later(ctx, self)


@message(Host, role=POOL_ADMIN)
async def disable_ssh(ctx: Context, self: Host) -> None:
    """Have the host not answer SSH. DISABLE_SSH_FAILED when the service does not stop."""
    await _switch_off(ctx, self)


async def _switch_off(ctx: Context, host: Host) -> None:
    try:
        await ctx.services.machine.ssh.switch(False)
    except CommandFailed as error:
        log.warning("SSH cannot be switched off: %s", error)
        raise XenError("DISABLE_SSH_FAILED", host.ref) from None
    with ctx.change():
        host.ssh_enabled, host.ssh_expiry = False, NEVER


@message(Host, role=POOL_ADMIN)
async def set_ssh_enabled_timeout(ctx: Context, self: Host, value: int) -> None:
    """Set how long SSH stays on once it is switched on, in seconds; 0: for good. Two days are the most."""
    require_seconds("ssh_enabled_timeout", value, LONGEST_SSH)
    with ctx.change():
        self.ssh_enabled_timeout = value
        self.ssh_expiry = _expiry(value) if self.ssh_enabled else NEVER
    expire_later(ctx, self)


@message(Host, role=POOL_ADMIN)
async def set_console_idle_timeout(ctx: Context, self: Host, value: int) -> None:
    """Set when an unused shell on the host is closed, in seconds, at most a day; 0: never."""
    require_seconds("console_idle_timeout", value, LONGEST_IDLE)
    await ctx.services.machine.ssh.close_shells_after(value)
    with ctx.change():
        self.console_idle_timeout = value


@message(Host, role=POOL_ADMIN)
async def set_ssh_auto_mode(ctx: Context, self: Host, value: bool) -> None:
    """Choose whether SSH is on only while the API does not answer; true switches it off now."""
    await ctx.services.machine.ssh.note_fallback(value)
    if value:
        await _switch_off(ctx, self)
    with ctx.change():
        self.ssh_auto_mode = value


def require_seconds(field: str, value: int, most: int) -> None:
    """VALUE_NOT_SUPPORTED unless the time is from 0 to ``most``."""
    if not 0 <= value <= most:
        raise XenError("VALUE_NOT_SUPPORTED", field, value, f"not from 0 to {most} seconds")


def _expiry(seconds: int) -> datetime:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0) if seconds else NEVER


def expire_later(ctx: Context, host: Host) -> None:
    """Switch SSH off when its time is over, unless another time is set before that."""
    if host.ssh_expiry != NEVER:
        ctx.services.spawn(_expire(ctx, host, host.ssh_expiry), "end of SSH")


async def _expire(ctx: Context, host: Host, expiry: datetime) -> None:
    await asyncio.sleep(max(0.0, (expiry - datetime.now(UTC)).total_seconds()))
    if host.ssh_expiry != expiry:
        return
    try:
        await _switch_off(ctx, host)
        log.info("SSH is off: its time is over")
    except (XenError, MachineError) as error:
        log.error("SSH could not be switched off though its time is over: %s", error)
