"""What the failures of the host's drivers are called in the API, where a message gave them no better name."""

from __future__ import annotations

from xapid.hypervisor import errors as hypervisor
from xapid.model.errors import XenError, internal_error
from xapid.network import errors as network
from xapid.storage import errors as storage

#: Codes of the storage layer, as SR_BACKEND_FAILURE_nn carries them: the number and what it means.
_BACKEND = {
    storage.StorageTimeout: 78,
    storage.StorageUnavailable: 47,
    storage.NotSupported: 38,
    storage.VolumeExists: 79,
}


def as_xen_error(error: BaseException) -> XenError | None:
    """The XenAPI error for a failure of the hypervisor, the storage or the network; None for any other."""
    if isinstance(error, storage.StorageError):
        return _storage(error)
    if isinstance(error, hypervisor.HypervisorError):
        return _hypervisor(error)
    if isinstance(error, network.NetworkError):
        return _network(error)
    return None


def _storage(error: storage.StorageError) -> XenError:
    if isinstance(error, storage.SrFull):
        requested, maximum = getattr(error, "requested", ""), getattr(error, "maximum", "")
        return XenError("SR_FULL", requested, maximum)
    if isinstance(error, storage.VolumeInUse):
        return XenError("VDI_IN_USE", getattr(error, "vdi", ""), str(error))
    if isinstance(error, storage.VolumeReadOnly):
        return XenError("VDI_READONLY", getattr(error, "vdi", ""))
    if isinstance(error, storage.SourceEndedEarly):
        return XenError("VDI_IO_ERROR", str(error))
    number = next((n for kind, n in _BACKEND.items() if isinstance(error, kind)), None)
    code = "SR_BACKEND_FAILURE" if number is None else f"SR_BACKEND_FAILURE_{number}"
    return XenError(code, "", str(error), "")


def _hypervisor(error: hypervisor.HypervisorError) -> XenError:
    if isinstance(error, hypervisor.Unsupported):
        return XenError("OPERATION_NOT_ALLOWED", str(error))
    return internal_error(f"{type(error).__name__}: {error}")


def _network(error: network.NetworkError) -> XenError:
    if isinstance(error, network.BridgeNotOurs | network.BridgeConflict):
        return XenError("BRIDGE_NAME_EXISTS", str(error))
    if isinstance(error, network.BridgeNotFound):
        return XenError("BRIDGE_NOT_AVAILABLE", str(error))
    if isinstance(error, network.NicNotFound):
        return XenError("PIF_DEVICE_NOT_FOUND")
    if isinstance(error, network.BridgeBusy | network.UplinkNotAdopted):
        return XenError("OPERATION_NOT_ALLOWED", str(error))
    return internal_error(f"{type(error).__name__}: {error}")
