"""The class SM."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import INT, STRING, STRING_MAP, STRING_SET, ApiEnum, enum, map_of, ref, set_of
from xapid.objects.context import Context
from xapid.storage.drivers import DRIVERS


class ImageFormatType(ApiEnum):
    """How the bytes of a disk are stored."""

    raw = "raw"
    vhd = "vhd"
    qcow2 = "qcow2"


class SM(XenObject, write_role=POOL_OPERATOR):
    """A storage driver, and what it can do."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name of the driver", default="")
    name_description = field(STRING, "what kind of storage the driver serves", default="")
    type = field(STRING, "kind of SR that the driver serves")
    vendor = field(STRING, "who makes the driver")
    copyright = field(STRING, "copyright of the driver")
    version = field(STRING, "version of the driver")
    required_api_version = field(STRING, "version of the storage interface that the driver needs")
    configuration = field(STRING_MAP, "keys of device_config that the driver reads, with their meanings")
    capabilities = field(STRING_SET, "what the driver can do, by name", default=[])
    features = field(map_of(STRING, INT), "what the driver can do, and in which version", default={})
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    driver_filename = field(STRING, "program of the driver", default="")
    required_cluster_stack = field(STRING_SET, "cluster software, one of which has to run; empty: none",
                                   default=[])  # fmt: skip
    supported_image_formats = field(set_of(enum(ImageFormatType)),
                                    "formats of disks that the driver can store", default=[])  # fmt: skip
    host_pending_features = field(
        map_of(ref("host"), STRING_SET), "features that some hosts have and others lack yet", default={},
        internal=True,
    )  # fmt: skip


def sync_drivers(ctx: Context) -> None:
    """One record for each storage driver of this host, as the driver table has it."""
    with ctx.change():
        present = {sm.type: sm for sm in ctx.store.all(SM)}
        for kind, driver in DRIVERS.items():
            info = driver.info
            sm = present.pop(kind, None) or ctx.store.create(SM, type=kind)
            sm.name_label, sm.name_description = info.name, info.description
            sm.vendor, sm.copyright, sm.version = info.vendor, info.copyright, info.version
            sm.required_api_version = info.required_api_version
            sm.configuration = info.configuration
            sm.capabilities, sm.features = info.capabilities, info.features
            sm.driver_filename = info.driver_filename
            sm.supported_image_formats = info.supported_image_formats
        for gone in present.values():
            ctx.store.destroy(gone)
