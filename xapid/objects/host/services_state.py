"""What the record says of the host's own services, brought to what is."""

from __future__ import annotations

import logging

from xapid.machine.errors import MachineError
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.host.enums import HostNtpMode
from xapid.objects.host.logs import forward_log
from xapid.objects.host.ssh import expire_later

log = logging.getLogger(__name__)


async def look_at_services(ctx: Context) -> None:
    """At the daemon's start: whether SSH is on, which time servers are followed, where the log goes."""
    host, machine = ctx.services.host, ctx.services.machine
    ssh = await machine.ssh.is_on()
    mode = HostNtpMode(await machine.time_servers.mode())
    with ctx.change():
        if ssh is not None:
            host.ssh_enabled = ssh
        host.ntp_mode = mode
    expire_later(ctx, host)
    try:
        await forward_log(ctx, host)
        if host.max_cstate:
            await machine.limit_sleep(host.max_cstate)
        if host.ssh_auto_mode:
            await machine.ssh.switch(False)
    except (MachineError, XenError) as error:
        log.warning("a setting of the host does not hold: %s", error)
