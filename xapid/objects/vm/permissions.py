"""Permissions and protected map keys of the class VM."""

from xapid.model.roles import CLIENT_CERT, POOL_ADMIN, POOL_OPERATOR, VM_POWER_ADMIN
from xapid.objects.map_keys import ORGANISING_KEYS

#: Exactly these roles may say which host a VM runs on.
PLACERS = (POOL_ADMIN, POOL_OPERATOR, VM_POWER_ADMIN, CLIENT_CERT)

#: Keys of platform that reach out of the guest.
PLATFORM_KEYS = {"hvm_serial": POOL_ADMIN}

#: Keys of other_config that reach out of the guest, or only sort it.
OTHER_CONFIG_KEYS = {"pci": POOL_ADMIN, "hvm_serial": POOL_ADMIN, **ORGANISING_KEYS}
