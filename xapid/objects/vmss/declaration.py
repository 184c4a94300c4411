"""The class VMSS."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, DATETIME, INT, NEVER, STRING, STRING_MAP, ApiEnum, enum, refs


class VmssFrequency(ApiEnum):
    """How often snapshots are taken."""

    hourly = "hourly"
    daily = "daily"
    weekly = "weekly"


class VmssType(ApiEnum):
    """What a scheduled snapshot consists of."""

    snapshot = "snapshot"
    checkpoint = "checkpoint"
    snapshot_with_quiesce = "snapshot_with_quiesce"


class VMSS(XenObject, write_role=POOL_OPERATOR, creatable=True):
    """A schedule by which snapshots of its VMs are taken, and old ones deleted."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the schedule", writable=True, default="")
    name_description = field(STRING, "notes about it, for people", writable=True, default="")
    enabled = field(BOOL, "whether snapshots are taken by it", writable=True, default=True)
    type = field(enum(VmssType), "what is taken: disks only, or memory too", given=True)
    retained_snapshots = field(INT, "how many snapshots of each VM are kept", given=True, default=7)
    frequency = field(enum(VmssFrequency), "how often snapshots are taken", given=True)
    schedule = field(STRING_MAP, "the times: min, hour and days, as fits the frequency", given=True,
                     default={})  # fmt: skip
    last_run_time = field(DATETIME, "when it last took snapshots", default=NEVER)
    VMs = field(refs("VM"), "the VMs that are under the schedule", inverse="snapshot_schedule")
