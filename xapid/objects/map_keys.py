"""Roles of single map keys that several classes have in common."""

from xapid.model.roles import VM_OPERATOR

#: Keys of other_config with which graphical clients sort objects.
ORGANISING_KEYS = {"folder": VM_OPERATOR, "XenCenter.CustomFields.*": VM_OPERATOR}
