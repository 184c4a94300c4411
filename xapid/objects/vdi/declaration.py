"""The class VDI."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN, VM_OPERATOR
from xapid.model.types import (
    BOOL,
    DATETIME,
    INT,
    NEVER,
    NULL_REF,
    STRING,
    STRING_MAP,
    STRING_SET,
    enum,
    map_of,
    ref,
    refs,
    set_of,
)
from xapid.objects.map_keys import ORGANISING_KEYS
from xapid.objects.vdi.enums import OnBoot, VdiOperations, VdiType


class VDI(XenObject, write_role=VM_ADMIN, creatable=True):
    """A virtual disk image."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the disk", given=True, default="")
    name_description = field(STRING, "free text about the disk", given=True, default="")
    allowed_operations = field(set_of(enum(VdiOperations)), "operations that may start now", default=[],
                               persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(VdiOperations)), "operations under way, by the task that runs them", default={},
        persist=False,
    )  # fmt: skip
    SR = field(ref("SR"), "SR that holds the disk", given=True, inverse="VDIs")
    VBDs = field(refs("VBD"), "devices that connect the disk to VMs", inverse="VDI")
    crash_dumps = field(refs("crashdump"), "crash dumps that the disk holds", inverse="VDI")
    virtual_size = field(INT, "size that a guest sees, in bytes", given=True)
    physical_utilisation = field(INT, "space taken on the storage, in bytes")
    type = field(enum(VdiType), "what the disk is used for", given=True)
    sharable = field(BOOL, "whether several VMs may write to it at once", given=True)
    read_only = field(BOOL, "whether nobody may write to it", given=True)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True,
                         key_roles=ORGANISING_KEYS)  # fmt: skip
    storage_lock = field(BOOL, "whether the storage itself holds a lock on the disk")
    location = field(STRING, "name by which the storage driver knows the disk", default="")
    managed = field(BOOL, "whether the disk belongs to a user, not to the driver's own chain")
    missing = field(BOOL, "whether the last scan of the SR did not find it")
    parent = field(ref("VDI"), "disk that this one is based on; null, for drivers keep it to themselves")
    xenstore_data = field(STRING_MAP, "keys given to the guest with the disk", writable=True, default={})
    sm_config = field(STRING_MAP, "settings of the storage driver, free keys", writable=True, default={})
    is_a_snapshot = field(BOOL, "whether the disk is a snapshot", default=False)
    snapshot_of = field(ref("VDI"), "disk that it is a snapshot of; null: none", inverse="snapshots",
                        default=NULL_REF)  # fmt: skip
    snapshots = field(refs("VDI"), "snapshots of the disk", inverse="snapshot_of")
    snapshot_time = field(DATETIME, "when the snapshot was taken; the epoch: it is none", default=NEVER)
    tags = field(STRING_SET, "words that people marked the disk with", writable=True, default=[],
                 write_role=VM_OPERATOR)  # fmt: skip
    allow_caching = field(BOOL, "whether a host may keep parts of it in its cache SR", default=False)
    on_boot = field(enum(OnBoot), "whether the disk starts anew at each boot of its VM",
                    default=OnBoot.persist)  # fmt: skip
    metadata_of_pool = field(ref("pool"), "pool whose database the disk holds; null: none",
                             inverse="metadata_VDIs", default=NULL_REF)  # fmt: skip
    metadata_latest = field(BOOL, "whether it holds the newest copy of that database", default=False)
    is_tools_iso = field(BOOL, "whether the disk is the CD with the guest tools", default=False)
    cbt_enabled = field(BOOL, "whether changed blocks are tracked", default=False)
