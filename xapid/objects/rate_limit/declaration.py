"""The class Rate_limit: how much its callers may cost."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import FLOAT, STRING, refs


class RateLimit(XenObject, name="Rate_limit", creatable=True):
    """A bucket of tokens that its callers share: each call takes one out, or waits for it."""

    uuid = field(STRING, "unique name of the limit")
    name_label = field(STRING, "name", default="", writable=True)
    name_description = field(STRING, "what it is for", default="", writable=True)
    callers = field(refs("Caller"), "whose calls are held to it", inverse="rate_limit")
    burst_size = field(FLOAT, "tokens in the bucket when it is full; 0: no limit", default=0.0, given=True)
    fill_rate = field(FLOAT, "tokens that the bucket gains each second; 0: no limit", default=0.0, given=True)
