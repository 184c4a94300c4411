"""Devices of a running guest: what was plugged, moved, grown or steered is what the guest itself sees."""

from __future__ import annotations

from tests.lab.contents import card, checksum
from tests.lab.daemon import MIB, Lab, until
from tests.lab.terminal import Terminal
from tests.lab.test_vm_life import failure


def test_devices_as_the_guest_sees_them(lab: Lab) -> None:
    vm = lab.guest("devices", VCPUs_max="2")
    first, fixed = card(lab, vm), lab.attach(vm, lab.disk(), "0", "RO")
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    with Terminal(lab, vm) as terminal:
        check_address(lab, vm, first, terminal)
        check_cards(lab, vm, terminal)
        assert terminal.run("cat /sys/block/vda/ro") == "1"
        check_disks(lab, vm, terminal)
        check_processors(lab, vm, terminal)
        check_memory(lab, vm, terminal)
    assert failure(lab.api.VBD.destroy, fixed)[0] == "OPERATION_NOT_ALLOWED"


def check_address(lab: Lab, vm: str, vif: str, terminal: Terminal) -> None:
    """Without any set-up the guest has an address of the internal network, and its metrics tell it."""
    metrics = lab.api.VM.get_guest_metrics(vm)
    told = lab.wait("VM_guest_metrics", metrics, lambda record: "0/ip" in record["networks"])["networks"]
    assert told["0/ip"] == told["0/ipv4/0"]
    assert told["0/ip"].startswith(lab.daemon.settings["internal_subnet"].removesuffix("0/24"))
    shown = terminal.run("ip addr show eth0")
    assert f"inet {told['0/ip']}/" in shown
    assert lab.api.VIF.get_MAC(vif) in shown


def check_cards(lab: Lab, vm: str, terminal: Terminal) -> None:
    """A card is plugged in, gets its address, moves to a network without one, and is pulled out."""
    vif = card(lab, vm, device="1")
    assert failure(lab.api.VIF.unplug, vif) == ["DEVICE_ALREADY_DETACHED", vif]
    lab.api.VIF.plug(vif)
    assert failure(lab.api.VIF.plug, vif) == ["DEVICE_ALREADY_ATTACHED", vif]
    until(lambda: "inet " in terminal.run("ip -4 addr show eth1 2>/dev/null || true"), what="an address")
    assert lab.api.VIF.get_MAC(vif) in terminal.run("ip link show eth1")
    lone = lab.api.network.create({"name_label": "lone", "name_description": "", "MTU": "1500",
                                   "other_config": {}})  # fmt: skip
    server = lab.daemon.settings["internal_subnet"].replace("0/24", "1")
    terminal.run(f"ping -c 1 -W 5 -I eth1 {server}")
    lab.api.VIF.move(vif, lone)
    terminal.run(f"! ping -c 1 -W 1 -I eth1 {server}")
    lab.api.VIF.unplug(vif)
    assert "eth1" not in terminal.run("ls /sys/class/net")
    lab.api.VIF.destroy(vif)
    lab.api.network.destroy(lone)


