"""The class Bond."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, INT, NULL_REF, STRING, STRING_MAP, ApiEnum, enum, ref, refs


class BondMode(ApiEnum):
    """How a bond spreads traffic over its members."""

    balance_slb = "balance-slb"
    active_backup = "active-backup"
    lacp = "lacp"


class Bond(XenObject, write_role=POOL_OPERATOR):
    """Several network cards that act as one."""

    uuid = field(STRING, "unique identifier")
    master = field(ref("PIF"), "interface that stands for the bond", given=True, inverse="bond_master_of",
                   default=NULL_REF)  # fmt: skip
    slaves = field(refs("PIF"), "interfaces that the bond is made of", inverse="bond_slave_of")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    primary_slave = field(ref("PIF"), "member whose addresses the bond took over", default=NULL_REF)
    mode = field(enum(BondMode), "how traffic is spread over the members", default=BondMode.balance_slb)
    properties = field(STRING_MAP, "settings of the mode, such as hashing_algorithm or miimon", default={})
    links_up = field(INT, "how many members have a link", default=0)
    auto_update_mac = field(BOOL, "whether the bond takes on its primary member's hardware address",
                            default=True)  # fmt: skip
