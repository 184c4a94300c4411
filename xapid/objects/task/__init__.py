"""The class task: work that clients can watch, cancel and forget."""

from xapid.objects.task.declaration import Task, TaskAllowedOperations, TaskStatusType

__all__ = ["Task", "TaskAllowedOperations", "TaskStatusType"]
