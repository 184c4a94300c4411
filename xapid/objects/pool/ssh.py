"""Whether the hosts of the pool answer SSH, and for how long."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host import Host, ssh
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_ADMIN)
async def enable_ssh(ctx: Context, self: Pool) -> None:
    """Have every host answer SSH. ENABLE_SSH_PARTIALLY_FAILED with the hosts that do not."""
    await _everywhere(ctx, "ENABLE_SSH_PARTIALLY_FAILED", lambda host: ssh.enable_ssh(ctx, host))


@message(Pool, role=POOL_ADMIN)
async def disable_ssh(ctx: Context, self: Pool) -> None:
    """Have no host answer SSH. DISABLE_SSH_PARTIALLY_FAILED with the hosts that still do."""
    await _everywhere(ctx, "DISABLE_SSH_PARTIALLY_FAILED", lambda host: ssh.disable_ssh(ctx, host))


@message(Pool, role=POOL_ADMIN)
async def set_ssh_enabled_timeout(ctx: Context, self: Pool, value: int) -> None:
    """Set how long SSH stays on once it is switched on, in seconds; 0: for good."""
    ssh.require_seconds("ssh_enabled_timeout", value, ssh.LONGEST_SSH)
    await _everywhere(ctx, "SET_SSH_TIMEOUT_PARTIALLY_FAILED",
                      lambda host: ssh.set_ssh_enabled_timeout(ctx, host, value))  # fmt: skip


@message(Pool, role=POOL_ADMIN)
async def set_console_idle_timeout(ctx: Context, self: Pool, value: int) -> None:
    """Set when an unused shell on a host is closed, in seconds; 0: never."""
    ssh.require_seconds("console_idle_timeout", value, ssh.LONGEST_IDLE)
    await _everywhere(ctx, "SET_CONSOLE_TIMEOUT_PARTIALLY_FAILED",
                      lambda host: ssh.set_console_idle_timeout(ctx, host, value))  # fmt: skip


@message(Pool, role=POOL_ADMIN)
async def set_ssh_auto_mode(ctx: Context, self: Pool, value: bool) -> None:
    """Choose whether SSH is on only while the API does not answer."""
    await _everywhere(ctx, "SET_SSH_AUTO_MODE_PARTIALLY_FAILED",
                      lambda host: ssh.set_ssh_auto_mode(ctx, host, value))  # fmt: skip


async def _everywhere(ctx: Context, code: str, work: Callable[[Host], Awaitable[None]]) -> None:
    """Do it on all hosts, also after a failure; then fail with the hosts where it failed."""
    failed = []
    for host in ctx.store.all(Host):
        try:
            await work(host)
        except XenError:
            failed.append(host.ref)
    if failed:
        raise XenError(code, f"[{';'.join(failed)}]")
