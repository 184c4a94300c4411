"""The class SR: its fields, and its messages."""

from xapid.objects.sr.declaration import SR
from xapid.objects.sr.enums import StorageOperations

__all__ = ["SR", "StorageOperations"]
