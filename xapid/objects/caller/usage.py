"""What callers use: their calls are counted, and wait while their limit says so.

Nothing of this happens, and nothing is counted, while there is no Caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from xapid.model.errors import XenError
from xapid.objects.caller.declaration import Caller
from xapid.objects.rate_limit.bucket import Bucket
from xapid.objects.rate_limit.declaration import RateLimit
from xapid.store.change import Change
from xapid.store.store import Store

#: How exact last_access is.
ACCESS_STEP = timedelta(seconds=600)

#: User agents and addresses of which it is remembered whose they are.
MOST_REMEMBERED = 4096

#: Calls that are counted but never held up: whoever leaves should leave nothing behind.
ENDINGS = frozenset({"session.logout", "session.local_logout"})


@dataclass
class Account:
    """One caller: its calls since the daemon started, what they cost, and the bucket they share."""

    caller: Caller
    bucket: Bucket | None = None
    calls: int = 0
    tokens: float = 0.0

    def count(self) -> None:
        """One call more."""
        self.calls += 1
        self.tokens += 1.0


class Usage:
    """The accounts of all callers."""

    def __init__(self) -> None:
        self._store: Store
        self._accounts: dict[str, Account] = {}
        self._buckets: dict[str, Bucket] = {}
        #: Accounts by what calls tell of themselves; None: nobody's.
        self._known: dict[tuple[str, str], Account | None] = {}
        self._stale = True

    def follow(self, store: Store) -> dict[str, Any]:
        """Be about the callers of this store from now on. Returns them: while there is none, ask nothing."""
        self._store = store
        store.before_change_ends.append(self._changed)
        store.after_rollback.append(self._doubt)
        return store.table(Caller).rows

    def take(self, agent: str, address: str) -> bool:
        """Count a call that can be answered at once; False if it has to wait for a token first."""
        account = self._find(agent, address)
        if account is None:
            return True
        if account.bucket is not None and not account.bucket.take():
            return False
        self._count(account)
        return True

    async def admit(self, agent: str, address: str, *, exempt: bool) -> None:
        """Count a call, after it has waited for its token. ``exempt``: it is never held up.

        Raises TOO_BUSY when it would have to wait too long.
        """
        account = self._find(agent, address)
        if account is None:
            return
        if account.bucket is not None and not exempt:
            await account.bucket.wait()
        self._count(account)

    def of(self, caller: Caller) -> Account:
        """The account of a caller."""
        self._refresh()
        return self._accounts[caller.ref]

    def all(self) -> list[Account]:
        """Every account."""
        self._refresh()
        return list(self._accounts.values())

    def _changed(self, change: Change) -> None:
        self._stale = self._stale or any(type(obj) in (Caller, RateLimit) for obj in change.touched)

    def _doubt(self, error: XenError) -> None:
        self._stale = True

    def _find(self, agent: str, address: str) -> Account | None:
        """Whose call that is: of the callers that it fits, the one that says most."""
        self._refresh()
        key = (agent, address)
        if key in self._known:
            return self._known[key]
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        by_origin = {(a.caller.user_agent, a.caller.client_ip): a for a in self._accounts.values()}
        wanted = (key, (agent, ""), ("", address), ("", ""))
        found = next((by_origin[origin] for origin in wanted if origin in by_origin), None)
        self._known[key] = found
        return found

    def _refresh(self) -> None:
        if not self._stale:
            return
        self._stale = False
        self._known.clear()
        limits = self._store.all(RateLimit)
        for limit in limits:
            self._buckets.setdefault(limit.ref, Bucket(limit.burst_size, limit.fill_rate)).adjust(
                limit.burst_size, limit.fill_rate
            )
        refs = {limit.ref for limit in limits}
        self._buckets = {ref: bucket for ref, bucket in self._buckets.items() if ref in refs}
        before, self._accounts = self._accounts, {}
        for caller in self._store.all(Caller):
            account = before.get(caller.ref) or Account(caller)
            account.bucket = self._buckets.get(caller.raw("rate_limit"))
            self._accounts[caller.ref] = account

    def _count(self, account: Account) -> None:
        account.count()
        now = datetime.now(UTC)
        if now - account.caller.last_access < ACCESS_STEP or not account.caller.alive:
            return
        try:
            with self._store.change():
                account.caller.last_access = now
        except XenError:
            return  # the journal takes nothing just now, and calls go on
