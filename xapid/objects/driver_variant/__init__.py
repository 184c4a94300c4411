"""The class Driver_variant: its fields, and its messages."""

from xapid.objects.driver_variant.declaration import DriverVariant

__all__ = ["DriverVariant"]
