"""The class role: the roles, and the permissions that they are made of."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, STRING, refs


class Role(XenObject, name="role"):
    """A role of people, or a single permission."""

    uuid = field(STRING, "follows from the name")
    name_label = field(STRING, "name; for a permission the message in lower case", default="", given=True)
    name_description = field(STRING, "what it is for", default="", given=True)
    subroles = field(refs("role"), "the permissions of a role; none of a permission", default=(), given=True)
    is_internal = field(BOOL, "whether it is never given to people", default=False)
