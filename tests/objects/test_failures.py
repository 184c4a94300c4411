"""What clients are told when the host's drivers fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.objects.memory import make_context
from xapid.hypervisor import errors as hypervisor
from xapid.model.error_table import ERRORS
from xapid.model.errors import XenError
from xapid.network import errors as network
from xapid.objects.context import Context
from xapid.objects.failures import as_xen_error
from xapid.objects.sr import SR
from xapid.objects.sr.space import room_for
from xapid.objects.vbd import VBD, VbdOperations
from xapid.objects.vdi import VDI, VdiOperations
from xapid.objects.vif import VIF
from xapid.objects.vm import VM, VmOperations
from xapid.objects.vm.enums import VmPowerState
from xapid.storage import errors as storage

FAMILIES = (storage.StorageError, hypervisor.HypervisorError, network.NetworkError)


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    return make_context(tmp_path)


@pytest.fixture
def house(ctx: Context) -> dict[str, Any]:
    """A VM with a disk and a network card."""
    with ctx.change():
        sr = ctx.store.create(SR, type="file", physical_size=1000, physical_utilisation=400)
        vdi = ctx.store.create(VDI, SR=sr, virtual_size=5000)
        vm = ctx.store.create(VM, power_state=VmPowerState.Running)
        vbd = ctx.store.create(VBD, VM=vm, VDI=vdi, userdevice="0")
        vif = ctx.store.create(VIF, VM=vm, device="0")
    return {"SR": sr, "VDI": vdi, "VM": vm, "VBD": vbd, "VIF": vif}


@pytest.mark.parametrize(
    ("error", "about", "operation", "expected"),
    [
        (storage.VolumeInUse("x"), "VDI", "destroy", ["VDI_IN_USE", "VDI", "destroy"]),
        (storage.VolumeInUse("x"), "VBD", "plug", ["VDI_IN_USE", "VDI", "plug"]),
        (storage.VolumeInUse("x"), "SR", "scan", ["OPERATION_NOT_ALLOWED", "x"]),
        (storage.VolumeReadOnly("x"), "VDI", "resize", ["VDI_READONLY", "VDI"]),
        (storage.VolumeNotFound("x"), "VDI", "clone", ["VDI_MISSING", "SR", "VDI"]),
        (storage.VolumeNotFound("x"), None, "", ["SR_BACKEND_FAILURE_46", "", "x", ""]),
        (storage.SrFull("x"), "VM", "suspend", ["SR_BACKEND_FAILURE_44", "", "x", ""]),
        (storage.StorageTimeout("x"), "VDI", "copy", ["SR_BACKEND_FAILURE_47", "", "x", ""]),
        (storage.NotSupported("x"), None, "", ["SR_BACKEND_FAILURE_38", "", "x", ""]),
        (storage.RepositoryNotEmpty("x"), "SR", "destroy", ["SR_NOT_EMPTY"]),
        (storage.StorageError("x"), None, "", ["SR_BACKEND_FAILURE", "", "x", ""]),
        (hypervisor.DomainNotFound("x"), "VM", "pause", ["VM_BAD_POWER_STATE", "VM", "running", "halted"]),
        (hypervisor.DomainNotFound("x"), "VIF", "plug", ["VM_BAD_POWER_STATE", "VM", "running", "halted"]),
        (hypervisor.GuestAgentUnavailable("x"), "VM", "clean_reboot", ["VM_LACKS_FEATURE", "VM"]),
        (hypervisor.DeviceNotFound("x"), "VBD", "eject", ["DEVICE_ALREADY_DETACHED", "VBD"]),
        (hypervisor.OperationTimeout("x"), "VBD", "unplug", ["DEVICE_DETACH_TIMEOUT", "VBD", "VBD"]),
        (hypervisor.OperationTimeout("x"), "VIF", "unplug_force", ["DEVICE_DETACH_TIMEOUT", "VIF", "VIF"]),
        (hypervisor.OperationFailed("DEVICE_EXISTS", "x"), "VIF", "plug", ["DEVICE_ALREADY_ATTACHED", "VIF"]),
        (hypervisor.Unsupported("x"), "VM", "start", ["VM_INCOMPATIBLE_WITH_THIS_HOST", "VM", "null", "x"]),
        (hypervisor.Unsupported("x"), None, "", ["OPERATION_NOT_ALLOWED", "x"]),
        (network.BridgeBusy("x"), None, "", ["OPERATION_NOT_ALLOWED", "x"]),
        (network.NicNotFound("x"), None, "", ["PIF_DEVICE_NOT_FOUND"]),
    ],
)  # fmt: skip
def test_an_error_names_what_it_is_about(house: dict[str, Any], error: Exception, about: str | None,
                                         operation: str, expected: list[str]) -> None:  # fmt: skip
    found = as_xen_error(error, house[about] if about else None, operation)
    refs = {obj.ref: name for name, obj in house.items()} | {"OpaqueRef:NULL": "null"}
    assert found is not None
    assert [expected[0], *(refs.get(param, param) for param in found.params)] == expected
    assert found.code == expected[0]


def kinds(base: type[Exception]) -> list[type[Exception]]:
    return [base, *(kind for child in base.__subclasses__() for kind in kinds(child))]


@pytest.mark.parametrize("kind", [k for base in FAMILIES for k in kinds(base)], ids=lambda k: k.__name__)
@pytest.mark.parametrize("about", [None, "VM", "VBD", "VIF", "VDI", "SR"])
def test_every_error_is_one_that_clients_know(house: dict[str, Any], kind: type[Exception],
                                              about: str | None) -> None:  # fmt: skip
    special = {hypervisor.OperationFailed: ("CODE", "text"), storage.SourceEndedEarly: (1, 2)}
    error = kind(*special.get(kind, ("text",)))
    found = as_xen_error(error, house[about] if about else None, "unplug")
    assert found is not None
    names = ERRORS["SR_BACKEND_FAILURE" if found.code.startswith("SR_BACKEND_FAILURE") else found.code]
    assert names is not None and len(names) == len(found.params)


def test_what_is_not_the_hosts_failure_is_not_explained() -> None:
    assert as_xen_error(ValueError("x")) is None


def test_a_marked_operation_tells_its_failures(ctx: Context, house: dict[str, Any]) -> None:
    with pytest.raises(XenError) as caught, ctx.marked(house["VM"], VmOperations.pause):
        raise hypervisor.DomainNotFound("x")
    assert caught.value.description == ["VM_BAD_POWER_STATE", house["VM"].ref, "running", "halted"]
    with pytest.raises(XenError) as caught, ctx.marked(house["VDI"], VdiOperations.clone):
        raise storage.VolumeInUse("x")
    assert caught.value.description == ["VDI_IN_USE", house["VDI"].ref, "clone"]
    with pytest.raises(KeyError), ctx.marked(house["VBD"], VbdOperations.plug):
        raise KeyError("ours")
    assert not any(house[name].current_operations for name in ("VM", "VDI", "VBD"))


def test_a_full_repository_says_how_full(house: dict[str, Any]) -> None:
    with pytest.raises(XenError) as caught, room_for(house["SR"], 5000):
        raise storage.SrFull("x")
    assert caught.value.description == ["SR_FULL", "5000", "600"]
