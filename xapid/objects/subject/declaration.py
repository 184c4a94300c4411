"""The class subject: users and groups of an external service, with their roles."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_ADMIN, ROLE_UUIDS
from xapid.model.types import STRING, STRING_MAP, refs


class Subject(XenObject, name="subject", creatable=True):
    """A user or a group that may log in, and what they may do."""

    uuid = field(STRING, "unique name of the subject")
    subject_identifier = field(STRING, "what the external service calls it", default="", given=True)
    other_config = field(STRING_MAP, "what the external service told of it", default={}, given=True)
    roles = field(refs("role"), "its roles", default=(f"OpaqueRef:{ROLE_UUIDS[POOL_ADMIN]}",))
