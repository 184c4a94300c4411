"""Taking a device from a guest that does not let go of it at once."""

import asyncio
from typing import Any

import pytest

from tests.xe.shell import Shell
from xapid.objects.vbd import VBD
from xapid.objects.vm import VM
from xe.commands.built import devices


@pytest.fixture
def drive(shell: Shell) -> Any:
    """A drive that its guest never lets go of by itself."""
    vm = shell.make(VM, name_label="web", power_state="Running")
    return shell.make(VBD, uuid="d", VM=vm, type="CD", empty=True, currently_attached=True)


async def test_a_guest_has_its_time(shell: Shell, drive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    refused, let_go = asyncio.Event(), devices._let_go

    async def told(*args: Any) -> bool:
        refused.set()
        return await let_go(*args)

    monkeypatch.setattr(devices, "_let_go", told)
    unplugged = asyncio.create_task(shell.out("vbd-unplug", "uuid=d", "timeout=60"))
    await refused.wait()
    shell.set(drive, currently_attached=False)
    assert await unplugged == ""


@pytest.mark.parametrize("words", [(), ("timeout=0.1",), ("timeout=-1",)])
async def test_and_no_more_than_that(shell: Shell, drive: Any, words: tuple[str, ...]) -> None:
    text = await shell.fails("vbd-unplug", "uuid=d", *words)
    assert text.startswith("The guest does not let go of the device.\n")
    assert await shell.out("vbd-param-get", "uuid=d", "param-name=currently-attached") == "true\n"


@pytest.mark.parametrize("text", ["soon", ""])
async def test_a_time_that_is_none(shell: Shell, drive: Any, text: str) -> None:
    error = "Error: Parameter timeout must be a floating-point number\n"
    assert await shell.fails("vbd-unplug", "uuid=d", f"timeout={text}") == error
