"""Enumerations of the class SR."""

from __future__ import annotations

from xapid.model.types import ApiEnum


class StorageOperations(ApiEnum):
    """What can be under way on an SR."""

    scan = "scan"
    destroy = "destroy"
    forget = "forget"
    plug = "plug"
    unplug = "unplug"
    update = "update"
    vdi_create = "vdi_create"
    vdi_introduce = "vdi_introduce"
    vdi_destroy = "vdi_destroy"
    vdi_resize = "vdi_resize"
    vdi_clone = "vdi_clone"
    vdi_snapshot = "vdi_snapshot"
    vdi_mirror = "vdi_mirror"
    vdi_enable_cbt = "vdi_enable_cbt"
    vdi_disable_cbt = "vdi_disable_cbt"
    vdi_data_destroy = "vdi_data_destroy"
    vdi_list_changed_blocks = "vdi_list_changed_blocks"
    vdi_set_on_boot = "vdi_set_on_boot"
    vdi_blocked = "vdi_blocked"
    vdi_copy = "vdi_copy"
    vdi_force_unlock = "vdi_force_unlock"
    vdi_forget = "vdi_forget"
    vdi_generate_config = "vdi_generate_config"
    vdi_resize_online = "vdi_resize_online"
    vdi_update = "vdi_update"
    vdi_revert = "vdi_revert"
    pbd_create = "pbd_create"
    pbd_destroy = "pbd_destroy"
