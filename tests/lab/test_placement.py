"""Starting and resuming on a host that the client names, and giving a lost VM up."""

from __future__ import annotations

from tests.lab.daemon import Lab
from tests.lab.test_vm_life import failure


def test_on_the_host_that_is_named(lab: Lab) -> None:
    vm, host = lab.guest("placed"), lab.api.host.get_all()[0]
    lab.api.VM.start_on(vm, host, False, False)
    assert lab.api.VM.get_resident_on(vm) == host
    domid = lab.api.VM.get_domid(vm)
    assert failure(lab.api.VM.power_state_reset, vm) == ["DOMAIN_EXISTS", vm, domid]
    assert lab.api.VM.get_power_state(vm) == "Running"

    lab.api.VM.suspend(vm)
    assert lab.api.VM.get_resident_on(vm) == "OpaqueRef:NULL"
    lab.api.VM.resume_on(vm, host, True, False)
    assert (lab.api.VM.get_power_state(vm), lab.api.VM.get_resident_on(vm)) == ("Paused", host)
    lab.api.VM.unpause(vm)
    lab.api.VM.suspend(vm)
    image = lab.api.VM.get_suspend_VDI(vm)
    lab.api.VM.power_state_reset(vm)
    assert lab.api.VM.get_power_state(vm) == "Halted"
    assert failure(lab.api.VDI.get_uuid, image)[0] == "HANDLE_INVALID"
