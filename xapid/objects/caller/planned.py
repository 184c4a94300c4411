"""The messages of the class Caller that are not built yet."""

from __future__ import annotations

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.caller.declaration import Caller

WAITS = "counting of calls"

not_built(Caller, "add_group(self: Caller ref, group: string)", "Count it in a group.", role=POOL_OPERATOR,
          waits_for=WAITS)  # fmt: skip
not_built(Caller, "remove_group(self: Caller ref, group: string)", "Count it in a group no longer.",
          role=POOL_OPERATOR, waits_for=WAITS)  # fmt: skip
not_built(Caller, "query_token_usage(self: Caller ref) => float", "What its calls have cost.",
          role=POOL_OPERATOR, waits_for=WAITS)  # fmt: skip
not_built(Caller, "query_call_count(self: Caller ref) => int", "How many calls it has made.",
          role=POOL_OPERATOR, waits_for=WAITS)  # fmt: skip
not_built(Caller, "query_group_token_usage(group: string) => float", "What the calls of a group have cost.",
          role=POOL_OPERATOR, waits_for=WAITS)  # fmt: skip
not_built(Caller, "query_group_call_count(group: string) => int", "How many calls a group has made.",
          role=POOL_OPERATOR, waits_for=WAITS)  # fmt: skip
not_built(Caller, "query_all_usage() => string set set", "Calls and cost of every caller.",
          role=POOL_OPERATOR, waits_for=WAITS)  # fmt: skip