def check_disks(lab: Lab, vm: str, terminal: Terminal) -> None:
    """A disk is plugged in, written, grown and pulled out; copies of it hold what the guest wrote."""
    vdi = lab.disk(8 * MIB)
    vbd = lab.attach(vm, vdi, "1")
    lab.api.VBD.plug(vbd)
    terminal.until("cat /sys/block/vdb/size", str(8 * MIB // 512))
    written = terminal.run(f"head -c {8 * MIB} /dev/urandom >/dev/vdb; sync; sha256sum </dev/vdb").split()[0]
    assert failure(lab.api.VDI.copy, vdi, "OpaqueRef:NULL") == ["VDI_IN_USE", vdi, "copy"]
    assert failure(lab.api.VDI.resize, vdi, str(12 * MIB)) == ["VDI_IN_USE", vdi, "resize"]
    lab.api.VBD.unplug(vbd)
    assert "vdb" not in terminal.run("ls /sys/block")
    assert checksum(lab, vdi) == written

    copies = [lab.api.VDI.clone(vdi, {}), lab.api.VDI.copy(vdi, lab.api.VDI.get_SR(vdi))]
    lab.api.VBD.plug(vbd)
    lab.api.VDI.resize_online(vdi, str(12 * MIB))
    terminal.until("cat /sys/block/vdb/size", str(12 * MIB // 512))
    terminal.run(f"head -c {MIB} /dev/zero >/dev/vdb; sync")
    lab.api.VBD.unplug_force(vbd)
    assert [checksum(lab, copy) for copy in copies] == [written, written]
    assert checksum(lab, vdi) != written

    assert failure(lab.api.VDI.resize, vdi, str(8 * MIB))[0] == "VDI_TOO_SMALL"
    lab.api.VDI.resize(vdi, str(16 * MIB))
    lab.api.VBD.plug(vbd)
    terminal.until("cat /sys/block/vdb/size", str(16 * MIB // 512))
    lab.api.VBD.set_unpluggable(vbd, False)
    lab.api.VBD.unplug_force_no_safety_check(vbd)
    assert "vdb" not in terminal.run("ls /sys/block")


def check_processors(lab: Lab, vm: str, terminal: Terminal) -> None:
    """Processors come and go."""
    metrics = lab.api.VM.get_metrics(vm)
    for count in (2, 1, 2):
        lab.api.VM.set_VCPUs_number_live(vm, str(count))
        terminal.until("nproc", str(count))
        assert lab.api.VM_metrics.get_VCPUs_number(metrics) == str(count)
    assert failure(lab.api.VM.set_VCPUs_number_live, vm, "3")[0] == "INVALID_VALUE"


def check_memory(lab: Lab, vm: str, terminal: Terminal) -> None:
    """The balloon follows the dynamic range."""

    def total() -> int:
        return int(terminal.run("grep MemTotal /proc/meminfo").split()[1]) * 1024

    before = total()
    lab.api.VM.set_memory_dynamic_range(vm, str(96 * MIB), str(96 * MIB))
    lab.api.VM.wait_memory_target_live(vm)
    actual = int(lab.api.VM_metrics.get_memory_actual(lab.api.VM.get_metrics(vm)))
    assert abs(actual - 96 * MIB) <= 16 * MIB
    until(lambda: before - total() >= 16 * MIB, what="the guest to have less memory")
    lab.api.VM.set_memory_dynamic_range(vm, str(96 * MIB), str(128 * MIB))
    until(lambda: before - total() <= MIB, what="the guest to have its memory back")
    assert failure(lab.api.VM.set_memory_dynamic_range, vm, str(MIB), str(128 * MIB))[0] == (
        "MEMORY_CONSTRAINT_VIOLATION"
    )


def test_a_guest_that_does_not_let_go(lab: Lab) -> None:
    vm, vdi = lab.guest("clinging"), lab.disk()
    vif, vbd = card(lab, vm), lab.attach(vm, vdi, "0")
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    lab.api.VM.pause(vm)
    tasks = [lab.api.Async.VIF.unplug(vif), lab.api.Async.VBD.unplug(vbd)]
    said = [lab.wait_task(task)["error_info"] for task in tasks]
    assert said == [["DEVICE_DETACH_TIMEOUT", "VIF", vif], ["DEVICE_DETACH_TIMEOUT", "VBD", vbd]]
    assert lab.api.VBD.get_currently_attached(vbd)
    assert failure(lab.api.VDI.destroy, vdi) == ["VDI_IN_USE", vdi, "destroy"]

    # It was asked, and obeys once it runs; the disk is free then.
    lab.api.VM.unpause(vm)
    lab.wait("VBD", vbd, lambda record: not record["currently_attached"])
    lab.wait("VIF", vif, lambda record: not record["currently_attached"])
    other = lab.guest("other")
    lab.attach(other, vdi)
    lab.api.VM.start(other, True, False)
