"""The class VBD: its fields, and its messages."""

from xapid.objects.vbd.declaration import VBD, VbdMode, VbdOperations, VbdType

__all__ = ["VBD", "VbdMode", "VbdOperations", "VbdType"]
