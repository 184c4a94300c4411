"""Virtual TPMs: a real swtpm below a real guest that asks it."""

from __future__ import annotations

import base64
from pathlib import Path

from tests.lab.daemon import Lab
from tests.lab.terminal import Terminal
from tests.lab.test_vm_life import failure

#: TPM2_ReadClock, as octal escapes for printf; the answer has the number of resets at bytes 26 to 29.
READ_CLOCK = "".join(f"\\{n:03o}" for n in bytes.fromhex("80010000000a00000181"))
#: A command has to reach the device in one piece.
TALK = "cat /tmp/ask >&3; dd bs=64 count=1 2>/dev/null <&3"
ASK = f"printf '{READ_CLOCK}' > /tmp/ask; ( exec 3<>/dev/tpm0; {TALK} ) | od -An -v -tx1"


def resets(lab: Lab, vm: str) -> int:
    """How often the TPM of a running guest was started, as the TPM itself counts."""
    lab.wait_agent(vm)
    with Terminal(lab, vm) as terminal:
        answer = bytes.fromhex("".join(terminal.run(ASK).split()))
    assert answer[6:10] == bytes(4), answer.hex()
    return int.from_bytes(answer[26:30], "big")


def machine(lab: Lab, name: str) -> str:
    """A VM whose kernel starts as on a PC: SeaBIOS with a TPM leaves nothing of PCI to one started by PVH."""
    return lab.guest(name, PV_kernel=str(lab.image.bzimage))


def booted(lab: Lab, vm: str) -> int:
    """The same, once the VM was started."""
    lab.api.VM.start(vm, False, False)
    return resets(lab, vm)


def states(lab: Lab) -> set[str]:
    """The VMs whose TPMs have files."""
    return {path.name for path in Path(lab.daemon.state, "libvirt", "lib", "swtpm").glob("*")}


def test_a_guest_finds_in_its_tpm_what_was_there(lab: Lab) -> None:
    vm = machine(lab, "keeper")
    tpm = lab.api.VTPM.create(vm, False)
    assert lab.api.VM.get_VTPMs(vm) == [tpm]
    assert lab.api.VTPM.get_allowed_operations(tpm) == ["destroy"]
    assert failure(lab.api.VTPM.create, vm, False) == ["VTPM_MAX_AMOUNT_REACHED", "1"]
    assert lab.api.VTPM.get_contents(tpm) == ""
    first = booted(lab, vm)
    assert lab.api.VTPM.get_allowed_operations(tpm) == []
    assert failure(lab.api.VTPM.destroy, tpm)[0] == "VM_BAD_POWER_STATE"
    assert failure(lab.api.VTPM.set_contents, tpm, "AAAA")[0] == "VM_BAD_POWER_STATE"

    lab.api.VM.suspend(vm)
    assert failure(lab.api.VTPM.destroy, tpm)[0] == "VM_BAD_POWER_STATE"
    lab.api.VM.resume(vm, False, False)
    assert resets(lab, vm) == first  # it was never switched off

    lab.api.VM.hard_shutdown(vm)
    kept = lab.api.VTPM.get_contents(tpm)
    lab.restart()
    assert booted(lab, vm) == first + 1
    lab.api.VM.hard_shutdown(vm)
    assert lab.api.VTPM.get_contents(tpm) != kept
    lab.api.VTPM.set_contents(tpm, kept)
    assert lab.api.VTPM.get_contents(tpm) == kept
    assert booted(lab, vm) == first + 1  # taken back, and counted anew
    lab.api.VM.hard_shutdown(vm)
    for wrong in ("", "no base64", base64.b64encode(bytes(2 << 20)).decode()):
        assert failure(lab.api.VTPM.set_contents, tpm, wrong)[0] == "INVALID_VALUE"

    twin = lab.api.VM.clone(vm, "twin")
    [copied] = lab.api.VM.get_VTPMs(twin)
    assert lab.api.VTPM.get_contents(copied) == lab.api.VTPM.get_contents(tpm) != ""
    lab.api.VTPM.destroy(tpm)
    assert lab.api.VM.get_VTPMs(vm) == []
    assert lab.uuid(vm) not in states(lab)
    uuid = lab.uuid(twin)
    assert uuid in states(lab)
    lab.api.VM.destroy(twin)
    assert uuid not in states(lab)


def test_a_unique_one_is_not_copied(lab: Lab) -> None:
    vm = lab.guest("unique")
    tpm = lab.api.VTPM.create(vm, True)
    lab.api.VM.start(vm, True, False)
    lab.api.VM.hard_shutdown(vm)
    assert lab.api.VTPM.get_contents(tpm) != ""
    [copied] = lab.api.VM.get_VTPMs(lab.api.VM.copy(vm, "other", "OpaqueRef:NULL"))
    record = lab.api.VTPM.get_record(copied)
    assert (record["is_unique"], record["is_protected"], record["persistence_backend"]) == (
        True,
        False,
        "xapi",
    )
    assert lab.api.VTPM.get_contents(copied) == ""


def test_what_nobody_has_any_more_goes_at_the_next_start(lab: Lab) -> None:
    vm = lab.guest("kept")
    lab.api.VTPM.create(vm, False)
    folder = Path(lab.daemon.state, "libvirt", "lib", "swtpm")
    ours, others = (folder / f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
    for path in (ours, others):
        (path / "tpm2").mkdir(parents=True)
    (ours / "xapid").touch()
    lab.restart()
    assert states(lab) >= {lab.uuid(vm), others.name}
    assert ours.name not in states(lab)
    (others / "tpm2").rmdir()
    others.rmdir()
