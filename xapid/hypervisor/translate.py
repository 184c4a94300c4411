"""libvirt's errors and event numbers in this room's words."""

from __future__ import annotations

import libvirt

from xapid.hypervisor.errors import (
    DomainNotFound,
    GuestAgentUnavailable,
    HypervisorError,
    HypervisorUnavailable,
    OperationFailed,
    OperationTimeout,
    Unsupported,
)
from xapid.hypervisor.events import StopReason
from xapid.hypervisor.observe import words

_NAMES = {number: word.upper() for number, word in words("VIR_ERR_").items()}
_AGENT = {
    getattr(libvirt, name)
    for name in ("VIR_ERR_AGENT_UNRESPONSIVE", "VIR_ERR_AGENT_UNSYNCED", "VIR_ERR_AGENT_COMMAND_TIMEOUT")
    if hasattr(libvirt, name)
}
_UNSUPPORTED = {libvirt.VIR_ERR_CONFIG_UNSUPPORTED, libvirt.VIR_ERR_NO_SUPPORT}
_BROKEN = {libvirt.VIR_ERR_INVALID_CONN, libvirt.VIR_ERR_NO_CONNECT}
_TIMEOUT = {libvirt.VIR_ERR_OPERATION_TIMEOUT}

STOPPED: dict[int, StopReason] = {
    libvirt.VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN: StopReason.shutdown,
    libvirt.VIR_DOMAIN_EVENT_STOPPED_DESTROYED: StopReason.destroyed,
    libvirt.VIR_DOMAIN_EVENT_STOPPED_CRASHED: StopReason.crashed,
    libvirt.VIR_DOMAIN_EVENT_STOPPED_MIGRATED: StopReason.migrated,
    libvirt.VIR_DOMAIN_EVENT_STOPPED_SAVED: StopReason.saved,
    libvirt.VIR_DOMAIN_EVENT_STOPPED_FAILED: StopReason.failed,
    libvirt.VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT: StopReason.destroyed,
}

# In the words of a listing: there, who paused a domain is called the user.
SUSPENDED = words("VIR_DOMAIN_EVENT_SUSPENDED_") | {
    libvirt.VIR_DOMAIN_EVENT_SUSPENDED_PAUSED: "user",
    libvirt.VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED: "migration",
}


def hypervisor_error(error: libvirt.libvirtError, uuid: str = "") -> HypervisorError:
    """The error of the family that says the same."""
    code, text = error.get_error_code(), error.get_error_message() or str(error)
    if code == libvirt.VIR_ERR_NO_DOMAIN:
        return DomainNotFound(uuid)
    if code in _AGENT or "guest agent is not" in text.lower():
        return GuestAgentUnavailable(text)
    if is_broken(error):
        return HypervisorUnavailable(text)
    if code in _TIMEOUT:
        return OperationTimeout(text)
    if code in _UNSUPPORTED:
        return Unsupported(text)
    return OperationFailed(_NAMES.get(code, str(code)), text)


def is_agent_refusal(error: libvirt.libvirtError) -> bool:
    """Whether the guest's agent answered, with an error; libvirt has no code for that."""
    return "unable to execute QEMU agent command" in (error.get_error_message() or "")


def is_broken(error: libvirt.libvirtError) -> bool:
    """Whether the connection itself is at fault."""
    code, domain = error.get_error_code(), error.get_error_domain()
    transport = {libvirt.VIR_FROM_RPC, libvirt.VIR_FROM_REMOTE}
    at_fault = {libvirt.VIR_ERR_INTERNAL_ERROR, libvirt.VIR_ERR_SYSTEM_ERROR, libvirt.VIR_ERR_RPC}
    return code in _BROKEN or (domain in transport and code in at_fault)
