"""The class VM: its fields, and its messages."""

from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import (
    DomainType,
    OnCrashBehaviour,
    OnNormalExit,
    OnSoftrebootBehavior,
    UpdateStatus,
    VmOperations,
    VmPowerState,
    VmSecurebootCertificatesState,
    VmSecurebootReadiness,
    VmUefiMode,
)

__all__ = [
    "VM",
    "DomainType",
    "OnCrashBehaviour",
    "OnNormalExit",
    "OnSoftrebootBehavior",
    "UpdateStatus",
    "VmOperations",
    "VmPowerState",
    "VmSecurebootCertificatesState",
    "VmSecurebootReadiness",
    "VmUefiMode",
]
