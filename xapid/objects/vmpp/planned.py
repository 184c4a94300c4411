"""Messages of the class VMPP that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_OPERATOR, VM_POWER_ADMIN
from xapid.objects.vmpp import VMPP

# fmt: off
not_built(VMPP, "protect_now(vmpp: VMPP ref) => string",
    "Made a backup of each VM at once.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "archive_now(snapshot: VM ref) => string",
    "Wrote an archive of a snapshot at once.",
    role=VM_POWER_ADMIN, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "create_alert(vmpp: VMPP ref, name: string, priority: int, body: string, data: string)",
    "Noted something to tell people.",
    role=NOBODY, waits_for="removed", asynchronous=False, hidden=True, removed=True)
not_built(VMPP, "get_alerts(vmpp: VMPP ref, hours_from_now: int) => string set",
    "What there was to tell in the last hours.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_backup_retention_value(self: VMPP ref, value: int)",
    "Set how many backups were kept.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_is_backup_running(self: VMPP ref, value: bool)",
    "Noted whether a backup was under way.",
    role=NOBODY, waits_for="removed", asynchronous=False, hidden=True, removed=True)
not_built(VMPP, "set_is_archive_running(self: VMPP ref, value: bool)",
    "Noted whether an archive was being written.",
    role=NOBODY, waits_for="removed", asynchronous=False, hidden=True, removed=True)
not_built(VMPP, "set_backup_frequency(self: VMPP ref, value: enum vmpp_backup_frequency)",
    "Set how often a backup was made.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_backup_schedule(self: VMPP ref, value: (string -> string) map)",
    "Set the times of the backups.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_archive_frequency(self: VMPP ref, value: enum vmpp_archive_frequency)",
    "Set how often an archive was written.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_archive_schedule(self: VMPP ref, value: (string -> string) map)",
    "Set the times of the archives.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_archive_target_type(self: VMPP ref, value: enum vmpp_archive_target_type)",
    "Set where archives were written to.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_archive_target_config(self: VMPP ref, value: (string -> string) map)",
    "Set address and login of the place for archives.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_is_alarm_enabled(self: VMPP ref, value: bool)",
    "Set whether people were told of failures.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_alarm_config(self: VMPP ref, value: (string -> string) map)",
    "Set address and server of the mail.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "add_to_backup_schedule(self: VMPP ref, key: string, value: string)",
    "Added an entry to the times of the backups.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "add_to_archive_target_config(self: VMPP ref, key: string, value: string)",
    "Added an entry to the place for archives.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "add_to_archive_schedule(self: VMPP ref, key: string, value: string)",
    "Added an entry to the times of the archives.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "add_to_alarm_config(self: VMPP ref, key: string, value: string)",
    "Added an entry to the settings of the mail.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "remove_from_backup_schedule(self: VMPP ref, key: string)",
    "Removed an entry from the times of the backups.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "remove_from_archive_target_config(self: VMPP ref, key: string)",
    "Removed an entry from the place for archives.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "remove_from_archive_schedule(self: VMPP ref, key: string)",
    "Removed an entry from the times of the archives.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "remove_from_alarm_config(self: VMPP ref, key: string)",
    "Removed an entry from the settings of the mail.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_backup_last_run_time(self: VMPP ref, value: datetime)",
    "Noted when the last backup was made.",
    role=NOBODY, waits_for="removed", asynchronous=False, removed=True)
not_built(VMPP, "set_archive_last_run_time(self: VMPP ref, value: datetime)",
    "Noted when the last archive was written.",
    role=NOBODY, waits_for="removed", asynchronous=False, removed=True)
