"""The class probe_result."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, STRING_MAP, OptionType, RecordType


class ProbeResult(XenObject, name="probe_result", events=False, persist=False, in_database=False):
    """One place that SR.probe_ext found: a record, never stored."""

    configuration = field(STRING_MAP, "device_config that leads there")
    complete = field(BOOL, "whether that is all an SR needs; if not, probe again with it")
    sr = field(OptionType(RecordType("sr_stat")), "the SR that is there; absent: none")
    extra_info = field(STRING_MAP, "what else the driver tells, free keys")
