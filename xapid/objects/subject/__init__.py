"""The class subject: users and groups of an external directory."""

from xapid.objects.subject.declaration import Subject

__all__ = ["Subject"]
