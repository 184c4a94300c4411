"""What commands act on, and how it is told that they could not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.xe.shell import Shell
from xapid.model.errors import XenError
from xapid.objects.host import Host
from xapid.objects.message import Message
from xapid.objects.vm import VM

ALL = ("vm-param-get", "param-name=uuid")


@pytest.fixture
def vms(shell: Shell) -> dict[str, Any]:
    """VMs of which none can start: each refuses for its own reason. A template, and the control domain."""
    make = shell.make
    return {
        "one": make(VM, name_label="one", power_state="Running"),
        "two": make(VM, name_label="two", power_state="Suspended", other_config={"k": "v"}),
        "template": make(VM, name_label="template", power_state="Halted", is_a_template=True),
        "dom0": make(VM, name_label="dom0", power_state="Running", is_control_domain=True),
    }


async def test_by_name_uuid_and_field(shell: Shell, vms: dict[str, Any]) -> None:
    for word in ("vm=one", f"vm={vms['one'].uuid}", f"uuid={vms['one'].uuid}", "power-state=running"):
        text = await shell.fails("vm-unpause", word)
        assert text.startswith("The VM would have to be in another power state.\n"), (word, text)
        assert f"vm: {vms['one'].uuid} (one)\n" in text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["vm=none"], "No matching VMs found"),
        (["vm=template"], "No matching VMs found"),
        (["vm=dom0"], "No matching VMs found"),
        (["vm=one", "power-state=halted"], "No matching VMs found"),
        (["vm=one", 'name-label="'], "No matching VMs found"),
        (['vm="'], "No matching VMs found"),
        ([], "Multiple matches VMs found. --multiple required to complete the operation"),
        (["multiple=false"], "Multiple matches VMs found. --multiple required to complete the operation"),
        (["nonsense=1"], "Unknown field 'nonsense'"),
    ],
)
async def test_none_or_too_many(shell: Shell, vms: dict[str, Any], words: list[str], text: str) -> None:
    assert await shell.fails("vm-pause", *words) == f"Error: {text}\n"


async def test_only_one(shell: Shell, vms: dict[str, Any]) -> None:
    assert await shell.fails("console") == (
        "Error: Multiple matches VMs found. Operation can only be performed on one VM at a time\n"
    )
    assert await shell.fails("console", "vm=one") == "The VM one has no serial console\n"


async def test_hosts_and_repositories(shell: Shell) -> None:
    assert await shell.fails("host-dmesg") == "Error: No matching hosts found\n"
    assert await shell.fails("sr-data-source-list") == "Error: No matching hosts found\n"
    for name in ("a", "b"):
        shell.make(Host, name_label=name, hostname=f"{name}.example")
    assert await shell.fails("host-dmesg") == (
        "Error: Multiple matching hosts found. --multiple required to complete the operation\n"
    )


async def test_own_parameters_do_not_select(shell: Shell, vms: dict[str, Any]) -> None:
    text = await shell.fails("vm-start", "vm=one", "paused=true", "force=false", "progress=true")
    assert "state" in text and "Unknown field" not in text
    assert await shell.fails("vm-start", "vm=one", "paused=perhaps") == (
        "Error: Failed to parse parameter 'paused': Expected a boolean (true or false); got perhaps\n"
    )


async def test_with_several_all_are_tried(shell: Shell, vms: dict[str, Any]) -> None:
    said = await shell("vm-unpause", "--multiple")
    assert (said.code, said.err) == (1, "")
    state = "The VM would have to be in another power state."
    assert said.out == (
        f"operation failed on {vms['two'].uuid}: {state}\n"
        f"vm: {vms['two'].uuid} (two)\nexpected: paused\nactual: suspended\n"
        f"operation failed on {vms['one'].uuid}: {state}\n"
        f"vm: {vms['one'].uuid} (one)\nexpected: paused\nactual: running\n"
    )


async def test_templates_where_they_make_sense(shell: Shell, vms: dict[str, Any]) -> None:
    limits = ["static-min=16MiB", "dynamic-min=16MiB", "dynamic-max=32MiB", "static-max=64 MiB"]
    assert await shell.out("vm-memory-limits-set", "vm=template", *limits) == ""
    assert vms["template"].memory_static_max == 64 << 20


async def test_messages_about_the_vm(shell: Shell, vms: dict[str, Any]) -> None:
    """What is written about the VM while the command runs is shown, if it is urgent enough."""
    vm, now = vms["one"], lambda: datetime.now(UTC).replace(microsecond=0)
    shell.set(vm, power_state="Halted")

    async def talk(ctx: Any, vm: Any, value: int) -> None:
        for priority in (4, 5):
            shell.make(Message, name=f"P{priority}", priority=priority, obj_uuid=vm.uuid, timestamp=now())

    plan = shell.world.dispatcher.plans["VM.set_memory"]
    plan.message.function, kept = talk, plan.message.function
    try:
        shell.make(Message, name="OLD", priority=1, obj_uuid=vm.uuid, timestamp=now())
        said = await shell("vm-memory-set", "vm=one", "memory=1")
        written = shell.store.all(Message)[-1].timestamp
        line = f"Message: time={written:%Y%m%dT%H:%M:%SZ} priority=4 name='P4'\n\n"
        assert (said.out, said.err, said.code) == ("", line, 0)
        said = await shell("vm-memory-set", "vm=one", "memory=1", "message-priority=6")
        assert said.err.count("P5") == 1 and said.err.count("P4") == 1 and "OLD" not in said.err
        assert (await shell("vm-memory-set", "vm=one", "memory=1", "--minimal")).err == ""
    finally:
        plan.message.function = kept


@pytest.mark.parametrize("verb", ["start", "resume"])
async def test_every_host_has_its_reason(
    shell: Shell, vms: dict[str, Any], verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a pool in which no host can run the VM, each says why, or that it could by now."""
    shell.set(vms["one"], power_state="Halted" if verb == "start" else "Suspended")
    for name in ("first", "second"):
        shell.make(Host, name_label=name, hostname=name)

    async def nowhere(ctx: Any, vm: Any, start_paused: bool, force: bool) -> None:
        raise XenError("NO_HOSTS_AVAILABLE")

    async def ask(ctx: Any, self: Any, host: Any) -> None:
        if host.name_label == "first":
            raise XenError("HOST_DISABLED", host.ref)

    plans = shell.world.dispatcher.plans
    monkeypatch.setattr(plans[f"VM.{verb}"].message, "function", nowhere)
    monkeypatch.setattr(plans["VM.assert_can_boot_here"].message, "function", ask)
    said = await shell(f"vm-{verb}", "vm=one")
    (first,) = (host for host in shell.store.all(Host) if host.name_label == "first")
    assert said.out == (
        "None of the hosts suits the VM.\nThis is what each of them says against it:\n\n"
        f"first     : The host is disabled. [host: {first.uuid} (first)]\n"
        "    second: Nothing: it could run here now.\n\n\n"
    )
    assert (said.code, said.err) == (1, "No host can run the VM now.\n")


async def test_danger(shell: Shell, vms: dict[str, Any]) -> None:
    assert (await shell.fails("vm-reset-powerstate", "vm=two")).startswith("Error: If the VM still runs")
    assert vms["two"].power_state == "Suspended"


async def test_vif_lists_take_several(shell: Shell, vms: dict[str, Any]) -> None:
    assert await shell.out("vm-vif-list") == ""


async def test_minimal_tells_failures_too(shell: Shell, vms: dict[str, Any]) -> None:
    assert await shell.fails("vm-pause", "vm=none", "--minimal") == "Error: No matching VMs found\n"
