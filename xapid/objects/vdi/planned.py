"""Messages of the class VDI that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_OPERATOR, READ_ONLY, VM_ADMIN, VM_OPERATOR, VM_POWER_ADMIN
from xapid.objects.vdi import VDI

# fmt: off
not_built(VDI, "snapshot(vdi: VDI ref, driver_params: (string -> string) map = {}) => VDI ref",
    "Keep the disk's present contents as a new disk that only reads.", role=VM_ADMIN, waits_for="snapshots")
not_built(VDI, "set_metadata_of_pool(self: VDI ref, value: pool ref)",
    "Set the pool whose database the disk holds.",
    role=NOBODY, waits_for="disaster recovery", asynchronous=False, hidden=True)
not_built(VDI, "generate_config(host: host ref, vdi: VDI ref) => string",
    "What a host needs to attach the disk without a database, as text.",
    role=VM_ADMIN, waits_for="HA", hidden=True)
not_built(VDI, "set_on_boot(self: VDI ref, value: enum on_boot)",
    "Choose whether the disk starts anew at each boot of its VM; the VM must be off.",
    role=VM_ADMIN, waits_for="disk chains")
not_built(VDI, "open_database(self: VDI ref) => session ref",
    "Open the copy of a database on the disk; answers a session that reads it.",
    role=POOL_OPERATOR, waits_for="disaster recovery")
not_built(VDI, "read_database_pool_uuid(self: VDI ref) => string",
    "The uuid of the pool whose database is on the disk, empty if unknown.",
    role=READ_ONLY, waits_for="disaster recovery")
not_built(VDI, "pool_migrate(vdi: VDI ref, sr: SR ref, options: (string -> string) map) => VDI ref",
    "Move the disk to another SR while a VM may use it; answers the moved disk.",
    role=VM_POWER_ADMIN, waits_for="several hosts")
not_built(VDI, "enable_cbt(self: VDI ref)",
    "Track from now on which blocks of the disk change.",
    role=VM_ADMIN, waits_for="snapshots",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS",
            "OPERATION_NOT_ALLOWED", "VDI_INCOMPATIBLE_TYPE", "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION"))
not_built(VDI, "disable_cbt(self: VDI ref)",
    "Track changed blocks of the disk no longer, and delete what was tracked.",
    role=VM_ADMIN, waits_for="snapshots",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS",
            "OPERATION_NOT_ALLOWED", "VDI_INCOMPATIBLE_TYPE", "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION"))
not_built(VDI, "set_cbt_enabled(self: VDI ref, value: bool)",
    "Set whether changed blocks are tracked, in the database only.",
    role=NOBODY, waits_for="snapshots", hidden=True)
not_built(VDI, "data_destroy(self: VDI ref)",
    "Delete the contents of a snapshot and keep which blocks had changed.",
    role=VM_ADMIN, waits_for="snapshots",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS",
            "OPERATION_NOT_ALLOWED", "VDI_INCOMPATIBLE_TYPE", "VDI_NO_CBT_METADATA", "VDI_IN_USE",
            "VDI_IS_A_PHYSICAL_DEVICE"))
not_built(VDI, "list_changed_blocks(vdi_from: VDI ref, vdi_to: VDI ref) => string",
    "Which 64 KiB blocks differ between two disks, a bitmap in base64.",
    role=VM_OPERATOR, waits_for="snapshots",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS", "VDI_IN_USE"))
not_built(VDI, "revert(snapshot: VDI ref)",
    "Put the contents of the disk back to those of the snapshot.",
    role=VM_POWER_ADMIN, waits_for="snapshots", errors=("UNIMPLEMENTED_IN_SM_BACKEND",))
