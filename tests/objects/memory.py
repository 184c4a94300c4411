"""A store in memory with everything that the classes without a host need."""

from pathlib import Path
from typing import Any, cast

from xapid.config import Config
from xapid.model.errors import XenError
from xapid.objects.authentication import Account, Authenticator
from xapid.objects.catalog import load
from xapid.objects.context import Context
from xapid.objects.services import Services
from xapid.objects.session import Session
from xapid.objects.session.life import open_session
from xapid.store.journal import Nowhere, RowChange
from xapid.store.store import Store

NO_DRIVER = cast(Any, None)


class Slow:
    """A journal whose commits end when the test says so."""

    def __init__(self) -> None:
        self.store: Any = None
        self.queued: list[int] = []

    def check(self) -> None:
        pass

    def submit(self, generation: int, rows: list[RowChange]) -> None:
        self.queued.append(generation)

    def commit(self, count: int = 1_000_000) -> None:
        """The oldest ``count`` changes are on disk now."""
        done, self.queued = self.queued[:count], self.queued[count:]
        if done:
            self.store.written(done[-1])

    def refuse(self) -> None:
        """The disk takes none of what is queued."""
        if self.queued:
            self.queued = []
            self.store.refused(XenError("INTERNAL_ERROR", "disk full"))


def make_store(journal: Any = None) -> Store:
    journal = journal or Nowhere()
    journal.store = Store(load(), journal)
    return cast(Store, journal.store)


def make_context(state_dir: Path, store: Store | None = None, **settings: Any) -> Context:
    """The context of the daemon itself, with a real authenticator and no host."""
    config = Config(state_dir=state_dir, **settings)
    authenticator = Authenticator(config, failure_delay=0)
    services = Services(config, NO_DRIVER, NO_DRIVER, NO_DRIVER, authenticator)
    return Context(store or make_store(), services)


def log_in(ctx: Context, name: str = "root", role: str = "pool-admin", originator: str = "") -> Session:
    return open_session(ctx, Account(name, role), originator)


def as_caller(ctx: Context, session: Session) -> Context:
    return Context(ctx.store, ctx.services, session)
