"""The class DR_task."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import STRING, refs


class DrTask(XenObject, name="DR_task"):
    """A recovery after a disaster: the repositories that were brought in for it."""

    uuid = field(STRING, "unique identifier")
    introduced_SRs = field(refs("SR"), "repositories that were brought in for this recovery",
                           inverse="introduced_by")  # fmt: skip
