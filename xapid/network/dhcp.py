"""One dnsmasq per bridge: started, found again after a restart of ours, started again when it dies."""

import asyncio
import logging
import shutil
from ipaddress import IPv4Interface
from pathlib import Path

from xapid.network.door import Door
from xapid.network.errors import DhcpFailed, NetworkError
from xapid.network.leases import read_leases
from xapid.network.process import Argv, argv_of, end_process, find_processes, wait_gone
from xapid.network.spec import DhcpSpec, Lease

log = logging.getLogger(__name__)

_START_SECONDS = 10.0
_QUICKEST_RESTART, _SLOWEST_RESTART = 0.25, 30.0  # seconds


class DhcpServers:
    """The DHCP servers of this owner's bridges; the files under `directory` are theirs."""

    def __init__(self, directory: Path, door: Door) -> None:
        self._directory = directory
        self._door = door
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self._lock = asyncio.Lock()

    async def ensure(self, bridge: str, index: int, address: IPv4Interface, dhcp: DhcpSpec) -> int:
        """Have exactly one server with these settings on the bridge with that device index; its process id.

        Raises DhcpFailed.
        """
        async with self._lock:
            argv = self._argv(bridge, index, address, dhcp)
            pid = await self._one(bridge, argv)
            self._unwatch(bridge)
            self._watchers[bridge] = asyncio.create_task(self._supervise(bridge, argv, pid))
            return pid

    async def stop(self, bridge: str) -> None:
        """Stop the bridge's server and forget its leases; none running is fine."""
        async with self._lock:
            self._unwatch(bridge)
            if not await self._door(self._file(bridge, "leases").exists):  # the first to come, the last to go
                return
            while found := await self._running(bridge):  # one that is just starting forks under our eyes
                for pid, argv in found.items():
                    await end_process(pid, argv)
            await self._door(self._remove_files, bridge)

    async def known(self) -> set[str]:
        """The bridges that have, or had, a server."""
        return await self._door(lambda: {path.stem for path in self._directory.glob("*.leases")})

    async def pid(self, bridge: str) -> int | None:
        """The process that serves the bridge, if one does."""
        return await self._door(self._written_pid, bridge)

    async def leases(self, bridge: str) -> list[Lease]:
        """The addresses handed out on the bridge that have not expired."""
        return await self._door(read_leases, self._file(bridge, "leases"))

    async def close(self) -> None:
        """Watch no more; the servers go on."""
        tasks = list(self._watchers.values())
        for bridge in list(self._watchers):
            self._unwatch(bridge)
        await asyncio.gather(*tasks, return_exceptions=True)

    def _unwatch(self, bridge: str) -> None:
        if task := self._watchers.pop(bridge, None):
            task.cancel()

    def _file(self, bridge: str, suffix: str) -> Path:
        return self._directory / f"{bridge}.{suffix}"

    def _remove_files(self, bridge: str) -> None:
        for suffix in ("pid", "log", "leases"):
            self._file(bridge, suffix).unlink(missing_ok=True)

    async def _running(self, bridge: str) -> dict[int, Argv]:
        return await self._door(find_processes, self._lease_argument(bridge))

    def _lease_argument(self, bridge: str) -> str:
        return f"--dhcp-leasefile={self._file(bridge, 'leases')}"

    def _written_pid(self, bridge: str) -> int | None:
        try:
            pid = int(self._file(bridge, "pid").read_text())
        except (FileNotFoundError, ValueError):
            return None
        return pid if self._lease_argument(bridge) in argv_of(pid) else None

    async def _one(self, bridge: str, argv: Argv) -> int:
        found = await self._running(bridge)
        right = [pid for pid in sorted(found) if found[pid] == argv]
        for pid, other in found.items():
            if pid not in right[:1]:
                await end_process(pid, other)
        if right:
            return right[0]
        await self._start(bridge, argv)
        started = await self.pid(bridge)
        if started is None:
            raise DhcpFailed(f"the DHCP server of {bridge} ended as soon as it had started")
        return started

    async def _start(self, bridge: str, argv: Argv) -> None:
        await self._door(self._prepare, bridge)
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
            cwd="/",
        )
        try:
            async with asyncio.timeout(_START_SECONDS):
                _, complaint = await process.communicate()
        except TimeoutError as error:
            raise DhcpFailed(f"the DHCP server of {bridge} did not start in time") from error
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode:
            reason = complaint.decode(errors="replace").strip()
            raise DhcpFailed(f"the DHCP server of {bridge} does not start: {reason}")

    def _prepare(self, bridge: str) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        self._file(bridge, "leases").touch()

    def _argv(self, bridge: str, index: int, address: IPv4Interface, dhcp: DhcpSpec) -> Argv:
        # dnsmasq turns itself into a daemon: its first process ends when the server serves, or says why not.
        program = shutil.which("dnsmasq", path="/usr/local/sbin:/usr/sbin:/sbin:/usr/bin")
        if program is None:
            raise DhcpFailed("dnsmasq is not installed")
        netmask = address.netmask
        return (
            program,
            "--conf-file=/dev/null",
            "--no-hosts",
            "--no-resolv",
            "--port=0",
            "--bind-interfaces",
            f"--interface={bridge}",
            "--except-interface=lo",
            "--no-ping",
            "--quiet-dhcp",
            f"--pid-file={self._file(bridge, 'pid')}",
            f"--log-facility={self._file(bridge, 'log')}",
            self._lease_argument(bridge),
            "--dhcp-authoritative",
            f"--dhcp-range=set:i{index},{dhcp.first},{dhcp.last},{netmask},{dhcp.lease_seconds}",
            "--dhcp-option=" + ",".join(["option:router", *([str(dhcp.router)] if dhcp.router else [])]),
            "--dhcp-option=" + ",".join(["option:dns-server", *map(str, dhcp.dns)]),
            *([f"--domain={dhcp.domain}"] if dhcp.domain else []),
        )

    async def _supervise(self, bridge: str, argv: Argv, pid: int) -> None:
        loop = asyncio.get_running_loop()
        delay = 0.0
        while True:
            since = loop.time()
            await wait_gone(pid, argv)
            quick = loop.time() - since < _SLOWEST_RESTART
            delay = min(max(_QUICKEST_RESTART, delay * 2), _SLOWEST_RESTART) if quick else 0
            log.warning("the DHCP server of %s ended; it starts again in %g s", bridge, delay)
            await asyncio.sleep(delay)
            try:
                pid = await self._again(bridge, argv)
            except (NetworkError, OSError) as error:
                log.error("%s", error)

    async def _again(self, bridge: str, argv: Argv) -> int:
        async with self._lock:
            return await self._one(bridge, argv)
