"""The class blob: bytes that clients attach to objects."""

from xapid.objects.blob.declaration import Blob

__all__ = ["Blob"]
