"""The class VM_appliance: its fields, and its messages."""

from xapid.objects.vm_appliance.declaration import VmAppliance, VmApplianceOperation

__all__ = ["VmAppliance", "VmApplianceOperation"]
