"""The class user: kept for old clients; rights come from subjects and their roles."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import STRING, STRING_MAP


class User(XenObject, name="user", events=False, creatable=True, listable=False):
    """A person, by name only."""

    uuid = field(STRING, "unique name of the user")
    short_name = field(STRING, "the name that is typed", given=True)
    fullname = field(STRING, "the name that is shown", writable=True)
    other_config = field(STRING_MAP, "free for clients", default={}, writable=True)
