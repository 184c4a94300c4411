"""The class task: a piece of work that clients can watch."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_OPERATOR
from xapid.model.types import (
    BOOL,
    DATETIME,
    FLOAT,
    INT,
    STRING,
    STRING_MAP,
    STRING_SET,
    ApiEnum,
    enum,
    map_of,
    ref,
    refs,
    set_of,
)


class TaskAllowedOperations(ApiEnum):
    cancel = "cancel"
    destroy = "destroy"


class TaskStatusType(ApiEnum):
    pending = "pending"
    success = "success"
    failure = "failure"
    cancelling = "cancelling"
    cancelled = "cancelled"


#: Keys of other_config that are bound to a role of their own.
KEY_ROLES = {
    "applies_to": VM_OPERATOR,
    "XenCenterUUID": VM_OPERATOR,
    "XenCenterMeddlingActionTitle": VM_OPERATOR,
}


class Task(XenObject, name="task", persist=True):
    """A piece of work under way, or what became of it."""

    # Kept over a restart, unlike the specification says: a client that polls an Async task has to
    # learn how it ended even when the daemon was restarted meanwhile.

    uuid = field(STRING, "unique name of the task")
    name_label = field(STRING, "the message that it runs, as it was called, or the client's own words",
                       default="")  # fmt: skip
    name_description = field(STRING, "more about it, for people", default="")
    allowed_operations = field(set_of(enum(TaskAllowedOperations)), "what may be done to it now",
                               default=(), persist=False)  # fmt: skip
    current_operations = field(map_of(STRING, enum(TaskAllowedOperations)),
                               "what is being done to it, by the task that does it",
                               default={}, persist=False)  # fmt: skip
    created_ = field(DATETIME, "when it began")
    finished = field(DATETIME, "when it ended; 1970 while it has not")
    status = field(enum(TaskStatusType), "whether it goes on, and else how it ended")
    resident_on = field(ref("host"), "the host that does the work")
    progress = field(FLOAT, "how much is done, 0 to 1", persist=False)
    type = field(STRING, "the type of the result, where it is told at all")
    result = field(STRING, "what the message returned, encoded as in XML-RPC")
    error_info = field(STRING_SET, "why it failed: the code of the error and its parameters")
    other_config = field(STRING_MAP, "free for clients", default={}, key_roles=KEY_ROLES)
    subtask_of = field(ref("task"), "the task that this one is a part of", default="", inverse="subtasks")
    subtasks = field(refs("task"), "the tasks that are parts of this one", inverse="subtask_of")
    backtrace = field(STRING, "where in the program it failed", default="()")
    # Not kept: the reference of a session is a secret.
    session = field(ref("session"), "the session that started it", internal=True, persist=False,
                    inverse="tasks")  # fmt: skip
    externalpid = field(INT, "process of the daemon that runs it; 0 when a client does", internal=True)
    stunnelpid = field(INT, "unused", internal=True)
    forwarded = field(BOOL, "whether another host of the pool does the work", internal=True)
    forwarded_to = field(ref("host"), "the host that the work was handed to", internal=True)
