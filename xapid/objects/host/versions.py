"""The versions that the host tells of, by component."""

from __future__ import annotations

from xapid.config import Config
from xapid.machine.hardware import Hardware
from xapid.version import VERSION

#: The version of the API that the specification describes.
API_VERSION = (2, 23)
#: Serial number of the original's database schema, which some clients read.
DATABASE_VERSION = "5.909"


def software_version(config: Config, hostname: str, found: Hardware) -> dict[str, str]:
    """What clients decide by; the hypervisor's own are added once it answers."""
    return {
        "product_version": config.product_version,
        "product_version_text": config.product_version,
        "product_version_text_short": ".".join(config.product_version.split(".")[:2]),
        "platform_name": "XCP",
        "platform_version": config.platform_version,
        "product_brand": config.product_brand,
        "build_number": VERSION,
        "hostname": hostname,
        "date": "",
        "dbv": DATABASE_VERSION,
        "xapi": "26.1",
        "xapi_build": VERSION,
        "xapid": VERSION,
        "xen": "",
        "linux": found.kernel,
        "distribution": found.release,
        "xencenter_min": "2.21",
        "xencenter_max": "2.21",
        "network_backend": "bridge",
    }
