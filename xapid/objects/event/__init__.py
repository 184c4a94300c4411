"""The class event: what changed, told to whoever asks."""

from xapid.objects.event.declaration import Event, EventOperation

__all__ = ["Event", "EventOperation"]
