"""Messages of the class VDI that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_OPERATOR, READ_ONLY, VM_ADMIN, VM_OPERATOR, VM_POWER_ADMIN
from xapid.objects.vdi import VDI

# fmt: off
not_built(VDI, "snapshot(vdi: VDI ref, driver_params: (string -> string) map = {}) => VDI ref",
    "Keep the disk's present contents as a new disk that only reads.", role=VM_ADMIN, waits_for="snapshots")
not_built(VDI,
    "introduce(uuid: string, name_label: string, name_description: string, SR: SR ref, type: enum vdi_type, "
    "sharable: bool, read_only: bool, other_config: (string -> string) map, location: string, "
    "xenstore_data: (string -> string) map = {}, sm_config: (string -> string) map = {}, managed: bool = "
    'true, virtual_size: int = 0, physical_utilisation: int = 0, metadata_of_pool: pool ref = "", '
    'is_a_snapshot: bool = false, snapshot_time: datetime = "19700101T00:00:00Z", snapshot_of: VDI ref = '
    '"") => VDI ref',
    "Enter a disk that the storage holds already.",
    role=VM_ADMIN, waits_for="storage objects", errors=("SR_OPERATION_NOT_SUPPORTED",))
not_built(VDI,
    "pool_introduce(uuid: string, name_label: string, name_description: string, SR: SR ref, type: enum "
    "vdi_type, sharable: bool, read_only: bool, other_config: (string -> string) map, location: string, "
    "xenstore_data: (string -> string) map = {}, sm_config: (string -> string) map = {}, managed: bool = "
    'true, virtual_size: int = 0, physical_utilisation: int = 0, metadata_of_pool: pool ref = "", '
    'is_a_snapshot: bool = false, snapshot_time: datetime = "19700101T00:00:00Z", snapshot_of: VDI ref = '
    '"", cbt_enabled: bool = false) => VDI ref',
    "Enter a disk that the storage holds already, as the pool's own step of introduce.",
    role=VM_ADMIN, waits_for="storage objects", hidden=True)
not_built(VDI,
    "db_introduce(uuid: string, name_label: string, name_description: string, SR: SR ref, type: enum "
    "vdi_type, sharable: bool, read_only: bool, other_config: (string -> string) map, location: string, "
    "xenstore_data: (string -> string) map = {}, sm_config: (string -> string) map = {}, managed: bool = "
    'true, virtual_size: int = 0, physical_utilisation: int = 0, metadata_of_pool: pool ref = "", '
    'is_a_snapshot: bool = false, snapshot_time: datetime = "19700101T00:00:00Z", snapshot_of: VDI ref = '
    '"", cbt_enabled: bool = false) => VDI ref',
    "Enter a disk into the database only.", role=NOBODY, waits_for="storage objects", hidden=True)
not_built(VDI, "db_forget(vdi: VDI ref)",
    "Delete a disk from the database only.", role=NOBODY, waits_for="storage objects", hidden=True)
not_built(VDI, "force_unlock(vdi: VDI ref)",
    "Break a lock that the storage holds on the disk.",
    role=VM_ADMIN, waits_for="storage objects", hidden=True)
not_built(VDI, "set_managed(self: VDI ref, value: bool)",
    "Set whether the disk belongs to a user.",
    role=NOBODY, waits_for="storage objects", asynchronous=False, hidden=True)
not_built(VDI, "set_missing(self: VDI ref, value: bool)",
    "Set whether the disk was not found by a scan.",
    role=NOBODY, waits_for="storage objects", asynchronous=False, hidden=True)
not_built(VDI, "set_virtual_size(self: VDI ref, value: int)",
    "Set the size that guests see, in bytes, in the database only.",
    role=NOBODY, waits_for="storage objects", asynchronous=False, hidden=True)
not_built(VDI, "set_physical_utilisation(self: VDI ref, value: int)",
    "Set the space taken on the storage, in bytes, in the database only.",
    role=NOBODY, waits_for="storage objects", asynchronous=False, hidden=True)
not_built(VDI, "set_is_a_snapshot(self: VDI ref, value: bool)",
    "Set whether the disk is a snapshot.",
    role=NOBODY, waits_for="snapshots", asynchronous=False, hidden=True)
not_built(VDI, "set_snapshot_of(self: VDI ref, value: VDI ref)",
    "Set the disk that this is a snapshot of.",
    role=NOBODY, waits_for="snapshots", asynchronous=False, hidden=True)
not_built(VDI, "set_snapshot_time(self: VDI ref, value: datetime)",
    "Set when the snapshot was taken.", role=NOBODY, waits_for="snapshots", asynchronous=False, hidden=True)
not_built(VDI, "set_metadata_of_pool(self: VDI ref, value: pool ref)",
    "Set the pool whose database the disk holds.",
    role=NOBODY, waits_for="disaster recovery", asynchronous=False, hidden=True)
not_built(VDI, "generate_config(host: host ref, vdi: VDI ref) => string",
    "What a host needs to attach the disk without a database, as text.",
    role=VM_ADMIN, waits_for="HA", hidden=True)
not_built(VDI, "set_on_boot(self: VDI ref, value: enum on_boot)",
    "Choose whether the disk starts anew at each boot of its VM; the VM must be off.",
    role=VM_ADMIN, waits_for="storage objects")
not_built(VDI, "set_allow_caching(self: VDI ref, value: bool)",
    "Choose whether hosts may keep parts of the disk in their cache SR.",
    role=VM_ADMIN, waits_for="local cache")
not_built(VDI, "open_database(self: VDI ref) => session ref",
    "Open the copy of a database on the disk; answers a session that reads it.",
    role=POOL_OPERATOR, waits_for="disaster recovery")
not_built(VDI, "checksum(self: VDI ref) => string",
    "A checksum of the disk's contents, as text.", role=VM_ADMIN, waits_for="storage objects", hidden=True)
not_built(VDI, "read_database_pool_uuid(self: VDI ref) => string",
    "The uuid of the pool whose database is on the disk, empty if unknown.",
    role=READ_ONLY, waits_for="disaster recovery")
not_built(VDI, "pool_migrate(vdi: VDI ref, sr: SR ref, options: (string -> string) map) => VDI ref",
    "Move the disk to another SR while a VM may use it; answers the moved disk.",
    role=VM_POWER_ADMIN, waits_for="migration")
not_built(VDI, "enable_cbt(self: VDI ref)",
    "Track from now on which blocks of the disk change.",
    role=VM_ADMIN, waits_for="changed block tracking",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS",
            "OPERATION_NOT_ALLOWED", "VDI_INCOMPATIBLE_TYPE", "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION"))
not_built(VDI, "disable_cbt(self: VDI ref)",
    "Track changed blocks of the disk no longer, and delete what was tracked.",
    role=VM_ADMIN, waits_for="changed block tracking",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS",
            "OPERATION_NOT_ALLOWED", "VDI_INCOMPATIBLE_TYPE", "VDI_ON_BOOT_MODE_INCOMPATIBLE_WITH_OPERATION"))
not_built(VDI, "set_cbt_enabled(self: VDI ref, value: bool)",
    "Set whether changed blocks are tracked, in the database only.",
    role=NOBODY, waits_for="changed block tracking", hidden=True)
not_built(VDI, "data_destroy(self: VDI ref)",
    "Delete the contents of a snapshot and keep which blocks had changed.",
    role=VM_ADMIN, waits_for="changed block tracking",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS",
            "OPERATION_NOT_ALLOWED", "VDI_INCOMPATIBLE_TYPE", "VDI_NO_CBT_METADATA", "VDI_IN_USE",
            "VDI_IS_A_PHYSICAL_DEVICE"))
not_built(VDI, "list_changed_blocks(vdi_from: VDI ref, vdi_to: VDI ref) => string",
    "Which 64 KiB blocks differ between two disks, a bitmap in base64.",
    role=VM_OPERATOR, waits_for="changed block tracking",
    errors=("SR_OPERATION_NOT_SUPPORTED", "VDI_MISSING", "SR_NOT_ATTACHED", "SR_HAS_NO_PBDS", "VDI_IN_USE"))
not_built(VDI, "get_nbd_info(self: VDI ref) => vdi_nbd_server_info record set",
    "Where and how the disk can be read by NBD over TLS, for each address.",
    role=VM_ADMIN, waits_for="network block device", asynchronous=False, errors=("VDI_INCOMPATIBLE_TYPE",))
not_built(VDI, "revert(snapshot: VDI ref)",
    "Put the contents of the disk back to those of the snapshot.",
    role=VM_POWER_ADMIN, waits_for="snapshots", errors=("UNIMPLEMENTED_IN_SM_BACKEND",))
