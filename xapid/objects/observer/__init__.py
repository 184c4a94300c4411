"""The class Observer: who wants calls to be traced, and where the traces go."""

from xapid.objects.observer.declaration import Observer

__all__ = ["Observer"]
