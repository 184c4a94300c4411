"""Messages of the class VMSS that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.vmss import VMSS

# fmt: off
not_built(VMSS, "snapshot_now(vmss: VMSS ref) => string",
    "Take a snapshot of each VM of the schedule now; answers what became of each, as XML.",
    role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
not_built(VMSS, "set_retained_snapshots(self: VMSS ref, value: int)",
    "Set how many snapshots of each VM are kept, 1 to 10.",
    role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
not_built(VMSS, "set_frequency(self: VMSS ref, value: enum vmss_frequency)",
    "Set how often snapshots are taken.", role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
not_built(VMSS, "set_schedule(self: VMSS ref, value: (string -> string) map)",
    "Set the times: min, hour and days, as fits the frequency.",
    role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
not_built(VMSS, "add_to_schedule(self: VMSS ref, key: string, value: string)",
    "Add an entry to the times.", role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
not_built(VMSS, "remove_from_schedule(self: VMSS ref, key: string)",
    "Remove an entry from the times.", role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
not_built(VMSS, "set_last_run_time(self: VMSS ref, value: datetime)",
    "Note when the schedule last took snapshots.", role=NOBODY, waits_for="snapshots", asynchronous=False)
not_built(VMSS, "set_type(self: VMSS ref, value: enum vmss_type)",
    "Set what is taken: disks only, or memory too.",
    role=POOL_OPERATOR, waits_for="snapshots", asynchronous=False)
