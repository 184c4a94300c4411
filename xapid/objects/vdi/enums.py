"""Enumerations of the class VDI."""

from __future__ import annotations

from xapid.model.types import ApiEnum


class VdiOperations(ApiEnum):
    """What can be under way on a disk."""

    clone = "clone"
    copy = "copy"
    resize = "resize"
    resize_online = "resize_online"
    snapshot = "snapshot"
    mirror = "mirror"
    destroy = "destroy"
    forget = "forget"
    update = "update"
    force_unlock = "force_unlock"
    generate_config = "generate_config"
    enable_cbt = "enable_cbt"
    disable_cbt = "disable_cbt"
    data_destroy = "data_destroy"
    list_changed_blocks = "list_changed_blocks"
    set_on_boot = "set_on_boot"
    blocked = "blocked"
    revert_to = "revert_to"
    revert_from = "revert_from"


class VdiType(ApiEnum):
    """What a disk is used for."""

    system = "system"
    user = "user"
    ephemeral = "ephemeral"
    suspend = "suspend"
    crashdump = "crashdump"
    ha_statefile = "ha_statefile"
    metadata = "metadata"
    redo_log = "redo_log"
    rrd = "rrd"
    pvs_cache = "pvs_cache"
    cbt_metadata = "cbt_metadata"


class OnBoot(ApiEnum):
    """What becomes of a disk's contents when its VM boots."""

    reset = "reset"
    persist = "persist"
