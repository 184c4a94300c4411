"""The class VBD, and its enumerations."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import (
    BOOL,
    INT,
    NULL_REF,
    STRING,
    STRING_MAP,
    STRING_SET,
    ApiEnum,
    enum,
    map_of,
    ref,
    set_of,
)


class VbdOperations(ApiEnum):
    """Everything that can be under way on a block device."""

    attach = "attach"
    eject = "eject"
    insert = "insert"
    plug = "plug"
    unplug = "unplug"
    unplug_force = "unplug_force"
    pause = "pause"
    unpause = "unpause"


class VbdType(ApiEnum):
    """What the guest takes a block device for."""

    CD = "CD"
    Disk = "Disk"
    Floppy = "Floppy"


class VbdMode(ApiEnum):
    """Whether the guest may write to a block device."""

    RO = "RO"
    RW = "RW"


class VBD(XenObject, write_role=VM_ADMIN, creatable=True):
    """A virtual block device: connects one disk, or an empty drive, to one VM."""

    uuid = field(STRING, "unique identifier")
    allowed_operations = field(set_of(enum(VbdOperations)), "the operations that would be accepted just now",
                               default=[], persist=False)  # fmt: skip
    current_operations = field(map_of(STRING, enum(VbdOperations)),
                               "the operations under way, by the reference of their task", default={},
                               persist=False)  # fmt: skip
    VM = field(ref("VM"), "the VM that the device belongs to", given=True, inverse="VBDs")
    VDI = field(ref("VDI"), "the disk in it; null for an empty drive", given=True, inverse="VBDs")
    device = field(STRING, "name that the guest knows it by, such as xvda; empty until it is attached",
                   default="", given=True)  # fmt: skip
    userdevice = field(STRING, "its position as its owner gave it: a number from 0, or autodetect",
                       writable=True)  # fmt: skip
    bootable = field(BOOL, "whether the guest may boot from it", writable=True)
    mode = field(enum(VbdMode), "read-only or read-write", given=True)
    type = field(enum(VbdType), "hard disk, CD drive or floppy drive", writable=True)
    unpluggable = field(BOOL, "whether it may be taken away while the guest runs", default=True,
                        writable=True)  # fmt: skip
    storage_lock = field(BOOL, "whether the storage is locked for it")
    empty = field(BOOL, "whether it is a drive without a disk in it", given=True)
    other_config = field(STRING_MAP, "free entries for clients and tools; a few steer the daemon",
                         writable=True)  # fmt: skip
    currently_attached = field(BOOL, "whether the guest sees it now", default=False, given=True)
    status_code = field(INT, "result of the last attempt to attach it; 0 for success")
    status_detail = field(STRING, "what went wrong at the last attempt to attach it")
    runtime_properties = field(STRING_MAP, "facts about the attached device")
    qos_algorithm_type = field(STRING,
                               "how its input and output are rationed, such as ionice; empty for not at all",
                               writable=True)  # fmt: skip
    qos_algorithm_params = field(STRING_MAP, "parameters of the rationing: class, sched", writable=True)
    qos_supported_algorithms = field(STRING_SET, "values that qos_algorithm_type may have here")
    metrics = field(ref("VBD_metrics"), "its throughput, once; read the data sources of the VM",
                    default=NULL_REF, removed=True)  # fmt: skip
    reserved = field(BOOL, "whether a VM that is starting has claimed it", default=False, internal=True)
