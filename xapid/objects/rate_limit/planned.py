"""The messages of the class Rate_limit that are not built yet."""

from __future__ import annotations

from xapid.model.messages import not_built
from xapid.model.roles import POOL_ADMIN
from xapid.objects.rate_limit.declaration import RateLimit

WAITS = "holding calls to a rate"

not_built(RateLimit, "add_caller(self: Rate_limit ref, caller: Caller ref)", "Hold a caller to it.",
          role=POOL_ADMIN, waits_for=WAITS)  # fmt: skip
not_built(RateLimit, "remove_caller(self: Rate_limit ref, caller: Caller ref)", "Free a caller of it.",
          role=POOL_ADMIN, waits_for=WAITS)  # fmt: skip
not_built(RateLimit, "set_burst_size(self: Rate_limit ref, value: float)", "Change the size of the buckets.",
          role=POOL_ADMIN, waits_for=WAITS)  # fmt: skip
not_built(RateLimit, "set_fill_rate(self: Rate_limit ref, value: float)",
          "Change how fast the buckets fill.", role=POOL_ADMIN, waits_for=WAITS)  # fmt: skip
