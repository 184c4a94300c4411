"""The class Rate_limit: how fast callers may call."""

from xapid.objects.rate_limit.declaration import RateLimit

__all__ = ["RateLimit"]
