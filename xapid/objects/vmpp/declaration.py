"""The class VMPP."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, DATETIME, INT, NEVER, STRING, STRING_MAP, STRING_SET, ApiEnum, enum, refs


class VmppBackupType(ApiEnum):
    """What a backup consisted of."""

    snapshot = "snapshot"
    checkpoint = "checkpoint"


class VmppBackupFrequency(ApiEnum):
    """How often a backup was made."""

    hourly = "hourly"
    daily = "daily"
    weekly = "weekly"


class VmppArchiveFrequency(ApiEnum):
    """How often an archive was written."""

    never = "never"
    always_after_backup = "always_after_backup"
    daily = "daily"
    weekly = "weekly"


class VmppArchiveTargetType(ApiEnum):
    """Where archives were written to."""

    none = "none"
    cifs = "cifs"
    nfs = "nfs"


class VMPP(XenObject, removed=True, write_role=POOL_OPERATOR, creatable=True):
    """A policy by which VMs were once backed up and archived; no longer in use."""

    uuid = field(STRING, "unique identifier", removed=True)
    name_label = field(STRING, "name that people gave the policy", writable=True, default="", removed=True)
    name_description = field(STRING, "notes about it, for people", writable=True, default="", removed=True)
    is_policy_enabled = field(BOOL, "whether the policy took effect", writable=True, default=True,
                              removed=True)  # fmt: skip
    backup_type = field(enum(VmppBackupType), "what a backup consisted of", writable=True,
                        default=VmppBackupType.snapshot, removed=True)  # fmt: skip
    backup_retention_value = field(INT, "how many backups were kept", given=True, default=7, removed=True)
    backup_frequency = field(enum(VmppBackupFrequency), "how often a backup was made", given=True,
                             default=VmppBackupFrequency.daily, removed=True)  # fmt: skip
    backup_schedule = field(STRING_MAP, "hour, minute and days of the backups", given=True, default={},
                            removed=True)  # fmt: skip
    is_backup_running = field(BOOL, "whether a backup was under way", removed=True)
    backup_last_run_time = field(DATETIME, "when the last backup was made", default=NEVER, removed=True)
    archive_target_type = field(enum(VmppArchiveTargetType), "where archives were written to", given=True,
                                default=VmppArchiveTargetType.none, removed=True)  # fmt: skip
    archive_target_config = field(STRING_MAP, "address and login of the place for archives", given=True,
                                  default={}, removed=True)  # fmt: skip
    archive_frequency = field(enum(VmppArchiveFrequency), "how often an archive was written", given=True,
                              default=VmppArchiveFrequency.never, removed=True)  # fmt: skip
    archive_schedule = field(STRING_MAP, "hour, minute and days of the archives", given=True, default={},
                             removed=True)  # fmt: skip
    is_archive_running = field(BOOL, "whether an archive was being written", removed=True)
    archive_last_run_time = field(DATETIME, "when the last archive was written", default=NEVER, removed=True)
    VMs = field(refs("VM"), "the VMs that were under the policy", inverse="protection_policy", removed=True)
    is_alarm_enabled = field(BOOL, "whether people were told of failures by mail", given=True, default=False,
                             removed=True)  # fmt: skip
    alarm_config = field(STRING_MAP, "address and server of the mail", given=True, default={}, removed=True)
    recent_alerts = field(STRING_SET, "what there was to tell lately", default=[], removed=True)
