"""The class Caller: what is counted, and held to a rate, as one."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, DATETIME, NEVER, NULL_REF, STRING, STRING_SET, ref


class Caller(XenObject, creatable=True):
    """A program that uses the API: all calls with one user agent, from one address, or both."""

    uuid = field(STRING, "unique name of the caller")
    name_label = field(STRING, "name", default="", writable=True)
    name_description = field(STRING, "what it is", default="", writable=True)
    user_agent = field(STRING, "what its calls name as their user agent; empty: anything", default="",
                       given=True)  # fmt: skip
    client_ip = field(STRING, "the address that its calls come from; empty: any", default="", given=True)
    last_access = field(DATETIME, "when a call of it last came, to about ten minutes", default=NEVER)
    groups = field(STRING_SET, "names under which it is counted together with others", default=())
    rate_limit = field(ref("Rate_limit"), "what its calls are held to; null: nothing", default=NULL_REF,
                       inverse="callers")  # fmt: skip
    auto_registered = field(BOOL, "whether the daemon made it because calls came", default=False)
