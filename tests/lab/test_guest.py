"""The guest itself: every way to boot it ends in a system whose agent answers and that obeys."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.lab.guest import GuestImage

BOOT_SECONDS = 120  # thirty times what it takes on an idle machine
OVMF = Path("/usr/share/OVMF")


class Machine:
    """A guest under a bare QEMU, its serial console, and its agent."""

    def __init__(self, process: asyncio.subprocess.Process, agent: Path) -> None:
        self.process = process
        self._agent = agent
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def console(self, marker: str) -> str:
        """The first console line from now on that contains the marker."""
        assert self.process.stdout is not None
        async with asyncio.timeout(BOOT_SECONDS):
            async for line in self.process.stdout:
                if marker.encode() in line:
                    return line.decode(errors="replace").strip()
        raise AssertionError(f"QEMU ended before {marker}")

    async def type(self, line: str) -> None:
        """Type a line on the serial console, where root's shell waits."""
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        await self.process.stdin.drain()

    async def ask(self, command: str, answers: bool = True, **arguments: object) -> Any:
        """Run a command of the guest agent; one that ends the guest has no answer."""
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(str(self._agent))
        reader, writer = self._streams
        writer.write(json.dumps({"execute": command, "arguments": arguments}).encode() + b"\n")
        async with asyncio.timeout(BOOT_SECONDS):
            return json.loads(await reader.readline())["return"] if answers else None

    def close(self) -> None:
        """End QEMU, and the connection to the agent."""
        if self._streams is not None:
            self._streams[1].close()
        if self.process.returncode is None:
            self.process.kill()


@asynccontextmanager
async def machine(directory: Path, memory: int, *options: str | Path) -> AsyncIterator[Machine]:
    agent = directory / "agent"
    process = await asyncio.create_subprocess_exec(
        *("qemu-system-x86_64", "-machine", "q35", "-accel", "tcg", "-m", str(memory)),
        *("-nodefaults", "-display", "none", "-vga", "std", "-serial", "stdio"),
        *("-device", "virtio-scsi", "-netdev", "user,id=net", "-device", "virtio-net,netdev=net"),
        *("-device", "virtio-serial", "-chardev", f"socket,id=agent,path={agent},server=on,wait=off"),
        *("-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0", *options),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    guest = Machine(process, agent)
    try:
        yield guest
    finally:
        guest.close()
        await process.wait()


def direct(guest: GuestImage, *more: str) -> list[str | Path]:
    return ["-kernel", guest.kernel, "-initrd", guest.initrd, "-append", " ".join([guest.cmdline, *more])]


def uefi(directory: Path) -> list[str]:
    shutil.copy(OVMF / "OVMF_VARS_4M.fd", directory / "vars.fd")
    return [
        "-drive", f"if=pflash,format=raw,readonly=on,file={OVMF}/OVMF_CODE_4M.fd",
        "-drive", f"if=pflash,format=raw,file={directory}/vars.fd",
    ]  # fmt: skip


def boot_options(guest: GuestImage, boot: str, directory: Path) -> list[str | Path]:
    if boot == "disk":
        return ["-drive", f"file={guest.disk},if=virtio,snapshot=on"]
    if boot == "iso":
        return [
            "-drive",
            f"file={guest.iso},if=none,id=cd,media=cdrom,readonly=on",
            "-device",
            "scsi-cd,drive=cd",
        ]
    return direct(guest)


@pytest.mark.parametrize(
    ("boot", "firmware", "memory"),
    [
        ("direct", "bios", 128),
        ("disk", "bios", 128),
        ("disk", "uefi", 192),
        ("iso", "bios", 128),
        ("iso", "uefi", 192),
    ],
)
async def test_boots(guest_image: GuestImage, tmp_path: Path, boot: str, firmware: str, memory: int) -> None:
    options = boot_options(guest_image, boot, tmp_path) + (uefi(tmp_path) if firmware == "uefi" else [])
    async with machine(tmp_path, memory, *options) as guest:
        assert (await guest.console("GUEST-UP")).endswith(f"boot={boot} firmware={firmware}")
        system = await guest.ask("guest-get-osinfo")
        assert (system["id"], system["version-id"]) == ("tinyguest", "1.0")
        assert (await guest.console("GUEST-IP")).endswith("GUEST-IP eth0 10.0.2.15")


async def test_agent_reboots_and_powers_off(guest_image: GuestImage, tmp_path: Path) -> None:
    async with machine(tmp_path, 128, *direct(guest_image)) as guest:
        await guest.console("GUEST-UP")
        await guest.ask("guest-shutdown", answers=False, mode="reboot")
        await guest.console("GUEST-DOWN reboot")
        await guest.console("GUEST-UP")
        await guest.ask("guest-shutdown", answers=False, mode="powerdown")
        async with asyncio.timeout(BOOT_SECONDS):
            assert await guest.process.wait() == 0


async def test_data_disk_keeps_what_was_written(guest_image: GuestImage, tmp_path: Path) -> None:
    disk = tmp_path / "data.raw"
    disk.touch()
    with disk.open("r+b") as image:
        image.truncate(32 << 20)
    options = [
        *direct(guest_image, "guest.data=vda", "guest.tick"),
        "-drive",
        f"file={disk},format=raw,if=virtio",
    ]
    for command in ("echo kept >/data/file", "test $(cat /data/file) = kept && echo data-$((40 + 2))"):
        async with machine(tmp_path, 128, *options) as guest:
            await guest.console("GUEST-DATA vda /data")
            await guest.console("TICK 2 ")
            await guest.type(command)
            if "test" in command:
                await guest.console("data-42")
            await guest.type("poweroff")
            await guest.console("GUEST-DOWN poweroff")
            async with asyncio.timeout(BOOT_SECONDS):
                assert await guest.process.wait() == 0
