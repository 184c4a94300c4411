"""The class event: a record type; nothing of it is ever stored."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import DATETIME, INT, STRING, ApiEnum, RecordType, enum


class EventOperation(ApiEnum):
    add = "add"
    del_ = "del"
    mod = "mod"


class Event(XenObject, name="event", events=False, persist=False, in_database=False):
    """What happened to one object."""

    snapshot = field(RecordType("<class>"), "the object as it is now; absent once it is gone")
    id = field(INT, "the generation of the change", given=True)
    timestamp = field(DATETIME, "when it happened; event.from does not tell", given=True)
    class_ = field(STRING, "class of the object, in lower case", given=True)
    operation = field(enum(EventOperation), "whether the object is new, changed or gone", given=True)
    ref_ = field(STRING, "reference of the object", given=True)
    obj_uuid = field(STRING, "uuid of the object, where it has one", given=True)
