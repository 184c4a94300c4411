"""The class VMPP: its fields, and its messages."""

from xapid.objects.vmpp.declaration import (
    VMPP,
    VmppArchiveFrequency,
    VmppArchiveTargetType,
    VmppBackupFrequency,
    VmppBackupType,
)

__all__ = ["VMPP", "VmppArchiveFrequency", "VmppArchiveTargetType", "VmppBackupFrequency", "VmppBackupType"]
