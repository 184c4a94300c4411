"""The class VTPM: its fields, and its messages."""

from xapid.objects.vtpm.declaration import VTPM, PersistenceBackend, VtpmOperations

__all__ = ["VTPM", "PersistenceBackend", "VtpmOperations"]
