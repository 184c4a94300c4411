"""The class Caller: programs that use the API, told apart by user agent and address."""

from xapid.objects.caller.declaration import Caller

__all__ = ["Caller"]
