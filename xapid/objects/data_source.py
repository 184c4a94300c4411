"""The class data_source."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, FLOAT, STRING


class DataSource(XenObject, name="data_source", events=False, persist=False, in_database=False):
    """A measurement of a VM, a host or an SR: a record, never stored."""

    name_label = field(STRING, "short name of the measurement", default="")
    name_description = field(STRING, "what is measured", default="")
    enabled = field(BOOL, "whether it is being recorded")
    standard = field(BOOL, "whether it is recorded from the start")
    units = field(STRING, "unit of the value")
    min = field(FLOAT, "lowest value that it can take")
    max = field(FLOAT, "highest value that it can take")
    value = field(FLOAT, "the value now")
