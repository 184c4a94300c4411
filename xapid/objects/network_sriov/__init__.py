"""The class network_sriov: its fields, and its messages."""

from xapid.objects.network_sriov.declaration import NetworkSriov, SriovConfigurationMode

__all__ = ["NetworkSriov", "SriovConfigurationMode"]
