"""What the failures of the host's drivers are called in the API, about the object that they concern."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xapid.hardware.host import HardwareTimeout
from xapid.hypervisor import errors as hypervisor
from xapid.machine import errors as machine
from xapid.model.errors import XenError, internal_error
from xapid.network import errors as network
from xapid.storage import errors as storage

log = logging.getLogger(__name__)

#: Numbers under which storage drivers tell what has no code of its own.
_BACKEND: dict[type[storage.StorageError], int] = {
    storage.NotSupported: 38,
    storage.SrFull: 44,
    storage.VolumeNotFound: 46,
    storage.StorageUnavailable: 47,
    storage.RepositoryExists: 102,
    storage.VolumeExists: 103,
}

_FAMILIES = (storage.StorageError, hypervisor.HypervisorError, network.NetworkError, machine.MachineError,
             HardwareTimeout)  # fmt: skip


@contextmanager
def named(obj: Any, operation: str) -> Iterator[None]:
    """Failures of the host in here are about ``operation`` on ``obj``: raised as the API tells them."""
    try:
        yield
    except _FAMILIES as error:
        log.info("%s of %s %s failed: %s", operation, obj.info.name, obj.uuid, error)
        raise as_xen_error(error, obj, operation) or error from error


def as_xen_error(error: BaseException, obj: Any = None, operation: str = "") -> XenError | None:
    """The XenAPI error for a failure of the host's drivers; None for any other failure.

    ``obj``: the VM, disk or device that the failure is about, where that is known.
    """
    if isinstance(error, storage.StorageError):
        return _storage(error, _of(obj, "VDI"), operation)
    if isinstance(error, hypervisor.HypervisorError):
        return _device(error, obj, operation) or _hypervisor(error, _of(obj, "VM"))
    if isinstance(error, network.NetworkError):
        return _network(error)
    if isinstance(error, HardwareTimeout):
        return internal_error(f"The devices of this host could not be looked at: {error}")
    if isinstance(error, machine.MachineError):
        return _machine(error)
    return None


def _of(obj: Any, class_name: str) -> Any:
    """The object itself, or the one that it is a device of, if that is of the class; else None."""
    if obj is None or obj.info.name == class_name:
        return obj
    is_device = obj.info.name in ("VBD", "VIF", "VUSB") and class_name in obj.info.fields
    return getattr(obj, class_name) if is_device else None


def _storage(error: storage.StorageError, vdi: Any, operation: str) -> XenError:
    if isinstance(error, storage.RepositoryNotEmpty):
        return XenError("SR_NOT_EMPTY")
    if isinstance(error, storage.SourceEndedEarly):
        return XenError("VDI_IO_ERROR", str(error))
    if vdi is not None:
        if isinstance(error, storage.VolumeInUse):
            return XenError("VDI_IN_USE", vdi.ref, operation)
        if isinstance(error, storage.VolumeReadOnly):
            return XenError("VDI_READONLY", vdi.ref)
        if isinstance(error, storage.VolumeNotFound):
            return XenError("VDI_MISSING", vdi.raw("SR"), vdi.ref)
    if isinstance(error, storage.VolumeInUse):
        return XenError("OPERATION_NOT_ALLOWED", str(error))
    number = next((n for kind, n in _BACKEND.items() if isinstance(error, kind)), None)
    code = "SR_BACKEND_FAILURE" if number is None else f"SR_BACKEND_FAILURE_{number}"
    return XenError(code, "", str(error), "")


def _device(error: hypervisor.HypervisorError, device: Any, operation: str) -> XenError | None:
    """What only a disk, network card or USB device of a guest can fail with."""
    if device is None or device.info.name not in ("VBD", "VIF", "VUSB"):
        return None
    if isinstance(error, hypervisor.DeviceNotFound):
        return XenError("DEVICE_ALREADY_DETACHED", device.ref)
    if isinstance(error, hypervisor.OperationTimeout) and operation.startswith("unplug"):
        return XenError("DEVICE_DETACH_TIMEOUT", device.info.name, device.ref)
    if isinstance(error, hypervisor.OperationFailed) and error.code == "DEVICE_EXISTS":
        return XenError("DEVICE_ALREADY_ATTACHED", device.ref)
    return None


def _hypervisor(error: hypervisor.HypervisorError, vm: Any) -> XenError:
    if vm is not None:
        if isinstance(error, hypervisor.DomainNotFound):
            return XenError("VM_BAD_POWER_STATE", vm.ref, "running", "halted")
        if isinstance(error, hypervisor.GuestAgentUnavailable):
            return XenError("VM_LACKS_FEATURE", vm.ref)
        if isinstance(error, hypervisor.Unsupported):
            return XenError("VM_INCOMPATIBLE_WITH_THIS_HOST", vm.ref, vm.raw("resident_on"), str(error))
    if isinstance(error, hypervisor.Unsupported):
        return XenError("OPERATION_NOT_ALLOWED", str(error))
    if isinstance(error, hypervisor.HypervisorStarting):
        return XenError("HOST_STILL_BOOTING")
    if isinstance(error, hypervisor.HypervisorUnavailable):
        return internal_error(f"The hypervisor of this host cannot be asked: {error}")
    if isinstance(error, hypervisor.OperationTimeout):
        return internal_error(f"The hypervisor did not answer in time: {error}")
    if isinstance(error, hypervisor.OperationFailed):
        return internal_error(f"The hypervisor refused: {error.text} ({error.code})")
    return internal_error(f"{type(error).__name__}: {error}")


def _machine(error: machine.MachineError) -> XenError:
    if isinstance(error, machine.NotAllowed | machine.Unsupported):
        return XenError("OPERATION_NOT_ALLOWED", str(error))
    return internal_error(f"The host refused: {error}")


def _network(error: network.NetworkError) -> XenError:
    if isinstance(error, network.BridgeNotOurs | network.BridgeConflict):
        return XenError("BRIDGE_NAME_EXISTS", str(error))
    if isinstance(error, network.BridgeNotFound):
        return XenError("BRIDGE_NOT_AVAILABLE", str(error))
    if isinstance(error, network.NicNotFound):
        return XenError("PIF_DEVICE_NOT_FOUND")
    if isinstance(error, network.BridgeBusy | network.UplinkNotAdopted | network.ResolverNotOurs):
        return XenError("OPERATION_NOT_ALLOWED", str(error))
    if isinstance(error, network.NetworkTimeout):
        return internal_error(f"The network of this host did not answer in time: {error}")
    return internal_error(f"{type(error).__name__}: {error}")
