"""Lives of the daemon that end by SIGKILL before their first, second, third... step, and what follows.

Runs inside a namespace with a device `up0` in it. Prints how many steps a whole life has.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Coroutine
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Interface
from pathlib import Path
from typing import Any
from uuid import UUID

from xapid.network.door import Door
from xapid.network.driver import LinuxNetworkDriver
from xapid.network.netlink import Kernel
from xapid.network.spec import (
    BridgeSpec,
    HostAddresses,
    Ipv4Setting,
    Ipv6Setting,
    Passing,
    PortRules,
    internal_network,
)

INNER = internal_network("xapi0", UUID(int=1), IPv4Network("169.254.8.0/24"))
OUTER = BridgeSpec(name="xapi1", network_uuid=UUID(int=2), uplink="up0", mtu=1400)
RULES = PortRules(mac="02:00:00:00:00:01", passing=Passing.own)
OTHER = HostAddresses(
    ipv4=Ipv4Setting(address=IPv4Interface("10.1.0.9/24"), gateway=IPv4Address("10.1.0.1")),
    ipv6=Ipv6Setting(address=IPv6Interface("fd01::9/64")),
)
ORDERS = ("add_bridge", "change", "delete", "add_address", "remove_address", "set_route", "remove_route")


def die_at(step: int) -> None:
    """Have this process killed just before its step of that number."""
    left = step

    def mortal(call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def counted(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            return await call(*args, **kwargs)

        return counted

    for name in ORDERS:
        setattr(Kernel, name, mortal(getattr(Kernel, name)))
    setattr(Door, "__call__", mortal(Door.__call__))  # noqa: B010
    setattr(asyncio, "create_subprocess_exec", mortal(asyncio.create_subprocess_exec))  # noqa: B010


async def a_life(state: Path) -> None:
    async with LinuxNetworkDriver(state, "host-a") as net:
        await net.create_bridge(INNER)
        await net.create_bridge(OUTER, adopt=True)
        await net.set_rules("v0", RULES)
        await net.drop_rules(["v0"])
        await net.set_rules("v0", RULES)
        await net.configure("xapi1", OTHER)
        await net.create_bridge(OUTER, adopt=True)
        await net.destroy_bridge("xapi0")
        await net.destroy_bridge("xapi1")
        await net.forget_addresses("xapi1")
        await net.reconcile_rules({})


async def the_next_life(state: Path, step: int) -> None:
    async with LinuxNetworkDriver(state, "host-a") as net:
        if step % 2:  # half of them mend first, and clean up only then
            report = await net.reconcile([INNER, OUTER])
            assert report.failed.keys() <= {"xapi1"}, report
        report = await net.reconcile([])
        assert not report.failed and not report.busy, report
        await net.reconcile_rules({})
        await net.forget_addresses("xapi1")


def lived(life: Coroutine[Any, Any, None], dies_at: int = 0) -> bool:
    """Whether a forked process came to the end of its life; it must end well or by SIGKILL."""
    if not (pid := os.fork()):
        try:
            die_at(dies_at)
            asyncio.run(life)
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
    life.close()
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert status in (0, -signal.SIGKILL), status
    return status == 0


def picture() -> tuple[Any, ...]:
    links = json.loads(subprocess.check_output(["ip", "-j", "addr", "show"]))
    seen = [
        (a["ifname"], a["mtu"], a.get("master"), sorted(str(i.get("local")) for i in a["addr_info"]))
        for a in links
    ]
    rules = subprocess.check_output(["nft", "list", "ruleset"], text=True)
    return seen, sorted(subprocess.check_output(["ip", "route"], text=True).split("\n")), rules


def files(state: Path) -> list[str]:
    return [str(path) for path in state.rglob("*") if path.is_file() and path.suffix != ".new"]


def main(state: Path) -> None:
    before = picture()
    step, whole = 0, False
    while not whole:
        step += 1
        whole = lived(a_life(state), dies_at=step)
        assert lived(the_next_life(state, step)), step
        assert picture() == before, (step, picture(), before)
        assert not files(state), (step, files(state))
    print(step)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
