"""The class blob: its fields."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, DATETIME, INT, STRING


class Blob(XenObject, name="blob", write_role=POOL_OPERATOR):
    """A piece of data with a name and a type; the bytes come and go over HTTP."""

    uuid = field(STRING, "unique name of the blob")
    name_label = field(STRING, "name for people", default="", writable=True)
    name_description = field(STRING, "what it holds", default="", writable=True)
    size = field(INT, "bytes that it holds")
    public = field(BOOL, "whether it can be read without a login", default=False, writable=True)
    last_updated = field(DATETIME, "when the bytes last changed", given=True)
    mime_type = field(STRING, "type of the bytes", given=True)
    file = field(STRING, "name of the file with the bytes; empty while there are none",
                 internal=True, default="")  # fmt: skip
