"""A libvirtd of our own, for a machine where none answers: private state, and nothing of the host changed.

It outlives us, and its guests outlive it. Both are found again by the directory that holds their state.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
import shutil
import signal
import uuid
import xml.etree.ElementTree as ET
from contextlib import suppress
from pathlib import Path

import libvirt

from xapid.files import write_whole
from xapid.hypervisor.door import Door
from xapid.hypervisor.errors import HypervisorUnavailable, OperationTimeout

log = logging.getLogger(__name__)

SYSTEM_URI = "qemu:///system"
SYSTEM_SOCKET = Path("/run/libvirt/libvirt-sock")

#: The authority that signs the certificates of TPMs, if swtpm is installed: one of our own as well.
TPM_AUTHORITY = "/var/lib/swtpm-localca"

# What the daemon has compiled in, and the directory of ours that it sees there instead.
BINDS = {
    "run": "/run/libvirt",
    "lib": "/var/lib/libvirt",
    "log": "/var/log/libvirt",
    "cache": "/var/cache/libvirt",
    "etc": "/etc/libvirt",
}

LIBVIRTD_CONF = """\
listen_tls = 0
listen_tcp = 0
auth_unix_rw = "none"
auth_unix_ro = "none"
unix_sock_rw_perms = "0700"
host_uuid = "{host_uuid}"
log_level = 3
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
max_clients = 200
max_queued_clients = 200
min_workers = 5
max_workers = 40
max_client_requests = 64
keepalive_interval = 5
keepalive_count = 5
"""

QEMU_CONF = """\
user = "root"
group = "root"
security_driver = "none"
stdio_handler = "file"
remember_owner = 0
swtpm_user = "root"
swtpm_group = "root"
namespaces = []
cgroup_controllers = [ {controllers} ]
"""

#: What a private libvirtd is given to enforce CPU weights and caps.
CPU_CONTROLLERS = ("cpu", "cpuacct")

START_DEADLINE = 60
SYSTEM_ANSWER = 10
RESTART_PAUSE = 0.5
RESTART_PAUSE_MOST = 30.0


class LocalLibvirt:
    """Starts, watches and stops a private libvirtd whose state is all below one directory."""

    def __init__(self, state: Path | str, cgroup_controllers: tuple[str, ...] = ()) -> None:
        self.state = Path(state).resolve()
        self.cgroup_controllers = cgroup_controllers
        self._watch: asyncio.Task[None] | None = None

    @property
    def uri(self) -> str:
        """Where it answers, for any process on this machine."""
        return f"qemu+unix:///system?socket={self.state}/run/libvirt-sock"

    @property
    def tpm_folder(self) -> Path:
        """Where it keeps the states of TPMs."""
        return self.state / "lib" / "swtpm"

    @property
    def pid(self) -> int | None:
        """The process that runs now, ours or a former run's; None if there is none."""
        try:
            pid = int((self.state / "libvirtd.pid").read_text())
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return pid if str(self.state / "libvirtd.conf").encode() in words else None

    async def start(self) -> None:
        """Make sure that it runs, and from now on start it again whenever it ends.

        Raises HypervisorUnavailable if it is not installed or does not come up.
        """
        if self.pid is None:
            await self._launch()
        if self._watch is None:
            self._watch = asyncio.create_task(self._keep_running(), name="private libvirtd")

    async def stop(self, guests: bool = False) -> None:
        """End it, and with `guests` first every domain that it runs."""
        await self.release()
        pid = self.pid
        if pid is None:
            return
        if guests:
            await asyncio.to_thread(_destroy_all, self.uri)
        with suppress(ProcessLookupError):
            ended = asyncio.create_task(_wait_for_end(pid))
            os.kill(pid, signal.SIGTERM)
            try:
                await asyncio.wait_for(asyncio.shield(ended), 20)
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                await ended

    async def release(self) -> None:
        """Stop watching it; it runs on, and so do its guests."""
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None

    async def _keep_running(self) -> None:
        pause = RESTART_PAUSE
        while True:
            pid = self.pid
            if pid is not None:
                await _wait_for_end(pid)
                log.warning("libvirtd (%d) has ended; starting it again", pid)
            try:
                await self._launch()
                pause = RESTART_PAUSE
            except HypervisorUnavailable as error:
                log.error("libvirtd does not start: %s; trying again in %.1f s", error, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, RESTART_PAUSE_MOST)

    async def _launch(self) -> None:
        """`libvirtd --daemon` returns when it listens, and leaves a process that is no child of ours."""
        if shutil.which("libvirtd", path=_PATH) is None:
            raise HypervisorUnavailable("libvirtd is not installed (Debian: libvirt-daemon-system)")
        self._write_files()
        await asyncio.to_thread(self._forget_unborn)
        process = await asyncio.create_subprocess_exec(
            *("unshare", "--mount", "--propagation", "slave", "sh", "-ec", self._script()),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE, start_new_session=True, cwd="/", env=_environment(),
        )  # fmt: skip
        try:
            _, said = await asyncio.wait_for(process.communicate(), START_DEADLINE)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise HypervisorUnavailable("libvirtd was not ready in time") from None
        if process.returncode:
            raise HypervisorUnavailable(f"libvirtd did not start: {said.decode(errors='replace').strip()}")
        log.info("libvirtd started: %s", self.uri)

    def _script(self) -> str:
        state = shlex.quote(str(self.state))
        lines = [f"mkdir -p {' '.join(BINDS.values())} /run/lock"]
        lines += [f"mount --bind {state}/{ours} {theirs}" for ours, theirs in BINDS.items()]
        lines += [f"[ ! -d {TPM_AUTHORITY} ] || mount --bind {state}/tpm-authority {TPM_AUTHORITY}"]
        lines += [f"exec libvirtd --daemon -f {state}/libvirtd.conf -p {state}/libvirtd.pid"]
        return "\n".join(lines)

    def _write_files(self) -> None:
        self.state.mkdir(mode=0o711, parents=True, exist_ok=True)
        for ours in BINDS:
            (self.state / ours).mkdir(exist_ok=True)
        (self.state / "tpm-authority").mkdir(mode=0o700, exist_ok=True)
        etc = self.state / "etc"
        for folder in ("qemu/networks", "nwfilter", "secrets", "storage"):
            (etc / folder).mkdir(parents=True, exist_ok=True)
        for rule in Path("/etc/libvirt/nwfilter").glob("*.xml"):
            if not (etc / "nwfilter" / rule.name).exists():
                shutil.copy(rule, etc / "nwfilter")
        controllers = ", ".join(f'"{name}"' for name in self.cgroup_controllers)
        (etc / "qemu.conf").write_text(QEMU_CONF.format(controllers=controllers))
        (self.state / "libvirtd.conf").write_text(LIBVIRTD_CONF.format(host_uuid=self._host_uuid()))

    def _forget_unborn(self) -> None:
        """Take away the notes on guests whose QEMU never ran, as libvirtd was killed while it started them.

        It would hold them for running ones, with a lock on each that nobody ever gives back.
        """
        for status in (self.state / "run" / "qemu").glob("*.xml"):
            with suppress(OSError, ET.ParseError):
                if ET.parse(status).getroot().get("pid") == "0":
                    log.warning("libvirtd ended before it could start %s", status.stem)
                    status.unlink()

    def _host_uuid(self) -> str:
        """Drawn once: the machine's own id may be missing, or shared by clones of one image."""
        kept = self.state / "host_uuid"
        if not kept.exists():
            write_whole(kept, str(uuid.uuid4()).encode(), 0o644)
        return kept.read_text().strip()


