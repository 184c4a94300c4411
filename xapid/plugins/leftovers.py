"""What plugins started and a daemon that was killed could not end."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import suppress
from pathlib import Path

from xapid.plugins.process import GROUP_VARIABLE

log = logging.getLogger(__name__)

#: Where a plugin finds its daemon; so also whose plugin it is.
SOCKET_VARIABLE = "XAPID_SOCKET"


def end_leftovers(socket: Path) -> None:
    """End the processes that still are in the group of a plugin of this daemon. Blocks: reads all of /proc.

    Call it while no plugin runs. Those that left the group go on, as they were told to.
    """
    ours = f"{SOCKET_VARIABLE}={socket.absolute()}".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        pid = int(entry.name)
        with suppress(OSError):  # it has just ended
            variables = (entry / "environ").read_bytes().split(b"\0")
            if ours in variables and f"{GROUP_VARIABLE}={os.getpgid(pid)}".encode() in variables:
                log.warning("ending process %d: a plugin left it", pid)
                os.kill(pid, signal.SIGKILL)
