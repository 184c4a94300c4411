"""The class sr_stat."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, INT, STRING, ApiEnum, OptionType, enum


class SrHealth(ApiEnum):
    """Whether an SR can be used."""

    healthy = "healthy"
    recovering = "recovering"
    unreachable = "unreachable"
    unavailable = "unavailable"


class SrStat(XenObject, name="sr_stat", events=False, persist=False, in_database=False):
    """What is known of an SR without attaching it: a record, never stored."""

    uuid = field(OptionType(STRING), "unique identifier, if the storage holds one")
    name_label = field(STRING, "name of the SR")
    name_description = field(STRING, "free text about the SR")
    free_space = field(INT, "bytes that are free")
    total_space = field(INT, "bytes in all")
    clustered = field(BOOL, "whether several hosts share it through a cluster")
    health = field(enum(SrHealth), "whether it can be used")