_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def _environment() -> dict[str, str]:
    return {"PATH": _PATH, "LC_ALL": "C.UTF-8", "HOME": "/root"}


async def _wait_for_end(pid: int) -> None:
    """Return as soon as the process is gone, whoever its parent is."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    try:
        loop.add_reader(handle, ended.set)
        await ended.wait()
    finally:
        loop.remove_reader(handle)
        os.close(handle)


def _destroy_all(uri: str) -> None:
    connection = libvirt.open(uri)
    try:
        for domain in connection.listAllDomains(libvirt.VIR_CONNECT_LIST_DOMAINS_ACTIVE):
            with suppress(libvirt.libvirtError):
                domain.destroy()
    finally:
        connection.close()


async def find_libvirtd(
    state: Path | str, cgroup_controllers: tuple[str, ...] = ()
) -> tuple[str, LocalLibvirt | None]:
    """The URI of the libvirtd to use, and our own if it is that: running by now, and watched.

    One of ours that still runs is kept, since it has our guests; else the distribution's, if it answers.
    Raises HypervisorUnavailable.
    """
    private = LocalLibvirt(state, cgroup_controllers)
    if private.pid is None and await _system_answers():
        return SYSTEM_URI, None
    await private.start()
    return private.uri, private


async def _system_answers() -> bool:
    if not SYSTEM_SOCKET.exists():
        return False
    door = Door("system libvirt", 1)
    try:
        await door.call(lambda: libvirt.open(SYSTEM_URI).close(), SYSTEM_ANSWER)
    except (libvirt.libvirtError, OperationTimeout):
        return False
    finally:
        door.close()
    return True
