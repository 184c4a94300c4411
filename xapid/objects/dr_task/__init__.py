"""The class DR_task: its fields, and its messages."""

from xapid.objects.dr_task.declaration import DrTask

__all__ = ["DrTask"]
