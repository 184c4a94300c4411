"""The class SR."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR, VM_OPERATOR
from xapid.model.types import (
    BOOL,
    INT,
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
from xapid.objects.sr.enums import StorageOperations


class SR(XenObject, write_role=POOL_OPERATOR):
    """A storage repository: a place for virtual disks."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the SR", given=True, default="")
    name_description = field(STRING, "free text about the SR", given=True, default="")
    allowed_operations = field(set_of(enum(StorageOperations)), "operations that may start now", default=[],
                               persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(StorageOperations)), "operations under way, by the task that runs them",
        default={}, persist=False,
    )  # fmt: skip
    VDIs = field(refs("VDI"), "disks in the SR", inverse="SR")
    PBDs = field(refs("PBD"), "connections of hosts to the SR", inverse="SR")
    virtual_allocation = field(INT, "sum of the sizes of all disks, in bytes")
    physical_utilisation = field(INT, "space taken on the storage, in bytes")
    physical_size = field(INT, "space on the storage in all, in bytes", given=True)
    type = field(STRING, "kind of storage, the type of an SM", given=True)
    content_type = field(STRING, "what the SR is for: user, iso, or empty", given=True)
    shared = field(BOOL, "whether several hosts may connect to it")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True,
                         key_roles=ORGANISING_KEYS)  # fmt: skip
    tags = field(STRING_SET, "words that people marked the SR with", writable=True, default=[],
                 write_role=VM_OPERATOR)  # fmt: skip
    sm_config = field(STRING_MAP, "settings of the storage driver, free keys", writable=True, default={})
    blobs = field(map_of(STRING, ref("blob")), "named binary data kept with the SR", default={})
    local_cache_enabled = field(BOOL, "whether the SR caches disks of shared SRs", default=False)
    introduced_by = field(ref("DR_task"), "disaster recovery that brought the SR in; null: none",
                          inverse="introduced_SRs", default=NULL_REF)  # fmt: skip
    clustered = field(BOOL, "whether its hosts have to form a cluster", default=False)
    is_tools_sr = field(BOOL, "whether the SR holds the guest tools", default=False)
    unfinished = field(STRING_SET, "uuids of disks that are just being made or taken away", default=[],
                       internal=True)  # fmt: skip
    default_vdi_visibility = field(BOOL, "whether disks found in the SR are shown at first", internal=True)
