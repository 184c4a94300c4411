"""The class VM_appliance."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import STRING, ApiEnum, enum, map_of, refs, set_of


class VmApplianceOperation(ApiEnum):
    """What can be under way on an appliance."""

    start = "start"
    clean_shutdown = "clean_shutdown"
    hard_shutdown = "hard_shutdown"
    shutdown = "shutdown"


class VmAppliance(XenObject, name="VM_appliance", write_role=POOL_OPERATOR, creatable=True):
    """A group of VMs that make up one application, and start and stop together in order."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the appliance", writable=True, default="")
    name_description = field(STRING, "notes about it, for people", writable=True, default="")
    allowed_operations = field(
        set_of(enum(VmApplianceOperation)), "the operations that would be accepted just now", default=[],
        persist=False,
    )  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(VmApplianceOperation)),
        "the operations under way, by the reference of their task", default={}, persist=False,
    )  # fmt: skip
    VMs = field(refs("VM"), "the VMs of the appliance", inverse="appliance")
