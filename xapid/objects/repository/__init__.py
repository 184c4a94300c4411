"""The class Repository: its fields, and its messages."""

from xapid.objects.repository.declaration import Origin, Repository

__all__ = ["Origin", "Repository"]
