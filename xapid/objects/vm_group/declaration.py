"""The class VM_group."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import STRING, ApiEnum, enum, refs


class PlacementPolicy(ApiEnum):
    """Whether the VMs of a group run on whichever hosts, or rather on different ones."""

    anti_affinity = "anti_affinity"
    normal = "normal"


class VmGroup(XenObject, name="VM_group", write_role=VM_ADMIN, creatable=True):
    """VMs whose places depend on one another."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the group", writable=True, default="")
    name_description = field(STRING, "notes about it, for people", writable=True, default="")
    placement = field(enum(PlacementPolicy), "how the places of its VMs depend on one another", given=True,
                      default=PlacementPolicy.normal)  # fmt: skip
    VMs = field(refs("VM"), "the VMs of the group", inverse="groups")
