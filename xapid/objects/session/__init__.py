"""The class session: logging in, staying in, and leaving."""

from xapid.objects.session.declaration import Session

__all__ = ["Session"]
