"""The class network."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR, VM_ADMIN, VM_OPERATOR
from xapid.model.types import (
    BOOL,
    INT,
    STRING,
    STRING_MAP,
    STRING_SET,
    ApiEnum,
    enum,
    map_of,
    ref,
    refs,
    set_of,
)
from xapid.objects.map_keys import ORGANISING_KEYS


class NetworkOperations(ApiEnum):
    """What can be under way on a network."""

    attaching = "attaching"


class NetworkDefaultLockingMode(ApiEnum):
    """Whether VIFs that ask for the network's default pass traffic."""

    unlocked = "unlocked"
    disabled = "disabled"


class NetworkPurpose(ApiEnum):
    """A service that a network may be used for."""

    nbd = "nbd"
    insecure_nbd = "insecure_nbd"


class Network(XenObject, name="network", write_role=VM_ADMIN, creatable=True):
    """A virtual network that VMs, and interfaces of hosts, are connected to."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the network", writable=True, default="",
                       write_role=POOL_OPERATOR)  # fmt: skip
    name_description = field(STRING, "free text about the network", writable=True, default="",
                             write_role=POOL_OPERATOR)  # fmt: skip
    allowed_operations = field(set_of(enum(NetworkOperations)), "operations that may start now", default=[],
                               persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(NetworkOperations)), "operations under way, by the task that runs them",
        default={}, persist=False,
    )  # fmt: skip
    VIFs = field(refs("VIF"), "network devices of VMs on the network", inverse="network")
    PIFs = field(refs("PIF"), "network interfaces of hosts on the network", inverse="network")
    MTU = field(INT, "largest packet, in bytes", writable=True, default=1500)
    other_config = field(
        STRING_MAP, "settings by clients, free keys", writable=True, write_role=POOL_OPERATOR,
        key_roles={**ORGANISING_KEYS, "XenCenterCreateInProgress": VM_OPERATOR},
    )  # fmt: skip
    bridge = field(STRING, "name of the network's bridge on every host", given=True, default="")
    managed = field(BOOL, "whether the bridge is made and removed here", given=True, default=True)
    blobs = field(map_of(STRING, ref("blob")), "named binary data kept with the network", default={})
    tags = field(STRING_SET, "words that people marked the network with", writable=True, default=[],
                 write_role=VM_OPERATOR)  # fmt: skip
    default_locking_mode = field(
        enum(NetworkDefaultLockingMode), "what locking mode network_default means for the network's VIFs",
        default=NetworkDefaultLockingMode.unlocked,
    )  # fmt: skip
    assigned_ips = field(map_of(ref("VIF"), STRING), "addresses given to VIFs by the network's own DHCP",
                         default={})  # fmt: skip
    purpose = field(set_of(enum(NetworkPurpose)), "services that the network may be used for", default=[])
